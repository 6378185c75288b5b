/** A person's line of time: drawn, filtered where it is long; scans taken back, and mails sent again, on their line. */

import { button, element } from '../ui/dom.js';
import { tag } from '../ui/widgets.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { SORTS, timeOf } from './timeline.js';
import { OutcomeLine } from './outcome_line.js';
import { readable } from './written.js';

/**
 * @typedef {import('./timeline.js').Moment} Moment
 * @typedef {import('./timeline.js').Sort} Sort
 */

/** As many are taken in at a glance. */
const FEW = 8;

export class PersonTime {
  /**
   * @param {import('./context.js').RegistrationsContext} page
   * @param {import('./person_day.js').Around} around
   */
  constructor(page, around) {
    this.page = page;
    this.around = around;
    this.told = new OutcomeLine('time-status', page);
    /** @type {Sort | null} null for all */
    this.shown = null;
  }

  /** Begin with another person. */
  begin() {
    this.shown = null;
    this.told.clear();
  }

  /**
   * @param {import('../lib/contract.js').Day} day
   * @returns {HTMLElement}
   */
  card(day) {
    const { words } = this.page;
    const moments = timeOf(day, this.page, Date.now());
    const list = element('ol', { id: 'person-time', className: 'plain-list' });
    const draw = () =>
      list.replaceChildren(
        ...moments
          .filter(({ sort }) => !this.shown || sort === this.shown)
          .map((moment) => this.#line(day.registration.attendee_id, moment)),
      );
    draw();
    return element(
      'section',
      { className: 'card stack' },
      element('h3', { textContent: words.time }),
      this.told.element,
      moments.length > FEW ? this.#filter(moments, draw) : null,
      list,
    );
  }

  /**
   * @param {Moment[]} moments
   * @param {() => void} draw
   */
  #filter(moments, draw) {
    const { words } = this.page;
    const there = SORTS.filter((each) => moments.some(({ sort }) => sort === each));
    const row = element('div', { className: 'row', role: 'group' });
    row.setAttribute('aria-label', words.timeFilter);
    const buttons = [null, ...there].map((sort) => {
      const made = button(
        sort ? words.timeSorts[sort] : words.timeAll,
        () => {
          this.shown = sort;
          for (const each of buttons) each.setAttribute('aria-pressed', String(each === made));
          draw();
        },
        'chip',
      );
      made.setAttribute('aria-pressed', String(sort === this.shown));
      return made;
    });
    row.append(...buttons);
    return row;
  }

  /**
   * @param {string} attendeeId
   * @param {Moment} moment
   */
  #line(attendeeId, { at, what, verdict, notes, tags, text, undoable, sendable }) {
    const { page, around } = this;
    const { words } = page;
    const acts = [];
    if (undoable) {
      const undo = button(
        words.undo,
        () => void around.once(() => this.#undo(attendeeId, undoable.id, undoable.what)),
        'plain',
      );
      undo.setAttribute('aria-label', words.undoOf({ scan: undoable.what }));
      acts.push(undo);
    }
    if (sendable) {
      const again = button(
        words.sendAgain,
        () => void around.once(() => this.#send(attendeeId, sendable.reason)),
        'plain',
      );
      again.setAttribute('aria-label', words.labelled({ label: words.sendAgain, text: what }));
      acts.push(again);
    }
    const marks = [...tags.map(([said, sort]) => tag(said, sort)), ...acts];
    return element(
      'li',
      {},
      element('div', { className: 'soft small', textContent: page.dayAndHour(at) }),
      element('div', {}, verdict ? `${what} · ` : what, verdict ? element('strong', { textContent: verdict }) : null),
      notes.length ? element('div', { className: 'soft small', textContent: notes.join(' · ') }) : null,
      marks.length ? element('div', { className: 'row' }, ...marks) : null,
      text ? readable(text, words.readMessage) : null,
    );
  }

  /**
   * @param {string} attendeeId
   * @param {string} scanId
   * @param {string} what
   */
  async #undo(attendeeId, scanId, what) {
    const { words } = this.page;
    if (!(await isConfirmed({ title: words.undoTitle, text: words.undoText({ scan: what }), yes: words.undoYes })))
      return;
    await this.#do(attendeeId, `/api/attendees/${attendeeId}/scans/${scanId}/undo`, () => this.page.words.undoDone);
  }

  /**
   * @param {string} attendeeId
   * @param {string} reason
   */
  async #send(attendeeId, reason) {
    const path = /** @type {const} */ (`/api/attendees/${attendeeId}/mails/${encodeURIComponent(reason)}/send`);
    await this.#do(attendeeId, path, () => this.page.words.mailLeaves);
  }

  /**
   * @param {string} attendeeId
   * @param {import('../lib/api.js').Routes['POST']} path
   * @param {() => string} said
   */
  async #do(attendeeId, path, said) {
    const { page, around, told } = this;
    const outcome = await page.ask('POST', path);
    if (!around.isStill(attendeeId)) return;
    if (outcome.kind !== 'answer') return told.fail(outcome);
    await around.look();
    if (around.isStill(attendeeId)) told.say(said());
  }
}
