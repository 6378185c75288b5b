/** The doors of a link as they are ticked, each with the hours at which its holder is due there. */

import { dayAndHourAt, instantAt } from '../lib/zoned.js';
import { byId, element, input, redraw } from '../ui/dom.js';

/**
 * @typedef {import('../lib/contract.js').ShiftBody} Shift
 *
 * @typedef {{id: string, isTicked: boolean, from: string, to: string}} DoorRow
 */

/**
 * Turn the hours of the ticked doors into shifts.
 *
 * @param {DoorRow[]} rows
 * @param {{date: string, timezone: string}} event
 * @returns {Shift[] | null} null where an hour is missing, or the end is not after the beginning
 */
export function shiftsOf(rows, { date, timezone }) {
  const due = rows.filter(({ isTicked, from, to }) => isTicked && (from || to));
  const shifts = due.map(({ id, from, to }) => {
    const [starts, ends] = [from, to].map((hour) => instantAt(date, hour, timezone));
    return ends > starts
      ? { checkpoint: id, starts_at: new Date(starts).toISOString(), ends_at: new Date(ends).toISOString() }
      : null;
  });
  return shifts.every((shift) => shift !== null) ? /** @type {Shift[]} */ (shifts) : null;
}

export class DoorHours {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    /** @type {Shift[]} further shifts at a door that has one already: a row has room for one */
    this.further = [];
    byId('all-doors').addEventListener('change', () => {
      for (const row of byId('doors').children) tickOf(row).checked = input('all-doors').checked;
    });
    byId('doors').addEventListener('change', () => this.#all());
  }

  draw() {
    const { language, programme } = this.page;
    const rows = this.rows;
    redraw(byId('doors'), [language, programme?.checkpoints.map(({ id }) => id)], () =>
      (programme?.checkpoints ?? []).map(({ id }) =>
        this.#row(
          id,
          rows.find((row) => row.id === id),
        ),
      ),
    );
  }

  /** @returns {DoorRow[]} */
  get rows() {
    return [...byId('doors').children].map((row) => {
      const [tick, from, to] = row.querySelectorAll('input');
      return { id: tick.value, isTicked: tick.checked, from: from.value, to: to.value };
    });
  }

  get ticked() {
    return this.rows.filter(({ isTicked }) => isTicked).map(({ id }) => id);
  }

  /** @returns {Shift[] | null} null where the hours make no sense */
  get schedule() {
    const { programme } = this.page;
    const shifts = programme ? shiftsOf(this.rows, programme.event) : [];
    return shifts && [...shifts, ...this.further.filter(({ checkpoint }) => this.ticked.includes(checkpoint))];
  }

  /** @param {{checkpoints: string[], schedule: Shift[]}} pass whose doors are ticked */
  fill({ checkpoints, schedule }) {
    const zone = this.page.programme?.event.timezone ?? 'Europe/Paris';
    this.further = [];
    /** @type {Map<string, Shift>} */
    const first = new Map();
    for (const shift of schedule) {
      if (first.has(shift.checkpoint)) this.further.push(shift);
      else first.set(shift.checkpoint, shift);
    }
    for (const row of byId('doors').children) {
      const [tick, from, to] = row.querySelectorAll('input');
      const shift = first.get(tick.value);
      tick.checked = checkpoints.includes(tick.value);
      [from.value, to.value] = [shift?.starts_at, shift?.ends_at].map((at) =>
        at ? dayAndHourAt(Date.parse(at), zone)[1] : '',
      );
    }
    this.#all();
  }

  #all() {
    input('all-doors').checked = this.rows.every(({ isTicked }) => isTicked);
  }

  /**
   * @param {string} id
   * @param {DoorRow | undefined} had
   */
  #row(id, had) {
    const { words } = this.page;
    const door = this.page.door(id);
    const tick = element('input', { type: 'checkbox', value: id, checked: had?.isTicked ?? false });
    const hour = (/** @type {string} */ name, /** @type {string | undefined} */ value) => {
      const field = element('input', { type: 'time', value: value ?? '' });
      field.setAttribute('aria-label', words.hourAt({ name, door }));
      return element('span', {}, element('span', { textContent: name, ariaHidden: 'true' }), field);
    };
    return element(
      'div',
      { className: 'door' },
      element('label', { className: 'tick' }, tick, element('span', { textContent: door })),
      element('div', { className: 'hours' }, hour(words.begins, had?.from), hour(words.ends, had?.to)),
    );
  }
}

/** @param {Element} row */
function tickOf(row) {
  return /** @type {HTMLInputElement} */ (row.querySelector('input[type=checkbox]'));
}
