/** What the server found wrong with what this phone decided alone: loud, by name, until somebody has read it. */

import { element, one, redraw } from '../ui/dom.js';
import { saidOf } from '../ui/words.js';
import { nameOf, whyNot } from './verdict_text.js';

/**
 * @typedef {import('../lib/scan_db.js').Entry} Entry
 * @typedef {import('../lib/scan_db.js').Registration} Registration
 */

export class Alerts {
  /** @param {import('./context.js').Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Registration[]} people who are in, and whom the server does not register */
    this.refused = [];
    one('alert-close').addEventListener('click', () => void this.#close());
    desk.addEventListener('words', () => this.#draw());
    desk.sync.addEventListener('round', () => void this.look());
    for (const dialog of document.querySelectorAll('dialog')) dialog.addEventListener('close', () => place());
  }

  async look() {
    const { shelf, signals } = this.desk;
    const before = this.#count;
    this.entries = await shelf.inState('alert');
    this.refused = (await shelf.registrations()).filter(({ problem, read }) => problem && !read);
    if (this.#count > before) signals.alarm();
    this.#draw();
  }

  get #count() {
    return this.entries.length + this.refused.length;
  }

  #draw() {
    if (this.#count) place();
    const said = [
      ...this.entries.map((entry) => this.#conflict(entry)),
      ...this.refused.map((one) => this.#refusal(one)),
    ];
    one('alerts').hidden = said.length === 0;
    redraw(one('alert-list'), said, () => said.map((textContent) => element('li', { textContent })));
  }

  /** @param {Entry} entry */
  #conflict(entry) {
    const { desk } = this;
    const { words } = desk;
    const conflicts = entry.result?.conflicts.map((code) => saidOf(words.conflicts, code)) ?? [];
    const undo = entry.undo_refused ? [saidOf(words.undoRefused, entry.undo_refused)] : [];
    return words.alertOf(nameOf(entry, words), [...conflicts, ...undo].join(', '), desk.hour(entry.scan.at));
  }

  /** @param {Registration} registration */
  #refusal({ body, problem, at }) {
    const { desk } = this;
    const why = desk.words.alertProblem(whyNot(problem, desk));
    return desk.words.alertOf(`${body.given_name} ${body.family_name}`, why, desk.hour(at));
  }

  async #close() {
    const { shelf } = this.desk;
    await Promise.all(this.entries.map((entry) => shelf.change(entry.seq, { alert: undefined })));
    // As they are now: one that was corrected meanwhile must not come back.
    const read = (await shelf.registrations()).filter(({ registration_id }) =>
      this.refused.some((one) => one.registration_id === registration_id),
    );
    await Promise.all(read.map((registration) => shelf.keepRegistration({ ...registration, read: true })));
    await this.look();
  }
}

/** Put the alerts where they can be seen and pressed: a dialog that is open leaves nothing else in reach. */
export function place() {
  const room = document.querySelector('dialog[open]') ?? document.body;
  if (one('alerts').parentElement !== room) room.prepend(one('alerts'));
}
