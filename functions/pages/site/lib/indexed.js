/** IndexedDB with promises: a write is done when its transaction is on disk. */

/** @type {IDBTransactionOptions} */
const STRICTLY = { durability: 'strict' };
/** What a browser says that has closed the database by itself. */
const LOST = new Set(['InvalidStateError', 'UnknownError']);

export class Database {
  /**
   * @param {IDBDatabase} db
   * @param {() => Promise<IDBDatabase>} reopen
   */
  constructor(db, reopen) {
    this.db = db;
    this.reopen = reopen;
  }

  /**
   * @param {IDBFactory} factory
   * @param {string} name
   * @param {number} version
   * @param {(db: IDBDatabase) => void} make its stores, at the first opening
   * @throws {DOMException} where the browser keeps nothing, as in some private windows
   */
  static async open(factory, name, version, make) {
    const reopen = async () => {
      const opening = factory.open(name, version);
      opening.onupgradeneeded = () => make(opening.result);
      const db = await answer(opening);
      // Another tab has newer stores to make: it would wait for this one for ever.
      db.onversionchange = () => db.close();
      return db;
    };
    return new Database(await reopen(), reopen);
  }

  /**
   * @template T
   * @param {string} store
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   */
  read(store, act) {
    return this.transaction([store], 'readonly', (named) => answer(act(named)));
  }

  /**
   * @template T
   * @param {string} store
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   */
  write(store, act) {
    return this.transaction([store], 'readwrite', (named) => answer(act(named)));
  }

  /**
   * Do all of something or nothing; once more where the browser has closed the database, as iOS does in the
   * background. Nothing was written then.
   *
   * @template T
   * @param {string[]} names
   * @param {IDBTransactionMode} mode
   * @param {(...stores: IDBObjectStore[]) => Promise<T>} act
   * @returns {Promise<T>} once the transaction is on disk
   */
  async transaction(names, mode, act) {
    try {
      return await this.#attempt(names, mode, act);
    } catch (error) {
      if (!(error instanceof DOMException) || !LOST.has(error.name)) throw error;
      this.db = await this.reopen();
      return this.#attempt(names, mode, act);
    }
  }

  /**
   * @template T
   * @param {string[]} names
   * @param {IDBTransactionMode} mode
   * @param {(...stores: IDBObjectStore[]) => Promise<T>} act
   */
  async #attempt(names, mode, act) {
    const transaction = this.db.transaction(names, mode, mode === 'readonly' ? {} : STRICTLY);
    const stores = names.map((name) => transaction.objectStore(name));
    const acting = async () => {
      try {
        return await act(...stores);
      } catch (error) {
        abort(transaction);
        throw error;
      }
    };
    const [value] = await Promise.all([acting(), completion(transaction)]);
    return value;
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function answer(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/**
 * Write nothing of what was asked for before something failed: by itself, only a request that fails sees to that.
 *
 * @param {IDBTransaction} transaction
 */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<unknown>} once it is on disk
 */
function completion(transaction) {
  return new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onabort = () => failed(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });
}
