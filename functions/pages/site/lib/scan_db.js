/**
 * What a phone keeps: its scans, its walk-ins and a few settings, in IndexedDB; its roster beside them.
 *
 * A write is done when its transaction is complete, with strict durability: only then may a verdict be shown.
 */

import { Database, answer } from './indexed.js';
import { withoutNotes } from './notes.js';
import { openRosterDb } from './roster_db.js';

/**
 * @typedef {import('./walk_ins.js').Registration} Registration
 * @typedef {Omit<import('./contract.js').Scan, 'badge' | 'attendee_id'> & {badge?: string, attendee_id?: string,
 *   direction: import('./attendance.js').Direction, override: boolean}} Scan
 *
 * A scan as the phone keeps it. `waiting`, `undo`, `aside` and `alert` are indexed and absent where they do not hold.
 *
 * @typedef {object} Entry
 * @property {number} seq the order in which they were made
 * @property {string} event whose it is: another event's link must not send it
 * @property {Scan} scan as it is sent
 * @property {string | null} attendee_id whom it names, as far as the phone knows
 * @property {string | null} name
 * @property {string} group of its checkpoint
 * @property {string | null} verdict what stands: the phone's own, then the server's answer
 * @property {import('./contract.js').Result | null} result the server's answer
 * @property {import('./scanning.js').Own | null} own what the phone thought of it
 * @property {1} [waiting] the server has not answered it
 * @property {'wanted'} [undo] is to be undone as soon as the server has it
 * @property {boolean} [undone]
 * @property {string} [undo_refused] the code of the problem that undoing met
 * @property {1} [aside] the server refused the request: it leaves by file
 * @property {import('./contract.js').Problem} [problem] why
 * @property {string} [held] the code of the problem for which the server wants it another time
 * @property {1} [alert] a conflict that nobody has acknowledged on this phone
 * @property {Record<string, import('./contract.js').Given>} [notes] as just answered; never kept
 * @property {true} [exercise] of an invented badge; never kept
 */

const VERSION = 1;
const SETTINGS = 'settings';
const SCANS = 'scans';
const REGISTRATIONS = 'registrations';

/**
 * Open the database, made at its first opening.
 *
 * @param {IDBFactory} factory
 * @param {string} [name]
 * @returns {Promise<ScanDb>}
 * @throws {DOMException} where the browser keeps nothing, as in some private windows
 */
export async function openScanDb(factory, name = 'pointage') {
  const database = await Database.open(factory, name, VERSION, (db) => {
    db.createObjectStore(SETTINGS);
    db.createObjectStore(REGISTRATIONS, { keyPath: 'registration_id' });
    const scans = db.createObjectStore(SCANS, { keyPath: 'seq', autoIncrement: true });
    scans.createIndex('scan_id', 'scan.scan_id', { unique: true });
    scans.createIndex('attendee_id', 'attendee_id');
    for (const state of ['waiting', 'undo', 'aside', 'alert']) scans.createIndex(state, state);
  });
  return new ScanDb(database, await openRosterDb(factory, `${name}-roster`));
}

export class ScanDb {
  /**
   * @param {Database} database
   * @param {import('./roster_db.js').RosterDb} roster
   */
  constructor(database, roster) {
    this.database = database;
    this.roster = roster;
  }

  /** @returns {Promise<Record<string, any>>} the settings; from now on all that is kept is held in memory too */
  async hold() {
    await this.database.holdAll(SETTINGS, SCANS, REGISTRATIONS);
    return Object.fromEntries(this.database.held.get(SETTINGS) ?? []);
  }

  /**
   * @param {string} name
   * @returns {Promise<any>} what was kept under that name, or undefined
   */
  setting(name) {
    return this.database.read(SETTINGS, (store) => store.get(name));
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  keep(name, value) {
    return this.database.put(SETTINGS, value, name);
  }

  /** @param {string[]} names */
  forget(...names) {
    return this.database.delete(SETTINGS, ...names);
  }

  /**
   * Keep a new scan.
   *
   * @param {Omit<Entry, 'seq'>} entry
   * @returns {Promise<Entry>}
   */
  async add(entry) {
    const seq = Number(await this.database.write(SCANS, (store) => store.add(entry)));
    this.database.hold(SCANS, seq, { ...entry, seq });
    return { ...entry, seq };
  }

  /**
   * Change an entry as it is kept now: another tab, or the outbox, may have changed it since it was read.
   *
   * @param {number} seq
   * @param {Partial<Entry> | ((kept: Entry) => Partial<Entry>)} changes a member that is undefined is taken off
   * @returns {Promise<Entry>}
   * @throws {DOMException} where no such entry is kept
   */
  async change(seq, changes) {
    const changed = await this.database.transaction([SCANS], 'readwrite', async (store) => {
      const kept = await answer(store.get(seq));
      if (!kept) throw new DOMException(`no entry ${seq}`, 'NotFoundError');
      const changed = { ...kept, ...(typeof changes === 'function' ? changes(kept) : changes) };
      for (const [name, value] of Object.entries(changed)) if (value === undefined) delete changed[name];
      await answer(store.put(withoutNotes(changed)));
      return changed;
    });
    this.database.hold(SCANS, seq, withoutNotes(changed));
    return changed;
  }

  /**
   * @param {string} attendeeId
   * @returns {Promise<Entry[]>} this phone's scans of a person
   */
  ofAttendee(attendeeId) {
    return this.database.read(SCANS, (store) => store.index('attendee_id').getAll(attendeeId));
  }

  /**
   * @param {number} after a `seq`
   * @param {number} limit
   * @returns {Promise<Entry[]>} the outbox from there on, in order
   */
  waiting(after = 0, limit = Infinity) {
    // An index over `seq` itself would do this in one request; browsers have left new records out of such ones.
    return this.database.transaction([SCANS], 'readonly', async (store) => {
      const keys = (await answer(store.index('waiting').getAllKeys(1))).map(Number).filter((seq) => seq > after);
      const chosen = keys.slice(0, limit);
      if (!chosen.length) return [];
      const between = await answer(store.getAll(IDBKeyRange.bound(chosen[0], chosen[chosen.length - 1])));
      return between.filter((entry) => entry.waiting === 1);
    });
  }

  /**
   * Count what is still here: what the server has not answered, and what it refused.
   *
   * @returns {Promise<{unsent: number, aside: number}>} scans, walk-ins and what is to be undone
   */
  async counts() {
    const [waiting, refused, undo, registrations] = await Promise.all([
      this.database.read(SCANS, (store) => store.index('waiting').count()),
      this.database.read(SCANS, (store) => store.index('aside').count()),
      this.inState('undo'),
      this.registrations(),
    ]);
    const wrong = registrations.filter(({ problem }) => problem).length;
    const undone = undo.filter((entry) => !entry.waiting && !entry.aside).length;
    return { unsent: waiting + undone + registrations.length - wrong, aside: refused + wrong };
  }

  /**
   * @param {'undo' | 'aside' | 'alert'} state
   * @returns {Promise<Entry[]>}
   */
  inState(state) {
    return this.database.read(SCANS, (store) => store.index(state).getAll());
  }

  /**
   * @param {number} limit
   * @returns {Promise<Entry[]>} the last scans, newest first
   */
  recent(limit) {
    return this.database.transaction([SCANS], 'readonly', async (store) => {
      /** @type {Entry[]} */
      const found = [];
      const walk = store.openCursor(null, 'prev');
      for (let cursor = await answer(walk); cursor && found.length < limit; cursor = await answer(walk)) {
        found.push(cursor.value);
        cursor.continue();
      }
      return found;
    });
  }

  /** @returns {Promise<Registration[]>} */
  registrations() {
    return this.database.read(REGISTRATIONS, (store) => store.getAll());
  }

  /** @param {Registration} registration */
  keepRegistration(registration) {
    return this.database.put(REGISTRATIONS, registration);
  }

  /** @param {string} registrationId that was refused in front of whoever can put it right */
  dropRegistration(registrationId) {
    return this.database.delete(REGISTRATIONS, registrationId);
  }

  /**
   * Put the entry scan of somebody who is registered now in the place of their registration.
   *
   * @param {string} registrationId
   * @param {Omit<Entry, 'seq'>} entry
   */
  async registered(registrationId, entry) {
    const added = await this.database.transaction([SCANS, REGISTRATIONS], 'readwrite', async (scans, registrations) => {
      registrations.delete(registrationId);
      // The form and the outbox may both have been answered for it.
      const known = await answer(scans.index('scan_id').getKey(entry.scan.scan_id));
      return known === undefined ? Number(await answer(scans.add(entry))) : null;
    });
    this.database.hold(REGISTRATIONS, registrationId);
    if (added !== null) this.database.hold(SCANS, added, { ...entry, seq: added });
  }

  /** Take people's names off what the server has: whoever holds the phone next need not read them. */
  forgetPeople() {
    return this.#rewrite((kept) => {
      const { waiting, aside, result } = kept;
      if (waiting || aside) return kept;
      const attendee = result?.attendee ? { ...result.attendee, name: null, organisation: '' } : null;
      return { ...kept, name: null, result: result && { ...result, attendee, diet: null } };
    });
  }

  /** Take off what an earlier page has kept of notes. */
  forgetNotes() {
    return this.#rewrite((kept) => kept);
  }

  /** @param {(kept: Entry) => Entry} written */
  #rewrite(written) {
    return this.database.transaction([SCANS], 'readwrite', async (store) => {
      const walk = store.openCursor();
      for (let cursor = await answer(walk); cursor; cursor = await answer(walk)) {
        const entry = withoutNotes(written(cursor.value));
        await answer(cursor.update(entry));
        this.database.hold(SCANS, entry.seq, entry);
        cursor.continue();
      }
    });
  }
}
