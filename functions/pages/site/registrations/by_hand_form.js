/** Where and which way somebody is let in or out by hand; open doors come first. */

import { button, byId, element } from '../ui/dom.js';
import { doors, hasWayOut, likely } from './day_text.js';

/**
 * @typedef {import('../lib/attendance.js').Direction} Direction
 * @typedef {import('./day_text.js').Checkpoint} Checkpoint
 */

const DOOR = 'by-hand-door';
const WAY = 'by-hand-direction';

export class ByHandForm {
  /**
   * @param {import('./context.js').RegistrationsContext} page
   * @param {{admit: (attendeeId: string) => void, changed: () => void}} acts
   */
  constructor(page, acts) {
    this.page = page;
    this.acts = acts;
    /** @type {{checkpoint: string, direction: Direction} | null} by the organiser, and kept while the day is drawn anew */
    this.chosen = null;
  }

  get #checkpoints() {
    return this.page.programme?.checkpoints ?? [];
  }

  /** @returns {{checkpoint: Checkpoint | undefined, direction: Direction}} */
  read() {
    const door = select(DOOR).value;
    const direction = select(WAY).value === 'out' ? 'out' : 'in';
    this.chosen = { checkpoint: door, direction };
    return { checkpoint: this.#checkpoints.find(({ id }) => id === door), direction };
  }

  /** @param {import('./person.js').Day} day */
  draw({ registration, attendance }) {
    const { page, acts, chosen } = this;
    const { words } = page;
    const { open, closed } = doors(this.#checkpoints, page.now());
    const first = likely(open, { inside: attendance.inside, ateliers: registration.ateliers }) ?? closed[0];
    if (!first) return null;
    const door = element('select', { id: DOOR }, ...group(words.doorsOpen, open, page));
    door.append(...group(words.doorsClosed, closed, page));
    door.value = chosen?.checkpoint ?? first.id;
    const ways = [
      element('option', { value: 'in', textContent: words.directions.in }),
      element('option', { value: 'out', textContent: words.directions.out }),
    ];
    const way = element('select', { id: WAY }, ...ways);
    way.value = chosen?.direction ?? 'in';
    const act = button('', () => acts.admit(registration.attendee_id), 'main');
    act.id = 'by-hand';
    const direction = field(words.direction, way);
    const agree = () => {
      direction.hidden = !hasWayOut(this.#checkpoints.find(({ id }) => id === door.value));
      if (direction.hidden) way.value = 'in';
      act.textContent = way.value === 'in' ? words.admit : words.letOut;
    };
    door.onchange = way.onchange = () => {
      agree();
      this.read();
      acts.changed();
    };
    agree();
    const row = element('p', { className: 'row' }, act);
    return element('div', { className: 'stack' }, field(words.admitAt, door), direction, row);
  }
}

/** @param {string} id */
function select(id) {
  return /** @type {HTMLSelectElement} */ (byId(id));
}

/**
 * @param {string} label
 * @param {import('./day_text.js').Checkpoint[]} checkpoints
 * @param {import('./context.js').RegistrationsContext} page
 */
function group(label, checkpoints, page) {
  if (!checkpoints.length) return [];
  const options = checkpoints.map(({ id }) => element('option', { value: id, textContent: page.door(id) }));
  return [element('optgroup', { label }, ...options)];
}

/**
 * @param {string} text
 * @param {HTMLSelectElement} select
 */
function field(text, select) {
  return element('div', { className: 'field' }, element('label', { htmlFor: select.id, textContent: text }), select);
}
