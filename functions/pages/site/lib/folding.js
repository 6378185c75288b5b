/** Names as people type them: what is found and compared alike, here and on the server (`domain/folding.py`). */

/** What no decomposition makes plain, and what Unicode calls a letter though it parts two words. */
export const LETTERS = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ŋ: 'n',
  ɲ: 'n',
  ɓ: 'b',
  ɖ: 'd',
  ɗ: 'd',
  ɛ: 'e',
  ɔ: 'o',
  ə: 'e',
  ƙ: 'k',
  ƴ: 'y',
  ς: 'σ',
};
const MARKS_OF_WORDS = 'ʹʺʻʼʽʾʿˈˊˋˮꞌꞋ';
const APOSTROPHES = new RegExp(`['’‘‛′\`´＇${MARKS_OF_WORDS}]`, 'gu');
const PLAIN = new Map([
  ...Object.entries(LETTERS),
  ...[...MARKS_OF_WORDS].map((mark) => /** @type {const} */ ([mark, ' '])),
]);

/**
 * @param {string} text
 * @returns {string} without accents, case and punctuation, its words apart by one space
 */
export function folded(text) {
  const plain = [...text.normalize('NFKD').toLowerCase()].map((letter) => PLAIN.get(letter) ?? letter).join('');
  return plain
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * @param {string} name
 * @returns {string[]} the words by which somebody of a name is found: O'Brien by his two, and by "obrien"
 */
export function wordsOf(name) {
  const parted = folded(name).split(' ');
  const joined = folded(name.replace(APOSTROPHES, '')).split(' ');
  return [...parted, ...joined.filter((word) => !parted.includes(word))].filter(Boolean);
}
