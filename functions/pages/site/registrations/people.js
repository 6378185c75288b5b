/** Everybody as a list: searched, filtered, sorted, 50 a page; who is ticked can be acted on together. */

import { SessionStore } from '../lib/session_store.js';
import { byId, input, redraw } from '../ui/dom.js';
import { options } from '../ui/fields.js';
import { LISTED_AT_ONCE } from '../words/limits.js';
import { drawColumns, tableOf } from './columns.js';
import { drawFiltered, drawFilters, sayFound } from './filters.js';
import { Gathering } from './gathering.js';
import { Sheets } from './sheets.js';
import { Ticks } from './ticks.js';
import { understood, whyNot } from './understood.js';
import { SORTS, USUAL_COLUMNS, View, askedFor } from './view.js';

/** Somebody who types makes a shorter pause than this between two letters. */
const PAUSE_MS = 250;
const COLUMNS = 'columns';

export class People {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    this.sheets = new Sheets(page);
    this.device = new SessionStore(() => localStorage, 'people');
    this.view = new View();
    this.gathering = this.#gatheringOf(this.view);
    this.ticks = new Ticks(page, {
      list: () => ({ view: this.view, gathering: this.gathering, columns: this.#columns, people: this.#shown }),
      draw: () => this.#draw(),
      changed: () => void this.#load(),
    });
    this.isOpen = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    input('who').addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#see(this.view.with({ typed: input('who').value.trim() })), PAUSE_MS);
    });
    byId('people-sort').addEventListener('change', () =>
      this.#see(this.view.with({ sort: /** @type {import('./view.js').Sort} */ (input('people-sort').value) })),
    );
    byId('people-previous').addEventListener('click', () => this.#turn(-1));
    byId('people-next').addEventListener('click', () => this.#turn(1));
    byId('people-again').addEventListener('click', () => this.#goOn());
    page.addEventListener('words', () => this.#draw());
    page.addEventListener('ended', () => this.#forget());
  }

  /**
   * Show a view; look again, as somebody may have been corrected meanwhile.
   *
   * @param {string} _rest
   * @param {string} query
   */
  open(_rest, query) {
    this.isOpen = true;
    this.view = understood(View.of(query), this.page);
    input('who').value = this.view.typed;
    void this.#load();
  }

  get #columns() {
    const kept = this.device.get(COLUMNS)?.split(',').filter(Boolean);
    return this.view.columns ?? kept ?? USUAL_COLUMNS;
  }

  /** @param {View} view */
  #gatheringOf(view) {
    return new Gathering(
      (path) => this.page.ask('GET', path),
      view,
      askedFor(this.#columns),
      () => this.#draw(),
    );
  }

  /**
   * Go on to another view, which the address says from now on.
   *
   * @param {View} view
   */
  #see(view) {
    if (view.wanted !== this.view.wanted) this.ticks.selection.clear();
    this.page.say('people-unknown', '');
    this.view = view;
    history.replaceState(null, '', view.address);
    void this.#load();
  }

  async #load() {
    const { view } = this;
    this.gathering.stop();
    const gathering = (this.gathering = this.#gatheringOf(view));
    this.#draw();
    await gathering.gather(this.#needed);
    if (gathering.isStopped) return;
    if (gathering.isComplete) this.ticks.selection.keep(gathering.found.keys());
    this.#draw();
  }

  /** How many have to be found for what is shown. */
  get #needed() {
    return this.view.needsEverybody ? Infinity : this.view.page * LISTED_AT_ONCE;
  }

  /** @param {number} by */
  #turn(by) {
    const page = this.view.page + by;
    this.view = this.view.with({ page });
    history.replaceState(null, '', this.view.address);
    this.#draw();
    this.#goOn();
    byId('people-title').scrollIntoView();
  }

  /** Look through more people, from where it was left. */
  #goOn() {
    void this.gathering.gather(this.#needed).then(() => this.#draw());
  }

  #forget() {
    this.isOpen = false;
    this.gathering.stop();
    this.gathering = this.#gatheringOf(new View());
    this.ticks.selection.clear();
    input('who').value = '';
    this.#draw();
  }

  /** @returns {import('./gathering.js').Found[]} those of the page */
  get #shown() {
    const first = (this.view.page - 1) * LISTED_AT_ONCE;
    return this.gathering.people.slice(first, first + LISTED_AT_ONCE);
  }

  #draw() {
    const { page, view } = this;
    drawFilters(byId('people-filters'), view, page, (name, value, isOn) =>
      this.#see(this.view.filtered(name, value, isOn)),
    );
    drawFiltered(byId('people-filtered'), view, page, {
      drop: (name, value) => this.#see(this.view.filtered(name, value, false)),
      dropAll: () => this.#see(this.view.with({ filters: [] })),
    });
    options(
      /** @type {HTMLSelectElement} */ (byId('people-sort')),
      SORTS.map((sort) => [sort, page.words.sorts[sort]]),
    );
    input('people-sort').value = view.sort;
    drawColumns(byId('people-columns'), this.#columns, page, (columns) => this.#choose(columns));
    this.#tell();
    this.#list();
    byId('people-incomplete').hidden = !page.programme?.questions?.some(({ required }) => required);
    // From a person's page back to the same view.
    /** @type {HTMLAnchorElement} */ (byId('to-people')).href = view.address;
  }

  /** @param {string[]} columns to be remembered on the device as well */
  #choose(columns) {
    this.device.keep(COLUMNS, columns.join(','));
    const isAsked = askedFor(columns) === this.gathering.columns;
    this.view = this.view.with({ columns, page: this.view.page });
    history.replaceState(null, '', this.view.address);
    if (isAsked) this.#draw();
    else void this.#load();
  }

  /** Say how many there are, or how far everybody was looked through. */
  #tell() {
    const { words } = this.page;
    const { found, count, failed, isComplete, everybody, lookedThrough } = this.gathering;
    const done = Math.min(lookedThrough, everybody);
    const known = isComplete || count !== null;
    const total = count ?? found.size;
    sayFound(byId('people-filters'), this.page, known ? total : 0);
    const counted = this.view.isEverybody ? words.peopleCount({ count: total }) : words.peopleFound({ count: total });
    const sought = everybody ? words.peopleSought({ count: found.size, done, total: everybody }) : words.loading;
    byId('found-status').textContent = failed ? whyNot(failed, this.page) : known ? counted : sought;
    byId('people-again').hidden = !failed;
    byId('people-none').hidden = !this.view.isEverybody || !known || total > 0;
    const bar = byId('people-progress');
    bar.hidden = isComplete || Boolean(failed) || !this.isOpen || !this.view.needsEverybody;
    Object.assign(bar, { max: Math.max(1, everybody), value: done });
  }

  #list() {
    const { page, gathering, view } = this;
    const { words } = page;
    const shown = this.#shown;
    const total = gathering.count ?? gathering.found.size;
    redraw(byId('found'), [page.language, page.programme?.ateliers, this.#columns, shown], () =>
      shown.length ? [tableOf(shown, this.#columns, page, (found) => this.ticks.box(found))] : [],
    );
    const first = (view.page - 1) * LISTED_AT_ONCE;
    byId('people-pages').hidden = total <= LISTED_AT_ONCE && view.page === 1;
    const range = { first: first + 1, last: first + shown.length, total };
    byId('people-range').textContent = shown.length ? words.peopleRange(range) : '';
    /** @type {HTMLButtonElement} */ (byId('people-previous')).disabled = view.page === 1;
    /** @type {HTMLButtonElement} */ (byId('people-next')).disabled = first + LISTED_AT_ONCE >= total;
    this.ticks.draw();
  }
}
