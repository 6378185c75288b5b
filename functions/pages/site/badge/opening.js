/** No badge on this device, or none yet: how to get the link again. */

import { secretOf } from '../lib/link.js';
import { button, byId, element, redraw } from '../ui/dom.js';
import { saidOf } from '../ui/words.js';
import { ADDRESS_CHARACTERS } from '../words/limits.js';
import { askLink } from './papers.js';

export class Opening {
  /**
   * @param {import('./context.js').BadgeContext} page
   * @param {(secret: string) => void} open
   */
  constructor(page, open) {
    this.page = page;
    this.open = open;
    page.addEventListener('words', () => this.draw());
  }

  draw() {
    const { page } = this;
    const { words, badges } = page;
    if (page.screen !== 'opening') return;
    const { refused, ended } = badges;
    const isWaiting = refused === 'waiting';
    const said = ended
      ? words.ended[ended.code]({ name: ended.name })
      : isWaiting
        ? words.unreachable
        : refused
          ? words.refused[/** @type {keyof typeof words.refused} */ (refused)]
          : badges.isOpening
            ? words.openingLink
            : words.noPass;
    page.say('opening-title', words.yourBadge);
    page.say('opening-text', said);
    const asks = !badges.isOpening;
    redraw(byId('opening-body'), [page.language, isWaiting, asks], () => [
      ...(isWaiting
        ? [
            element(
              'p',
              {},
              button(words.retry, () => void badges.refresh(), 'main'),
            ),
          ]
        : []),
      ...(asks ? [this.#mailed(), this.#pasted(), this.#register()] : []),
    ]);
  }

  /** Have the link sent to the address. */
  #mailed() {
    const { page } = this;
    const { words } = page;
    const field = element('input', {
      type: 'email',
      name: 'email',
      required: true,
      maxLength: ADDRESS_CHARACTERS,
      id: 'link-email',
    });
    field.autocomplete = 'email';
    field.setAttribute('aria-describedby', 'link-hint link-status');
    const status = element('p', { role: 'status', id: 'link-status' });
    const form = element(
      'form',
      { className: 'card stack', noValidate: true },
      element('h2', { textContent: words.sendMyLink }),
      element(
        'div',
        { className: 'field' },
        element('label', { htmlFor: 'link-email', textContent: words.fields.email }),
        element('span', { className: 'hint', id: 'link-hint', textContent: words.linkHint }),
        field,
      ),
      status,
      element('p', {}, element('button', { type: 'submit', className: 'main', textContent: words.sendLink })),
    );
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (!field.checkValidity()) {
        tell(field, status, words.wrong.email, { isWrong: true });
        return field.focus();
      }
      tell(field, status, words.sending);
      const outcome = await askLink(page.badges.api, field.value.trim());
      if (outcome.kind === 'answer') return tell(field, status, words.linkSent);
      if (outcome.kind === 'unreachable') return tell(field, status, words.linkNotSent);
      const isWrong = outcome.problem.code === 'invalid_request';
      tell(field, status, isWrong ? words.wrong.email : saidOf(words.problems, outcome.problem.code), { isWrong });
    });
    return form;
  }

  /** On an iPhone the page on the home screen has a storage of its own, and begins with nothing. */
  #pasted() {
    const { words } = this.page;
    const field = element('input', { type: 'text', id: 'link-paste', autocomplete: 'off', spellcheck: false });
    field.setAttribute('aria-describedby', 'paste-hint paste-status');
    const status = element('p', { role: 'alert', id: 'paste-status' });
    const form = element(
      'form',
      { className: 'card stack', noValidate: true },
      element('h2', { textContent: words.pasteTitle }),
      element(
        'div',
        { className: 'field' },
        element('label', { htmlFor: 'link-paste', textContent: words.paste }),
        element('span', { className: 'hint', id: 'paste-hint', textContent: words.pasteHint }),
        field,
        status,
      ),
      element('p', {}, element('button', { type: 'submit', textContent: words.open })),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const secret = secretOf(field.value);
      tell(field, status, secret ? '' : words.notALink, { isWrong: !secret });
      if (secret) this.open(secret);
      else field.focus();
    });
    return form;
  }

  #register() {
    return element('p', {}, element('a', { href: '/', textContent: this.page.words.toRegister }));
  }
}

/**
 * Say beside a field what became of what is in it.
 *
 * @param {HTMLInputElement} field
 * @param {HTMLElement} status
 * @param {string} text
 * @param {{isWrong?: boolean}} [how]
 */
function tell(field, status, text, { isWrong = false } = {}) {
  field.setAttribute('aria-invalid', String(isWrong));
  status.className = isWrong ? 'error' : '';
  status.textContent = text;
}
