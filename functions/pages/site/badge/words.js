/** What the page says, in French and in English. The server sends codes; people's words are here. */

import { en } from './words_en.js';
import { fr } from './words_fr.js';

/** @typedef {'fr' | 'en'} Language */
/** @typedef {import('./words_fr.js').Words} Words */

/** @type {Record<Language, Words>} */
const LANGUAGES = { fr: spaced(fr), en };

/**
 * @param {Language} language
 * @returns {Words}
 */
export function wordsOf(language) {
  return LANGUAGES[language];
}

/**
 * @param {Record<string, string>} said what is said of some codes
 * @param {string | null | undefined} code
 * @returns {string} what is said of this one; a code that is not known yet is better than nothing
 */
export function saidOf(said, code) {
  if (!code) return '';
  return said[code] ?? said.other ?? code;
}

/**
 * Put French's no-break spaces where a line must not end, in every word of a page.
 *
 * @template T
 * @param {T} words texts, functions that make them, and tables of both
 * @returns {T}
 */
export function spaced(words) {
  /** @type {any} */
  const any = words;
  if (typeof any === 'string') return /** @type {any} */ (any.replace(/ (?=[:;!?»])|(?<=«) /g, '\u00a0'));
  if (typeof any === 'function') return /** @type {any} */ ((/** @type {any[]} */ ...told) => spaced(any(...told)));
  return /** @type {any} */ (Object.fromEntries(Object.entries(any).map(([name, said]) => [name, spaced(said)])));
}
