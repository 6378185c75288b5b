/** The badges of this phone's people: kept, asked about, and forgotten when the server says that they have ended. */

import { OneAtATime } from './one_at_a_time.js';
import { endingOf, nameOf } from './endings.js';
import { CancelledHere } from './cancelled_here.js';
import { askLinks } from './links.js';
import { PROGRAMME, learnProgramme } from './programme.js';
import { SHOWN } from './wallet.js';

/**
 * @typedef {import('../lib/api.js').Outcome} Outcome
 * @typedef {import('./wallet.js').KeptBadge} KeptBadge
 * @typedef {import('../lib/contract.js').Registration} Registration
 * @typedef {import('./endings.js').Ending} Ending
 */

/** Dispatches `change` when there is something else to show. */
export class Badges extends EventTarget {
  /**
   * @param {import('./wallet.js').Wallet | import('./wallet.js').MemoryWallet} wallet
   * @param {import('../lib/api.js').Api} api
   * @param {{now: () => number, tell?: () => void}} more `tell`: the other tabs, that what is kept has changed
   */
  constructor(wallet, api, { now, tell = () => {} }) {
    super();
    this.wallet = wallet;
    this.api = api;
    this.now = now;
    this.tell = tell;
    this.cancelled = new CancelledHere(wallet);
    /** @type {KeptBadge[]} */
    this.all = [];
    /** @type {string | null} */
    this.shownId = null;
    /** @type {import('../lib/contract.js').ProgrammeShown | null} */
    this.programme = null;
    /** In which the event's own texts are asked for; its own if none. */
    this.language = () => '';
    /**
     * Whether the server answered when it was last asked; null before.
     *
     * @type {boolean | null}
     */
    this.reached = null;
    /**
     * Why a link that was opened shows nothing: it is no good, or nobody answers as yet.
     *
     * @type {Ending | 'waiting' | null}
     */
    this.refused = null;
    /**
     * A registration that has come to its end before the person's eyes.
     *
     * @type {{code: Ending, name: string} | null}
     */
    this.ended = null;
    /** Whether a link was opened that the server has not been asked about. */
    this.isOpening = false;
    /** Goes up whenever something is written: an answer to what was asked before is old news. */
    this.writes = 0;
    this.programmeTag = '';
    this.refreshing = new OneAtATime(() => this.#everything());
  }

  /** @returns {KeptBadge | null} the badge before the person's eyes */
  get shown() {
    return this.find(this.shownId ?? '') ?? this.all[0] ?? null;
  }

  /** Read what is kept, at the start and whenever another tab has changed it. */
  async load() {
    const before = this.shown;
    this.all = await this.wallet.badges();
    await this.cancelled.load();
    if (before && !this.find(before.attendee_id)) this.ended = { code: 'removed', name: nameOf(before.registration) };
    this.shownId ??= (await this.wallet.setting(SHOWN)) ?? null;
    this.isOpening = this.all.length === 0 && (await this.wallet.held()).length > 0;
    this.programme ??= (await this.wallet.setting(PROGRAMME)) ?? null;
    this.changed();
  }

  /**
   * Keep a link's secret until the server has said whose it is.
   *
   * @param {string} secret
   */
  async open(secret) {
    this.ended = null;
    this.refused = null;
    this.isOpening = true;
    await this.wallet.hold(secret, this.now());
    this.changed();
  }

  /** @param {string} attendeeId */
  async show(attendeeId) {
    this.shownId = attendeeId;
    this.ended = null;
    this.refused = null;
    await this.wallet.keep(SHOWN, attendeeId);
    this.changed();
  }

  /**
   * Take a badge off this phone; the registration stays as it is.
   *
   * @param {string} attendeeId
   */
  async remove(attendeeId) {
    this.writes += 1;
    await this.wallet.remove(attendeeId);
    this.all = this.all.filter((kept) => kept.attendee_id !== attendeeId);
    this.tell();
    this.changed();
  }

  /** Ask about the links that were opened, about every badge that is kept, and what the programme is now. */
  refresh() {
    return this.refreshing.ask();
  }

  async #everything() {
    await Promise.all([this.learnProgramme(), askLinks(this)]);
    const { shown } = this;
    for (const kept of [shown, ...this.all.filter((each) => each !== shown)]) {
      // Nobody answers: to ask about the others would be to wait in vain.
      if (this.reached && kept) await this.ask(kept);
    }
    this.changed();
  }

  /** Learn what the programme is now, and how many seats are left. */
  learnProgramme() {
    return learnProgramme(this);
  }

  /**
   * @param {string} attendeeId
   * @returns {KeptBadge | null} somebody's badge as it is now, whoever's is shown
   */
  find(attendeeId) {
    return this.all.find((kept) => kept.attendee_id === attendeeId) ?? null;
  }

  /** @returns {KeptBadge} the badge shown */
  one() {
    if (!this.shown) throw new Error('no badge is shown');
    return this.shown;
  }

  /**
   * Ask what a registration is now.
   *
   * @param {KeptBadge} kept
   * @returns {Promise<Outcome>}
   */
  async ask(kept) {
    const { writes } = this;
    const outcome = await this.api.ask('GET', '/api/registration', { secret: kept.pass });
    if (writes === this.writes) await this.heard(kept, outcome);
    return outcome;
  }

  /**
   * Ask for a change.
   *
   * @template {import('../lib/api.js').Method} M
   * @param {KeptBadge} kept
   * @param {M} method
   * @param {import('../lib/api.js').Routes[M]} path
   * @param {Record<string, unknown>} [body]
   * @returns {Promise<Outcome>}
   */
  async write(kept, method, path, body) {
    this.writes += 1;
    const outcome = await this.api.ask(method, path, { secret: kept.pass, body });
    this.writes += 1;
    return outcome;
  }

  /**
   * Learn from an answer: whether anybody is there, what the registration is now, whether it has ended.
   *
   * @param {KeptBadge} kept
   * @param {Outcome} outcome
   * @returns {Promise<boolean>} whether it has ended
   */
  async heard(kept, outcome) {
    this.reached = outcome.kind !== 'unreachable';
    if (outcome.kind === 'answer' && outcome.body?.badge) {
      // A change never brings another pass.
      const { pass: _, ...registration } = outcome.body;
      await this.learn(registration, kept.pass);
    }
    this.changed();
    const code = endingOf(outcome);
    if (!code) return false;
    // Another tab may have opened a newer link of the same person.
    const now = (await this.wallet.badges()).find((each) => each.attendee_id === kept.attendee_id);
    if (now && now.pass !== kept.pass) await this.load();
    else await this.finish(kept, code);
    return true;
  }

  /**
   * Forget a registration that has ended, and say so; who has cancelled may still erase.
   *
   * @param {KeptBadge} kept
   * @param {Ending} code
   */
  async finish(kept, code) {
    this.ended = { code, name: nameOf(kept.registration) };
    if (code === 'cancelled') await this.cancelled.keep(kept);
    await this.remove(kept.attendee_id);
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }

  /**
   * Keep what the server answered, and have the badge drawn if it is another.
   *
   * @param {Registration} registration
   * @param {string} pass
   * @param {Promise<string | null>} [drawing] of a link that was just opened
   */
  async learn(registration, pass, drawing) {
    const { attendee_id } = registration;
    const before = this.find(attendee_id);
    const isDrawn = before?.svg && before.registration.badge === registration.badge;
    const svg = isDrawn ? before.svg : await (drawing ?? this.drawn(pass));
    // While it was drawn, the badge was taken off or answered for again: this answer is out of date. The answer for a
    // link that was just opened counts.
    if (!drawing && this.find(attendee_id)?.seenAt !== before?.seenAt) return;
    await this.#put({ attendee_id, pass, registration, svg, seenAt: this.now() });
  }

  /** @param {KeptBadge} kept */
  async #put(kept) {
    const before = this.find(kept.attendee_id);
    const others = this.all.filter((each) => each !== before);
    this.all = [...others, kept].sort((one, other) => (one.attendee_id < other.attendee_id ? -1 : 1));
    await this.wallet.put(kept);
    const shown = (/** @type {KeptBadge | null} */ each) => JSON.stringify([each?.registration, each?.svg, each?.pass]);
    if (shown(before) !== shown(kept)) this.tell();
  }

  /** @param {string} pass */
  async drawn(pass) {
    const outcome = await this.api.file('/api/badge.svg', /^image\/svg\+xml/, pass);
    return outcome.kind === 'answer' ? /** @type {Blob} */ (outcome.body).text() : null;
  }
}
