/** What goes between a phone and the server by itself: the outbox, walk-ins, undone scans, the roster. */

import { isEnding } from './link.js';
import { forgetNotes, withoutOver } from './notes.js';
import { drain, pause } from './outbox.js';
import { refreshed } from './roster.js';
import { batchOf } from './scanning.js';
import { isRefused } from './api.js';
import { register } from './walk_ins.js';

/**
 * @typedef {import('./api.js').Outcome} Outcome
 * @typedef {import('./scan_db.js').Entry} Entry
 *
 * @typedef {object} Surroundings
 * @property {LockManager} locks one outbox, however many tabs
 * @property {() => number} random from 0 to 1
 * @property {(wake: () => void, after: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** Often enough that a phone counts as answered, and that the count at the door is fresh. */
const EVERY_MS = 5_000;
const ROSTER_EVERY_MS = 60_000;
/** Nobody has registered since a list that is as young as this, or can wait so long. */
const LOOK_AGAIN_MS = 5_000;

/** Dispatches `round` after each round, with what changed in the database. */
export class Sync extends EventTarget {
  /**
   * @param {import('./phone.js').Phone} phone
   * @param {import('./scanning.js').Scanning} scanning
   * @param {Surroundings} surroundings
   */
  constructor(phone, scanning, surroundings) {
    super();
    this.phone = phone;
    this.scanning = scanning;
    this.around = surroundings;
    this.failures = 0;
    /** @type {Promise<void> | null} */
    this.running = null;
    this.again = false;
    this.timer = null;
    this.stopped = false;
    this.rosterAskedAt = -Infinity;
    this.programmeTag = '';
    /** In which the event's own texts are asked for; its own if none. */
    this.language = '';
  }

  /** Run a round now; one that runs already is followed by another. */
  wake() {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.around.clearTimeout(this.timer);
    this.running = this.#run();
  }

  /** Run a round, after one that runs already, and wait for its end. */
  async round() {
    await this.running;
    this.wake();
    await this.running;
  }

  /** Have the programme asked for again with the next round. */
  learnSoon() {
    this.rosterAskedAt = -Infinity;
    this.wake();
  }

  /** Have the list asked for again, unless it just was: who is not in it may have registered a moment ago. */
  lookAgain() {
    if (this.phone.tools.monotonic() - this.rosterAskedAt > LOOK_AGAIN_MS) this.learnSoon();
  }

  stop() {
    this.stopped = true;
    this.around.clearTimeout(this.timer);
  }

  async #run() {
    // Until it went well: a phone that cannot keep answers sends everything again with each round.
    this.failures += 1;
    try {
      await forgetNotes(this.phone);
      const failed = await this.around.locks.request('pointage-outbox', () => this.#round());
      if (!failed) this.failures = 0;
      this.dispatchEvent(new Event('round'));
    } finally {
      // After a fault too, which is shown elsewhere: the outbox must go on.
      this.running = null;
      const after = this.failures ? pause(this.failures, this.around.random) : EVERY_MS;
      if (!this.stopped) this.timer = this.around.setTimeout(() => this.wake(), this.again ? 0 : after);
      this.again = false;
    }
  }

  /** @returns {Promise<boolean>} whether the server could not be spoken to */
  async #round() {
    const { phone } = this;
    const { pass } = phone;
    if (!pass) return false;
    const stopped = (await this.#outbox()) ?? (await this.#registrations()) ?? (await this.#undone());
    if (stopped) return this.#stoppedBy(stopped, pass);
    const refused = await this.#roster(pass);
    if (refused) return this.#stoppedBy(refused, pass);
    if (phone.ended) await phone.end(phone.ended);
    return false;
  }

  /** Send what waits; an empty batch says that the phone is there, and brings the count. */
  async #outbox() {
    const { phone } = this;
    const { asking } = this.scanning;
    const send = async (/** @type {Entry[]} */ entries) => {
      const isReady = (/** @type {Entry} */ { scan, event }) => !asking.has(scan.scan_id) && event === phone.event;
      const ready = entries.filter(isReady);
      const scans = ready.map((entry) => entry.scan);
      return phone.api.ask('POST', '/api/scans', { body: await batchOf(phone, scans) });
    };
    const drained = await drain(phone.scanDb, send);
    if (drained.stopped || drained.sent || phone.ended) return drained.stopped;
    const alive = await send([]);
    return alive.kind === 'answer' ? null : alive;
  }

  /** Register whom the phone let in while it was alone. */
  async #registrations() {
    const { phone, scanning } = this;
    const next = async () => {
      const kept = await phone.scanDb.registrations();
      return kept.find((one) => !one.problem && !scanning.asking.has(one.registration_id) && one.event === phone.event);
    };
    // Each is looked up when its turn comes: the form may have been answered for it meanwhile.
    for (let registration = await next(); registration; registration = await next()) {
      const outcome = await register(phone, registration);
      if (isRefused(outcome)) await phone.scanDb.keepRegistration({ ...registration, problem: outcome.problem });
      else if (outcome.kind !== 'answer') return outcome;
      this.again = true;
    }
    return null;
  }

  /** Tell of scans that were taken back; one that the server cannot undo now does not keep the others. */
  async #undone() {
    for (const entry of await this.phone.scanDb.inState('undo')) {
      if (entry.waiting || entry.aside) continue;
      const { outcome } = await this.scanning.sendUndo(entry);
      if (outcome.kind === 'unreachable' || isEnding(outcome)) return outcome;
    }
    return null;
  }

  /**
   * Ask for the roster when it is due; nobody has changed most times.
   *
   * @param {string} pass
   */
  async #roster(pass) {
    const { phone } = this;
    if (phone.roster && phone.tools.monotonic() - this.rosterAskedAt < ROSTER_EVERY_MS) return null;
    return this.fetchRoster(pass);
  }

  /**
   * Fetch the roster if it has changed, and the programme that names its places.
   *
   * @param {string | null} pass what it is learnt for; another link may have been opened meanwhile
   * @returns {Promise<Exclude<Outcome, import('./api.js').Answered> | null>} why there is none
   */
  async fetchRoster(pass) {
    const { phone } = this;
    const now = phone.tools.monotonic();
    const fetched = await refreshed(phone.api, phone.roster, () => phone.now());
    if (fetched.kind !== 'roster') return fetched;
    if (phone.pass !== pass) return null;
    this.rosterAskedAt = now;
    await phone.learnRoster(withoutOver(fetched, phone.now()));
    await this.#programme();
    return null;
  }

  /** Seats and rooms for walk-ins and directions; a phone does without. */
  async #programme() {
    const { language } = this;
    const headers = { 'if-none-match': this.programmeTag };
    const { api } = this.phone;
    const outcome = await api.ask('GET', language ? `/api/programme?lang=${language}` : '/api/programme', { headers });
    if (outcome.kind !== 'answer' || !Array.isArray(outcome.body?.ateliers)) return;
    await this.phone.learnProgramme(outcome.body);
    this.programmeTag = outcome.etag ?? '';
  }

  /**
   * @param {Exclude<Outcome, import('./api.js').Answered>} outcome
   * @param {string} pass that was refused; another link may have been opened meanwhile
   */
  async #stoppedBy(outcome, pass) {
    if (isEnding(outcome) && this.phone.pass === pass) await this.phone.end(outcome.problem.code);
    this.phone.missed();
    return true;
  }
}
