/** How a page finds its words: in one of two languages, by the codes that the server sends. */

/** @typedef {'fr' | 'en'} Language */

/**
 * @template Words
 * @param {Record<Language, Words>} languages
 * @returns {(language: Language) => Words}
 */
export const speaking = (languages) => (language) => languages[language];

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
 * Write the values of sentences as a language writes them, and choose among the forms of a sentence.
 *
 * @param {string} language
 */
export function speech(language) {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  /** @param {string | number} value */
  const said = (value) => (typeof value === 'number' ? numbers.format(value) : spaced(value));
  /**
   * @param {number} count
   * @param {Record<string, string>} forms
   */
  const plural = (count, forms) => forms[`=${count}`] ?? forms[rules.select(count)] ?? forms.other;
  /**
   * @param {string | number} value
   * @param {Record<string, string>} forms
   */
  const select = (value, forms) => forms[String(value) || 'none'] ?? forms.other;
  return { said, plural, select };
}

/**
 * Put French's no-break spaces where a line of the programme must not end; the words have them already.
 *
 * @param {string} text
 */
export function spaced(text) {
  // Without looking behind: a Safari of before 2023 would not even read this file.
  return text.replace(/ ([:;?!»€%])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
}
