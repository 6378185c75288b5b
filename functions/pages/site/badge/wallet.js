/** The badges that a phone keeps, each with all that the page shows without a network. */

import { Database } from '../lib/indexed.js';

/**
 * @typedef {import('../lib/contract.js').Registration} Registration
 *
 * @typedef {object} KeptBadge
 * @property {string} attendee_id
 * @property {string} pass
 * @property {Registration} registration
 * @property {string | null} svg the badge drawn, if that has come
 * @property {number} seenAt by the phone's clock, when the server last answered
 */

const VERSION = 1;
const SETTINGS = 'settings';
const BADGES = 'badges';
const LINK = 'link:';
/** The setting that says whose badge is before the person's eyes. */
export const SHOWN = 'shown';

/**
 * @param {IDBFactory} factory
 * @param {string} [name]
 * @returns {Promise<Wallet>}
 * @throws {DOMException} where the browser keeps nothing, as in some private windows
 */
export async function openWallet(factory, name = 'badge') {
  const database = await Database.open(factory, name, VERSION, (db) => {
    db.createObjectStore(SETTINGS);
    db.createObjectStore(BADGES, { keyPath: 'attendee_id' });
  });
  return new Wallet(database);
}

export class Wallet {
  /** What is put in here outlives the page. */
  isKept = true;

  /** @param {Database} database */
  constructor(database) {
    this.database = database;
  }

  /** @returns {Promise<KeptBadge[]>} in the order of their ids, which no visit changes */
  badges() {
    return this.database.read(BADGES, (store) => store.getAll());
  }

  /** @param {KeptBadge} kept */
  put(kept) {
    return this.database.write(BADGES, (store) => store.put(kept));
  }

  /** @param {string} attendeeId */
  remove(attendeeId) {
    return this.database.write(BADGES, (store) => store.delete(attendeeId));
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
    return this.database.write(SETTINGS, (store) => store.put(value, name));
  }

  /**
   * Keep the secret of a link that was opened. Each has a key of its own: two tabs may open one at the same time.
   *
   * @param {string} secret
   * @param {number} at
   */
  async hold(secret, at) {
    await this.keep(LINK + secret, { secret, at });
  }

  /** @returns {Promise<string[]>} the secrets of links of which the server has said nothing yet, in order */
  async held() {
    const links = IDBKeyRange.bound(LINK, `${LINK}\uffff`);
    return inOrder(await this.database.read(SETTINGS, (store) => store.getAll(links)));
  }

  /** @param {string} secret */
  async drop(secret) {
    await this.database.write(SETTINGS, (store) => store.delete(LINK + secret));
  }
}

/** Stands in for the wallet where the browser keeps nothing: the badge is shown for as long as the page is open. */
export class MemoryWallet {
  isKept = false;
  /** @type {Map<string, KeptBadge>} */
  people = new Map();
  /** @type {Map<string, number>} */
  links = new Map();
  /** @type {Map<string, unknown>} */
  settings = new Map();

  async badges() {
    return [...this.people.values()];
  }

  /** @param {KeptBadge} kept */
  async put(kept) {
    this.people.set(kept.attendee_id, kept);
  }

  /** @param {string} attendeeId */
  async remove(attendeeId) {
    this.people.delete(attendeeId);
  }

  /**
   * @param {string} name
   * @returns {Promise<any>}
   */
  async setting(name) {
    return this.settings.get(name);
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  async keep(name, value) {
    this.settings.set(name, value);
  }

  /**
   * @param {string} secret
   * @param {number} at
   */
  async hold(secret, at) {
    this.links.set(secret, at);
  }

  async held() {
    return inOrder([...this.links].map(([secret, at]) => ({ secret, at })));
  }

  /** @param {string} secret */
  async drop(secret) {
    this.links.delete(secret);
  }
}

/** @param {{secret: string, at: number}[]} links */
function inOrder(links) {
  return links.sort((one, other) => one.at - other.at).map(({ secret }) => secret);
}
