/** After a cancellation: everything about the person can be erased, or their name taken off this phone. */

import { button, byId, element, redraw } from '../ui/dom.js';
import { eraseCancelled } from './cancelled_here.js';
import { steps } from './steps.js';

export class CancelledCards {
  /**
   * @param {import('./context.js').BadgeContext} page
   * @param {(result: import('./requests.js').Result) => string} whyNot what is said of what was not done
   */
  constructor(page, whyNot) {
    this.page = page;
    this.whyNot = whyNot;
  }

  draw() {
    const { page } = this;
    const { people } = page.badges.cancelled;
    const isShown = page.screen === 'badge' || page.screen === 'opening';
    byId('left').hidden = !isShown || people.length === 0;
    redraw(byId('left'), [page.language, people], () => people.map((leaver) => this.#card(leaver)));
    for (const leaver of people) this.#ask(leaver);
  }

  /** @param {import('./cancelled_here.js').Leaver} leaver */
  #card({ attendee_id, name }) {
    const { words, badges } = this.page;
    const forget = button(
      words.forgetLeft,
      () => void badges.cancelled.forget(attendee_id).then(() => badges.changed()),
      'plain',
    );
    return element(
      'section',
      { className: 'card stack' },
      element('h2', { textContent: words.leftTitle({ name }) }),
      element('p', { textContent: words.leftWhy }),
      element('div', { id: `left-${attendee_id}` }),
      element('p', {}, forget),
    );
  }

  /** @param {import('./cancelled_here.js').Leaver} leaver */
  #ask(leaver) {
    const { page } = this;
    const { words } = page;
    const id = `left-${leaver.attendee_id}`;
    if (byId(id).hasChildNodes()) return;
    steps(id, page, {
      ...{ first: words.toErase, sure: words.eraseSure, yes: words.eraseForGood, tick: words.eraseTick },
      act: async () => {
        const result = await eraseCancelled(page.badges, leaver);
        return result.kind === 'done' || result.kind === 'ended' ? null : this.whyNot(result);
      },
    });
  }
}
