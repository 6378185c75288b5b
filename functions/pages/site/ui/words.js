/** How a page finds its words: in one of two languages, by the codes that the server sends. */

/** @typedef {'fr' | 'en'} Language */

/**
 * @template Words
 * @param {Record<Language, Words>} words of a page, with plain spaces, which can be seen
 * @returns {(language: Language) => Words}
 */
export function speaking({ fr, en }) {
  const languages = { fr: spaced(fr), en };
  return (language) => languages[language];
}

/**
 * @param {Pick<Navigator, 'language'>} navigator
 * @returns {Language} what the browser's person reads
 */
export function spokenBy({ language }) {
  return language.startsWith('en') ? 'en' : 'fr';
}

/**
 * @param {Language} language
 * @returns {Language}
 */
export function otherThan(language) {
  return language === 'fr' ? 'en' : 'fr';
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
 * A count with its noun in English, where nothing is many.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export const someEnglish = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/**
 * A count with its noun in French, where nothing is one.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export const some = (count, one, many) => `${count} ${count > 1 ? many : one}`;

/**
 * Put French's no-break spaces where a line must not end.
 *
 * @template T
 * @param {T} words texts, functions that make them, and tables of both
 * @returns {T}
 */
export function spaced(words) {
  /** @type {any} */
  const any = words;
  if (typeof any === 'string')
    // Without looking behind: a Safari of before 2023 would not even read this file.
    return /** @type {any} */ (any.replace(/ ([:;?!»€%])/g, '\u00a0$1').replace(/« /g, '«\u00a0'));
  if (typeof any === 'function') return /** @type {any} */ ((/** @type {any[]} */ ...values) => spaced(any(...values)));
  return /** @type {any} */ (Object.fromEntries(Object.entries(any).map(([name, said]) => [name, spaced(said)])));
}
