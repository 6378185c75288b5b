/** The lines that were refused, as a file to mend: the same columns, and why. */

import { csv } from '../organiser/csv.js';

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
  return csv([heads, ...rows]);
}
