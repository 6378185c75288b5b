/** The second step of an import: what each column becomes, and that the people have agreed. */

import { button, element } from '../ui/dom.js';
import { notice, table } from '../ui/widgets.js';
import { leftOut, letters, readAs } from './import_reading.js';
import { SEVERAL, doubts, lost } from './mapping.js';

const LONGEST = 30;

/**
 * @param {import('./import.js').Import} part
 * @returns {Node[]}
 */
export function columnsStep(part) {
  const { page, mapping } = part;
  const { words } = page;
  const list = /** @type {import('./mapping.js').List} */ (part.list);
  const status = element('div', { role: 'status', className: 'stack' });
  const wrong = element('p', {
    className: 'error',
    hidden: true,
    id: 'consent-wrong',
    textContent: words.consentNeeded,
  });
  const undecided = element('p', {
    className: 'error',
    hidden: true,
    id: 'repair-undecided',
    textContent: words.repairUndecided,
  });
  const tick = element('input', { type: 'checkbox', id: 'import-consent', checked: part.consent });
  tick.setAttribute('aria-describedby', 'consent-wrong');
  tick.addEventListener('change', () => {
    part.consent = tick.checked;
    wrong.hidden = true;
    tick.removeAttribute('aria-invalid');
  });
  const asked = element(
    'div',
    {},
    element('label', { className: 'tick' }, tick, element('span', {}, words.consentAll)),
    wrong,
  );
  const readOf = notice('');
  const leftOutTold = notice('', 'warm');
  const tell = () => {
    const found = doubts(mapping);
    status.replaceChildren(
      ...found.map(({ sort, field }) => {
        const name = page.fieldName(field);
        return notice(
          sort === 'twice' ? words.fieldTwice({ field: name }) : words.fieldMissing({ field: name }),
          'warm',
        );
      }),
    );
    const read = list.columns[mapping.indexOf('consent')];
    asked.hidden = read !== undefined;
    readOf.hidden = !asked.hidden;
    readOf.textContent = read ? words.consentRead({ column: title(page, read) }) : '';
    const left = list.columns.filter(
      (column, at) => !mapping[at] && !isOurs(page, column) && lost(list, column).filled,
    );
    leftOutTold.hidden = !left.length;
    const names = left.map((column) => title(page, column)).join(', ');
    leftOutTold.textContent = words.columnsLeftOut({ count: left.length, columns: names });
    const twice = new Set(found.filter(({ sort }) => sort === 'twice').map(({ field }) => field));
    selects.forEach((select, at) => select.setAttribute('aria-invalid', String(twice.has(mapping[at]))));
    return found.length === 0;
  };
  const begin = () => {
    const isClear = tell();
    if (list.dialect.garbled && !part.keepsLetters) {
      undecided.hidden = false;
      /** @type {HTMLInputElement | null} */ (document.querySelector('[name=repair]'))?.focus();
    } else if (!part.consent && !asked.hidden) {
      wrong.hidden = false;
      tick.setAttribute('aria-invalid', 'true');
      tick.focus();
    } else if (isClear) part.startCheck();
    else status.scrollIntoView({ block: 'center' });
  };
  const selects = list.columns.map((column, at) => choice(page, list, column, mapping[at]));
  tell();
  const losses = list.columns.map((column, at) => loss(page, list, column, selects[at]));
  const lines = list.columns.map((column, at) => {
    const select = selects[at];
    select.addEventListener('change', () => {
      for (const field of [mapping[at], select.value]) if (!SEVERAL.includes(field)) part.meanings.forget(field);
      mapping[at] = select.value;
      losses[at].draw();
      tell();
    });
    const { example } = column;
    const becomes = element('div', { className: 'stack close' }, select, losses[at].said);
    return [title(page, column), example && element('span', { className: 'soft', textContent: example }), becomes];
  });
  const made = table(words.columnsTitle, [words.column, words.example, words.becomes], lines);
  losses.forEach(({ draw }) => draw());
  return [
    element('h3', { textContent: words.columnsTitle }),
    element('p', {}, words.fileRead({ name: part.name, count: list.lines.length }), ' ', readAs(page, list.dialect)),
    ...leftOut(page, list),
    ...letters(part, list.dialect, undecided),
    element('p', { className: 'soft', textContent: words.columnsWhy }),
    leftOutTold,
    made,
    status,
    asked,
    readOf,
    element(
      'p',
      { className: 'row' },
      button(words.check, begin, 'main'),
      button(words.otherFile, () => part.again(), 'plain'),
    ),
  ];
}

/**
 * @param {import('./context.js').RegistrationsContext} page
 * @param {import('./mapping.js').List} list
 * @param {import('./mapping.js').Column} column
 * @param {string} chosen
 */
function choice(page, list, column, chosen) {
  const { words } = page;
  const select = element(
    'select',
    {},
    element('option', { value: '', textContent: words.leftOut }),
    ...list.fields.map((field) => element('option', { value: field, textContent: page.fieldName(field) })),
  );
  select.value = chosen;
  select.setAttribute('aria-label', words.fieldSaid({ field: words.becomes, what: title(page, column) }));
  return select;
}

/**
 * @param {import('./context.js').RegistrationsContext} page
 * @param {import('./mapping.js').Column} column
 */
export function title({ words }, { header, column }) {
  return header || words.namelessColumn({ number: column + 1 });
}

/**
 * Whether this page has added a column to the lines that it gave back.
 *
 * @param {import('./context.js').RegistrationsContext} page
 * @param {import('./mapping.js').Column} column
 */
function isOurs({ words }, { header }) {
  return header === words.reason || header === words.remark;
}

/**
 * Say what is lost with a column while it is left out: by words, and by the colour of its row.
 *
 * @param {import('./context.js').RegistrationsContext} page
 * @param {import('./mapping.js').List} list
 * @param {import('./mapping.js').Column} column
 * @param {HTMLSelectElement} select
 */
function loss(page, list, column, select) {
  const { words } = page;
  const isOwn = isOurs(page, column);
  const { filled, answers } = lost(list, column);
  const some = answers
    .map(({ text, count }) => {
      const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
      return count > 1 ? words.answerLost({ text: short, count }) : words.quoted({ text: short });
    })
    .join(', ');
  const said = element('span', {
    className: 'small',
    id: `column-${column.column}-lost`,
    textContent: isOwn
      ? words.columnOurs
      : filled
        ? words.columnLost({ answers: some, count: filled })
        : words.columnEmpty,
  });
  select.setAttribute('aria-describedby', said.id);
  const draw = () => {
    said.hidden = select.value !== '';
    const row = select.closest('tr');
    if (row) row.dataset.sort = !said.hidden && filled && !isOwn ? 'warm' : '';
  };
  return { said, draw };
}
