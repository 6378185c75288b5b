/**
 * The roster as a phone keeps it: each of its people for themselves, and all else beside them, with the cursor that says
 * since when to ask for changes.
 *
 * A database of its own: where a release is taken back, its page opens that of the scans as it knows it.
 */

import { Database, answer } from './indexed.js';

/** @typedef {import('./roster.js').Learnt} Learnt */

const VERSION = 1;
const PEOPLE = 'people';
const REST = 'rest';
const ROSTER = 'roster';

/**
 * @param {IDBFactory} factory
 * @param {string} name
 * @returns {Promise<RosterDb>}
 */
export async function openRosterDb(factory, name) {
  const database = await Database.open(factory, name, VERSION, (db) => {
    db.createObjectStore(PEOPLE, { keyPath: 'id' });
    db.createObjectStore(REST);
  });
  return new RosterDb(database);
}

export class RosterDb {
  /** @param {Database} database */
  constructor(database) {
    this.database = database;
  }

  /**
   * Take up what is kept for a pass. What is kept for another one goes: a page of a release that was taken back may have
   * left it.
   *
   * @param {string | null} pass
   * @param {any} [earlier] what an earlier page has kept in one
   * @returns {Promise<Learnt | null>}
   */
  async load(pass, earlier) {
    const kept = await this.database.transaction([REST, PEOPLE], 'readonly', async (rest, people) => {
      const [{ pass: of, roster } = {}, attendees] = await Promise.all([
        answer(rest.get(ROSTER)),
        answer(people.getAll()),
      ]);
      return of && of === pass ? { roster, attendees, whole: true } : null;
    });
    if (kept) this.#hold(pass, kept);
    if (kept || !pass || !earlier) {
      if (!kept) await this.forget();
      return kept;
    }
    const { attendees, ...roster } = earlier;
    const learnt = { roster, attendees, whole: true };
    await this.keep(pass, learnt);
    return learnt;
  }

  /**
   * Keep people together with the cursor, or neither.
   *
   * @param {string} pass
   * @param {Learnt} learnt
   */
  async keep(pass, learnt) {
    const { roster, attendees, whole } = learnt;
    await this.database.transaction([REST, PEOPLE], 'readwrite', async (rest, people) => {
      if (whole) people.clear();
      for (const person of attendees) people.put(person);
      rest.put({ pass, roster }, ROSTER);
    });
    this.#hold(pass, learnt);
  }

  async forget() {
    await this.database.transaction([REST, PEOPLE], 'readwrite', async (rest, people) => {
      rest.clear();
      people.clear();
    });
    this.database.held.clear();
  }

  /**
   * Hold in memory what was kept: half of it, with the cursor, would be taken for the whole.
   *
   * @param {string | null} pass
   * @param {Learnt} learnt
   */
  #hold(pass, { roster, attendees, whole }) {
    if (whole) this.database.held.clear();
    for (const person of attendees) this.database.hold(PEOPLE, person.id, person);
    this.database.hold(REST, ROSTER, { pass, roster });
  }
}
