/** Whether a word may be of a family name of which the roster tells no more than its initial and a hint: one hexadecimal
 * digit for each of its words, as the server makes it (`domain/family_hint.py`). */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
/** A name of more words is not looked for without its spaces. */
const MOST_PARTS = 4;

/** @typedef {{initial: string, hint: string}} Hinted folded; the hint is empty where a roster has none */

/** @param {string} word folded */
export function digitOf(word) {
  const bytes = new TextEncoder().encode(word);
  const number = bytes.reduce((sum, byte) => Math.imul(sum ^ byte, PRIME), OFFSET);
  return (number >>> 28).toString(16);
}

/**
 * @param {string} word folded, as somebody typed it
 * @returns {(of: Hinted) => boolean} whether it may be one of the words of a family name
 */
export function wordOfFamily(word) {
  const digit = digitOf(word);
  return ({ initial, hint }) => (hint[0] === digit && word.startsWith(initial)) || hint.indexOf(digit, 1) > 0;
}

/**
 * @param {string} word folded, as somebody typed it
 * @returns {(of: Hinted) => boolean} whether it may be a whole family name of several words, without the spaces
 */
export function wholeFamily(word) {
  /** @type {Set<string>[]} */
  const known = [];
  return ({ initial, hint }) => {
    const { length } = hint;
    if (length < 2 || length > MOST_PARTS || !word.startsWith(initial)) return false;
    known[length] ??= new Set(hints(word, length));
    return known[length].has(hint);
  };
}

/**
 * @param {string} word
 * @param {number} parts
 * @returns {string[]} the hints of all that the word may have been, in so many words
 */
function hints(word, parts) {
  if (parts === 1) return word ? [digitOf(word)] : [];
  const ends = Array.from({ length: Math.max(0, word.length - parts + 1) }, (_, index) => index + 1);
  return ends.flatMap((end) => hints(word.slice(end), parts - 1).map((rest) => digitOf(word.slice(0, end)) + rest));
}
