/** What a person takes along: files, a place on the home screen; and a badge taken off this device. */

import { button, element, one } from '../ui/dom.js';
import { save } from '../ui/save_file.js';
import { nameOf } from './endings.js';
import { file, fileName, notMade } from './papers.js';
import { steps } from './steps.js';

const FILES = /** @type {const} */ (['pdf', 'png', 'ics', 'svg', 'attestation']);

export class Keep {
  /** @param {import('./context.js').View} view */
  constructor(view) {
    this.view = view;
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
      // A page on the home screen is one that somebody wants kept.
      void navigator.storage?.persist?.();
      this.draw();
    });
    one('install').addEventListener('click', () => {
      const { prompt } = this;
      // It asks once only, whatever the answer.
      this.prompt = null;
      void prompt?.prompt();
      this.draw();
    });
    view.addEventListener('screen', () => this.draw());
    view.addEventListener('words', () => this.draw());
  }

  draw() {
    const { view } = this;
    const { words, own, whose } = view;
    if (view.screen !== 'keep' || !whose) return;
    view.say('keep-told', '');
    one('downloads').replaceChildren(
      ...FILES.map((which) => {
        const get = button(words[which], () => void this.#fetch(whose, which));
        const hint = element('span', { className: 'hint', textContent: words[`${which}Hint`] });
        return element('li', {}, get, hint);
      }),
    );
    const { standalone } = /** @type {{standalone?: boolean}} */ (navigator);
    const isInstalled = standalone || matchMedia('(display-mode: standalone)').matches;
    const how = standalone === undefined ? words.homeOther : words.homeIos;
    view.say('home-how', isInstalled ? words.homeInstalled : this.prompt ? '' : how);
    one('install').hidden = isInstalled || !this.prompt;
    const { attendee_id, registration } = whose;
    steps('remove', view, {
      ...{ first: words.removeHere, sure: words.removeSure(nameOf(registration)), yes: words.yesRemove },
      act: async () => {
        own.ended = { code: 'removed', name: nameOf(registration) };
        await own.remove(attendee_id);
        return null;
      },
    });
  }

  /**
   * @param {import('./wallet.js').Kept} whose
   * @param {(typeof FILES)[number]} which
   */
  async #fetch(whose, which) {
    const { view } = this;
    const name = fileName(nameOf(whose.registration), which);
    view.say('keep-told', view.words.fetching);
    const outcome = await file(view.own, whose, which);
    if (outcome.kind === 'answer') save(outcome.body, name);
    view.say('keep-told', outcome.kind === 'answer' ? view.words.fetched(name) : notMade(outcome, view.words));
  }
}
