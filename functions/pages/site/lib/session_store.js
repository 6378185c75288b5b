/** What the tab keeps for as long as it is open; where the browser refuses its storage, until the page is left. */

import { SessionValue } from './session_value.js';

export class SessionStore {
  /**
   * @param {() => Storage} storage reading `sessionStorage` itself may throw
   * @param {string} page that keeps it
   */
  constructor(storage, page) {
    this.storage = storage;
    this.page = page;
    /** @type {Map<string, string>} */
    this.here = new Map();
  }

  /**
   * @param {string} name
   * @returns {string | null}
   */
  get(name) {
    return this.here.get(name) ?? this.#value(name).get();
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  keep(name, value) {
    this.here.set(name, value);
    this.#value(name).put(value);
  }

  /** @param {string} name */
  forget(name) {
    this.here.delete(name);
    this.#value(name).clear();
  }

  /** @param {string} name */
  #value(name) {
    return new SessionValue(this.storage, `${this.page}-${name}`);
  }
}
