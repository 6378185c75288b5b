/** What can be done with the people who are ticked on the list: each after a question that says how many they are. */

import { uuid } from '../lib/uuid.js';
import { button, byId, element, redraw } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { notice } from '../ui/widgets.js';
import { FILTERS_AT_ONCE, WRITTEN_TO_AT_ONCE } from '../words/limits.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { fetched } from '../organiser/export_download.js';
import { queriesOf } from './selection.js';
import { sheetsSaved } from './sheets.js';
import { Moving } from './moving.js';
import { printPeople } from './paper.js';
import { runThrough } from './run_through.js';
import { Writing } from './writing.js';

/**
 * @typedef {import('./selection.js').Selected} Selected
 * @typedef {import('./run_through.js').Plan} Plan
 * @typedef {(count: number) => string} Said
 */

/** Those whom it was not done for are named, but not thousands of them. */
const MOST_NAMED = 100;

export class SelectionActs {
  /**
   * @param {import('./context.js').RegistrationsContext} page
   * @param {object} list
   * @param {() => void} list.changed called when something was done that the list shows
   * @param {() => Parameters<typeof printPeople>[2]} list.shown
   */
  constructor(page, { changed, shown }) {
    this.page = page;
    this.changed = changed;
    this.shown = shown;
    this.writing = new Writing(page);
    this.moving = new Moving(page);
    this.isStopping = false;
    /** @type {Selected | null} */
    this.selected = null;
    this.once = once(() => byId('selection-acts').querySelectorAll('button'));
    page.addEventListener('ended', () => {
      this.writing.forget();
      this.#show(null);
    });
  }

  /** @param {Selected} selected */
  draw(selected) {
    const { words, language } = this.page;
    this.selected = selected;
    const { count } = selected;
    const act = (/** @type {() => Promise<void>} */ doing) => () => void this.once(doing);
    redraw(byId('selection-acts'), [language, count], () => [
      button(
        words.selectionBadges({ count }),
        act(() => this.#badges()),
      ),
      button(
        words.selectionExport({ count }),
        act(() => this.#export()),
      ),
      button(
        words.selectionWrite,
        act(() => this.#write()),
      ),
      button(
        words.selectionMail,
        act(() => this.#mail()),
      ),
      button(
        words.selectionMove,
        act(() => this.#move()),
      ),
      button(words.selectionPrint, () => printPeople(this.page, this.selected?.people ?? [], this.shown())),
      button(
        words.selectionCancel({ count }),
        act(() => this.#cancel()),
        'danger',
      ),
    ]);
  }

  async #badges() {
    const { page, selected } = this;
    const tell = (/** @type {string} */ said) => (byId('selection-told').textContent = said);
    if (selected) tell(await sheetsSaved(page, queriesOf(selected), tell));
  }

  async #export() {
    const { page, selected } = this;
    const [only, more] = selected ? queriesOf(selected) : [];
    if (!only) return;
    // One table has one query, and an address holds only so many names.
    if (more) return void (byId('selection-told').textContent = page.words.exportTooMany({ most: FILTERS_AT_ONCE }));
    const path = /** @type {const} */ (`/api/exports/attendance.xlsx?language=${page.language}&${only}`);
    await fetched(page, path, 'attendance.xlsx', byId('selection-told'));
  }

  async #write() {
    const { writing } = this;
    const { words } = this.page;
    const count = this.selected?.count ?? 0;
    const question = writing.question(words.writeTo({ count }), words.writeSend({ count }));
    const plan = { send: (/** @type {string[]} */ ids) => writing.send(ids), atOnce: WRITTEN_TO_AT_ONCE };
    if (await this.#ask(question, plan, (done) => words.selectionWritten({ count: done }))) writing.forget();
  }

  async #mail() {
    const { page } = this;
    const { words } = page;
    const count = this.selected?.count ?? 0;
    // A repeated request names the same mail.
    const run = uuid();
    const send = (/** @type {string[]} */ [id]) => page.ask('POST', `/api/attendees/${id}/mail`, { mail_id: run });
    const title = words.selectionMailTo({ count });
    const question = { title, text: words.selectionMailText, yes: words.selectionMail, isHarmless: true };
    await this.#ask(question, { send }, (done) => words.selectionMailed({ count: done }));
  }

  async #move() {
    const { moving, page } = this;
    const { words } = page;
    const send = (/** @type {string[]} */ [id]) => moving.send(id);
    await page.learn();
    const question = moving.question(words.moveMany({ count: this.selected?.count ?? 0 }));
    await this.#ask(question, { send }, (done) => words.selectionMoved({ count: done }));
    await page.learn();
  }

  async #cancel() {
    const { page } = this;
    const { words } = page;
    const title = words.selectionCancel({ count: this.selected?.count ?? 0 });
    const question = { title, text: words.selectionCancelSure, yes: title };
    const send = (/** @type {string[]} */ [id]) => page.ask('DELETE', `/api/attendees/${id}`);
    await this.#ask(question, { send }, (done) => words.selectionCancelled({ count: done }));
  }

  /**
   * Ask, do it, and tell for whom it was not done.
   *
   * @param {import('../organiser/dialogue.js').Question} question
   * @param {Plan} plan
   * @param {Said} said how many it was done for
   * @returns {Promise<boolean>} whether it came to its end
   */
  async #ask(question, plan, said) {
    const { page, selected } = this;
    if (!selected?.count || !(await isConfirmed(question))) return false;
    this.isStopping = false;
    page.say('people-said', '');
    this.#show({ total: selected.count, seen: 0 });
    const progress = await runThrough(selected.ids, plan, {
      tell: (soFar) => this.#show(soFar),
      isStopped: () => this.isStopping,
      pause: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    });
    this.#show(null);
    this.#tell(progress, said, selected);
    this.changed();
    return progress.seen === progress.total;
  }

  /** @param {{total: number, seen: number} | null} progress null where nothing is under way */
  #show(progress) {
    const { words } = this.page;
    const place = byId('selection-run');
    place.hidden = !progress;
    if (!progress) return place.replaceChildren();
    const { seen, total } = progress;
    const text = words.selectionProgress({ done: seen, total });
    const bar = place.querySelector('progress');
    if (bar) {
      bar.value = seen;
      byId('selection-seen').textContent = text;
      return undefined;
    }
    const label = element('p', { id: 'selection-seen', textContent: text });
    const made = element('progress', { max: total, value: seen });
    made.setAttribute('aria-labelledby', label.id);
    return place.replaceChildren(
      label,
      made,
      element(
        'p',
        { className: 'row' },
        button(words.stop, () => (this.isStopping = true)),
      ),
    );
  }

  /**
   * @param {import('./run_through.js').Progress} progress
   * @param {Said} said
   * @param {Selected} selected
   */
  #tell({ total, seen, done, leftOut, stoppedBy }, said, { nameOf }) {
    const { page } = this;
    const { words } = page;
    const rest = total - seen;
    const parts = [said(done), stoppedBy ? page.said(stoppedBy) : '', rest ? words.selectionRest({ count: rest }) : ''];
    const isGood = !leftOut.length && !rest;
    const lines = leftOut.slice(0, MOST_NAMED).map(({ id, failed }) => {
      const name = nameOf(id) ?? words.nameless;
      return element(
        'li',
        {},
        element('a', { href: `#people/${id}`, textContent: name }),
        words.because({ why: page.said(failed) }),
      );
    });
    byId('people-said').replaceChildren(
      notice(parts.filter(Boolean).join(' '), isGood ? '' : 'warm'),
      ...(lines.length
        ? [
            element('p', { textContent: words.selectionLeftOut({ count: leftOut.length }) }),
            element('ul', { id: 'selection-left-out' }, ...lines),
          ]
        : []),
    );
    // The button that was pressed may be gone, and what became of it far above.
    byId('people-said').tabIndex = -1;
    byId('people-said').focus({ preventScroll: true });
    byId('people-said').scrollIntoView({ block: 'center' });
  }
}
