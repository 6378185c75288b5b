/** A new badge in the place of a lost one, a registration cancelled, somebody's data shown and erased. */

import { element, one } from '../ui/dom.js';
import { save } from '../ui/save_file.js';
import { nameOf } from './endings.js';
import { LABELS, saidIn } from './labels.js';
import { everything, fileName } from './papers.js';
import { steps } from './steps.js';
import { cancel, erase, reissue } from './wishes.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

export class Leaving {
  /**
   * @param {import('./context.js').View} view
   * @param {(result: import('./wishes.js').Result) => string} told what is said of what was not done
   */
  constructor(view, told) {
    this.view = view;
    this.told = told;
    /** @type {any} */
    this.stored = null;
    one('save-mine').addEventListener('click', () => {
      const name = view.whose ? nameOf(view.whose.registration) : '';
      const text = JSON.stringify(this.stored, null, 2);
      save(new Blob([text], { type: 'application/json' }), fileName(name, 'json'));
    });
    view.addEventListener('screen', () => void this.open());
    view.addEventListener('words', () => void this.open(false));
  }

  async open(isOpening = true) {
    const { view } = this;
    const { words, own, whose } = view;
    if (!whose) return;
    const { told } = this;
    if (view.screen === 'replace') {
      steps('replace-steps', view, {
        ...{ first: words.replace, sure: words.replaceSure, yes: words.yesReplace },
        act: async () => {
          const result = await reissue(own, whose);
          if (result.kind !== 'done') return told(result);
          if (view.isStill('replace', whose)) view.back(view.words.replaced);
          return null;
        },
      });
    } else if (view.screen === 'leave') {
      steps('leave-steps', view, {
        ...{ first: words.toCancel, sure: words.leaveSure, yes: words.yesCancel },
        act: () => this.#end(cancel, whose),
      });
    } else if (view.screen === 'mine') {
      steps('erase-steps', view, {
        ...{ first: words.toErase, sure: words.eraseSure, yes: words.yesErase, tick: words.eraseTick },
        act: () => this.#end(erase, whose),
      });
      await (isOpening ? this.#show(whose) : this.#draw());
    }
  }

  /**
   * @param {typeof cancel} act
   * @param {import('./wallet.js').Kept} whose
   */
  async #end(act, whose) {
    const result = await act(this.view.own, whose);
    return result.kind === 'done' || result.kind === 'ended' ? null : this.told(result);
  }

  /** @param {import('./wallet.js').Kept} whose */
  async #show(whose) {
    const { view } = this;
    this.stored = null;
    one('save-mine').hidden = true;
    one('mine-list').replaceChildren();
    view.say('mine-told', view.words.fetching);
    const outcome = await everything(view.own, whose);
    if (!view.isStill('mine', whose)) return;
    if (outcome.kind !== 'answer') return view.say('mine-told', view.words.mineFailed);
    this.stored = outcome.body;
    view.say('mine-told', '');
    one('save-mine').hidden = false;
    this.#draw();
  }

  #draw() {
    if (!this.stored) return;
    one('mine-list').replaceChildren(this.#value(this.stored, ''));
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
    const labels = LABELS[this.view.language];
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
   * @param {any} value
   * @param {string} field
   */
  #said(value, field) {
    const { view } = this;
    const { words } = view;
    if (value === true) return words.yes;
    if (value === false) return words.noValue;
    if (value === null || value === '' || typeof value === 'object') return words.nothing;
    const text = String(value);
    if (TIME.test(text)) return view.dayAndHour(text);
    return saidIn(text, field, view) ?? (view.atelier(text) ? view.atelierName(text) : text);
  }
}
