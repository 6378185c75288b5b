/** What can be done with the people who are ticked on the list: each after a question that says how many they are. */

import { uuid } from '../lib/uuid.js';
import { button, byId, element, redraw } from '../ui/dom.js';
import { SessionValue } from '../lib/session_value.js';
import { once } from '../ui/once.js';
import { FILTERS_AT_ONCE } from '../words/limits.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { fetched } from '../organiser/export_download.js';
import { queriesOf } from './selection.js';
import { sheetsSaved } from './sheets.js';
import { KeptJobs, planOf } from './job.js';
import { Moving } from './moving.js';
import { printPeople } from './paper.js';
import { drawProgress, toldOf } from './run_shown.js';
import { runThrough } from './run_through.js';
import { Writing } from './writing.js';

/**
 * @typedef {import('./selection.js').Selected} Selected
 */

export class SelectionActs {
  /**
   * @param {import('./context.js').RegistrationsContext} page
   * @param {object} list
   * @param {() => void} list.changed called when something was done that the list shows
   * @param {(ids: string[]) => void} list.only ticks these people and nobody else
   * @param {() => Parameters<typeof printPeople>[2]} list.shown
   */
  constructor(page, { changed, only, shown }) {
    this.page = page;
    this.changed = changed;
    this.only = only;
    this.shown = shown;
    this.writing = new Writing(page);
    this.moving = new Moving(page);
    this.kept = new KeptJobs(new SessionValue(() => localStorage, 'people-jobs'));
    this.isRunning = this.isStopping = false;
    /** @type {Selected | null} */
    this.selected = null;
    this.once = once(() => document.querySelectorAll('#selection-acts button, #selection-run button'));
    page.addEventListener('ended', () => this.writing.forget());
    page.addEventListener('words', () => this.#offer());
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
    const { writing, kept } = this;
    const { words } = this.page;
    const count = this.selected?.count ?? 0;
    const begun = kept.begun('write');
    if (begun && !writing.text) writing.resume(begun);
    const question = writing.question(words.writeTo({ count }), words.writeSend({ count }));
    await this.#ask(question, 'write', () => writing.details);
  }

  async #mail() {
    const { words } = this.page;
    const title = words.selectionMailTo({ count: this.selected?.count ?? 0 });
    const { selectionMailText: text, selectionMail: yes, sendNothing: no } = words;
    const question = { title, text, yes, no, isHarmless: true };
    // Somebody who was mailed before it was cut off is not mailed again.
    await this.#ask(question, 'mail', () => this.kept.begun('mail') ?? { mail_id: uuid() });
  }

  async #move() {
    const { moving, page } = this;
    await page.learn();
    const question = moving.question(page.words.moveMany({ count: this.selected?.count ?? 0 }));
    await this.#ask(question, 'move', () => moving.details);
  }

  async #cancel() {
    const { words } = this.page;
    const title = words.selectionCancel({ count: this.selected?.count ?? 0 });
    await this.#ask({ title, text: words.selectionCancelSure, yes: title }, 'cancel', () => ({}));
  }

  /**
   * Ask, and do it.
   *
   * @param {import('../organiser/dialogue.js').Question} question
   * @param {import('./job.js').Act} act
   * @param {() => Record<string, unknown>} details as the question was answered
   */
  async #ask(question, act, details) {
    const { selected } = this;
    if (!selected?.count || !(await isConfirmed(question))) return;
    await this.#run({ act, details: details(), left: selected.ids }, selected.nameOf);
  }

  /**
   * Do it for everybody who is left, and tell for whom it was not done.
   *
   * @param {import('./job.js').Job} job
   * @param {(id: string) => string | null} nameOf
   */
  async #run(job, nameOf) {
    const { page } = this;
    this.isStopping = false;
    this.isRunning = true;
    page.say('people-said', '');
    const keep = this.kept.begin(job);
    const place = byId('selection-run');
    place.replaceChildren();
    const show = (/** @type {{total: number, seen: number}} */ soFar) =>
      drawProgress(place, soFar, page.words, () => (this.isStopping = true));
    show({ total: job.left.length, seen: 0 });
    const progress = await runThrough(job.left, planOf(job, page), {
      tell: (soFar) => {
        keep(soFar.left);
        show(soFar);
      },
      isStopped: () => this.isStopping,
      pause: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    });
    if (job.act === 'write' && !progress.left.length) this.writing.forget();
    if (job.act === 'move') await page.learn();
    this.isRunning = false;
    byId('people-said').replaceChildren(...toldOf(progress, job.act, { page, nameOf, only: this.only }));
    // The button that was pressed may be gone, and what became of it far above.
    byId('people-said').tabIndex = -1;
    byId('people-said').focus({ preventScroll: true });
    byId('people-said').scrollIntoView({ block: 'center' });
    this.#offer();
    this.changed();
  }

  #nameOf = (/** @type {string} */ id) => this.selected?.nameOf(id) ?? null;

  /** Offer to go on with what was cut off, also when the page was closed. */
  #offer() {
    const { page, kept } = this;
    const { words } = page;
    const place = byId('selection-run');
    if (this.isRunning) return;
    place.hidden = !kept.all.length;
    place.replaceChildren(
      ...kept.all.flatMap((job) => [
        element('p', { textContent: words.selectionCutOff({ act: job.act, count: job.left.length }) }),
        element(
          'p',
          { className: 'row' },
          button(words.resume, () => void this.once(() => this.#run(job, this.#nameOf)), 'main'),
          button(words.selectionDrop, () => this.#drop(job)),
        ),
      ]),
    );
  }

  /** @param {import('./job.js').Job} job */
  #drop(job) {
    this.kept.forget(job);
    this.writing.forget();
    this.#offer();
    byId('people-title').focus();
  }
}
