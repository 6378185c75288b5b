/** What the page says, in French and in English. The server sends codes; people's words are here. */

import { en } from './words_en.js';
import { fr } from './words_fr.js';

/** @typedef {'fr' | 'en'} Language */
/** @typedef {import('./words_fr.js').Words} Words */

/** @type {Record<Language, Words>} */
const LANGUAGES = { fr, en };

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
