/** What every part of the dashboard shares: the server, and its latest answers. */

import { OrganiserContext } from '../organiser/context.js';
import { wordsOf } from '../words/dashboard.js';
import { SERVICE_LEVEL } from '../words/limits.js';
import { Watch } from '../organiser/watch.js';

/**
 * @typedef {import('./numbers.js').Headcounts} Headcounts
 * @typedef {import('./phones.js').StaffPass} StaffPass
 */

/** How soon the list of conflicts is asked for again while their number has moved. */
const BEHIND_MS = 5_000;

/**
 * Dispatches `wall` when the page becomes a wall screen, or stops being one.
 *
 * @extends {OrganiserContext<import('../words/dashboard.js').Words>}
 */
export class DashboardContext extends OrganiserContext {
  /**
   * @param {import('../lib/api.js').Api} api
   * @param {ConstructorParameters<typeof OrganiserContext>[2]} languages
   */
  constructor(api, languages) {
    super(wordsOf, api, languages);
    this.serviceLevel = SERVICE_LEVEL;
    /** Whoever passes reads along. */
    this.isWall = false;
    this.isSettledShown = false;
    this.watch = new Watch(
      (path, etag) => this.look(path, etag),
      () => api.now(),
      {
        headcounts: { path: () => `/api/headcounts?lang=${this.language}`, every: 3_000 },
        programme: { path: () => `/api/programme?lang=${this.language}`, every: 60_000 },
        passes: { path: () => '/api/passes', every: 20_000 },
        mails: { path: () => '/api/mails', every: 60_000 },
        // Asked for when the headcounts say that their number has moved.
        conflicts: { path: () => '/api/conflicts', every: () => (this.#isListBehind ? BEHIND_MS : 600_000) },
        settled: { path: () => (this.isSettledShown ? '/api/conflicts?settled=true' : null), every: 60_000 },
        order: { path: () => (this.screen === 'lunch' ? this.#catering(this.serviceLevel) : null), every: 10_000 },
        catering: { path: () => (this.screen === 'lunch' ? null : this.#catering(SERVICE_LEVEL)), every: 60_000 },
      },
    );
    this.watch.addEventListener('heard', (event) => this.#heard(/** @type {CustomEvent} */ (event).detail));
  }

  /** By the server's clock, or a rehearsal's. */
  now() {
    return this.watch.now;
  }

  /**
   * @param {number} level
   * @returns {import('../lib/api.js').Routes['GET']}
   */
  #catering(level) {
    return `/api/catering?service_level=${level}&language=${this.language}`;
  }

  /** @param {string} name */
  #heard(name) {
    if (name === 'programme') this.know(this.watch.get('programme'));
    if (name === 'mails') this.tellMails(this.watch.get('mails'));
    const count = this.headcounts?.conflicts;
    if (name === 'headcounts' && count !== this.#conflicts) {
      this.tellConflicts(count ?? 0);
      this.#conflicts = count;
      this.watch.hurry('conflicts');
      this.watch.hurry('settled');
    }
  }

  /** @type {number | undefined} */
  #conflicts = undefined;

  /** The list comes from an index that lags behind the number. */
  get #isListBehind() {
    const listed = this.watch.get('conflicts')?.conflicts;
    return Boolean(this.headcounts && listed && listed.length !== this.headcounts.conflicts);
  }

  /**
   * Say where somebody is due, and when.
   *
   * @param {import('../lib/contract.js').ShiftBody} shift
   */
  shift({ checkpoint, starts_at, ends_at }) {
    return this.words.named({ name: this.hours(starts_at, ends_at), value: this.door(checkpoint) });
  }

  /** @returns {Headcounts | null} */
  get headcounts() {
    return this.watch.get('headcounts');
  }

  /** @returns {StaffPass[] | null} */
  get passes() {
    return this.watch.get('passes')?.passes ?? null;
  }
}
