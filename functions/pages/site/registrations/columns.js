/** The columns of the list of people: what each is called, and what it shows of somebody. */

import { element, redraw } from '../ui/dom.js';
import { table, tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { questionOf } from './view.js';

/**
 * @typedef {import('./context.js').RegistrationsContext} RegistrationsContext
 * @typedef {import('./gathering.js').Found} Found
 */

/**
 * @param {RegistrationsContext} page
 * @returns {[string, string][]} each column with what it is called
 */
export function columnsOf({ words, programme }) {
  const { fields, columnNames } = words;
  const eats = programme?.checkpoints.some(({ id }) => id === 'lunch');
  const questions = programme?.questions ?? [];
  /** @type {[string, string][]} */
  const all = [
    ['organisation', fields.organisation],
    ['kind', fields.kind],
    ['ateliers', fields.ateliers],
    ['email', fields.email],
    ['code', fields.code],
    ['registered_at', fields.registered_at],
    ...(eats ? [/** @type {[string, string]} */ (['lunch', fields.lunch])] : []),
    ['waiting', fields.waiting],
    ['came_at', columnNames.came_at],
    ['inside', columnNames.inside],
    ['mail', columnNames.mail],
    ['memo', fields.memo],
    ...questions.map(({ id, label }) => /** @type {[string, string]} */ ([`answer.${id}`, label])),
    ...(questions.some(({ required }) => required)
      ? [/** @type {[string, string]} */ (['missing', columnNames.missing])]
      : []),
  ];
  return all;
}

/**
 * @param {Found[]} people
 * @param {string[]} columns
 * @param {RegistrationsContext} page
 * @param {(found: Found) => HTMLElement} ticked the box by which somebody is selected
 */
export function tableOf(people, columns, page, ticked) {
  const { words } = page;
  const shown = columnsOf(page).filter(([column]) => columns.includes(column));
  const made = table(
    words.persons,
    [words.person, ...shown.map(([, label]) => label)],
    people.map((found) => [
      element(
        'div',
        { className: 'row' },
        ticked(found),
        element('a', { href: `#people/${found.id}` }, ...named(found, page)),
        found.cancelled ? tag(words.cancelledTag, 'bad') : null,
      ),
      ...shown.map(([column]) => cell(column, found, page)),
    ]),
  );
  for (const line of made.querySelectorAll('tbody tr')) {
    for (const [at, [column]] of shown.entries()) {
      /** @type {HTMLElement} */ (line.children[at + 1]).dataset.of = column;
    }
  }
  return made;
}

/**
 * Name somebody as the list is sorted: the eye goes down the family names.
 *
 * @param {Found} found
 * @param {RegistrationsContext} page
 * @returns {(HTMLElement | string)[]}
 */
function named({ family_name: family, given_name: given }, { words }) {
  if (!family && !given) return [words.nameless];
  return [family ? element('strong', { textContent: family }) : '', family && given ? ' ' : '', given ?? ''];
}

/**
 * The same to be read on paper: without boxes and links.
 *
 * @param {Found[]} people
 * @param {string[]} columns
 * @param {RegistrationsContext} page
 */
export function plainTable(people, columns, page) {
  const shown = columnsOf(page).filter(([column]) => columns.includes(column));
  return table(
    page.words.persons,
    [page.words.person, ...shown.map(([, label]) => label)],
    people.map((found) => [
      element('span', {}, ...named(found, page)),
      ...shown.map(([column]) => cell(column, found, page)),
    ]),
  );
}

/**
 * @param {string} column
 * @param {Found} found
 * @param {RegistrationsContext} page
 * @returns {Node | string}
 */
function cell(column, found, page) {
  const { words } = page;
  const numbers = (/** @type {string[]} */ ids) => ids.map((id) => page.atelierNumber(id)).join(', ');
  switch (column) {
    case 'organisation':
      return found.organisation;
    case 'kind':
      return saidOf(words.kinds, found.kind);
    case 'ateliers':
      return numbers(found.ateliers);
    case 'email':
      return found.email ?? '';
    case 'code':
      return found.code;
    case 'registered_at':
      return page.dayAndHour(found.registered_at);
    case 'lunch':
      return found.lunch ? saidOf(words.diets, found.diet) : '';
    case 'waiting':
      return numbers(found.waiting ?? []);
    case 'came_at':
      return found.came_at ? page.dayAndHour(found.came_at) : '';
    case 'inside':
      return found.place ? page.atelierNumber(found.place) : found.inside ? words.yes : '';
    case 'mail':
      return found.mail ? tag(saidOf(words.mailStates, found.mail), 'bad') : '';
    case 'memo':
      return found.memo ?? '';
    case 'missing':
      return (found.missing ?? []).map((id) => question(id, page)?.label ?? id).join(', ');
  }
  return answer(found.answers?.[questionOf(column)], question(questionOf(column), page), page);
}

/**
 * @param {string} id
 * @param {RegistrationsContext} page
 */
function question(id, { programme }) {
  return programme?.questions?.find((each) => each.id === id);
}

/**
 * @param {string | number | boolean | string[] | undefined} given
 * @param {ReturnType<typeof question>} asked
 * @param {RegistrationsContext} page
 * @returns {string}
 */
function answer(given, asked, { words }) {
  if (given === undefined) return '';
  if (typeof given === 'boolean') return given ? words.yes : words.no;
  const label = (/** @type {string} */ id) => asked?.choices.find((choice) => choice.id === id)?.label ?? id;
  return Array.isArray(given) ? given.map(label).join(', ') : label(String(given));
}

/**
 * Draw the columns to choose from.
 *
 * @param {HTMLElement} place
 * @param {string[]} columns those that are shown
 * @param {RegistrationsContext} page
 * @param {(columns: string[]) => void} choose
 */
export function drawColumns(place, columns, page, choose) {
  const all = columnsOf(page);
  redraw(place, all, () =>
    all.map(([column, label]) => {
      const box = element('input', { type: 'checkbox', value: column });
      box.addEventListener('change', () =>
        choose([...place.querySelectorAll('input')].filter(({ checked }) => checked).map(({ value }) => value)),
      );
      return element('label', { className: 'tick' }, box, element('span', {}, label));
    }),
  );
  for (const box of place.querySelectorAll('input')) box.checked = columns.includes(box.value);
}
