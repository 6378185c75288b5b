/** What an act of the staff was about, in words. */

import { saidOf } from '../ui/words.js';

/**
 * Say which atelier and which fields of a registration an act concerned.
 *
 * @param {Record<string, any>} details of codes and numbers
 * @param {{words: Pick<import('./words_fr.js').OrganiserWords, 'fieldsOf'>, atelierName: (id: string) => string}} page
 */
export function about({ atelier, fields = [] }, page) {
  const named = fields.map((/** @type {string} */ field) => saidOf(page.words.fieldsOf, field));
  return [atelier ? page.atelierName(atelier) : '', named.join(', ')].filter(Boolean).join(' · ');
}
