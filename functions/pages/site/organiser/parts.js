/** An organisers' page: the way in, its language, and its parts, of which one is shown at a time. */

import { Api } from '../lib/api.js';
import { SessionStore } from '../lib/session_store.js';
import { begin, byId, speak } from '../ui/dom.js';
import { onTop, watchFaults } from '../ui/faults.js';
import { spokenBy } from '../ui/words.js';
import { drawQuestion } from './dialogue.js';
import { drawMenu } from './menu.js';
import { Opening } from './opening.js';

/**
 * @typedef {{open: (rest: string, query: string) => unknown}} Part whose query says what of it is shown
 *
 * @typedef {object} Plan what one page has that another has not
 * @property {Record<string, Part>} parts
 * @property {(name: string, rest: string) => string} find the part that an address leads to
 * @property {(part: string) => string} [tab] under which name a part stands on top of the page
 * @property {() => unknown} [entered] called when the server has taken the link
 * @property {(part: string) => unknown} [opened] called when a part is shown
 */

// One page follows the other in a tab, with the same link and in the same language.
const session = new SessionStore(() => sessionStorage, 'office');

/**
 * Make what all parts of a page share, with the language that was chosen last.
 *
 * @template {import('./context.js').OrganiserContext<any>} Context
 * @param {new (api: Api, languages: ConstructorParameters<typeof import('./context.js').OrganiserContext>[2]) => Context} Shared
 * @returns {Context}
 */
export function contextOf(Shared) {
  const chosen = session.get('language');
  const api = new Api(
    (...asked) => fetch(...asked),
    () => Date.now(),
  );
  const page = new Shared(api, {
    spoken: spokenBy(navigator),
    chosen: typeof chosen === 'string' ? chosen : null,
    keep: (language) => session.keep('language', language),
  });
  watchFaults(window, onTop(page.wordsOf));
  return page;
}

export class Parts {
  /**
   * @param {import('./context.js').OrganiserContext<any>} page
   * @param {Plan} plan
   */
  constructor(page, plan) {
    this.page = page;
    this.plan = plan;
    drawQuestion();
    drawMenu(page);
    // Before the way in says why it is closed.
    page.addEventListener('words', () => this.#speak());
    this.opening = new Opening(page, session, (mails) => {
      page.tellMails(mails);
      plan.entered?.();
      this.#route();
    });
    page.addEventListener('ended', () => page.show('opening'));
    addEventListener('hashchange', () => {
      if (this.opening.takeFragment(location, history)) void this.opening.enter();
      else this.#route();
    });
  }

  /** Open the page with the link of its address, or the one that was kept. */
  async begin() {
    this.#speak();
    this.opening.takeFragment(location, history);
    await this.opening.enter();
    document.documentElement.dataset.ready = '1';
  }

  /** Show the part that the address names; Back and Forward go from part to part. */
  #route() {
    const { page, plan } = this;
    if (!this.opening.isOpen) return;
    const [path, ...query] = location.hash.slice(1).split('?');
    const [name, rest = ''] = path.split('/');
    const part = plan.find(name, rest);
    const isFirst = page.screen === 'opening';
    page.show(part);
    for (const section of document.querySelectorAll('main > section')) {
      /** @type {HTMLElement} */ (section).hidden = section.id !== part;
    }
    byId('parts').hidden = false;
    const tab = plan.tab?.(part) ?? part;
    for (const link of document.querySelectorAll('#parts a')) {
      if (link.getAttribute('href') === `#${tab}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    plan.parts[part].open(rest, query.join('?'));
    plan.opened?.(part);
    this.#name();
    if (!isFirst) begin(byId(`${part}-title`));
  }

  #name() {
    const event = this.page.programme?.event.name;
    const { screen, words } = this.page;
    const part = words.menu[this.plan.tab?.(screen) ?? screen] ?? document.querySelector('h1')?.textContent;
    document.title = [part, event].filter(Boolean).join(' – ');
    Object.assign(byId('event'), {
      textContent: event ?? '',
      ...this.page.spokenIn(this.page.programme?.event, 'name'),
    });
  }

  #speak() {
    speak(this.page);
    this.#name();
  }
}
