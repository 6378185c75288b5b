/** The way in: an organiser's link or the caterer's, asked for where it is missing or over. */

import { secretOf, takeSecret } from '../lib/link.js';
import { begin, button, byId, element, input, worded } from '../ui/dom.js';

/** @typedef {'noPass' | 'linkWrong' | 'linkOther' | 'linkRevoked' | 'linkExpired' | 'linkUnreachable'} Why */

const PASS = 'pass';

export class Opening {
  /**
   * @param {import('./context.js').OrganiserContext<any>} page
   * @param {import('../lib/session_store.js').SessionStore} session
   * @param {(answer: any) => void} opened called with what the server answered
   */
  constructor(page, session, opened) {
    this.page = page;
    this.session = session;
    this.opened = opened;
    this.isOpen = false;
    /** @type {Why | null} */
    this.why = null;
    byId('opening').append(this.#form(), this.#retry());
    page.addEventListener('words', () => this.#draw());
    page.addEventListener('ended', (event) => this.#end(/** @type {CustomEvent} */ (event).detail));
  }

  #form() {
    const field = element('input', { id: 'link', type: 'text', autocomplete: 'off', autocapitalize: 'none' });
    field.spellcheck = false;
    field.setAttribute('aria-describedby', 'link-status');
    const error = element('p', { id: 'link-status', className: 'error', role: 'alert', hidden: true });
    const label = worded(element('label', { htmlFor: 'link' }), 'pasteLink');
    const go = worded(element('button', { type: 'submit', className: 'main' }), 'go');
    const form = element(
      'form',
      { id: 'link-form', className: 'stack', noValidate: true, hidden: true },
      element('div', { className: 'field' }, label, field, error),
      element('p', { className: 'row' }, go),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#typed();
    });
    return form;
  }

  #retry() {
    const retry = worded(
      button('', () => void this.enter(), 'main'),
      'retry',
    );
    return element('p', { className: 'row' }, Object.assign(retry, { id: 'retry', hidden: true }));
  }

  /**
   * Keep the link of the address.
   *
   * @param {Location} location
   * @param {History} history
   * @returns {boolean} whether there was one
   */
  takeFragment(location, history) {
    // Any other fragment names a part of the page.
    const secret = takeSecret(location, history, () => true);
    if (secret) this.session.keep(PASS, secret);
    return Boolean(secret);
  }

  /** Ask the server whether the kept link is an organiser's. */
  async enter() {
    this.isOpen = false;
    this.#show(null);
    const secret = this.session.get(PASS);
    if (!secret) return this.#show('noPass');
    const outcome = await this.page.enter(secret);
    if (!outcome) return;
    if (outcome.kind === 'answer' && this.page.programme) {
      this.isOpen = true;
      return this.opened(outcome.body);
    }
    const status = outcome.kind === 'problem' ? outcome.status : 0;
    if (outcome.kind === 'problem' && status === 401) this.#end(outcome.problem.code);
    else this.#show(status === 403 ? 'linkOther' : 'linkUnreachable');
  }

  /** @param {string} code */
  #end(code) {
    this.isOpen = false;
    this.session.forget(PASS);
    this.page.api.secret = '';
    this.#show(code === 'pass_revoked' ? 'linkRevoked' : code === 'pass_expired' ? 'linkExpired' : 'linkWrong');
  }

  #typed() {
    const { words } = this.page;
    const field = input('link');
    const secret = secretOf(field.value);
    const error = byId('link-status');
    error.hidden = Boolean(secret);
    error.textContent = secret ? '' : words.notALink;
    field.setAttribute('aria-invalid', String(!secret));
    if (!secret) return field.focus();
    field.value = '';
    this.session.keep(PASS, secret);
    void this.enter();
  }

  /** @param {Why | null} why null while the server is asked */
  #show(why) {
    this.why = why;
    for (const part of document.querySelectorAll('#parts, main > section')) {
      /** @type {HTMLElement} */ (part).hidden = part.id !== 'opening';
    }
    this.#draw();
    if (why) begin(byId('opening-title'));
  }

  #draw() {
    const { words } = this.page;
    const { why } = this;
    byId('opening-title').textContent = why ? words[why].title : words.opening;
    byId('opening-text').textContent = why ? words[why].text : words.openingText;
    byId('link-form').hidden = !why || why === 'linkUnreachable';
    byId('retry').hidden = why !== 'linkUnreachable';
    byId('link-status').hidden = true;
  }
}
