/** Finding people by the beginning of any word of a name. */

import { byId, element, input } from '../ui/dom.js';
import { tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { FOUND_AT_ONCE } from '../words/limits.js';
import { IncompleteList } from './incomplete.js';
import { Sheets } from './sheets.js';

/**
 * @typedef {import('../lib/contract.js').Found} Found
 */

/** Somebody who types makes a shorter pause than this between two letters. */
const PAUSE_MS = 250;
/** The server tells no more. */

export class People {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    this.sheets = new Sheets(page);
    this.incomplete = new IncompleteList(page);
    /** @type {Found[] | null} */
    this.found = null;
    this.failure = '';
    this.asked = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    input('who').addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.#search(), PAUSE_MS);
    });
    page.addEventListener('words', () => this.#draw());
    page.addEventListener('ended', () => this.#forget());
  }

  /** Search again: somebody may have been corrected meanwhile. */
  open() {
    void this.incomplete.open();
    if (input('who').value.trim()) void this.#search();
    else this.#draw();
  }

  async #search() {
    const { page } = this;
    const sought = input('who').value.trim();
    const asked = (this.asked += 1);
    if (!sought) return this.#forget();
    if (!this.found) byId('found-status').textContent = page.words.searching;
    const outcome = await page.ask('GET', `/api/attendees?q=${encodeURIComponent(sought)}`);
    // Another letter was typed meanwhile: its answer counts.
    if (asked !== this.asked) return;
    this.found = outcome.kind === 'answer' ? outcome.body.attendees : this.found;
    this.failure = outcome.kind === 'answer' ? '' : page.said(outcome);
    this.#draw();
  }

  #forget() {
    this.found = null;
    this.failure = '';
    this.#draw();
  }

  #draw() {
    const { words } = this.page;
    const { found } = this;
    const count = found?.length ?? 0;
    const many = count >= FOUND_AT_ONCE ? words.foundMany({ count }) : words.found({ count });
    byId('found-status').textContent = this.failure || (!found ? words.typeAName : count ? many : words.foundNone);
    byId('found').replaceChildren(...(found ?? []).map((each) => element('li', {}, this.#line(each))));
  }

  /** @param {Found} found */
  #line({ id, code, name, organisation, kind, ateliers, cancelled }) {
    const { page } = this;
    const { words } = page;
    const small = [organisation, ...ateliers.map((atelier) => page.atelierNumber(atelier)), code];
    return element(
      'a',
      { href: `#people/${id}`, className: 'line' },
      element('strong', { textContent: name ?? words.nameless }),
      element('span', { className: 'soft small', textContent: small.filter(Boolean).join(' · ') }),
      element(
        'span',
        { className: 'row' },
        cancelled ? tag(words.cancelledTag, 'bad') : null,
        tag(saidOf(words.kinds, kind), kind === 'participant' ? 'quiet' : ''),
      ),
    );
  }
}
