/** People as the server finds them, page by page: only as many as are looked at, or all that there are. */

import { LISTED_AT_ONCE } from '../words/limits.js';

/**
 * @typedef {import('../lib/contract.js').Found} Found
 * @typedef {import('./view.js').View} View
 * @typedef {(path: import('../lib/api.js').Routes['GET']) => Promise<import('./context.js').Outcome>} Ask
 */

export class Gathering {
  /**
   * @param {Ask} ask
   * @param {View} view
   * @param {string} columns that the server has to be asked for
   * @param {() => void} [told] called whenever there is more to show
   */
  constructor(ask, view, columns, told = () => {}) {
    this.ask = ask;
    this.view = view;
    this.columns = columns;
    this.told = told;
    /** @type {Map<string, Found>} somebody whose name changes meanwhile is met twice */
    this.found = new Map();
    /** @type {number | null} how many there are in all, where the server knows without looking */
    this.count = null;
    this.everybody = 0;
    this.lookedThrough = 0;
    this.isComplete = false;
    /** @type {import('./context.js').Failed | null} */
    this.failed = null;
    this.isStopped = false;
    /** @type {string | null} */
    this.after = null;
    this.hasBegun = false;
    /** @type {Promise<void>} */
    this.going = Promise.resolve();
  }

  /** Ask for nothing any more: another view is looked at. */
  stop() {
    this.isStopped = true;
  }

  /**
   * Go on until so many are found, or all are.
   *
   * @param {number} [most]
   */
  async gather(most = Infinity) {
    this.going = this.going.then(() => this.#gather(most));
    await this.going;
  }

  /** @param {number} most */
  async #gather(most) {
    this.failed = null;
    // A name is found by the index, before everybody is looked through for an organisation, an address or a code.
    if (!this.hasBegun && this.view.typed && !this.view.filters.length) await this.#quickly();
    while (!this.isComplete && !this.isStopped && this.found.size < most) {
      const page = await this.#page(most === Infinity && this.hasBegun ? null : LISTED_AT_ONCE);
      if (!page || this.isStopped) return;
      this.hasBegun = true;
      for (const each of page.attendees) this.found.set(each.id, each);
      this.count = page.count ?? this.count;
      this.everybody = page.everybody ?? 0;
      this.lookedThrough += page.looked_through ?? 0;
      this.after = page.next;
      this.isComplete = page.next === null;
      this.told();
    }
  }

  async #quickly() {
    const outcome = await this.ask(`/api/attendees?q=${encodeURIComponent(this.view.typed)}`);
    // What is wrong is told by the list as well.
    if (outcome.kind !== 'answer' || this.isStopped) return;
    for (const each of outcome.body.attendees) this.found.set(each.id, each);
    this.told();
  }

  /**
   * @param {number | null} atMost null for as many as the server looks through at once
   * @returns {Promise<import('../lib/contract.js').Search | null>}
   */
  async #page(atMost) {
    const asked = new URLSearchParams(this.view.wanted);
    if (atMost) asked.set('at_most', String(atMost));
    if (this.columns) asked.set('columns', this.columns);
    if (this.after) asked.set('after', this.after);
    const outcome = await this.ask(`/api/attendees?${asked.toString()}`);
    if (outcome.kind === 'answer') return outcome.body;
    this.failed = outcome;
    return null;
  }

  /** @returns {Found[]} in the order of the view */
  get people() {
    const people = [...this.found.values()];
    const { sort } = this.view;
    if (sort === 'name') return people;
    const sign = sort === 'newest' ? -1 : 1;
    return people.sort((one, other) => sign * (Date.parse(one.registered_at) - Date.parse(other.registered_at)));
  }
}
