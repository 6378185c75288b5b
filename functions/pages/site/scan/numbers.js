/**
 * A count with its noun. French and English agree on 1; on 0 French has it right and English forgives.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export const some = (count, one, many) => `${count} ${count > 1 ? many : one}`;
