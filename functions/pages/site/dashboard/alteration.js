/** Another room or number of seats for an atelier, in the middle of the day. */

import { byId, dialog, input } from '../ui/dom.js';
import { options } from '../ui/fields.js';
import { once } from '../ui/once.js';
import { CACHE_SECONDS, SEATS } from '../words/limits.js';

/** A function may answer with the earlier programme for so long. */
const CACHED_MS = (CACHE_SECONDS + 5) * 1_000;

/** @typedef {{room: string, capacity: number}} Setting of an atelier */

/**
 * @param {string} room
 * @param {string} capacity as typed
 * @returns {Setting | null} null for what no atelier can have
 */
export function altered(room, capacity) {
  const seats = /^[0-9]{1,5}$/.test(capacity.trim()) ? Number(capacity) : NaN;
  return room.trim() && seats <= SEATS ? { room: room.trim(), capacity: seats } : null;
}

/**
 * Return the fields that somebody changed. Those that they only saw may have been changed elsewhere meanwhile.
 *
 * @param {Setting} wanted
 * @param {Partial<Setting>} seen
 * @returns {Partial<Setting>}
 */
export function changed(wanted, seen) {
  const { room, capacity } = wanted;
  return { ...(room === seen.room ? {} : { room }), ...(capacity === seen.capacity ? {} : { capacity }) };
}

export class Alteration {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    /** @type {Partial<Setting>} what the form was filled with */
    this.seen = {};
    byId('alter').addEventListener('click', () => this.#open());
    byId('atelier-which').addEventListener('change', () => this.#fill());
    byId('atelier-close').addEventListener('click', () => dialog('atelier').close());
    byId('atelier-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#save();
    });
    page.addEventListener('ended', () => dialog('atelier').close());
  }

  #open() {
    const { programme } = this.page;
    options(
      /** @type {HTMLSelectElement} */ (byId('atelier-which')),
      (programme?.ateliers ?? []).map(({ id }) => [id, this.page.atelierTitle(id)]),
    );
    this.#fill();
    dialog('atelier').showModal();
  }

  #fill() {
    const id = input('atelier-which').value;
    const known = this.page.atelier(id);
    const capacity = this.page.headcounts?.checkpoints[id]?.seats?.capacity ?? known?.capacity;
    this.seen = { room: known?.room, capacity };
    input('atelier-room').value = known?.room ?? '';
    input('atelier-capacity').value = String(capacity ?? '');
    this.page.say('atelier-status', '');
  }

  async #save() {
    const { page } = this;
    const wanted = altered(input('atelier-room').value, input('atelier-capacity').value);
    if (!wanted) return page.say('atelier-status', page.words.alterWrong, 'bad');
    const changes = changed(wanted, this.seen);
    if (!Object.keys(changes).length) return page.say('atelier-status', page.words.nothingChanged);
    const id = input('atelier-which').value;
    const outcome = await this.once(() => page.ask('PATCH', `/api/ateliers/${id}`, changes));
    if (!outcome) return;
    if (outcome.kind !== 'answer') return page.say('atelier-status', page.said(outcome), 'bad');
    const { room, seats } = outcome.body;
    const now = { room, capacity: seats.capacity };
    page.say(
      'atelier-status',
      page.words.altered({ atelier: page.atelierName(id), taken: seats.taken, capacity: seats.capacity }),
    );
    if (input('atelier-which').value === id) this.seen = now;
    this.#know(id, now);
    page.watch.hurry('headcounts');
    page.watch.hurry('programme', CACHED_MS);
    await page.watch.turn();
  }

  /**
   * Show the atelier as it is from now on.
   *
   * @param {string} id
   * @param {Setting} now
   */
  #know(id, now) {
    const { programme } = this.page;
    if (!programme) return;
    const ateliers = programme.ateliers.map((atelier) => (atelier.id === id ? { ...atelier, ...now } : atelier));
    this.page.know({ ...programme, ateliers });
  }
}
