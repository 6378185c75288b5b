/** What is left to who has cancelled from this phone: to have everything about them erased, or their name taken off it. */

import { button, element, one, redraw } from '../ui/dom.js';
import { eraseLeft } from './cancelled_here.js';
import { steps } from './steps.js';

export class Farewell {
  /**
   * @param {import('./context.js').View} view
   * @param {(result: import('./wishes.js').Result) => string} told what is said of what was not done
   */
  constructor(view, told) {
    this.view = view;
    this.told = told;
  }

  draw() {
    const { view } = this;
    const { people } = view.own.left;
    const isShown = view.screen === 'badge' || view.screen === 'opening';
    one('left').hidden = !isShown || people.length === 0;
    redraw(one('left'), [view.language, people], () => people.map((leaver) => this.#card(leaver)));
    for (const leaver of people) this.#ask(leaver);
  }

  /** @param {import('./cancelled_here.js').Leaver} leaver */
  #card({ attendee_id, name }) {
    const { words, own } = this.view;
    const forget = button(words.forgetLeft, () => void own.left.forget(attendee_id).then(() => own.changed()), 'plain');
    return element(
      'section',
      { className: 'card stack' },
      element('h2', { textContent: words.leftTitle(name) }),
      element('p', { textContent: words.leftWhy }),
      element('div', { id: `left-${attendee_id}` }),
      element('p', {}, forget),
    );
  }

  /** @param {import('./cancelled_here.js').Leaver} leaver */
  #ask(leaver) {
    const { view } = this;
    const { words } = view;
    const id = `left-${leaver.attendee_id}`;
    if (one(id).hasChildNodes()) return;
    steps(id, view, {
      ...{ first: words.toErase, sure: words.eraseSure, yes: words.yesErase, tick: words.eraseTick },
      act: async () => {
        const result = await eraseLeft(view.own, leaver);
        return result.kind === 'done' || result.kind === 'ended' ? null : this.told(result);
      },
    });
  }
}
