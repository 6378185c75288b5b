/** The step of an import at which answers that are not the event's get a meaning. */

import { button, element } from '../ui/dom.js';
import { notice, table } from '../ui/widgets.js';
import { OTHER_DIET } from '../words/codes.js';
import { title } from './import_columns.js';

/**
 * @typedef {import('./context.js').RegistrationsContext} RegistrationsContext
 * @typedef {import('./meanings.js').Unsaid} Unsaid
 */

/** Whoever has more has taken a wrong column. */
const MOST_SHOWN = 100;
const OPEN = '?';
const TICKS = ['lunch', 'village', 'drink', 'consent', 'cancelled'];

/**
 * @param {import('./import.js').Import} part
 * @returns {Node[]}
 */
export function meaningsStep(part) {
  const { page, meanings, mapping } = part;
  const { words } = page;
  const list = /** @type {import('./mapping.js').List} */ (part.list);
  const before = JSON.stringify(meanings.said);
  const { asked } = meanings;
  const lines = asked
    .slice(0, MOST_SHOWN)
    .map((unsaid) => [
      words.quoted({ text: unsaid.value }),
      list.columns.flatMap((column, at) => (mapping[at] === unsaid.field ? title(page, column) : [])).join(', '),
      words.linesHave({ count: unsaid.lines }),
      meaning(part, unsaid),
    ]);
  const go = () => (JSON.stringify(meanings.said) === before ? part.go('checked') : part.startCheck());
  return [
    element('h3', { textContent: words.meaningsTitle }),
    element('p', { className: 'soft', textContent: words.meaningsWhy }),
    table(words.meaningsTitle, [words.answerOfList, words.column, words.howMany, words.means], lines),
    ...(asked.length > MOST_SHOWN ? [notice(words.meaningsMore({ count: asked.length - MOST_SHOWN }), 'warm')] : []),
    element(
      'p',
      { className: 'row' },
      button(words.go, go, 'main'),
      button(words.toColumns, () => part.go('columns'), 'plain'),
    ),
  ];
}

/**
 * @param {import('./import.js').Import} part
 * @param {Unsaid} unsaid
 */
function meaning({ page, meanings }, { field, value, isKept }) {
  const { words } = page;
  const others = choicesOf(page, field).filter(([id]) => !isKept || id !== OTHER_DIET);
  const choices = [[OPEN, isKept ? words.meansOtherDiet : words.meansOpen], ...others];
  const select = element(
    'select',
    {},
    ...choices.map(([id, label]) => element('option', { value: id, textContent: label })),
  );
  select.value = meanings.of(field, value) ?? OPEN;
  select.setAttribute('aria-label', words.fieldSaid({ field: words.means, what: words.quoted({ text: value }) }));
  select.addEventListener('change', () => meanings.say(field, value, select.value === OPEN ? null : select.value));
  return select;
}

/**
 * @param {RegistrationsContext} page
 * @param {string} field
 * @returns {string[][]} what an answer may mean: as the server reads it, and as people do
 */
export function choicesOf(page, field) {
  const { words, programme } = page;
  const named = (/** @type {{id: string, label: string}[]} */ choices) => choices.map(({ id, label }) => [id, label]);
  const yesNo = [
    ['yes', words.answerYes],
    ['no', words.answerNo],
  ];
  const question = programme?.questions.find(({ id }) => field === `answers.${id}`);
  if (TICKS.includes(field) || page.atelier(field) || question?.type === 'yes_no') return yesNo;
  if (question) return [...named(question.choices), ['', words.meansNothing]];
  switch (field) {
    case 'diet':
      return named(page.dietsOffered());
    case 'kind':
      return named(page.kindsOffered(Object.keys(words.kinds)));
    case 'language':
      return named(page.languagesOffered());
    case 'ateliers':
      return [['', words.noAtelier], ...(programme?.ateliers ?? []).map(({ id }) => [id, page.atelierTitle(id)])];
    case 'status':
      return Object.entries(words.statusMeans);
    default:
      return [];
  }
}
