/** What organisers wrote to people: listed, to be read again. */

import { byId, element, redraw } from '../ui/dom.js';
import { table } from '../ui/widgets.js';

export class Written {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    /** @type {import('../lib/contract.js').MessageShown[] | null} */
    this.messages = null;
    page.addEventListener('words', () => this.#draw());
    page.addEventListener('ended', () => this.#know(null));
  }

  async load() {
    const outcome = await this.page.ask('GET', '/api/messages');
    this.page.say('written-status', outcome.kind === 'answer' ? '' : this.page.said(outcome), 'bad');
    if (outcome.kind === 'answer') this.#know(outcome.body.messages);
  }

  /** @param {import('../lib/contract.js').MessageShown[] | null} messages */
  #know(messages) {
    this.messages = messages;
    this.#draw();
  }

  #draw() {
    const { page, messages } = this;
    const { words } = page;
    redraw(byId('written-list'), [page.language, messages], () => {
      if (!messages) return [];
      if (!messages.length) return [element('p', { className: 'soft', textContent: words.writtenNone })];
      const heads = [words.writeSubject, words.when, words.persons, words.fields.by];
      const line = (/** @type {import('../lib/contract.js').MessageShown} */ { subject, text, at, asked, by }) => [
        element('div', {}, subject, readable(text, words.readMessage)),
        page.dayAndHour(at),
        String(asked),
        by,
      ];
      return [table(words.writtenTitle, heads, messages.map(line))];
    });
  }
}

/**
 * A message that opens where it is wanted.
 *
 * @param {string} text
 * @param {string} said what opens it
 */
export function readable(text, said) {
  return element(
    'details',
    {},
    element('summary', { textContent: said }),
    element('p', { className: 'as-written', textContent: text }),
  );
}

/** @param {import('./context.js').RegistrationsContext['words']} words */
export function wayToWritten(words) {
  return element('a', { href: '#mails', textContent: words.readWritten });
}
