/** A new badge in the place of a lost one, a registration cancelled, somebody's data shown and erased. */

import { byId, element } from '../ui/dom.js';
import { saveFile } from '../ui/save_file.js';
import { nameOf } from './endings.js';
import { saidIn } from './labels.js';
import { everything, fileName } from './papers.js';
import { steps } from './steps.js';
import { cancel, erase, reissue } from './requests.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

export class Leaving {
  /**
   * @param {import('./context.js').BadgeContext} page
   * @param {(result: import('./requests.js').Result) => string} whyNot what is said of what was not done
   */
  constructor(page, whyNot) {
    this.page = page;
    this.whyNot = whyNot;
    /** @type {any} */
    this.stored = null;
    byId('save-mine').addEventListener('click', () => {
      const name = page.whose ? nameOf(page.whose.registration) : '';
      const text = JSON.stringify(this.stored, null, 2);
      saveFile(new Blob([text], { type: 'application/json' }), fileName(name, 'json'));
    });
    page.addEventListener('screen', () => void this.open());
    page.addEventListener('words', () => void this.open(false));
  }

  async open(isOpening = true) {
    const { page } = this;
    const { words, badges, whose } = page;
    if (!whose) return;
    const { whyNot } = this;
    if (page.screen === 'replace') {
      steps('replace-steps', page, {
        ...{ first: words.newBadge, sure: words.replaceSure, yes: words.newBadge },
        act: async () => {
          const result = await reissue(badges, whose);
          if (result.kind !== 'done') return whyNot(result);
          if (page.isStill('replace', whose)) page.back(page.words.replaced);
          return null;
        },
      });
    } else if (page.screen === 'leave') {
      steps('leave-steps', page, {
        ...{ first: words.toCancel, sure: words.leaveSure, yes: words.yesCancel },
        act: () => this.#end(cancel, whose),
      });
    } else if (page.screen === 'mine') {
      steps('erase-steps', page, {
        ...{ first: words.toErase, sure: words.eraseSure, yes: words.eraseForGood, tick: words.eraseTick },
        act: () => this.#end(erase, whose),
      });
      await (isOpening ? this.#show(whose) : this.#draw());
    }
  }

  /**
   * @param {typeof cancel} act
   * @param {import('./wallet.js').KeptBadge} whose
   */
  async #end(act, whose) {
    const result = await act(this.page.badges, whose);
    return result.kind === 'done' || result.kind === 'ended' ? null : this.whyNot(result);
  }

  /** @param {import('./wallet.js').KeptBadge} whose */
  async #show(whose) {
    const { page } = this;
    this.stored = null;
    byId('save-mine').hidden = true;
    byId('mine-list').replaceChildren();
    page.say('mine-status', page.words.fetching);
    const outcome = await everything(page.badges, whose);
    if (!page.isStill('mine', whose)) return;
    if (outcome.kind !== 'answer') return page.say('mine-status', page.words.mineFailed);
    this.stored = outcome.body;
    page.say('mine-status', '');
    byId('save-mine').hidden = false;
    this.#draw();
  }

  #draw() {
    if (!this.stored) return;
    byId('mine-list').replaceChildren(this.#value(this.stored, ''));
  }

  /**
   * Show any value that JSON can hold, its fields by the names that people have for them.
   *
   * @param {any} value
   * @param {string} field
   * @returns {HTMLElement}
   */
  #value(value, field) {
    if (Array.isArray(value) && value.length) {
      return element('ol', {}, ...value.map((each) => element('li', {}, this.#value(each, field))));
    }
    if (value === null || typeof value !== 'object' || Object.keys(value).length === 0) {
      return element('span', { textContent: this.#said(value, field) });
    }
    if (field === 'answers') return this.#answers(value);
    const labels = /** @type {Record<string, string>} */ (this.page.words.fields);
    const parts = Object.entries(value).map(([name, each]) =>
      element(
        'div',
        {},
        element('dt', { textContent: labels[`${field}.${name}`] ?? labels[name] ?? this.#said(name, '') }),
        element('dd', {}, this.#value(each, name)),
      ),
    );
    return element('dl', {}, ...parts);
  }

  /**
   * Show answers by their questions and choices as the programme labels them; by their ids what it asks no more.
   *
   * @param {Record<string, string | number | boolean | string[]>} answers
   */
  #answers(answers) {
    const asked = this.page.badges.programme?.questions ?? [];
    const parts = Object.entries(answers).map(([id, answer]) => {
      const question = asked.find((each) => each.id === id);
      const text = (/** @type {any} */ given) =>
        question?.choices.find((choice) => choice.id === given)?.label ?? this.#said(given, '');
      return element(
        'div',
        {},
        element('dt', { textContent: question?.label ?? id }),
        element('dd', {}, element('span', { textContent: [answer].flat().map(text).join(' ; ') })),
      );
    });
    return element('dl', {}, ...parts);
  }

  /**
   * @param {any} value
   * @param {string} field
   */
  #said(value, field) {
    const { page } = this;
    const { words } = page;
    if (value === true) return words.yes;
    if (value === false) return words.no;
    if (value === null || value === '' || typeof value === 'object') return words.nothing;
    const text = String(value);
    if (TIME.test(text)) return page.dayAndHour(text);
    return saidIn(text, field, page) ?? (page.atelier(text) ? page.atelierName(text) : text);
  }
}
