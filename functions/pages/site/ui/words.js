/** How a page finds its words: in one of the event's languages, by the codes that the server sends. */

/** @typedef {string} Language by its code, such as `fr` */

/** What a page is written in, until its script speaks. */
const WRITTEN = 'fr';

/**
 * @template Words
 * @typedef {((language: Language) => Words) & {languages: Language[]}} WordsOf the words in a language; in any, of one
 *   that has none. `languages` have words.
 */

/**
 * @template Words
 * @param {Record<Language, Words>} said
 * @returns {WordsOf<Words>}
 */
export function speaking(said) {
  const languages = [WRITTEN, ...Object.keys(said).filter((language) => language !== WRITTEN)];
  return Object.assign((/** @type {Language} */ language) => said[language] ?? said[languages[0]], { languages });
}

/**
 * @param {Pick<Navigator, 'languages'>} navigator
 * @returns {Language[]} what the browser's person reads, the best first
 */
export function spokenBy({ languages }) {
  return languages.map((language) => language.toLowerCase().split('-')[0]);
}

/**
 * @param {Language[]} wanted the best first
 * @param {Language[]} offered the event's own first
 * @returns {Language}
 */
export function among(wanted, offered) {
  return wanted.find((language) => offered.includes(language)) ?? offered[0];
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
 * Set a text of the programme as printers do: with French's no-break spaces where no line must end, and apostrophes that
 * are not straight, but in an address. The words are written so already.
 *
 * @param {string} text
 */
export function spaced(text) {
  // Without looking behind: a Safari of before 2023 would not even read this file.
  return text
    .replace(/ ([:;?!»€%])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0')
    .replace(/([\p{L}\p{N}])'(?!\S*@)/gu, '$1’');
}

/**
 * Set all texts of something as the server sent it.
 *
 * @template Sent
 * @param {Sent} sent
 * @returns {Sent}
 */
export function typeset(sent) {
  return JSON.parse(JSON.stringify(sent), (_, value) => (typeof value === 'string' ? spaced(value) : value));
}
