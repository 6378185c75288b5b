/** A new link for somebody who has one: no secret is kept, so it is another one, and the one before ends. */

import { uuid } from '../lib/uuid.js';
import { begin, byId, element } from '../ui/dom.js';
import { insist } from '../ui/fields.js';
import { Attempt } from '../organiser/attempt.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { unmade } from './link_made.js';

export class LinkAnew {
  /**
   * @param {import('./context.js').DashboardContext} page
   * @param {import('./link_made.js').LinkMade} links
   */
  constructor(page, links) {
    this.page = page;
    this.links = links;
    this.attempt = new Attempt(uuid);
  }

  /**
   * Ask whether, and to which address; then make it.
   *
   * @param {import('./phones.js').StaffPass} pass
   */
  async ask({ id, role, label }) {
    const { page } = this;
    const { words } = page;
    const email = element('input', { id: 'anew-email', type: 'email', autocomplete: 'off' });
    const hint = element('p', { id: 'anew-hint', className: 'hint', textContent: words.addressNotKept });
    email.setAttribute('aria-describedby', hint.id);
    const isAsked = await isConfirmed({
      title: words.anewTitle({ label: label || words.namelessPhone }),
      text: words.anewText,
      yes: words.anewYes,
      fields: [
        element(
          'div',
          { className: 'field' },
          element('label', { htmlFor: email.id, textContent: words.mailLinkTo }),
          email,
          hint,
        ),
      ],
      isComplete: () => {
        const isRight = email.checkValidity();
        if (!isRight) insist(email, words.emailWrong);
        return isRight;
      },
    });
    if (isAsked) await this.#make({ role, replaces: id }, email.value.trim());
  }

  /**
   * @param {{role: string, replaces: string}} terms
   * @param {string} to
   */
  async #make(terms, to) {
    const { page } = this;
    const mail = to ? { email: to, language: page.language } : {};
    const invitation_id = this.attempt.idOf(terms);
    const outcome = await page.ask('POST', '/api/passes', { ...terms, invitation_id, ...mail });
    for (const source of ['passes', 'mails']) page.watch.hurry(source);
    if (outcome.kind !== 'answer') return page.say('volunteers-status', unmade(outcome, page), 'bad');
    page.say('volunteers-status', '');
    this.links.forget(terms.replaces);
    this.links.add(outcome.body, to);
    begin(byId('link-made-title'));
  }
}
