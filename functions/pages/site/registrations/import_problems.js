/** The lines that are to be mended, and those to look at, each with what there is to say of it. */

import { button, element } from '../ui/dom.js';
import { saveFile } from '../ui/save_file.js';
import { table } from '../ui/widgets.js';
import { labelOf } from './context.js';
import { mend, named } from './mapping.js';
import { rejectedFile } from './rejected_lines.js';

/**
 * @typedef {import('./import.js').Import} Import
 * @typedef {import('./import_run.js').Result} Result
 * @typedef {import('./import_run.js').Wrong} Wrong
 * @typedef {import('./context.js').RegistrationsContext} RegistrationsContext
 */

/** Thousands of lines at once would make the page stick. */
const SHOWN_AT_ONCE = 100;
const QUOTED_CHARACTERS = 60;

/**
 * @param {Import} part
 * @returns {Result[]} the refused lines of the check and of the import, in their order
 */
export function allRefused({ check, run }) {
  const refused = [...(check?.of('refused') ?? []), ...(run?.of('refused') ?? [])];
  return refused.sort((one, other) => one.line - other.line);
}

/**
 * @param {Import} part
 * @returns {Result[]} the lines of the check that nothing keeps out, and that somebody may want to look at
 */
export function allNoted({ check }) {
  const results = [...(check?.results.values() ?? [])].sort((one, other) => one.line - other.line);
  return results.filter((result) => result.outcome !== 'refused' && result.notes?.length);
}

/**
 * @param {Result} result
 * @returns {Wrong[]} what there is to look at; of a line that is left out first that it is
 */
export function remarks({ outcome, notes }) {
  const leftOut = { field: '', code: 'left_out', message: 'is left out' };
  return [...(outcome === 'left_out' ? [leftOut] : []), ...(notes ?? [])];
}

/**
 * @param {Import} part
 * @param {Result[]} refused
 * @param {boolean} [mends] whether they may be mended here, and asked about again
 * @returns {Node[]}
 */
export function problems(part, refused, mends = false) {
  const { words } = part.page;
  const again = () => part.startCheck(new Set(refused.map(({ line }) => line)));
  if (!refused.length) return [];
  return [
    element(
      'section',
      { className: 'card stack' },
      element('h4', { textContent: words.problemsTitle }),
      element('p', { className: 'soft', textContent: mends ? words.problemsMend : words.problemsWhy }),
      ...lines(part, refused, ({ errors }) => errors, words.problemsTitle, words.problem, mends),
      element(
        'p',
        { className: 'row' },
        mends ? button(words.checkAgain, again) : null,
        button(words.saveBad, () => saveBad(part, refused)),
      ),
    ),
  ];
}

/**
 * @param {Import} part
 * @returns {Node[]} what is no obstacle
 */
export function notes(part) {
  const { words } = part.page;
  const noted = allNoted(part);
  if (!noted.length) return [];
  return [
    element(
      'details',
      { open: true },
      element('summary', { textContent: words.notesTitle({ count: noted.length }) }),
      ...lines(part, noted, remarks, words.notesTitle({ count: noted.length }), words.remark),
      element(
        'p',
        { className: 'row' },
        button(words.saveNoted, () => saveNoted(part, noted)),
      ),
    ),
  ];
}

/**
 * @param {Pick<RegistrationsContext, 'words' | 'language'> & Partial<Pick<RegistrationsContext, 'programme'>>} page
 * @param {Wrong[]} problems
 */
export function reasonOf(page, problems) {
  return problems.map((each) => sentence(page, each)).join(' ');
}

/**
 * A table of lines, some at a time.
 *
 * @param {Import} part
 * @param {Result[]} results
 * @param {(result: Result) => Wrong[]} problemsOf
 * @param {string} caption
 * @param {string} head of the column of problems
 * @param {boolean} [mends] whether each can be mended where it is told
 * @returns {Node[]}
 */
function lines(part, results, problemsOf, caption, head, mends = false) {
  const { page } = part;
  const { words } = page;
  const byNumber = new Map(part.lines.map((line) => [line.line, line]));
  const heads = [words.lineNumber, words.person, head];
  const made = table(caption, heads, []);
  made.classList.add('numbered');
  let shown = 0;
  const more = button('', () => show(), 'plain');
  const show = () => {
    const cells = results.slice(shown, shown + SHOWN_AT_ONCE).map((result) => {
      const line = byNumber.get(result.line);
      const name = named(line, result);
      const said = problemsOf(result).map(
        (each) => (mends && line ? mending(part, each, line) : null) ?? problem(page, each, line, name),
      );
      return [String(result.line), name || '–', element('ul', { className: 'plain-list' }, ...said)];
    });
    made.querySelector('tbody')?.append(...table('', heads, cells).querySelectorAll('tbody tr'));
    shown += cells.length;
    const left = Math.min(SHOWN_AT_ONCE, results.length - shown);
    more.hidden = left === 0;
    more.textContent = words.more({ count: left });
  };
  show();
  return [made, element('p', { className: 'row', hidden: more.hidden }, more)];
}

/**
 * Say what is wrong, with the cell to mend it in.
 *
 * @param {Import} part
 * @param {Wrong} wrong
 * @param {import('./import_run.js').Line} line
 * @returns {HTMLElement | null} null where no column is that field
 */
function mending({ page, list, mapping }, wrong, { line, cells }) {
  const { field } = wrong;
  if (!list || !mapping.includes(field)) return null;
  const cell = element('input', { value: cells[field] ?? '', autocomplete: 'off' });
  cell.setAttribute('aria-label', page.words.fieldOfLine({ field: page.fieldName(field), line }));
  cell.addEventListener('input', () => mend(list, mapping, line, field, cell.value));
  return element('li', {}, sentence(page, wrong), cell);
}

/**
 * Say what is wrong, and quote the cell that it is about where nothing beside it does.
 *
 * @param {RegistrationsContext} page
 * @param {Wrong} wrong
 * @param {import('./import_run.js').Line | undefined} line
 * @param {string} name
 */
function problem(page, wrong, line, name) {
  const cell = line?.cells[wrong.field] ?? '';
  const quoted = cell.length > QUOTED_CHARACTERS ? `${cell.slice(0, QUOTED_CHARACTERS)}…` : cell;
  const isNamed = !cell || wrong.about === cell || name === cell;
  return element(
    'li',
    {},
    sentence(page, wrong),
    isNamed
      ? null
      : element('span', { className: 'quoted soft small', textContent: page.words.quoted({ text: quoted }) }),
  );
}

/**
 * @param {Pick<RegistrationsContext, 'words' | 'language'> & Partial<Pick<RegistrationsContext, 'programme'>>} page
 * @param {Wrong} wrong
 */
function sentence(page, { field, code = '', message, about, said }) {
  const { words, language } = page;
  /** @type {Record<string, (values: {about: string}) => string>} */
  const own = words.codes;
  const what = said?.[language] ?? own[code]?.({ about: about ?? '' }) ?? message;
  const name = labelOf(page, field);
  return name ? words.fieldSaid({ field: name, what }) : what.charAt(0).toUpperCase() + what.slice(1);
}

/**
 * Give the refused lines back as a file.
 *
 * @param {Import} part
 * @param {Result[]} refused
 */
function saveBad(part, refused) {
  const { words } = part.page;
  saveLines(part, new Map(refused.map(({ line, errors }) => [line, errors])), words.reason, words.badFile);
}

/**
 * Give the lines to look at as a file: what was said there, of food too, is kept nowhere else.
 *
 * @param {Import} part
 * @param {Result[]} noted
 */
function saveNoted(part, noted) {
  const { words } = part.page;
  saveLines(part, new Map(noted.map((result) => [result.line, remarks(result)])), words.remark, words.notedFile);
}

/**
 * @param {Import} part
 * @param {Map<number, Wrong[]>} problemsBy line
 * @param {string} head of their column
 * @param {(values: {name: string}) => string} called
 */
function saveLines({ list, page, name }, problemsBy, head, called) {
  if (!list) return;
  const reasons = new Map([...problemsBy].map(([line, problems]) => [line, reasonOf(page, problems)]));
  const text = rejectedFile(list, reasons, head);
  saveFile(new Blob([text], { type: 'text/csv' }), called({ name: name.replace(/\.[^.]*$/, '') }));
}
