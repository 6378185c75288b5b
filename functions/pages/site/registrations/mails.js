/** The mails that may not have arrived: why, and the click that sends one again. */

import { begin, button, byId, element, redraw } from '../ui/dom.js';
import { isParked } from '../organiser/menu.js';
import { once } from '../ui/once.js';
import { whileVisible } from '../ui/while_visible.js';
import { notice, table, tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { ActKind, MailState } from '../words/codes.js';
import { MAIL_OVERDUE_SECONDS } from '../words/limits.js';
import { Written } from './written.js';

/**
 * @typedef {import('../lib/contract.js').MailShown} Mail
 * @typedef {import('../lib/contract.js').MailAtOnceShown} AtOnce
 */

const EVERY_MS = 20_000;
/** Before that a mail that is due simply has not gone yet. */
const LATE_MS = MAIL_OVERDUE_SECONDS * 1_000;

/**
 * @param {Mail[]} mails
 * @param {number} now
 * @returns {boolean[]} whether an organiser may send each again: it is parked, or took too long on its way
 */
export function sendable(mails, now) {
  return mails.map((mail) => isParked(mail) || now - Date.parse(mail.asked_at) > LATE_MS);
}

/**
 * @param {string} state
 * @returns {import('../ui/widgets.js').Sort} how a mail's state is shown
 */
export function tone(state) {
  if (state === MailState.FAILED || state === MailState.HELD) return 'bad';
  return state === MailState.UNSURE ? 'warm' : 'quiet';
}

export class Mails {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    /** @type {(Mail | AtOnce)[] | null} */
    this.mails = null;
    this.once = once();
    this.written = new Written(page);
    page.addEventListener('words', () => this.#draw());
    page.addEventListener('mails', (event) => {
      this.mails = /** @type {CustomEvent<(Mail | AtOnce)[]>} */ (event).detail;
      this.#draw();
    });
    page.addEventListener('ended', () => {
      this.mails = null;
      this.#draw();
    });
    whileVisible(byId('mails'), EVERY_MS, () => this.#load());
  }

  open() {
    this.page.say('mails-status', '');
    if (!this.mails) byId('mails-status').textContent = this.page.words.loading;
    void this.#load();
    void this.written.load();
  }

  async #load() {
    const outcome = await this.page.ask('GET', '/api/mails');
    if (!this.mails) this.page.say('mails-status', '');
    if (outcome.kind === 'answer') this.page.tellMails(outcome.body);
    else this.page.say('mails-status', this.page.said(outcome), 'bad');
  }

  #draw() {
    const { words, language } = this.page;
    const all = this.mails ?? [];
    const mails = all.filter((mail) => 'attendee_id' in mail);
    const others = all.filter((mail) => 'act' in mail);
    const failed = mails.filter(({ state }) => state === 'failed');
    const canSend = sendable(mails, Date.now());
    redraw(byId('mails-list'), [language, this.mails, canSend], () => {
      if (!this.mails) return [];
      if (!all.length) return [notice(words.mailsNone)];
      const again = button(words.sendAll({ count: failed.length }), () => void this.once(() => this.#sendAll(failed)));
      return [
        failed.length > 1 ? element('p', { className: 'row' }, again) : '',
        table(
          words.mailsTitle,
          [words.person, words.fields.email, words.fields.state, words.sendAgain],
          [...others.map((mail) => this.#other(mail)), ...mails.map((mail, at) => this.#line(mail, canSend[at]))],
        ),
      ].filter((part) => part instanceof Node);
    });
  }

  /**
   * @param {Mail} mail
   * @param {boolean} canSend
   */
  #line(mail, canSend) {
    const { page } = this;
    const { words } = page;
    const { name, kind, asked_at, attempts } = mail;
    const person = element('a', { href: `#people/${mail.attendee_id}`, textContent: name ?? words.nameless });
    const said = saidOf(words.mailKinds, kind);
    const small = [
      words.askedOn({ when: page.dayAndHour(asked_at) }),
      attempts ? words.attempts({ count: attempts }) : '',
    ];
    const again = button(words.sendAgain, () => void this.once(() => this.#send(mail)));
    again.setAttribute('aria-label', words.sendAgainTo({ kind: said, name: name ?? words.nameless }));
    return [
      person,
      element(
        'div',
        {},
        said,
        element('div', { className: 'soft small', textContent: small.filter(Boolean).join(' · ') }),
      ),
      this.#state(mail),
      canSend ? again : '',
    ];
  }

  /**
   * A mail to the caterer or to the staff: it is sent again where it was sent from.
   *
   * @param {AtOnce} mail
   */
  #other(mail) {
    const { page } = this;
    const { words } = page;
    const { act, name, asked_at } = mail;
    const asked = words.askedOn({ when: page.dayAndHour(asked_at) });
    const isOrder = act === ActKind.MEALS_ORDERED;
    return [
      name || words.namelessPhone,
      element('div', {}, saidOf(words.acts, act), element('div', { className: 'soft small', textContent: asked })),
      this.#state(mail),
      element('a', {
        className: 'button',
        href: isOrder ? '/tableau#lunch' : '/tableau#volunteers',
        textContent: isOrder ? words.seeMeals : words.seeLinks,
      }),
    ];
  }

  /** @param {Mail | AtOnce} mail */
  #state({ state, error }) {
    const { words } = this.page;
    const why = error ?? (state === 'unsure' ? 'interrupted' : null);
    return element(
      'div',
      {},
      tag(saidOf(words.mailStates, state), tone(state)),
      why ? element('div', { className: 'small', textContent: saidOf(words.mailErrors, why) }) : null,
    );
  }

  /** @param {Mail} mail */
  async #send(mail) {
    const outcome = await this.#again(mail);
    const { words } = this.page;
    const isDone = outcome.kind === 'answer';
    this.page.say(
      'mails-status',
      isDone ? words.sentAgain({ name: mail.name ?? words.nameless }) : this.page.said(outcome),
      isDone ? '' : 'bad',
    );
    await this.#load();
    // The button that was pressed may be gone.
    begin(byId('mails-title'));
  }

  /** @param {Mail[]} mails */
  async #sendAll(mails) {
    let count = 0;
    for (const mail of mails) {
      const outcome = await this.#again(mail);
      if (outcome.kind !== 'answer') {
        this.page.say('mails-status', this.page.said(outcome), 'bad');
        break;
      }
      count += 1;
      this.page.say('mails-status', this.page.words.sentAllAgain({ count }));
    }
    await this.#load();
    begin(byId('mails-title'));
  }

  /** @param {Mail} mail */
  async #again({ attendee_id, reason }) {
    return this.page.ask('POST', `/api/attendees/${attendee_id}/mails/${encodeURIComponent(reason)}/send`);
  }
}
