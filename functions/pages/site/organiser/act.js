/** What an act of the staff was about, in words. */

import { saidOf } from '../ui/words.js';

/**
 * Say which atelier and which fields of a registration an act concerned.
 *
 * @param {Record<string, any>} details of codes and numbers
 * @param {{words: Pick<import('../words/organiser.js').Words, 'fields'>, atelierName: (id: string) => string}} page
 */
export function about({ atelier, fields = [] }, page) {
  const named = fields.map((/** @type {string} */ field) => saidOf(page.words.fields, field));
  return [atelier ? page.atelierName(atelier) : '', named.join(', ')].filter(Boolean).join(' · ');
}
