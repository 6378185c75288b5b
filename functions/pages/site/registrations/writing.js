/** A short text to one person or to many: asked for, kept until it has gone, and sent under one id. */

import { uuid } from '../lib/uuid.js';
import { element } from '../ui/dom.js';
import { insist } from '../ui/fields.js';
import { MESSAGE_CHARACTERS, SUBJECT_CHARACTERS } from '../words/limits.js';
import { Attempt } from '../organiser/attempt.js';

export class Writing {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    this.subject = '';
    this.text = '';
    this.attempt = new Attempt(uuid);
  }

  /** Begin with another text: this one has gone to everybody. */
  forget() {
    this.subject = '';
    this.text = '';
    this.attempt = new Attempt(uuid);
  }

  /**
   * @param {string} title
   * @param {string} yes
   * @returns {import('../organiser/dialogue.js').Question}
   */
  question(title, yes) {
    const { words } = this.page;
    const subject = element('input', { id: 'write-subject', maxLength: SUBJECT_CHARACTERS, value: this.subject });
    const text = element('textarea', { id: 'write-text', maxLength: MESSAGE_CHARACTERS, rows: 8, value: this.text });
    text.setAttribute('aria-describedby', 'write-hint');
    subject.addEventListener('input', () => (this.subject = subject.value.trim()));
    text.addEventListener('input', () => (this.text = text.value.trim()));
    const field = (/** @type {HTMLElement} */ of, /** @type {string} */ label, /** @type {HTMLElement[]} */ ...more) =>
      element('div', { className: 'field' }, element('label', { htmlFor: of.id, textContent: label }), of, ...more);
    return {
      title,
      text: words.writeText,
      yes,
      no: words.sendNothing,
      isHarmless: true,
      fields: [
        field(subject, words.writeSubject),
        field(
          text,
          words.writeMessage,
          element('span', { id: 'write-hint', className: 'hint', textContent: words.writeHint }),
        ),
      ],
      isComplete: () => {
        const empty = [subject, text].find(({ value }) => !value.trim());
        if (empty) insist(empty, words.faults.needed());
        return !empty;
      },
    };
  }

  /**
   * Go on with a text that was cut off.
   *
   * @param {Record<string, unknown>} details as they were sent
   */
  resume({ message_id, subject, text }) {
    this.subject = String(subject);
    this.text = String(text);
    this.attempt.ids.set(JSON.stringify({ subject: this.subject, text: this.text }), String(message_id));
  }

  /** @returns {Record<string, unknown>} what the server is told of the text: the same text, under the same id */
  get details() {
    const { subject, text } = this;
    return { message_id: this.attempt.idOf({ subject, text }), subject, text };
  }

  /**
   * @param {string[]} attendees
   * @returns {Promise<import('./context.js').Outcome>}
   */
  send(attendees) {
    return this.page.ask('POST', '/api/messages', { ...this.details, attendees });
  }
}
