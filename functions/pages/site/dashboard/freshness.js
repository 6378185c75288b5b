/** How old the numbers are, said every second; and aloud once, when the server no longer answers. */

import { byId, write } from '../ui/dom.js';

const SECOND_MS = 1_000;
/** Some turns that failed: until then a moment without network is nobody's concern. */
const OLD_MS = 15_000;

export class Freshness {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    page.addEventListener('words', () => this.draw());
    page.watch.addEventListener('heard', () => this.draw());
    setInterval(() => this.draw(), SECOND_MS);
  }

  draw() {
    const { watch, words, headcounts } = this.page;
    const age = watch.age('headcounts');
    const seconds = Math.floor((age ?? 0) / SECOND_MS);
    byId('age').textContent = age === null ? '' : words.fresh({ seconds });
    byId('clock').textContent = headcounts ? this.page.hour(this.page.now()) : '';
    byId('dated').textContent = headcounts ? this.page.dayAndHour(this.page.now() - (age ?? 0)) : '';
    const isOld = age !== null && age > OLD_MS && watch.isFailing('headcounts');
    const text = isOld ? words.old({ hour: this.page.hour(this.page.now() - age), age: this.page.ago(age) }) : '';
    const place = byId('old');
    place.hidden = !isOld;
    write(place, text);
    for (const name of ['figures-part', 'ateliers-part']) byId(name).classList.toggle('is-old', isOld);
  }
}
