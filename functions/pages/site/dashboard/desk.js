/** What every part of the dashboard shares: the server, and what it says as it goes on saying it. */

import { Office } from '../office/office.js';
import { wordsOf } from './words.js';
import { Watch } from './watch.js';

/**
 * @typedef {import('./numbers.js').Headcounts} Headcounts
 * @typedef {import('./numbers.js').StaffPass} StaffPass
 */

/** @extends {Office<import('./words.js').Words>} */
export class Desk extends Office {
  /**
   * @param {import('../lib/api.js').Api} api
   * @param {ConstructorParameters<typeof Office>[2]} languages
   */
  constructor(api, languages) {
    super(wordsOf, api, languages);
    /** The part that is shown: some sources are asked for more often while somebody looks at theirs. */
    this.shown = 'now';
    this.serviceLevel = 0.95;
    this.isSettledShown = false;
    this.watch = new Watch(
      (path, etag) => this.look(path, etag),
      () => Date.now(),
      {
        headcounts: { path: () => '/api/headcounts', every: 3_000 },
        programme: { path: () => '/api/programme', every: 60_000 },
        passes: { path: () => '/api/passes', every: 20_000 },
        mails: { path: () => '/api/mails', every: 60_000 },
        // Asked for when the headcounts say that their number has moved.
        conflicts: { path: () => '/api/conflicts', every: 600_000 },
        settled: { path: () => (this.isSettledShown ? '/api/conflicts?settled=true' : null), every: 60_000 },
        order: { path: () => (this.shown === 'lunch' ? this.#catering(this.serviceLevel) : null), every: 10_000 },
        catering: { path: () => (this.shown === 'lunch' ? null : this.#catering(0.95)), every: 60_000 },
      },
    );
    this.watch.addEventListener('heard', (event) => this.#heard(/** @type {CustomEvent} */ (event).detail));
  }

  /** @param {number} level */
  #catering(level) {
    return `/api/catering?service_level=${level}&language=${this.language}`;
  }

  /** @param {string} name */
  #heard(name) {
    if (name === 'programme') this.know(this.watch.get('programme'));
    const count = this.headcounts?.conflicts;
    if (name === 'headcounts' && count !== this.#conflicts) {
      this.#conflicts = count;
      this.watch.hurry('conflicts');
      this.watch.hurry('settled');
    }
  }

  /** @type {number | undefined} */
  #conflicts = undefined;

  /** @returns {Headcounts | null} */
  get headcounts() {
    return this.watch.get('headcounts');
  }

  /** @returns {StaffPass[] | null} */
  get passes() {
    return this.watch.get('passes')?.passes ?? null;
  }
}
