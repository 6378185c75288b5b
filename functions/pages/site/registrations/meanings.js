/** The answers of a list that are not the event's, and what an organiser says that they mean: once, for all lines. */

import { folded } from '../lib/folding.js';

/**
 * @typedef {import('./import_run.js').Result} Result
 *
 * @typedef {object} Unsaid an answer that is not the event's
 * @property {string} field
 * @property {string} value as it stands on the first line that has it
 * @property {number} lines how many have it
 * @property {boolean} isKept whether it keeps no line out: a diet counts as another
 */

export class Meanings {
  /** @type {Record<string, Record<string, string>>} what answers mean, by field and value, as the server takes it */
  said = {};
  /** @type {Map<string, Unsaid>} */
  #asked = new Map();

  /** @returns {Unsaid[]} the most frequent first */
  get asked() {
    return [...this.#asked.values()].sort((one, other) => other.lines - one.lines);
  }

  /**
   * Learn from a check which answers nobody has said the meaning of.
   *
   * @param {Iterable<Result>} results
   * @returns {boolean} whether there are any that were not asked before
   */
  learn(results) {
    /** @type {Map<string, Unsaid>} */
    const found = new Map();
    for (const { errors, notes = [], line } of results) {
      const keys = new Set();
      for (const { field, code = '', value } of [...errors, ...notes]) {
        if (!value) continue;
        const key = keyOf(field, value);
        const one = found.get(key) ?? { field, value, lines: 0, isKept: code.startsWith('diet_') };
        // A line may say the same twice, and counts once.
        found.set(key, { ...one, lines: one.lines + (keys.has(`${line} ${key}`) ? 0 : 1) });
        keys.add(`${line} ${key}`);
      }
    }
    const isNew = [...found.keys()].some((key) => !this.#asked.has(key));
    // An answer that was given a meaning is reported no more, but the organiser may still change it.
    const settled = [...this.#asked].filter(([, { field, value }]) => this.of(field, value) !== undefined);
    this.#asked = new Map([...settled, ...found]);
    return isNew;
  }

  /**
   * @param {string} field
   * @param {string} value
   * @returns {string | undefined} what it means; empty, where it says nothing
   */
  of(field, value) {
    return this.said[field]?.[value];
  }

  /**
   * @param {string} field
   * @param {string} value
   * @param {string | null} meaning null, to leave it open
   */
  say(field, value, meaning) {
    const { [value]: _, ...others } = this.said[field] ?? {};
    this.said = { ...this.said, [field]: meaning === null ? others : { ...others, [value]: meaning } };
  }

  /**
   * Another column was chosen for this field: forget what was said of the answers of the one before.
   *
   * @param {string} name
   */
  forget(name) {
    const { [name]: _, ...others } = this.said;
    this.said = others;
    this.#asked = new Map([...this.#asked].filter(([, { field }]) => field !== name));
  }
}

/**
 * @param {string} field
 * @param {string} value
 */
function keyOf(field, value) {
  return `${field}\n${folded(value) || value}`;
}
