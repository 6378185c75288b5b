/** Where a part of the page says what became of an act: one element for as long as the page is open, so it is read aloud. */

import { element } from '../ui/dom.js';
import { notice } from '../ui/widgets.js';

export class OutcomeLine {
  /**
   * @param {string} id
   * @param {import('./context.js').RegistrationsContext} page
   */
  constructor(id, page) {
    this.page = page;
    this.element = element('div', { id, className: 'stack', role: 'status', tabIndex: -1 });
    for (const name of ['words', 'ended']) page.addEventListener(name, () => this.clear());
  }

  clear() {
    this.element.replaceChildren();
  }

  /**
   * @param {string} text
   * @param {import('../ui/widgets.js').Sort} [sort]
   * @param {...HTMLElement} more
   */
  say(text, sort = '', ...more) {
    this.element.replaceChildren(notice(text, sort), ...more);
    this.element.scrollIntoView({ block: 'nearest' });
    // The button that was pressed may be gone, and with it a screen reader's place.
    if (document.activeElement === document.body) this.element.focus({ preventScroll: true });
  }

  /** @param {import('./context.js').Failed} outcome */
  fail(outcome) {
    this.say(this.page.said(outcome), 'bad');
  }
}
