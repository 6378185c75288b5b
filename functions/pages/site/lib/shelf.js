/**
 * What a phone keeps: its scans, its walk-ins and a few settings, in IndexedDB.
 *
 * A write is done when its transaction is complete, with strict durability: only then may a verdict be shown.
 */

import { answer, completion } from './indexed.js';

/**
 * A scan as the phone keeps it. `waiting`, `undo`, `aside` and `alert` are indexed and absent where they do not hold.
 *
 * @typedef {object} Entry
 * @property {number} seq the order in which they were made
 * @property {import('./messages.js').Scan} scan as it is sent
 * @property {string | null} attendee_id whom it names, as far as the phone knows
 * @property {string | null} name
 * @property {string} group of its checkpoint
 * @property {string | null} verdict what stands: the phone's own, then the server's answer
 * @property {import('./messages.js').Result | null} result the server's answer
 * @property {import('./scanning.js').Own | null} own what the phone thought of it
 * @property {1} [waiting] the server has not answered it
 * @property {'wanted'} [undo] is to be undone as soon as the server has it
 * @property {boolean} [undone]
 * @property {string} [undo_refused] the code of the problem that undoing met
 * @property {1} [aside] the server refused the request: it leaves by file
 * @property {import('./messages.js').Problem} [problem] why
 * @property {1} [alert] a conflict that nobody has acknowledged on this phone
 */

/**
 * @typedef {object} Registration a walk-in that the server has not answered
 * @property {string} registration_id
 * @property {Record<string, unknown>} body
 * @property {string} at ISO 8601, when the person was let in
 * @property {string} checkpoint
 * @property {string} group of the checkpoint
 * @property {import('./messages.js').Problem} [problem] why it was refused
 */

const VERSION = 1;
const SETTINGS = 'settings';
const SCANS = 'scans';
const REGISTRATIONS = 'registrations';

/**
 * Open the shelf, made at its first opening.
 *
 * @param {IDBFactory} factory
 * @param {string} [name]
 * @returns {Promise<Shelf>}
 * @throws {DOMException} where the browser keeps nothing, as in some private windows
 */
export async function openShelf(factory, name = 'pointage') {
  const opening = factory.open(name, VERSION);
  opening.onupgradeneeded = () => {
    const db = opening.result;
    db.createObjectStore(SETTINGS);
    db.createObjectStore(REGISTRATIONS, { keyPath: 'registration_id' });
    const scans = db.createObjectStore(SCANS, { keyPath: 'seq', autoIncrement: true });
    scans.createIndex('scan_id', 'scan.scan_id', { unique: true });
    scans.createIndex('attendee_id', 'attendee_id');
    scans.createIndex('waiting', ['waiting', 'seq']);
    for (const state of ['undo', 'aside', 'alert']) scans.createIndex(state, state);
  };
  return new Shelf(await answer(opening));
}

export class Shelf {
  /** @param {IDBDatabase} db */
  constructor(db) {
    this.db = db;
  }

  /**
   * @param {string} name
   * @returns {Promise<any>} what was kept under that name, or undefined
   */
  setting(name) {
    return this.#read(SETTINGS, (store) => store.get(name));
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  keep(name, value) {
    return this.#write(SETTINGS, (store) => store.put(value, name));
  }

  /** @param {string[]} names */
  async forget(...names) {
    await this.#write(SETTINGS, (store) => names.map((name) => store.delete(name))[0]);
  }

  /**
   * Keep a new scan.
   *
   * @param {Omit<Entry, 'seq'>} entry
   * @returns {Promise<Entry>}
   */
  async add(entry) {
    const seq = await this.#write(SCANS, (store) => store.add(entry));
    return { ...entry, seq: Number(seq) };
  }

  /**
   * Change an entry as it is kept now: another tab, or the outbox, may have changed it since it was read.
   *
   * @param {number} seq
   * @param {Partial<Entry> | ((kept: Entry) => Partial<Entry>)} changes a member that is undefined is taken off
   * @returns {Promise<Entry>}
   * @throws {DOMException} where no such entry is kept
   */
  change(seq, changes) {
    return this.#transaction(SCANS, 'readwrite', async (store) => {
      const kept = await answer(store.get(seq));
      if (!kept) throw new DOMException(`no entry ${seq}`, 'NotFoundError');
      const changed = { ...kept, ...(typeof changes === 'function' ? changes(kept) : changes) };
      for (const [name, value] of Object.entries(changed)) if (value === undefined) delete changed[name];
      await answer(store.put(changed));
      return changed;
    });
  }

  /**
   * @param {string} attendeeId
   * @returns {Promise<Entry[]>} this phone's scans of a person
   */
  ofAttendee(attendeeId) {
    return this.#read(SCANS, (store) => store.index('attendee_id').getAll(attendeeId));
  }

  /**
   * @param {number} after a `seq`
   * @param {number} limit
   * @returns {Promise<Entry[]>} the outbox from there on, in order
   */
  waiting(after = 0, limit = Infinity) {
    const range = IDBKeyRange.bound([1, after], [1, Infinity], true);
    return this.#read(SCANS, (store) => store.index('waiting').getAll(range, limit === Infinity ? undefined : limit));
  }

  /**
   * Count what is still here: what the server has not answered, and what it refused.
   *
   * @returns {Promise<{unsent: number, aside: number}>} scans and walk-ins
   */
  async counts() {
    const [waiting, refused, registrations] = await Promise.all([
      this.#read(SCANS, (store) => store.index('waiting').count()),
      this.#read(SCANS, (store) => store.index('aside').count()),
      this.registrations(),
    ]);
    const wrong = registrations.filter(({ problem }) => problem).length;
    return { unsent: waiting + registrations.length - wrong, aside: refused + wrong };
  }

  /**
   * @param {'undo' | 'aside' | 'alert'} state
   * @returns {Promise<Entry[]>}
   */
  inState(state) {
    return this.#read(SCANS, (store) => store.index(state).getAll());
  }

  /**
   * @param {number} limit
   * @returns {Promise<Entry[]>} the last scans, newest first
   */
  recent(limit) {
    return this.#transaction(SCANS, 'readonly', async (store) => {
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
    return this.#read(REGISTRATIONS, (store) => store.getAll());
  }

  /** @param {Registration} registration */
  keepRegistration(registration) {
    return this.#write(REGISTRATIONS, (store) => store.put(registration));
  }

  /** @param {string} registrationId that was refused in front of whoever can put it right */
  dropRegistration(registrationId) {
    return this.#write(REGISTRATIONS, (store) => store.delete(registrationId));
  }

  /**
   * Put the entry scan of somebody who is registered now in the place of their registration.
   *
   * @param {string} registrationId
   * @param {Omit<Entry, 'seq'>} entry
   */
  async registered(registrationId, entry) {
    const transaction = this.db.transaction([SCANS, REGISTRATIONS], 'readwrite', { durability: 'strict' });
    transaction.objectStore(SCANS).add(entry);
    transaction.objectStore(REGISTRATIONS).delete(registrationId);
    await completion(transaction);
  }

  /**
   * @template T
   * @param {string} name
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   */
  #read(name, act) {
    return this.#transaction(name, 'readonly', (store) => answer(act(store)));
  }

  /**
   * @template T
   * @param {string} name
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   */
  #write(name, act) {
    return this.#transaction(name, 'readwrite', (store) => answer(act(store)));
  }

  /**
   * @template T
   * @param {string} name
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => Promise<T>} act
   * @returns {Promise<T>} once the transaction is on disk
   */
  async #transaction(name, mode, act) {
    const transaction = this.db.transaction(name, mode, { durability: mode === 'readonly' ? 'default' : 'strict' });
    const [value] = await Promise.all([act(transaction.objectStore(name)), completion(transaction)]);
    return value;
  }
}
