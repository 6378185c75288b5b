/** Tables as files that a spreadsheet opens, and runs nothing of. */

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
 * @param {string[][]} rows
 * @returns {string} CSV
 */
export function csv(rows) {
  return MARK + rows.map((cells) => `${cells.map(written).join(SEPARATOR)}\r\n`).join('');
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
