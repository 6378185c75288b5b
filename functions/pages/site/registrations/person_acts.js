/** What an organiser may do to one person besides correcting them, each after a question that says what follows. */

import { uuid } from '../lib/uuid.js';
import { element } from '../ui/dom.js';
import { insist } from '../ui/fields.js';
import { Attempt } from '../organiser/attempt.js';
import { ADDRESS_CHARACTERS } from '../words/limits.js';
import { Writing } from './writing.js';
import { wayToWritten } from './written.js';

/**
 * @typedef {import('./context.js').Outcome} Outcome
 * @typedef {import('../organiser/dialogue.js').Question} Question
 * @typedef {import('../lib/contract.js').Registration} Registration
 *
 * @typedef {object} Asked
 * @property {Question} question
 * @property {() => Promise<Outcome>} act
 * @property {() => string} done what is said once it is done
 * @property {() => Node} [next] where to look at what was done
 */

export class PersonActs {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    /** To mail somebody once, however often the button is pressed for want of an answer. */
    this.mailing = new Attempt(uuid);
    this.writing = new Writing(page);
  }

  /** Forget what was begun with the person before. */
  begin() {
    this.mailing = new Attempt(uuid);
    this.writing.forget();
  }

  /**
   * @param {Registration} registration
   * @param {string} name
   * @returns {Asked}
   */
  write({ attendee_id }, name) {
    const { writing } = this;
    const { words } = this.page;
    return {
      question: writing.question(words.writeToOne({ name }), words.writeSendOne),
      act: async () => {
        const outcome = await writing.send([attendee_id]);
        if (outcome.kind !== 'answer') return outcome;
        const [leftOut] = outcome.body.left_out;
        if (leftOut) return { kind: 'problem', status: outcome.status, problem: leftOut };
        writing.forget();
        return outcome;
      },
      done: () => words.writtenToOne({ name }),
      next: () => wayToWritten(words),
    };
  }

  /**
   * @param {Registration} registration
   * @param {string} name
   * @returns {Asked}
   */
  mailAgain({ attendee_id, email }, name) {
    const { page } = this;
    const { words } = page;
    const address = element('input', {
      type: 'email',
      id: 'mail-to',
      value: email ?? '',
      maxLength: ADDRESS_CHARACTERS,
    });
    address.setAttribute('aria-describedby', 'mail-to-hint');
    const hint = element('span', { id: 'mail-to-hint', className: 'hint' });
    hint.textContent = email ? words.mailAgainOther : words.mailAgainFirst;
    const label = element('label', { htmlFor: address.id, textContent: words.mailAgainTo });
    const field = element('div', { className: 'field' }, label, address, hint);
    const body = () => (address.value.trim() === email ? {} : { email: address.value.trim() });
    return {
      question: {
        title: words.mailAgainTitle,
        text: words.mailAgainText({ name }),
        yes: words.mailAgain,
        no: words.sendNothing,
        fields: [field],
        isHarmless: true,
        isComplete: () => {
          if (address.value.trim() && address.validity.valid) return true;
          insist(address, words.wrong.email);
          return false;
        },
      },
      act: async () => {
        const mail_id = this.mailing.idOf({ attendee_id, ...body() });
        const outcome = await page.ask('POST', `/api/attendees/${attendee_id}/mail`, { ...body(), mail_id });
        if (outcome.kind !== 'unreachable') this.mailing = new Attempt(uuid);
        return outcome;
      },
      done: () => words.mailAgainDone({ address: address.value.trim() }),
    };
  }

  /**
   * @param {Registration} registration
   * @param {string} name
   * @returns {Asked}
   */
  reissue({ attendee_id, issue }, name) {
    const { words } = this.page;
    return {
      question: { title: words.newBadgeTitle, text: words.newBadgeText({ name }), yes: words.newBadge },
      // The server makes one badge after this one, however often it is asked for.
      act: () => this.page.ask('POST', `/api/attendees/${attendee_id}/badge`, { issue }),
      done: () => words.newBadgeDone,
    };
  }

  /**
   * @param {Registration} registration
   * @param {string} name
   * @returns {Asked}
   */
  cancel({ attendee_id }, name) {
    const { words } = this.page;
    return {
      question: { title: words.cancelTitle, text: words.cancelText({ name }), yes: words.cancelRegistration },
      act: () => this.page.ask('DELETE', `/api/attendees/${attendee_id}`),
      done: () => words.cancelDone,
    };
  }

  /**
   * @param {Registration} registration
   * @param {string} name
   * @returns {Asked}
   */
  erase({ attendee_id }, name) {
    const { words } = this.page;
    return {
      question: {
        title: words.eraseTitle,
        text: words.eraseText({ name }),
        yes: words.eraseForGood,
        sure: words.eraseTick,
        tickFirst: words.tickFirst,
      },
      act: () => this.page.ask('POST', `/api/attendees/${attendee_id}/erasure`),
      done: () => words.eraseDone,
    };
  }
}
