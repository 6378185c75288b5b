/** One thing that a tab keeps for as long as it is open; a browser that refuses its storage keeps nothing. */

/**
 * The pass of a badge on its way from the form to the badge's page. In an address it would stay in the history,
 * where the next person at the same computer finds it.
 */
export const HANDED_OVER = 'handed-over';

export class SessionValue {
  /**
   * @param {() => Storage} storage reading `sessionStorage` itself may throw
   * @param {string} key
   */
  constructor(storage, key) {
    this.storage = storage;
    this.key = key;
  }

  /**
   * @param {unknown} thing
   * @returns {boolean} whether it is kept
   */
  put(thing) {
    const put = (/** @type {Storage} */ storage) => {
      storage.setItem(this.key, JSON.stringify(thing));
      return true;
    };
    return this.#try(put) ?? false;
  }

  /** @returns {any} null for nothing, or for what cannot be read */
  get() {
    return this.#try((storage) => JSON.parse(storage.getItem(this.key) ?? 'null'));
  }

  clear() {
    this.#try((storage) => storage.removeItem(this.key));
  }

  /**
   * @template T
   * @param {(storage: Storage) => T} act
   * @returns {T | null}
   */
  #try(act) {
    try {
      return act(this.storage());
    } catch (error) {
      if (error instanceof DOMException || error instanceof SyntaxError) return null;
      throw error;
    }
  }
}
