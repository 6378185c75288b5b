/** The people on the list who are ticked: some by their ids, or all that a view finds. */

import { FILTERS_AT_ONCE } from '../words/limits.js';

/**
 * @typedef {object} Selected what an act is about
 * @property {string[]} ids of everybody who is meant, in the order of the list
 * @property {boolean} isAll whether these are all that the view finds
 * @property {number} count
 * @property {string} wanted by which the server finds the same people, as a query
 * @property {(id: string) => string | null} nameOf
 * @property {import('./gathering.js').Found[]} people
 */

export class Selection {
  constructor() {
    /** @type {Set<string>} */
    this.ids = new Set();
    this.isAll = false;
  }

  /** @param {string} id */
  has(id) {
    return this.ids.has(id);
  }

  /**
   * Tick some people, or untick them.
   *
   * @param {string[]} ids
   * @param {boolean} isTicked
   */
  tick(ids, isTicked) {
    for (const id of ids) {
      if (isTicked) this.ids.add(id);
      else this.ids.delete(id);
    }
    if (!isTicked && ids.length) this.isAll = false;
  }

  /**
   * Tick all that a view finds.
   *
   * @param {string[]} ids
   */
  tickAll(ids) {
    this.ids = new Set(ids);
    this.isAll = true;
  }

  clear() {
    this.ids.clear();
    this.isAll = false;
  }

  /**
   * Forget who is not there any more.
   *
   * @param {Iterable<string>} ids of all that the view finds now
   */
  keep(ids) {
    const here = new Set(ids);
    const gone = [...this.ids].filter((id) => !here.has(id));
    for (const id of gone) this.ids.delete(id);
    // Who has come since was never ticked.
    if (this.isAll && here.size !== this.ids.size) this.isAll = false;
  }

  /**
   * @param {Map<string, import('./gathering.js').Found>} found
   * @param {string} wanted
   * @returns {Selected}
   */
  of(found, wanted) {
    const ids = [...found.keys()].filter((id) => this.ids.has(id));
    const nameOf = (/** @type {string} */ id) => found.get(id)?.name ?? null;
    const people = [...found.values()].filter(({ id }) => this.ids.has(id));
    return { ids, isAll: this.isAll, count: ids.length, wanted, nameOf, people };
  }
}

/**
 * Say by which queries the server finds exactly the people who are selected.
 *
 * @param {Selected} selected
 * @returns {string[]} one for all that the view finds; else one for as many as can be named at once
 */
export function queriesOf({ ids, isAll, wanted }) {
  // Without a filter, the server counts the cancelled among everybody.
  if (isAll) return [wanted || 'filter=cancelled:no'];
  const named = ids.map((id) => `filter=id:${id}`);
  return Array.from({ length: Math.ceil(named.length / FILTERS_AT_ONCE) }, (_, at) =>
    named.slice(at * FILTERS_AT_ONCE, (at + 1) * FILTERS_AT_ONCE).join('&'),
  );
}
