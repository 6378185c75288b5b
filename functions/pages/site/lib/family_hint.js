/**
 * Whether what somebody typed may be of a family name of which the roster tells no more than its initial and a hint, as
 * the server makes it (`domain/family_hint.py`): a hexadecimal digit for the first word, two for each other one.
 */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
/** A name of more words is not looked for without its spaces. */
const MOST_WORDS = 4;

/**
 * @typedef {object} Hinted
 * @property {string} initial folded
 * @property {string} hint empty where a roster has none
 * @property {string[]} others of the hint, what is of the words after the first
 */

/**
 * @param {string} hint
 * @returns {string[]}
 */
export function othersOf(hint) {
  return hint.slice(1).match(/../g) ?? [];
}

/**
 * @param {string[]} words folded
 * @returns {string} the hint of a family name of these words
 */
export function hintOf([first, ...others]) {
  return first ? hash(first)[0] + others.map(hash).join('') : '';
}

/**
 * @param {string} word folded, as somebody typed it
 * @returns {(of: Hinted) => boolean} whether it may be one of the words of a family name
 */
export function wordOfFamily(word) {
  const own = hash(word);
  return ({ initial, hint, others }) => (hint[0] === own[0] && word.startsWith(initial)) || others.includes(own);
}

/**
 * @param {string} word folded, as somebody typed it
 * @returns {(of: Hinted) => boolean} whether it may be a whole family name of several words, without the spaces
 */
export function wholeFamily(word) {
  /** @type {Set<string>[]} */
  const known = [];
  return ({ initial, hint, others }) => {
    const count = others.length + 1;
    if (count < 2 || count > MOST_WORDS || !word.startsWith(initial)) return false;
    known[count] ??= new Set(partings(word, count).map(hintOf));
    return known[count].has(hint);
  };
}

/**
 * @param {string} word
 * @param {number} count
 * @returns {string[][]} the word parted into so many, in every way
 */
function partings(word, count) {
  if (count === 1) return [[word]];
  const ends = Array.from({ length: Math.max(0, word.length - count + 1) }, (_, index) => index + 1);
  return ends.flatMap((end) => partings(word.slice(end), count - 1).map((rest) => [word.slice(0, end), ...rest]));
}

/** @param {string} word */
function hash(word) {
  const number = new TextEncoder().encode(word).reduce((sum, byte) => Math.imul(sum ^ byte, PRIME), OFFSET);
  return (number >>> 24).toString(16).padStart(2, '0');
}
