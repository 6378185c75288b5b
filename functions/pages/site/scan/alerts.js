/** What the server found wrong with what this phone decided alone: loud, by name, until somebody has read it. */

import { element, one } from './dom.js';
import { nameOf } from './told.js';
import { saidOf } from './words.js';

export class Alerts {
  /** @param {import('./desk.js').Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {import('../lib/shelf.js').Entry[]} */
    this.shown = [];
    one('alert-close').addEventListener('click', () => void this.#close());
    desk.addEventListener('words', () => this.#draw());
    desk.sync.addEventListener('round', () => void this.look());
  }

  async look() {
    const alerts = await this.desk.shelf.inState('alert');
    const news = alerts.some((alert) => !this.shown.some((before) => before.seq === alert.seq));
    this.shown = alerts;
    if (!news) return;
    this.#draw();
    this.desk.signals.alarm();
  }

  #draw() {
    one('alerts').hidden = this.shown.length === 0;
    one('alert-list').replaceChildren(...this.shown.map((entry) => element('li', { textContent: this.#said(entry) })));
  }

  /** @param {import('../lib/shelf.js').Entry} entry */
  #said(entry) {
    const { desk } = this;
    const { words } = desk;
    const who = nameOf(entry, words);
    const conflicts = entry.result?.conflicts.map((code) => saidOf(words.conflicts, code)) ?? [];
    const undo = entry.undo_refused ? [saidOf(words.undoRefused, entry.undo_refused)] : [];
    return words.alertOf(who, [...conflicts, ...undo].join(', '), desk.hour(entry.scan.at));
  }

  async #close() {
    const { shelf } = this.desk;
    await Promise.all(this.shown.map((entry) => shelf.change(entry.seq, { alert: undefined })));
    this.shown = [];
    this.#draw();
  }
}
