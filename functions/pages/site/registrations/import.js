/** Bringing a list in: a file, its columns, a check that stores nothing, then the good lines. */

import { begin, byId, element } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { FILE_BYTES } from '../words/limits.js';
import { columnsStep } from './import_columns.js';
import { fileStep } from './import_file.js';
import { meaningsStep } from './import_meanings.js';
import { ImportRun } from './import_run.js';
import { checkedStep, doneStep, runStep } from './import_steps.js';
import { doubts, mapped, proposed, sharing, twins, unreadable } from './mapping.js';
import { Meanings } from './meanings.js';

/**
 * @typedef {import('./import_run.js').Line} Line
 * @typedef {import('./import_run.js').Said} Said
 * @typedef {import('./mapping.js').List} List
 * @typedef {'file' | 'columns' | 'checking' | 'meanings' | 'checked' | 'importing' | 'done'} Step
 */

/** A large file on a slow line. */
const READING_TIMEOUT_MS = 60_000;
/** @type {Record<Step, number>} which of the four steps that are shown */
const NUMBERS = { file: 0, columns: 1, checking: 2, meanings: 2, checked: 2, importing: 3, done: 3 };

export class Import {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    /** @type {Step} */
    this.step = 'file';
    this.name = '';
    /** @type {List | null} */
    this.list = null;
    /** @type {string[]} the titles of the columns that `mapping` is of */
    this.headers = [];
    /** @type {string[]} */
    this.mapping = [];
    this.consent = false;
    /** @type {boolean | null} whether to send the confirmation; somebody has to say so */
    this.notify = null;
    /** @type {Record<string, string>} what becomes of lines whose status says that the person does not come, or not yet */
    this.statuses = {};
    this.meanings = new Meanings();
    /** Whether names in capitals get their usual spelling. */
    this.usualNames = false;
    /** Whether people may have an address that somebody else has already. */
    this.shares = false;
    /** @type {File | null} */
    this.file = null;
    this.keepsLetters = false;
    this.once = once();
    /** @type {Line[]} */
    this.lines = [];
    /** @type {ImportRun | null} which only asks */
    this.check = null;
    /** @type {import('./import_run.js').Result[]} of lines that are not asked about again */
    this.found = [];
    /** @type {ImportRun | null} which registers */
    this.run = null;
    page.addEventListener('words', () => this.#draw());
    window.addEventListener('online', () => {
      this.check?.pause.wake();
      this.run?.pause.wake();
    });
  }

  /** Whether closing the page would leave a list half imported. */
  get isUnfinished() {
    return this.run?.isUnfinished ?? false;
  }

  open() {
    if (!byId('import-body').hasChildNodes()) this.#draw();
  }

  /**
   * @param {File} file
   * @param {{repair?: boolean}} [how] whether garbled letters are repaired
   */
  async read(file, { repair = false } = {}) {
    const { page } = this;
    const { words } = page;
    if (file.size > FILE_BYTES) return page.say('import-status', words.fileTooLarge, 'bad');
    await this.once(() => this.#read(file, repair));
  }

  /**
   * @param {File} file
   * @param {boolean} repair
   */
  async #read(file, repair) {
    const { page } = this;
    const { words } = page;
    page.say('import-status', words.reading({ name: file.name }));
    const asked = `name=${encodeURIComponent(file.name)}${repair ? '&repair=1' : ''}`;
    // Its bytes now: somebody may still be writing to it.
    const body = new Blob([await file.arrayBuffer()]);
    const outcome = await page.ask('POST', `/api/attendees/import/file?${asked}`, body, READING_TIMEOUT_MS);
    if (outcome.kind === 'answer') return this.#take(file, outcome.body);
    const { said } = /** @type {{said?: Said}} */ (outcome.kind === 'problem' ? outcome.problem : {});
    page.say('import-status', said?.[page.language] ?? page.said(outcome), 'bad');
  }

  /**
   * @param {File} file
   * @param {List} list
   */
  #take(file, list) {
    this.file = file;
    this.name = file.name;
    this.keepsLetters = false;
    // The same list once it was mended, or its letters repaired: what was chosen stays.
    if (JSON.stringify(list.columns.map(({ header }) => header)) !== JSON.stringify(this.headers)) {
      this.mapping = proposed(list);
      this.meanings = new Meanings();
      this.usualNames = false;
    }
    this.list = list;
    this.headers = list.columns.map(({ header }) => header);
    this.consent = false;
    this.notify = null;
    this.statuses = {};
    this.shares = false;
    this.go('columns');
  }

  /** @param {Step} step */
  go(step) {
    this.step = step;
    this.#draw();
    const title = byId('import-body').querySelector('h3');
    if (title && !byId('import').hidden) begin(title);
  }

  /** Forget the list, and what was done with it. */
  again() {
    this.check?.stop();
    this.file = this.list = this.check = this.run = null;
    this.lines = [];
    this.go('file');
  }

  /**
   * Ask of every line what would become of it.
   *
   * @param {Set<number>} [only] of some lines, where the others stand as they were found
   */
  startCheck(only) {
    const { list } = this;
    const isAgreed = this.consent || this.mapping.includes('consent');
    if (!list || !isAgreed || doubts(this.mapping).length) return;
    const refused = unreadable(list);
    const wrong = new Set(refused.map(({ line }) => line));
    const { words } = this.page;
    const noted = (/** @type {import('./mapping.js').Column} */ { header }, /** @type {string} */ text) =>
      header && header !== words.fields.memo ? words.labelled({ label: header, text }) : text;
    this.lines = mapped(list, this.mapping, noted).map((line) => (this.shares ? { ...line, shares: true } : line));
    this.run = null;
    this.found = only && this.check ? [...this.check.results.values()].filter(({ line }) => !only.has(line)) : [];
    this.check = this.#run(
      this.lines.filter(({ line }) => !wrong.has(line) && (only?.has(line) ?? true)),
      true,
    );
    this.go('checking');
    void this.resume(this.check);
  }

  /** Register the lines that nothing is wrong with. */
  startImport() {
    const good = new Set(this.check?.of('registered').map(({ line }) => line));
    const shared = sharing([...(this.check?.results.values() ?? [])]);
    this.run = this.#run(
      this.lines
        .filter(({ line }) => good.has(line))
        .map((line) => (shared.has(line.line) ? { ...line, shares: true } : line)),
      false,
    );
    this.go('importing');
    void this.resume(this.run);
  }

  /** @param {ImportRun} run */
  async resume(run) {
    await run.run();
    if (run.state !== 'done') return;
    if (run === this.run) this.go('done');
    if (run !== this.check || !this.list) return;
    for (const result of this.found) run.results.set(result.line, result);
    const results = [...run.results.values()].sort((one, other) => one.line - other.line);
    for (const result of [...twins(results), ...unreadable(this.list)]) run.results.set(result.line, result);
    this.go(this.meanings.learn(results) ? 'meanings' : 'checked');
  }

  /**
   * @param {Line[]} lines
   * @param {boolean} isDry
   */
  #run(lines, isDry) {
    const { page } = this;
    const { statuses } = this;
    const said = { values: this.meanings.said, usual_names: !isDry && this.usualNames };
    const options = { dry_run: isDry, notify: !isDry && this.notify === true, consent: true, statuses, ...said };
    // Those that the lines before would take: a check stores none, so they are sent along.
    let seats = {};
    /** @param {Line[]} chunk */
    const send = async (chunk) => {
      const body = { lines: chunk, ...options, ...(isDry ? { seats } : {}) };
      const outcome = await page.ask('POST', '/api/attendees/import', body);
      if (outcome.kind === 'answer') seats = outcome.body?.seats ?? seats;
      return outcome;
    };
    return new ImportRun({ send, setTimeout: (wake, after) => setTimeout(wake, after) }, lines);
  }

  #draw() {
    const { words } = this.page;
    const now = NUMBERS[this.step];
    const names = [words.stepFile, words.stepColumns, words.stepCheck, words.importing];
    byId('import-steps').replaceChildren(
      ...names.map((name, at) => {
        const item = element('li', { textContent: name });
        if (at === now) item.setAttribute('aria-current', 'step');
        if (at < now) item.dataset.done = '1';
        return item;
      }),
    );
    this.page.say('import-status', '');
    byId('import-body').replaceChildren(...this.#parts());
  }

  /** @returns {Node[]} */
  #parts() {
    switch (this.step) {
      case 'file':
        return fileStep(this);
      case 'columns':
        return columnsStep(this);
      case 'checking':
        return runStep(this, /** @type {ImportRun} */ (this.check));
      case 'meanings':
        return meaningsStep(this);
      case 'checked':
        return checkedStep(this);
      case 'importing':
        return runStep(this, /** @type {ImportRun} */ (this.run));
      case 'done':
        return doneStep(this);
    }
  }
}
