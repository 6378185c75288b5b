/** What the staff did: who, when, what; the newest first. */

import { begin, button, element, one, redraw } from '../look/dom.js';
import { notice, table } from '../look/tags.js';
import { saidOf } from '../look/words.js';
import { about } from '../office/act.js';

/**
 * @typedef {object} Act
 * @property {string} id
 * @property {string} at
 * @property {string} by the label of the pass that did it
 * @property {string} what
 * @property {string | null} attendee_id
 * @property {string | null} name
 * @property {Record<string, any>} details of codes and numbers
 *
 * @typedef {Pick<import('./desk.js').Desk, 'words' | 'atelierName' | 'doors'>} Teller
 */

/**
 * Say what an act changed, beside its name.
 *
 * @param {Act} act
 * @param {Teller} desk
 * @returns {string}
 */
export function detailsOf({ what, attendee_id, details }, desk) {
  const { words } = desk;
  const { room, capacity, left, label, role, checkpoints = [] } = details;
  const change = (/** @type {{before: unknown, after: unknown} | undefined} */ moved) =>
    moved ? words.changedTo(String(moved.before), String(moved.after)) : '';
  const told = [
    about(details, desk),
    room ? words.named(words.room, change(room)) : '',
    capacity ? words.named(words.capacity, change(capacity)) : '',
    what === 'day_ended' && !attendee_id ? words.ended(left ?? 0) : '',
    role ? `${label || words.namelessPhone} (${saidOf(words.roles, role)})` : '',
    desk.doors(checkpoints),
  ];
  return told.filter(Boolean).join(' · ');
}

export class Journal {
  /** @param {import('./desk.js').Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Act[] | null} */
    this.acts = null;
    /** @type {string | null} */
    this.next = null;
    this.isBusy = false;
    desk.addEventListener('words', () => this.draw());
    desk.addEventListener('ended', () => {
      this.acts = null;
      this.draw();
    });
  }

  open() {
    this.acts = null;
    this.draw();
    void this.#load('');
  }

  /** @param {string} before the cursor of the acts that follow; empty for the newest */
  async #load(before) {
    const { desk } = this;
    if (this.isBusy) return;
    this.isBusy = true;
    const outcome = await desk.ask('GET', `/api/acts${before ? `?before=${encodeURIComponent(before)}` : ''}`);
    this.isBusy = false;
    one('journal-told').replaceChildren(outcome.kind === 'answer' ? '' : notice(desk.said(outcome), 'bad'));
    if (outcome.kind !== 'answer') return;
    this.acts = [...(before ? (this.acts ?? []) : []), ...outcome.body.acts];
    this.next = outcome.body.next;
    this.draw();
  }

  draw() {
    const { desk, acts, next } = this;
    const { words, language } = desk;
    redraw(one('journal-list'), [language, acts, next], () => {
      if (!acts) return [notice(words.loading)];
      if (!acts.length) return [notice(words.journalNone)];
      const heads = [words.whenColumn, words.what, words.person, words.byColumn];
      const more = button(words.journalMore, () => void this.#more());
      return [
        table(
          words.journalTitle,
          heads,
          acts.map((act) => this.#line(act)),
        ),
        ...(next ? [element('p', { className: 'row' }, more)] : []),
      ];
    });
  }

  async #more() {
    if (this.next) await this.#load(this.next);
    // The button that was pressed may be gone, or far below.
    begin(one('journal-title'));
  }

  /** @param {Act} act */
  #line(act) {
    const { desk } = this;
    const { words } = desk;
    const details = detailsOf(act, desk);
    const href = `/inscriptions#people/${act.attendee_id}`;
    return [
      desk.dayAndHour(act.at),
      element(
        'div',
        {},
        saidOf(words.acts, act.what),
        details ? element('div', { className: 'soft small', textContent: details }) : null,
      ),
      act.attendee_id ? element('a', { href, textContent: act.name ?? words.nameless }) : '',
      act.by,
    ];
  }
}
