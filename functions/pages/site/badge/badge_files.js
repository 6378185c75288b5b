/** What a person takes along: files, a place on the home screen; and a badge taken off this device. */

import { button, byId, element } from '../ui/dom.js';
import { saveFile } from '../ui/save_file.js';
import { nameOf } from './endings.js';
import { file, fileName, notMade } from './papers.js';
import { steps } from './steps.js';

const FILES = /** @type {const} */ (['pdf', 'png', 'ics', 'svg', 'attestation']);

export class BadgeFiles {
  /** @param {import('./context.js').BadgeContext} page */
  constructor(page) {
    this.page = page;
    /**
     * Chrome's own question whether to install, kept for the button.
     *
     * @type {any}
     */
    this.prompt = null;
    window.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.prompt = event;
      this.draw();
    });
    window.addEventListener('appinstalled', () => {
      this.prompt = null;
      // Somebody who puts the page on the home screen wants it kept.
      void navigator.storage?.persist?.();
      this.draw();
    });
    byId('install').addEventListener('click', () => {
      const { prompt } = this;
      // The browser asks once only, whatever the answer.
      this.prompt = null;
      void prompt?.prompt();
      this.draw();
    });
    page.addEventListener('screen', () => this.draw());
    page.addEventListener('words', () => this.draw());
  }

  draw() {
    const { page } = this;
    const { words, badges, whose } = page;
    if (page.screen !== 'keep' || !whose) return;
    page.say('keep-status', '');
    byId('downloads').replaceChildren(
      ...FILES.map((which) => {
        const get = button(words[which], () => void this.#fetch(whose, which));
        const hint = element('span', { className: 'hint', textContent: words[`${which}Hint`] });
        return element('li', {}, get, hint);
      }),
    );
    const { standalone } = /** @type {{standalone?: boolean}} */ (navigator);
    const isInstalled = standalone || matchMedia('(display-mode: standalone)').matches;
    const how = standalone === undefined ? words.homeOther : words.homeIos;
    page.say('home-how', isInstalled ? words.homeInstalled : this.prompt ? '' : how);
    byId('install').hidden = isInstalled || !this.prompt;
    const { attendee_id, registration } = whose;
    steps('remove', page, {
      ...{ first: words.removeHere, sure: words.removeSure({ name: nameOf(registration) }), yes: words.yesRemove },
      act: async () => {
        badges.ended = { code: 'removed', name: nameOf(registration) };
        await badges.remove(attendee_id);
        return null;
      },
    });
  }

  /**
   * @param {import('./wallet.js').KeptBadge} whose
   * @param {(typeof FILES)[number]} which
   */
  async #fetch(whose, which) {
    const { page } = this;
    const name = fileName(nameOf(whose.registration), which);
    page.say('keep-status', page.words.fetching);
    const outcome = await file(page.badges, whose, which);
    if (outcome.kind === 'answer') saveFile(outcome.body, name);
    page.say('keep-status', outcome.kind === 'answer' ? page.words.fetched({ name }) : notMade(outcome, page.words));
  }
}
