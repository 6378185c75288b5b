/** What one phone is and knows: its pass, its place, its roster, its clock; kept in the scan database. */

import { Api } from './api.js';
import { isStayedIn } from './attendance.js';
import { importKey } from './badge.js';
import { Clock } from './clock.js';
import { doorsAfter } from './count.js';
import { People } from './people.js';

/**
 * @typedef {object} Tools what the page lends
 * @property {typeof fetch} fetch
 * @property {SubtleCrypto | undefined} subtle absent where the page is not served securely
 * @property {() => string} uuid
 * @property {() => number} now milliseconds of the phone's own clock
 * @property {() => number} monotonic milliseconds that never step
 * @property {() => number | null} battery percent, where the browser tells
 */

/** A phone that was answered this recently asks the server before it decides by itself. */
const ANSWERED_MS = 10_000;

/** Dispatches `change` when something changes that a page may show. */
export class Phone extends EventTarget {
  /**
   * @param {import('./scan_db.js').ScanDb} scanDb
   * @param {Tools} tools
   */
  constructor(scanDb, tools) {
    super();
    this.scanDb = scanDb;
    this.tools = tools;
    this.api = new Api(tools.fetch, tools.now, (heard) => this.#heard(heard));
    this.clock = new Clock();
    /** @type {string | null} */
    this.pass = null;
    this.device = '';
    this.name = '';
    /** @type {string | null} */
    this.checkpointId = null;
    /** @type {import('./attendance.js').Direction} */
    this.direction = 'in';
    /** @type {import('./roster.js').Roster | null} */
    this.roster = null;
    /** Whose scans these are, also when the roster is gone. */
    this.event = '';
    /** @type {number | null} */
    this.rosterAt = null;
    this.people = new People([]);
    /** @type {CryptoKey | null} */
    this.key = null;
    /** @type {any} */
    this.programme = null;
    /** @type {import('./count.js').Doors | null} */
    this.doors = null;
    /** @type {string | null} why the pass no longer works, by a problem's code */
    this.ended = null;
    this.heardAt = -Infinity;
  }

  /** Take up what the database holds. */
  async load() {
    const kept = await this.scanDb.hold();
    this.#takePass(kept.pass ?? null);
    this.device = kept.device ?? '';
    if (!this.device) await this.scanDb.keep('device', (this.device = this.tools.uuid()));
    this.name = kept.name ?? '';
    this.checkpointId = kept.checkpoint ?? null;
    this.direction = kept.direction ?? 'in';
    this.rosterAt = kept.roster_at ?? null;
    this.programme = kept.programme ?? null;
    this.doors = kept.doors ?? null;
    this.ended = kept.ended ?? null;
    this.event = kept.event ?? '';
    if (kept.clock) this.clock = Clock.from(kept.clock);
    const learnt = await this.scanDb.roster.load(this.ended ? null : this.pass, kept.roster);
    if (kept.roster) await this.scanDb.forget('roster');
    if (learnt) await this.#takeRoster(learnt);
  }

  /** The server's time, in milliseconds, as far as the phone knows it. */
  now() {
    const { samples } = this.clock;
    const now = this.clock.now(this.tools.now(), this.tools.monotonic());
    // The phone's own clock was set.
    if (this.clock.samples !== samples) void this.scanDb.keep('clock', this.clock.state);
    return now;
  }

  get isAnswered() {
    return this.tools.monotonic() - this.heardAt < ANSWERED_MS;
  }

  /** Nobody answered in time: until the next answer the phone decides by itself at once. */
  missed() {
    this.heardAt = -Infinity;
    this.#tell();
  }

  /** @returns {import('./contract.js').RosterCheckpoint | null} the checkpoint this phone stands at */
  get checkpoint() {
    const all = this.roster?.checkpoints ?? [];
    return all.find((checkpoint) => checkpoint.id === this.checkpointId) ?? (all.length === 1 ? all[0] : null);
  }

  /** What a badge is held against here. */
  get known() {
    return { eventTag: this.roster?.eventTag, key: this.key, subtle: this.tools.subtle, byId: this.people.byId };
  }

  /** What the server last said of this checkpoint. */
  get headcount() {
    return (this.checkpoint && this.doors?.doors[this.checkpoint.id]) ?? null;
  }

  /** How other phones name this one: they get just enough of its device's name to know it from the rest. */
  get label() {
    return this.roster?.pass.label || this.name || this.device.slice(0, 8);
  }

  /** Whether people are let out here too. */
  get hasWayOut() {
    return this.checkpoint !== null && isStayedIn(this.checkpoint);
  }

  /**
   * Take a link's secret; another one than before starts anew, scans and the phone's name stay.
   *
   * @param {string} secret
   */
  async takeLink(secret) {
    if (secret === this.pass && !this.ended) return;
    await this.#forgetRoster();
    await this.scanDb.forget('checkpoint', 'direction', 'ended');
    this.checkpointId = null;
    this.direction = 'in';
    this.ended = null;
    await this.scanDb.keep('pass', secret);
    this.#takePass(secret);
    this.#tell();
  }

  /** @param {string} name */
  async takeName(name) {
    await this.scanDb.keep('name', (this.name = name));
  }

  /** @param {string} id */
  async standAt(id) {
    await this.scanDb.keep('checkpoint', (this.checkpointId = id));
    await this.setDirection('in');
  }

  /** @param {import('./attendance.js').Direction} direction */
  async setDirection(direction) {
    await this.scanDb.keep('direction', (this.direction = direction));
  }

  /** @param {import('./roster.js').Learnt} learnt */
  async learnRoster(learnt) {
    const { people } = this;
    // Kept first: nobody asks by a cursor whose people are lost.
    await this.scanDb.roster.keep(this.pass ?? '', learnt);
    if (this.people !== people) return; // Another link was opened meanwhile, or this one has ended.
    await this.#takeRoster(learnt);
    const { event, fetchedAt } = learnt.roster;
    if (this.event !== event) await this.scanDb.keep('event', (this.event = event));
    await this.scanDb.keep('roster_at', (this.rosterAt = fetchedAt));
    this.#tell();
  }

  /** @param {any} programme */
  async learnProgramme(programme) {
    await this.scanDb.keep('programme', (this.programme = programme));
  }

  /**
   * Stop: the pass was revoked or has expired. Its people go at once, itself when nothing is left to send.
   *
   * @param {string} code
   */
  async end(code) {
    if (this.ended !== code) await this.scanDb.keep('ended', code);
    this.ended = code;
    const isLast = this.pass !== null && (await this.scanDb.counts()).unsent === 0;
    if (this.roster || isLast) await this.scanDb.forgetPeople();
    if (this.roster) await this.#forgetRoster();
    if (isLast) {
      await this.scanDb.forget('pass');
      this.#takePass(null);
    }
    this.#tell();
  }

  /**
   * @param {string} id of a checkpoint
   * @returns {{id: string, number: number, title: string, room: string} | null}
   */
  atelier(id) {
    return this.programme?.ateliers?.find((/** @type {{id: string}} */ one) => one.id === id) ?? null;
  }

  /**
   * Name a place that need not be the phone's own, such as the atelier a person comes from.
   *
   * @param {string} id
   * @returns {import('./contract.js').BookedPlace}
   */
  place(id) {
    const known = this.roster?.checkpoints.find((checkpoint) => checkpoint.id === id) ?? this.atelier(id);
    return { checkpoint: id, title: known?.title ?? null, room: known?.room ?? null };
  }

  /**
   * Learn from any answer; nothing waits for this to be kept.
   *
   * @param {import('./api.js').Heard} heard
   */
  #heard({ body, sentAt, receivedAt }) {
    this.heardAt = this.tools.monotonic();
    const serverTime = Date.parse(body?.received_at ?? body?.server_time ?? '');
    if (!Number.isNaN(serverTime)) {
      this.clock.learn(serverTime, sentAt, receivedAt, this.heardAt);
      void this.scanDb.keep('clock', this.clock.state);
    }
    if (body?.headcounts) void this.scanDb.keep('doors', (this.doors = doorsAfter(this.doors, body, this.now())));
    this.#tell();
  }

  /** @param {string | null} secret */
  #takePass(secret) {
    this.pass = secret;
    this.api.secret = secret ?? '';
  }

  /** @param {import('./roster.js').Learnt} learnt */
  async #takeRoster({ roster, attendees, whole }) {
    const { subtle } = this.tools;
    if (whole) {
      this.key = subtle ? await importKey(subtle, roster.publicKey) : null;
      this.people = new People(attendees);
    } else this.people.learn(attendees);
    this.roster = roster;
  }

  async #forgetRoster() {
    this.roster = null;
    this.rosterAt = null;
    this.doors = null;
    this.people = new People([]);
    await this.scanDb.roster.forget();
    await this.scanDb.forget('roster_at', 'doors');
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}
