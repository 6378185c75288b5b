/** Whoever cannot show a badge: found by what a volunteer types, and chosen. */

import { codeOf } from '../lib/badge.js';
import { byId, element, input } from '../ui/dom.js';
import { saidOf } from '../ui/words.js';

/** @typedef {import('../lib/contract.js').RosterAttendee} Listed */

/** More than fit on a phone are found sooner by another letter. */
const MOST_FOUND = 8;

export class Search {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {(person: Listed) => void} choose
   */
  constructor(page, choose) {
    this.page = page;
    this.choose = choose;
    const who = input('who');
    who.setAttribute('aria-describedby', 'found-none');
    who.addEventListener('input', () => this.draw());
    who.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      const found = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('#found button'));
      // The first of several people who are found is not let in without a choice.
      if (found.length === 1) found[0].click();
      else found[0]?.focus();
    });
  }

  clear() {
    input('who').value = '';
    this.draw();
  }

  draw() {
    const { words, phone } = this.page;
    const typed = input('who').value;
    const found = phone.people.find(typed, MOST_FOUND);
    byId('found').replaceChildren(...found.map((person) => this.#person(person)));
    const none = typed.trim().length > 2 ? words.nobody : '';
    byId('found-none').textContent = found.length ? words.found({ count: found.length }) : none;
  }

  /** @param {Listed} person */
  #person(person) {
    const { words } = this.page;
    const about = [person.organisation, saidOf(words.kinds, person.kind), codeOf(person.id)]
      .filter(Boolean)
      .join(' · ');
    const choose = element('button', { type: 'button' }, person.name ?? '', element('small', { textContent: about }));
    choose.addEventListener('click', () => this.choose(person));
    return element('li', {}, choose);
  }
}
