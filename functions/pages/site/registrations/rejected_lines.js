/** The lines that were refused, as a file to mend: the same columns, and why. */

/**
 * A spreadsheet would run a cell that begins like this. With an apostrophe before it, it is a text; the server takes
 * exactly one away again, so what begins so already is given one more. The server's own lists are written likewise.
 */
const LIVE = /^'*(?:[\t\r\n]|[\s\0\x1c-\x1f]*[=+\-@\uff1d\uff0b\uff0d\uff20])/;
/** Excel takes a file without this mark for Windows-1252. */
const MARK = '\ufeff';
/** French spreadsheets part the cells by it. */
const SEPARATOR = ';';

/**
 * @param {import('./mapping.js').List} list
 * @param {Map<number, string>} reasons by the number of the line
 * @param {string} head of the column of reasons
 * @returns {string} CSV, in the order of the file
 */
export function rejectedFile({ columns, lines }, reasons, head) {
  const heads = [...columns.map(({ header }) => header), head];
  const rows = lines
    .filter(({ line }) => reasons.has(line))
    .map(({ line, cells }) => {
      const under = columns.map(({ column }) => cells[column] ?? '');
      // A separator in an unquoted cell has moved some beyond the last column.
      return [...under, reasons.get(line) ?? '', ...cells.slice(columns.length)];
    });
  return MARK + [heads, ...rows].map((cells) => `${cells.map(written).join(SEPARATOR)}\r\n`).join('');
}

/** @param {string} cell */
export function inert(cell) {
  return LIVE.test(cell) ? `'${cell}` : cell;
}

/** @param {string} cell */
function written(cell) {
  const text = inert(cell);
  return /["\r\n;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
