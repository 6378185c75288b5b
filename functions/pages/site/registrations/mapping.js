/** Which column of a list becomes which field. What a cell means is the server's to read; here it is only put in place. */

/**
 * @typedef {import('./import_run.js').Line} Line
 * @typedef {import('./import_run.js').Result} Result
 *
 * @typedef {import('../lib/contract.js').ColumnShown} Column
 * @typedef {import('../lib/contract.js').LineShown} Row one with errors is not to be sent: its cells may not stand under their columns
 * @typedef {import('../lib/contract.js').DialectShown} Dialect how the file was read
 * @typedef {import('../lib/contract.js').ListShown} List a file as the server read it
 *
 * @typedef {string[]} Mapping a field for each column; empty, where it is left out
 *
 * @typedef {{sort: 'twice' | 'missing', field: string}} Doubt
 */

/** Whole names in one cell: the server parts them. */
const WHOLE_NAMES = ['name', 'name_family_first'];
const NAMES = ['given_name', 'family_name'];
const MEMO = 'memo';
/** A list may have a column for each series, and several things to note. */
export const SEVERAL = ['ateliers', MEMO];
const BETWEEN = ' ; ';
const ANSWERS_SHOWN = 3;

/**
 * @param {List} list
 * @returns {Mapping} as the server took the columns
 */
export function proposed({ columns }) {
  return columns.map(({ field }) => field ?? '');
}

/**
 * @param {Mapping} mapping
 * @returns {Doubt[]} why no line could be registered like this
 */
export function doubts(mapping) {
  const taken = mapping.filter(Boolean);
  const again = taken.filter((field, at) => !SEVERAL.includes(field) && taken.indexOf(field) !== at);
  const isWhole = WHOLE_NAMES.some((field) => taken.includes(field));
  const lacking = isWhole ? [] : NAMES.filter((field) => !taken.includes(field));
  return [
    ...[...new Set(again)].map((field) => /** @type {const} */ ({ sort: 'twice', field })),
    ...lacking.map((field) => /** @type {const} */ ({ sort: 'missing', field })),
  ];
}

/**
 * @param {List} list
 * @param {Mapping} mapping
 * @param {(column: Column, text: string) => string} [noted] what is noted of a cell, beside which its column's title is gone
 * @returns {Line[]} the lines as they are sent: texts by field, empty cells left out
 */
export function mapped({ columns, lines }, mapping, noted = (_, text) => text) {
  const places = columns.map((column, at) => ({ column, field: mapping[at] })).filter(({ field }) => field);
  return lines.map(({ line, cells }) => {
    /** @type {Record<string, string>} */
    const texts = {};
    for (const { column, field } of places) {
      const cell = cells[column.column] ?? '';
      const text = field === MEMO && cell.trim() ? noted(column, cell) : cell;
      // A blank answer about lunch is not the same as no question about it, and a blank consent is none.
      if (text.trim() || field === 'lunch' || field === 'consent')
        texts[field] = texts[field] ? texts[field] + BETWEEN + text : text;
    }
    return { line, cells: texts };
  });
}

/**
 * Write something else where a line has a field, as if the list had it so.
 *
 * @param {List} list
 * @param {Mapping} mapping
 * @param {number} number of the line
 * @param {string} field
 * @param {string} text
 */
export function mend({ columns, lines }, mapping, number, field, text) {
  const cells = lines.find(({ line }) => line === number)?.cells;
  const [first, ...others] = columns.filter((_, at) => mapping[at] === field);
  if (!cells || !first) return;
  cells[first.column] = text;
  for (const { column } of others) cells[column] = '';
}

/**
 * Find what a list loses with a column that is left out.
 *
 * @param {List} list
 * @param {Column} column
 * @returns {{filled: number, answers: {text: string, count: number}[]}} how many lines have something in it, and the
 *   most frequent answers
 */
export function lost({ lines }, { column }) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { cells } of lines) {
    const text = (cells[column] ?? '').trim();
    if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const answers = [...counts].map(([text, count]) => ({ text, count })).sort((one, other) => other.count - one.count);
  return { filled: answers.reduce((sum, { count }) => sum + count, 0), answers: answers.slice(0, ANSWERS_SHOWN) };
}

/**
 * @param {List} list
 * @returns {Result[]} the lines that are refused before anybody is asked
 */
export function unreadable({ lines }) {
  return lines
    .filter(({ errors }) => errors?.length)
    .map(({ line, errors }) => ({ line, outcome: /** @type {const} */ ('refused'), errors: errors ?? [] }));
}

/**
 * Find who stands in a list twice. The server tells it of the lines of one call; over several it says `who` each is.
 *
 * @param {Result[]} results of a dry run, in the order of the lines
 * @returns {Result[]} what to say of the later lines instead
 */
export function twins(results) {
  /** @type {Map<string, number>} */
  const first = new Map();
  return results.flatMap((result) => {
    const { who, line, outcome } = result;
    if (!who || outcome === 'refused') return [];
    const earlier = first.get(who);
    if (earlier === undefined) first.set(who, line);
    if (earlier === undefined || outcome === 'known') return [];
    const wrong = { field: '', code: 'twice', message: `is line ${earlier} again`, about: String(earlier) };
    return [{ ...result, outcome: /** @type {const} */ ('refused'), errors: [wrong] }];
  });
}

/**
 * @param {Result[]} results of a dry run
 * @returns {Set<number>} the lines whose address others of the list have too
 */
export function sharing(results) {
  /** @type {Map<string, number[]>} */
  const byAddress = new Map();
  for (const { address, line } of results) {
    if (address) byAddress.set(address, [...(byAddress.get(address) ?? []), line]);
  }
  return new Set([...byAddress.values()].filter((lines) => lines.length > 1).flat());
}

/**
 * @param {Line | undefined} line
 * @param {Result} result
 * @returns {string} whom a line names, as the server read it or as it stands there
 */
export function named(line, { given_name, family_name }) {
  const read = [given_name, family_name].filter(Boolean).join(' ');
  const cells = line?.cells ?? {};
  const names = [...NAMES, ...WHOLE_NAMES].map((field) => cells[field]).filter(Boolean);
  return read || names.join(' ') || (cells.email ?? '');
}
