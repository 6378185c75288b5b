/** The people of a roster, found by badge, by short code and by name. */

import { codeOf, typedCode } from './badge.js';
import { othersOf, wholeFamily, wordOfFamily } from './family_hint.js';
import { folded, wordsOf } from './folding.js';

/**
 * @typedef {import('./contract.js').RosterAttendee} Listed
 *
 * @typedef {object} Line a person, as they are looked for
 * @property {Listed} person
 * @property {string} code
 * @property {string} given the words of the given name, each after a space
 * @property {string} words of the organisation too
 * @property {string} initial of the family name, folded; empty where the list does not shorten it
 * @property {string} hint of the family name
 * @property {string[]} others of the hint
 *
 * @typedef {object} Found
 * @property {Listed[]} people who fit best, the best first
 * @property {number} count of all who fit as well
 * @property {'code' | 'name' | 'family' | 'initial' | 'nobody'} by what the best fit: `family` may be another name with
 *   the same hint, `initial` any name that begins so
 */

/** Fewer letters than this find half of the forum. */
const SHORTEST = 2;
/** What one writes apart and another together, such as "de la" and "Mac". */
const LONGEST_PARTICLE = 3;

/** How well somebody fits, from the best on: from `GUESSED` on only those who fit best are shown. */
const [NAMED, ORGANISED, JOINED, BEGUN, OPEN, INITIAL, NOT] = [0, 1, 2, 3, 4, 5, 6];
const GUESSED = JOINED;
/** What a word that was typed is of somebody. */
const [GIVEN, FAMILY, ORGANISATION, UNKNOWN] = [0, 1, 2, 3];

export class People {
  /** @param {Listed[]} listed */
  constructor(listed) {
    /** @type {Map<string, Listed>} */
    this.byId = new Map();
    /** @type {Map<string, Line>} */
    this.lineById = new Map();
    this.learn(listed);
  }

  /** @param {Listed[]} listed who is new, or has changed */
  learn(listed) {
    for (const person of listed) {
      this.byId.set(person.id, person);
      this.lineById.set(person.id, lineOf(person));
    }
  }

  get lines() {
    return [...this.lineById.values()];
  }

  get size() {
    return [...this.byId.values()].filter(({ cancelled }) => !cancelled).length;
  }

  /**
   * Find people by what a volunteer types: the beginnings of given names and organisations, whole family names, in any
   * order, or a badge's short code.
   *
   * @param {string} typed
   * @param {number} limit
   * @returns {Found}
   */
  find(typed, limit) {
    const code = typedCode(typed);
    const holders = code ? this.lines.filter((line) => line.code === code) : [];
    if (holders.length) return { people: holders.map(({ person }) => person), count: holders.length, by: 'code' };
    const asked = folded(typed).split(' ').filter(Boolean);
    if (asked.join('').length < SHORTEST) return { people: [], count: 0, by: 'nobody' };
    const fit = fitOf(asked);
    const all = this.lines.map((line) => ({ line, ...fit(line) })).filter(({ rank }) => rank < NOT);
    const best = Math.min(NOT, ...all.map(({ rank }) => rank));
    const found = all.filter(({ rank }) => (best < GUESSED ? rank < GUESSED : rank === best));
    if (!found.length) return { people: [], count: 0, by: 'nobody' };
    if (best === INITIAL && found.length > limit) return { people: [], count: found.length, by: 'initial' };
    found.sort((one, other) => one.rank - other.rank || other.whole - one.whole || order(one.line, other.line));
    const by = best === INITIAL ? 'initial' : found.some(({ hinted }) => hinted) ? 'family' : 'name';
    return { people: found.slice(0, limit).map(({ line }) => line.person), count: found.length, by };
  }

  /**
   * @param {string} given
   * @param {string} family
   * @returns {Listed[]} who is registered and may have that name: the same words of a given name, and one of the family's
   */
  alike(given, family) {
    const called = folded(given).split(' ');
    const words = folded(family).split(' ').filter(Boolean);
    const one = [words.join(''), ...words].filter(Boolean).map(wordOfFamily);
    const whole = wholeFamily(words.join(''));
    const isAlike = (/** @type {Line} */ line) => {
      const own = line.given.split(' ').filter(Boolean);
      const [fewer, more] = own.length < called.length ? [own, called] : [called, own];
      return fewer.every((word) => more.includes(word)) && (one.some((may) => may(line)) || whole(line));
    };
    return this.lines.filter((line) => !line.person.cancelled && isAlike(line)).map(({ person }) => person);
  }
}

/**
 * @param {Listed} person
 * @returns {Line}
 */
function lineOf(person) {
  const name = person.name ?? '';
  const [, short, initial = ''] = /^(.*)\s(\S{1,3})\.$/su.exec(name) ?? [];
  const given = [short ?? name]
    .flatMap(wordsOf)
    .map((word) => ` ${word}`)
    .join('');
  const words =
    given +
    wordsOf(person.organisation)
      .map((word) => ` ${word}`)
      .join('');
  const hint = person.family_hint ?? '';
  return { person, code: codeOf(person.id), given, words, initial: folded(initial), hint, others: othersOf(hint) };
}

/**
 * @param {string[]} asked
 * @returns {(line: Line) => {rank: number, whole: number, hinted: boolean}} how well somebody fits; how much of it
 *   is more than beginnings; whether that rests on a hint alone
 */
function fitOf(asked) {
  const typed = asked.map((text) => ({ text, may: wordOfFamily(text), whole: wholeFamily(text) }));
  const runs = runsOf(asked);
  return (line) => {
    const read = typed.map(({ text, may, whole: isWhole }) => {
      if (line.given.includes(` ${text}`)) return GIVEN;
      if (may(line) || isWhole(line)) return FAMILY;
      return line.words.includes(` ${text}`) ? ORGANISATION : UNKNOWN;
    });
    // A hint is less sure than a word that the roster has, and more than the beginning of one.
    const whole = typed.reduce(
      (sum, { text }, at) => sum + (`${line.words} `.includes(` ${text} `) ? 2 : Number(read[at] === FAMILY)),
      0,
    );
    const hinted = read.includes(FAMILY) && !read.includes(GIVEN);
    const fit = (/** @type {number} */ rank) => ({ rank, whole, hinted });
    const unknown = asked.filter((_, at) => read[at] === UNKNOWN);
    if (!unknown.length) return fit(read.includes(ORGANISATION) ? ORGANISED : NAMED);
    const isJoined = (/** @type {number} */ at) =>
      runs.some(({ from, to, may, whole: isWhole }) => from <= at && at < to && (may(line) || isWhole(line)));
    if (read.every((how, at) => how !== UNKNOWN || isJoined(at)))
      return { rank: JOINED, whole, hinted: !read.includes(GIVEN) };
    const begins = line.initial !== '' && unknown[0].startsWith(line.initial);
    if (unknown.length === asked.length) return fit(begins && asked.length === 1 ? INITIAL : NOT);
    if (unknown.length > 1) return fit(NOT);
    if (begins) return fit(BEGUN);
    return fit(line.others.length && read.includes(GIVEN) ? OPEN : NOT);
  };
}

/** @param {string[]} asked */
function runsOf(asked) {
  const runs = [];
  for (let from = 0; from < asked.length; from += 1) {
    for (let to = from + 2; to <= asked.length && asked[to - 2].length <= LONGEST_PARTICLE; to += 1) {
      const text = asked.slice(from, to).join('');
      runs.push({ from, to, may: wordOfFamily(text), whole: wholeFamily(text) });
    }
  }
  return runs;
}

/**
 * @param {Line} one
 * @param {Line} other
 */
function order(one, other) {
  return one.words.localeCompare(other.words);
}
