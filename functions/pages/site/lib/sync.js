/** What goes between a phone and the server by itself: the outbox, walk-ins, undone scans, the roster. */

import { drain, pause } from './outbox.js';
import { refreshed } from './roster.js';
import { message } from './scanning.js';

/**
 * @typedef {import('./api.js').Outcome} Outcome
 * @typedef {import('./shelf.js').Entry} Entry
 * @typedef {import('./shelf.js').Registration} Registration
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
/** Problems by which the server says that this link is over. */
const ENDINGS = new Set(['pass_revoked', 'pass_expired']);

/** Tells `round` after each round, with what changed on the shelf. */
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

  stop() {
    this.stopped = true;
    this.around.clearTimeout(this.timer);
  }

  async #run() {
    try {
      const failed = await this.around.locks.request('pointage-outbox', () => this.#round());
      this.failures = failed ? this.failures + 1 : 0;
      this.dispatchEvent(new Event('round'));
    } finally {
      // Also after a fault, which shows by itself: the outbox must not stand still for it.
      this.running = null;
      const after = this.failures ? pause(this.failures, this.around.random) : EVERY_MS;
      if (!this.stopped) this.timer = this.around.setTimeout(() => this.wake(), this.again ? 0 : after);
      this.again = false;
    }
  }

  /** @returns {Promise<boolean>} whether the server could not be spoken to */
  async #round() {
    const { phone } = this;
    if (!phone.pass) return false;
    const stopped = (await this.#outbox()) ?? (await this.#registrations()) ?? (await this.#undone());
    if (stopped) return this.#stoppedBy(stopped);
    const refused = await this.#roster();
    if (refused) return this.#stoppedBy(refused);
    if (phone.ended) await phone.end(phone.ended);
    return false;
  }

  /** Send what waits; an empty message says that the phone is there, and brings the count. */
  async #outbox() {
    const { phone } = this;
    const send = async (/** @type {Entry[]} */ entries) => {
      const ready = entries.filter((entry) => !this.scanning.asking.has(entry.scan.scan_id));
      const scans = ready.map((entry) => entry.scan);
      return phone.api.ask('POST', '/api/scans', { body: await message(phone, scans) });
    };
    const drained = await drain(phone.shelf, send);
    if (drained.stopped || drained.sent || phone.ended) return drained.stopped;
    const alive = await send([]);
    return alive.kind === 'answer' ? null : alive;
  }

  /** Register whom the phone let in while it was alone; then their entry is a scan like any other. */
  async #registrations() {
    const { phone } = this;
    for (const registration of await phone.shelf.registrations()) {
      if (registration.problem) continue;
      const body = { ...registration.body, registration_id: registration.registration_id };
      const outcome = await phone.api.ask('POST', '/api/registrations', { body });
      const refused = outcome.kind === 'problem' && [409, 413, 422].includes(outcome.status);
      if (refused) await phone.shelf.keepRegistration({ ...registration, problem: outcome.problem });
      else if (outcome.kind === 'answer') await this.#registered(registration, outcome.body.attendee_id);
      else return outcome;
    }
    return null;
  }

  /**
   * @param {Registration} registration
   * @param {string} attendeeId
   */
  async #registered(registration, attendeeId) {
    await this.phone.shelf.registered(registration.registration_id, admitted(registration, attendeeId));
    this.again = true;
  }

  async #undone() {
    for (const entry of await this.phone.shelf.inState('undo')) {
      if (entry.waiting) continue;
      const told = await this.scanning.sendUndo(entry);
      if (told.undo) return /** @type {const} */ ({ kind: 'unreachable' });
    }
    return null;
  }

  /** Ask for the roster when it is due; 304 most times. */
  async #roster() {
    const { phone } = this;
    const now = phone.tools.monotonic();
    if (phone.roster && now - this.rosterAskedAt < ROSTER_EVERY_MS) return null;
    const fetched = await refreshed(phone.api, phone.roster, () => phone.now());
    if (fetched.kind !== 'roster') return fetched;
    this.rosterAskedAt = now;
    await phone.learnRoster(fetched.roster);
    await this.fetchProgramme();
    return null;
  }

  /** Seats and rooms for walk-ins and directions; a phone does without. */
  async fetchProgramme() {
    const outcome = await this.phone.api.ask('GET', '/api/programme');
    if (outcome.kind !== 'answer' || !Array.isArray(outcome.body?.ateliers)) return;
    await this.phone.learnProgramme(outcome.body);
  }

  /** @param {Exclude<Outcome, import('./api.js').Answered>} outcome */
  async #stoppedBy(outcome) {
    if (outcome.kind === 'problem' && ENDINGS.has(outcome.problem.code)) await this.phone.end(outcome.problem.code);
    this.phone.missed();
    return true;
  }
}

/**
 * Return the entry of somebody who was registered at the door; its scan has the registration's id, so that
 * registering twice counts once.
 *
 * @param {Registration} registration
 * @param {string} attendeeId
 * @returns {Omit<Entry, 'seq'>}
 */
export function admitted({ registration_id, at, checkpoint, group, body }, attendeeId) {
  const scan = {
    scan_id: registration_id,
    attendee_id: attendeeId,
    checkpoint,
    direction: /** @type {const} */ ('in'),
  };
  const name = `${body.given_name} ${String(body.family_name).slice(0, 1)}.`;
  const entry = { attendee_id: attendeeId, name, group, verdict: 'admitted', result: null, own: null };
  return { ...entry, scan: { ...scan, at, override: false, offline: 'admitted' }, waiting: 1 };
}
