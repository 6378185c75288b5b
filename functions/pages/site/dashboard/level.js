/** How sure the caterer's order is to be, said either way: in how many cases it is enough, or what a missing meal is worth. */

import { byId, input } from '../ui/dom.js';

const LATER_MS = 250;

export class Level {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    /** @type {number | undefined} */
    this.timer = undefined;
    input('level').addEventListener('input', () => this.#want(Math.round(Number(input('level').value) * 10) / 1000));
    input('as-bad-as').addEventListener('input', () => this.#price());
    this.#fill('level');
    this.#fill('as-bad-as');
  }

  /** As many left over as are as bad as one missing: the level is their share, which costs least. */
  #price() {
    const leftOver = input('as-bad-as');
    if (leftOver.value && leftOver.validity.valid) {
      this.#want(Math.round((10_000 * leftOver.valueAsNumber) / (leftOver.valueAsNumber + 1)) / 10_000, 'as-bad-as');
    }
  }

  /** @param {'level' | 'as-bad-as'} field */
  #fill(field) {
    const { serviceLevel: level } = this.page;
    const value = field === 'level' ? level * 100 : level / (1 - level);
    input(field).value = String(Math.round(value * 10) / 10);
  }

  /**
   * @param {number} level
   * @param {'level' | 'as-bad-as'} typed which field it was said in, and stays as it is
   */
  #want(level, typed = 'level') {
    this.page.serviceLevel = level;
    this.#fill(typed === 'level' ? 'as-bad-as' : 'level');
    this.draw();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.page.watch.turn(), LATER_MS);
  }

  draw() {
    const { serviceLevel, language, words } = this.page;
    const percent = new Intl.NumberFormat(language).format(Math.round(serviceLevel * 1000) / 10);
    const said = words.levelIs({ percent });
    byId('level-status').textContent = said;
    input('level').setAttribute('aria-valuetext', said);
    return said;
  }
}
