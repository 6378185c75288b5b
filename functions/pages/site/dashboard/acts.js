/** What an organiser does for many people at once, after a question. */

import { byId } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { silentOnes, inBatches, batchText } from './batch_action.js';

/** @typedef {import('../organiser/dialogue.js').Question} Question */

export class Acts {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    page.addEventListener('words', () => byId('acts-status').replaceChildren());
  }

  /**
   * Give the seats of those absent to who stands at the door.
   *
   * @param {string} atelier
   * @param {number} count
   */
  async release(atelier, count) {
    const { page } = this;
    const { words } = page;
    const title = words.releaseTitle({ atelier: page.atelierName(atelier) });
    const path = /** @type {const} */ (`/api/ateliers/${atelier}/release`);
    await this.#act(async () => {
      if (!(await isConfirmed({ title, text: words.releaseText({ count }), yes: words.releaseYes }))) return;
      const { failed } = await this.#sweep(path, {}, 'released');
      if (!failed || failed.kind !== 'problem' || failed.problem.code !== 'phones_unsent') return;
      const phones = silentOnes(/** @type {any} */ (failed.problem).phones ?? [], page, page.now());
      const question = { title, text: words.releaseUnsent({ phones }), yes: words.releaseAnyway };
      if (await isConfirmed(question)) await this.#sweep(path, { anyway: true }, 'released');
    });
  }

  /**
   * Note everybody as gone who is still counted in the building.
   *
   * @param {number} count
   */
  async end(count) {
    const { words } = this.page;
    await this.#act(async () => {
      const question = { title: words.endTitle, text: words.endText({ count }), yes: words.endYes };
      if (await isConfirmed(question)) await this.#sweep('/api/day/end', {}, 'ended');
    });
  }

  /** @param {() => Promise<void>} steps one act at a time */
  async #act(steps) {
    await this.once(async () => {
      await steps();
      this.page.watch.hurry('headcounts');
    });
  }

  /**
   * @param {import('../lib/api.js').Routes['POST']} path
   * @param {object} body
   * @param {import('./batch_action.js').Done} done
   */
  async #sweep(path, body, done) {
    const { page } = this;
    const outcome = await inBatches(page, path, body, (soFar) => page.say('acts-status', batchText(soFar, done, page)));
    page.say('acts-status', batchText(outcome, done, page), outcome.failed ? 'bad' : '');
    return outcome;
  }
}
