/** What an organiser does for many people at once, after a question. */

import { one } from '../look/dom.js';
import { notice } from '../look/tags.js';
import { isConfirmed } from '../office/dialogue.js';

export class Acts {
  /** @param {import('./desk.js').Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.isBusy = false;
    desk.addEventListener('words', () => one('acts-told').replaceChildren());
  }

  /**
   * Give the seats of those absent to who stands at the door.
   *
   * @param {string} atelier
   * @param {number} count
   */
  async release(atelier, count) {
    const { words } = this.desk;
    const question = {
      title: words.releaseTitle(this.desk.atelierName(atelier)),
      text: words.releaseText(count),
      yes: words.releaseYes,
    };
    await this.#act(question, `/api/ateliers/${atelier}/release`, {}, 'released');
  }

  /**
   * Note everybody as gone who is still counted in the building.
   *
   * @param {number} count
   */
  async end(count) {
    const { words } = this.desk;
    const question = { title: words.endTitle, text: words.endText(count), yes: words.endYes };
    await this.#act(question, '/api/day/end', {}, 'ended');
  }

  /**
   * Ask, then ask the server page by page until it has been through everybody.
   *
   * @param {import('../office/dialogue.js').Question} question
   * @param {string} path
   * @param {object} body
   * @param {'released' | 'ended'} done
   */
  async #act(question, path, body, done) {
    const { desk } = this;
    if (this.isBusy || !(await isConfirmed(question))) return;
    this.isBusy = true;
    let count = 0;
    let next = /** @type {string | null} */ (null);
    do {
      const outcome = await desk.ask('POST', path, next ? { ...body, page: next } : body);
      if (outcome.kind !== 'answer') {
        this.#say(desk.said(outcome), 'bad');
        break;
      }
      const { released = 0, left = 0 } = outcome.body;
      count += released + left;
      next = outcome.body.next ?? null;
      this.#say(desk.words[done](count));
    } while (next);
    this.isBusy = false;
    desk.watch.hurry('headcounts');
  }

  /**
   * @param {string} text
   * @param {import('../look/tags.js').Sort} [sort]
   */
  #say(text, sort = '') {
    one('acts-told').replaceChildren(notice(text, sort));
  }
}
