/** What the clock proposes at the door: the place where the volunteer is due, or one that is open; never by itself. */

import { nextShift, proposal } from '../lib/shifts.js';
import { button, byId, element, write } from '../ui/dom.js';

/** The name of what is kept of a proposal that was declined. */
export const DECLINED = 'declined';
const EVERY_MS = 10_000;

export class DoorProposal {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {string | null} declined
   * @param {(id: string) => Promise<void>} standAt
   */
  constructor(page, declined, standAt) {
    this.page = page;
    this.declined = declined;
    byId('proposal-go').addEventListener('click', () => {
      const { proposed } = this;
      if (proposed) void standAt(proposed.door.id);
    });
    byId('proposal-stay').addEventListener('click', () => void this.#decline());
    for (const event of ['words', 'screen']) page.addEventListener(event, () => this.draw());
    page.phone.addEventListener('change', () => this.draw());
    setInterval(() => this.draw(), EVERY_MS);
  }

  get proposed() {
    const found = proposal(this.page.phone);
    return found && found.key !== this.declined ? found : null;
  }

  draw() {
    const { page, proposed } = this;
    const { words } = page;
    byId('proposal').hidden = !proposed;
    if (!proposed) return;
    const { door, shift } = proposed;
    const { starts_at, ends_at } = shift ?? {};
    const said =
      starts_at && ends_at
        ? words.dueNow({ from: page.hour(starts_at), until: page.hour(ends_at) })
        : words.closedAt({ time: page.hour(page.phone.checkpoint?.closes_at ?? '') });
    // A text that is set anew is read aloud anew.
    write(byId('proposal-text'), said);
    write(byId('proposal-go'), words.goTo({ place: page.doorName(door) }));
  }

  async #decline() {
    const key = this.proposed?.key ?? null;
    try {
      // Before it is seen to be done: a page that is reloaded just then would ask again.
      await this.page.scanDb.keep(DECLINED, key);
    } finally {
      this.declined = key;
      this.draw();
    }
  }
}

/**
 * @param {import('./context.js').ScanContext} page
 * @param {() => Promise<void>} chosen what follows when the phone stands there
 * @returns {Node[]} the link's places to choose from, with its hours; the one where its holder is due stands out
 */
export function placesOf(page, chosen) {
  const { phone } = page;
  const { checkpoints = [], pass } = phone.roster ?? {};
  const due = nextShift(phone)?.checkpoint;
  return checkpoints.map((place) => {
    const act = async () => {
      // Who stays keeps the direction.
      if (place.id !== phone.checkpoint?.id) await phone.standAt(place.id);
      await chosen();
    };
    const choice = button(page.doorName(place), act, place.id === due ? 'main' : '');
    choice.lang = page.doorsLanguage;
    const shifts = pass?.schedule?.filter(({ checkpoint }) => checkpoint === place.id) ?? [];
    const hours = shifts.map(({ starts_at, ends_at }) => page.hours(starts_at, ends_at)).join(', ');
    if (hours) choice.append(element('small', { textContent: hours }));
    return choice;
  });
}
