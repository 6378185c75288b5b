/** The people of a roster, found by badge, by short code and by name. */

import { codeOf, typedCode } from './badge.js';
import { folded, wordsOf } from './folding.js';

/** @typedef {import('./contract.js').RosterAttendee} Listed */

/** Fewer letters than this find half of the forum. */
const SHORTEST = 2;

export class People {
  /** @param {Listed[]} listed */
  constructor(listed) {
    /** @type {Map<string, Listed>} */
    this.byId = new Map(listed.map((person) => [person.id, person]));
    /** @type {{person: Listed, code: string, words: string}[]} */
    this.lines = listed.map((person) => ({ person, code: codeOf(person.id), words: words(person) }));
  }

  get size() {
    return this.byId.size;
  }

  /**
   * Find people by what a volunteer types: the beginnings of names, an organisation, or a badge's short code.
   *
   * @param {string} typed
   * @param {number} limit
   * @returns {Listed[]} who has the code alone; otherwise those whose name begins with what was typed come first
   */
  find(typed, limit) {
    const code = typedCode(typed);
    const holders = code ? this.lines.filter((line) => line.code === code) : [];
    if (holders.length) return holders.map((line) => line.person);
    const asked = folded(typed).split(' ').filter(Boolean);
    if (asked.join('').length < SHORTEST) return [];
    const found = this.lines.filter((line) => isMeant(line, asked));
    found.sort((one, other) => rank(one, asked[0]) - rank(other, asked[0]) || one.words.localeCompare(other.words));
    return found.slice(0, limit).map((line) => line.person);
  }
}

/**
 * A list that names people by an initial knows a family name by no more, so it helps only beside another word.
 *
 * @param {{person: Listed, words: string}} line
 * @param {string[]} asked
 */
function isMeant({ person, words }, asked) {
  const initial = / (\p{L})$/u.exec(folded(person.name ?? ''))?.[1];
  const others = asked.filter((word) => !words.includes(` ${word}`));
  if (others.length === 0) return true;
  return others.length === 1 && asked.length > 1 && initial !== undefined && others[0].startsWith(initial);
}

/** @param {Listed} person */
function words(person) {
  return ` ${wordsOf(`${person.name ?? ''} ${person.organisation}`).join(' ')}`;
}

/**
 * @param {{words: string}} line
 * @param {string} first
 */
function rank(line, first) {
  return line.words.startsWith(` ${first}`) ? 0 : 1;
}
