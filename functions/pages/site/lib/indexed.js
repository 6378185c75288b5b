/** IndexedDB with promises: a write is done when its transaction is on disk. */

/** @type {IDBTransactionOptions} */
const STRICTLY = { durability: 'strict' };
/** What a browser says that has closed the database by itself, maybe in the middle of something. */
const CLOSED = new Set(['InvalidStateError', 'UnknownError', 'AbortError']);

export class Database {
  /**
   * By store, what its owner holds in memory too: it is written anew where the browser has lost it under the open page.
   *
   * @type {Map<string, Map<IDBValidKey, unknown>>}
   */
  held = new Map();
  /** Called when that was done. */
  restored = () => {};

  /**
   * @param {IDBDatabase} db
   * @param {() => Promise<unknown>} reopen
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
    const opened = async () => {
      const opening = factory.open(name, version);
      let isNew = false;
      opening.onupgradeneeded = () => {
        isNew = true;
        make(opening.result);
        if (opening.transaction) database?.restore(opening.transaction);
      };
      const db = await answer(opening);
      // Lost, or another tab has newer stores to make: that would wait for this one for ever.
      db.onclose = db.onversionchange = () => {
        db.close();
        // Where that fails, what is asked of it next says why.
        if (database?.held.size) opened().catch(() => {});
      };
      if (database) database.db = db;
      if (isNew) database?.restored();
      return db;
    };
    /** @type {Database | undefined} */
    let database;
    database = new Database(await opened(), opened);
    return database;
  }

  /**
   * Hold in memory all that some stores have.
   *
   * @param {string[]} names
   */
  holdAll(...names) {
    return this.transaction(names, 'readonly', async (...stores) => {
      for (const store of stores) {
        const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
        keys.forEach((key, at) => this.hold(store.name, key, values[at]));
      }
    });
  }

  /**
   * Write something, and hold it in memory.
   *
   * @param {string} store
   * @param {any} value
   * @param {string} [key] where the value has none itself
   */
  async put(store, value, key) {
    this.hold(store, await this.write(store, (named) => named.put(value, key)), value);
  }

  /**
   * Delete something, in memory too.
   *
   * @param {string} store
   * @param {string[]} keys
   */
  async delete(store, ...keys) {
    await this.write(store, (named) => keys.map((key) => named.delete(key))[0]);
    for (const key of keys) this.hold(store, key);
  }

  /**
   * Hold in memory what was written.
   *
   * @param {string} store
   * @param {IDBValidKey} key
   * @param {unknown} [value] nothing if it was deleted
   */
  hold(store, key, value) {
    const held = this.held.get(store) ?? new Map();
    this.held.set(store, held);
    if (value === undefined) held.delete(key);
    else held.set(key, value);
  }

  /** @param {IDBTransaction} transaction in which the stores were just made */
  restore(transaction) {
    for (const [name, held] of this.held) {
      const store = transaction.objectStore(name);
      for (const [key, value] of held) store.put(value, store.keyPath === null ? key : undefined);
    }
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
      if (!(error instanceof DOMException) || !CLOSED.has(error.name)) throw error;
      await this.reopen();
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
