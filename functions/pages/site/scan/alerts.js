/** What the server found wrong with what this phone decided alone: loud, by name, until somebody has read it. */

import { byId, element, redraw } from '../ui/dom.js';
import { saidOf } from '../ui/words.js';
import { nameOf, whyNot } from './verdict_text.js';

/**
 * @typedef {import('../lib/scan_db.js').Entry} Entry
 * @typedef {import('../lib/walk_ins.js').Registration} Registration
 */

export class Alerts {
  /** @param {import('./context.js').ScanContext} page */
  constructor(page) {
    this.page = page;
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Registration[]} people who are in, and whom the server does not register */
    this.refused = [];
    /** Whether the browser lost what it kept, and has it anew. */
    this.isRestored = false;
    page.scanDb.database.restored = () => {
      this.isRestored = true;
      void this.look();
    };
    byId('alert-close').addEventListener('click', () => void this.#close());
    page.addEventListener('words', () => this.#draw());
    page.sync.addEventListener('round', () => void this.look());
    for (const dialog of document.querySelectorAll('dialog')) dialog.addEventListener('close', () => place());
  }

  async look() {
    const { scanDb, signals } = this.page;
    const before = this.#count;
    this.entries = await scanDb.inState('alert');
    this.refused = (await scanDb.registrations()).filter(({ problem, read }) => problem && !read);
    if (this.#count > before) signals.alarm();
    this.#draw();
  }

  get #count() {
    return this.entries.length + this.refused.length + Number(this.isRestored);
  }

  #draw() {
    if (this.#count) place();
    const said = [
      ...(this.isRestored ? [this.page.words.storageLost] : []),
      ...this.entries.map((entry) => this.#conflict(entry)),
      ...this.refused.map((one) => this.#refusal(one)),
    ];
    byId('alerts').hidden = said.length === 0;
    redraw(byId('alert-list'), said, () => said.map((textContent) => element('li', { textContent })));
  }

  /** @param {Entry} entry */
  #conflict(entry) {
    const { page } = this;
    const { words } = page;
    const codes = entry.result?.conflicts ?? [];
    const said = {
      who: nameOf(entry, words),
      hour: page.hour(entry.scan.at),
      door: page.placeName(page.phone.place(entry.scan.checkpoint)),
    };
    const undo = entry.undo_refused
      ? words.alertOf({ ...said, what: saidOf(words.undoRefused, entry.undo_refused) })
      : '';
    if (!codes.length) return undo;
    const why = codes.map((code) => saidOf(words.conflictReasons, code)).join(words.conflictAnd);
    const what = codes.includes('withdrawn')
      ? words.alertRefused(said)
      : entry.scan.direction === 'out'
        ? words.alertOut({ ...said, why })
        : words.alertIn({ ...said, why });
    return [what, saidOf(words.conflictToDo, codes[0]), undo].filter(Boolean).join(' ');
  }

  /** @param {Registration} registration */
  #refusal({ body, problem, at }) {
    const { page } = this;
    const who = `${body.given_name} ${body.family_name}`;
    return page.words.alertProblem({ who, hour: page.hour(at), why: whyNot(problem, page) });
  }

  async #close() {
    const { scanDb } = this.page;
    this.isRestored = false;
    await Promise.all(this.entries.map((entry) => scanDb.change(entry.seq, { alert: undefined })));
    // Read anew: an alarm that was corrected meanwhile must not come back.
    const read = (await scanDb.registrations()).filter(({ registration_id }) =>
      this.refused.some((one) => one.registration_id === registration_id),
    );
    await Promise.all(read.map((registration) => scanDb.keepRegistration({ ...registration, read: true })));
    await this.look();
  }
}

/** Put the alerts where they can be seen and pressed: a dialog that is open leaves nothing else in reach. */
export function place() {
  const container = document.querySelector('dialog[open]') ?? document.body;
  if (byId('alerts').parentElement !== container) container.prepend(byId('alerts'));
}
