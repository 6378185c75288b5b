/** Whoever cannot show a badge: found by what a volunteer types, and chosen. */

import { codeOf } from '../lib/badge.js';
import { begin, byId, element, input, write } from '../ui/dom.js';
import { saidOf } from '../ui/words.js';

/** @typedef {import('../lib/contract.js').RosterAttendee} Listed */

/** More than fit on a phone are found sooner by another letter. */
const MOST_FOUND = 8;
/** Whoever has typed no more is not done. */
const SHORT = 2;
const SURE = new Set(['code', 'name']);

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
    // Somebody who was not in the list may be now.
    page.phone.addEventListener('change', () => this.#isMissed() && this.draw());
    byId('to-camera').addEventListener('click', () => {
      this.clear();
      begin(byId('place'));
    });
    who.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      const { people, by } = this.#find();
      // Nobody is let in without a choice whom only a hint found, or who is the first of several.
      if (people.length === 1 && SURE.has(by)) this.choose(people[0]);
      else byId('found').querySelector('button')?.focus();
    });
  }

  clear() {
    input('who').value = '';
    this.draw();
  }

  /** The keyboard leaves half of the screen: while something is typed, those who are found have the place of the camera. */
  draw() {
    const isTyping = input('who').value !== '';
    if (isTyping !== document.body.classList.contains('typing')) {
      document.body.classList.toggle('typing', isTyping);
      scrollTo(0, 0);
    }
    const found = this.#find();
    byId('found').replaceChildren(...found.people.map((person) => this.#person(person)));
    const said = this.#said(found);
    // What is said again is read aloud again.
    write(byId('found-none'), said);
    if (this.#isMissed()) this.page.sync.lookAgain();
  }

  /** Whether somebody is sought by more than a few letters, and nobody is found for sure. */
  #isMissed() {
    return this.#isLong() && !SURE.has(this.#find().by);
  }

  #isLong() {
    return input('who').value.trim().length > SHORT;
  }

  #find() {
    return this.page.phone.people.find(input('who').value, MOST_FOUND);
  }

  /** @param {import('../lib/people.js').Found} found */
  #said({ by, count }) {
    const { words, phone } = this.page;
    if (by === 'family') return words.mayBe({ count });
    if (SURE.has(by)) return words.found({ count });
    const isLong = this.#isLong();
    const next = phone.roster?.pass.walk_ins ? words.orRegister : words.orSend;
    if (by === 'initial') return isLong ? `${words.wholeAlready} ${next}` : words.typeWhole;
    return isLong ? `${words.nobody} ${next}` : '';
  }

  /** @param {Listed} person */
  #person(person) {
    const { words } = this.page;
    const about = [
      person.cancelled ? words.cancelledHere : '',
      person.organisation,
      saidOf(words.kinds, person.kind),
      codeOf(person.id),
    ]
      .filter(Boolean)
      .join(' · ');
    const choose = element('button', { type: 'button' }, person.name ?? '', element('small', { textContent: about }));
    choose.addEventListener('click', () => this.choose(person));
    return element('li', {}, choose);
  }
}
