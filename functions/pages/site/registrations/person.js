/** One person: seen, corrected, cancelled, given a new badge, erased; or registered. */

import { uuid } from '../lib/uuid.js';
import { button, byId, dialog, keepingPlace } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { saveFile } from '../ui/save_file.js';
import { whileVisible } from '../ui/while_visible.js';
import { PARKED, UNSENT } from '../words/codes.js';
import { Attempt } from '../organiser/attempt.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { PersonActs } from './person_acts.js';
import { PersonDay } from './person_day.js';
import { PersonForm } from './person_form.js';
import { PersonMemo } from './person_memo.js';
import { head, side, tags } from './person_side.js';
import { PersonTime } from './person_time.js';

/**
 * @typedef {import('../lib/contract.js').Registration} Registration
 * @typedef {import('./context.js').Failed} Failed
 *
 * @typedef {import('../lib/contract.js').ActShown} Act what the staff did
 * @typedef {import('../lib/contract.js').Day} Day
 */

const NEW = 'new';
const EVERY_MS = 4_000;

export class Person {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    this.form = new PersonForm(page);
    this.acts = new PersonActs(page);
    this.id = '';
    /** @type {Day | null} */
    this.day = null;
    /** @type {Registration | null} whom a new registration is like */
    this.like = null;
    /** @type {Attempt | null} to register somebody new, until it is answered */
    this.attempt = null;
    this.once = once(() => byId('person').querySelectorAll('button'));
    /** What to say of the person that is opened next, who was just registered. */
    this.news = '';
    /** @type {import('./person_day.js').Around} */
    const around = { once: this.once, look: () => this.#load(), isStill: (id) => id === this.id };
    this.memo = new PersonMemo(page, around);
    this.today = new PersonDay(page, around);
    this.time = new PersonTime(page, around);
    byId('person-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.once(() => (this.id === NEW ? this.#register() : this.#correct()));
    });
    whileVisible(byId('person'), EVERY_MS, () => this.#follow());
    page.addEventListener('words', () => {
      this.form.offer();
      this.#draw();
      void page.learn().then(() => this.form.offer());
    });
    page.addEventListener('ended', () => {
      this.day = null;
      this.id = '';
      this.attempt = null;
      this.form.write(null);
      this.#draw();
    });
  }

  /** @param {string} id an attendee's, or `new` */
  open(id) {
    this.#say(this.news);
    this.news = '';
    // What was typed is kept while other parts are looked at.
    if (id === NEW ? this.attempt && !this.like : id === this.id && this.isUnsaved) return;
    // A question about the person before is closed.
    dialog('confirm').close();
    this.id = id;
    this.day = null;
    this.attempt = id === NEW ? new Attempt(uuid) : null;
    for (const part of [this.memo, this.today, this.time, this.acts]) part.begin();
    this.form.write(null, id === NEW ? this.like : null);
    this.like = null;
    this.#draw();
    void this.#fresh().then(() => (id === NEW ? undefined : this.#load()));
  }

  /** Whether something was typed, and is not saved. */
  get isUnsaved() {
    return this.form.isTyped || Object.keys(this.memo.changes(this.day)).length > 0;
  }

  /** Whether leaving the page loses what was typed: somebody new is kept for the next look. */
  get isLost() {
    return this.isUnsaved && this.id !== NEW;
  }

  drop() {
    this.memo.begin();
    this.form.settle();
  }

  /** Learn the seats as they are now, and the hour. */
  async #fresh() {
    await Promise.all([this.page.learn(), this.id === NEW ? undefined : this.page.learnTime()]);
    this.form.offer();
  }

  async #load() {
    const { id } = this;
    const outcome = await this.page.ask('GET', `/api/attendees/${id}`);
    if (id !== this.id) return;
    if (outcome.kind !== 'answer') return this.#fail(outcome);
    this.day = /** @type {Day} */ (outcome.body);
    this.form.follow(this.day.registration);
    this.#draw();
  }

  /** Look again while a mail is on its way: on the telephone somebody waits to hear that it has gone. */
  async #follow() {
    const { id, day } = this;
    if (!day?.mails.some(({ state }) => UNSENT.has(state) && !PARKED.has(state))) return;
    const outcome = await this.page.ask('GET', `/api/attendees/${id}`);
    if (day !== this.day || outcome.kind !== 'answer' || JSON.stringify(outcome.body) === JSON.stringify(day)) return;
    this.day = /** @type {Day} */ (outcome.body);
    keepingPlace(() => this.#draw());
  }

  #draw() {
    const { words } = this.page;
    const registration = this.day?.registration ?? null;
    const isNew = this.id === NEW;
    const isOver = Boolean(registration?.cancelled_at);
    byId('person-title').textContent = isNew
      ? words.registerSomebody
      : registration
        ? this.#name(registration)
        : words.loading;
    byId('person-tags').replaceChildren(...(registration ? tags(this.page, registration) : []));
    byId('person-form').hidden = !isNew && (!registration || isOver);
    byId('person-head').replaceChildren(...(this.day ? this.#head(this.day) : []));
    byId('person-side').replaceChildren(...(this.day ? this.#side(this.day) : []));
  }

  /** @param {Day} day */
  #head(day) {
    return [...head(this.page, day, this.#acts()), ...(day.registration.cancelled_at ? [] : [this.memo.card(day)])];
  }

  /** @param {Day} day */
  #side(day) {
    return side(this.page, day, this.#acts(), [this.today.card(day), this.time.card(day)]);
  }

  /** @returns {import('./person_side.js').Acts} */
  #acts() {
    const registration = /** @type {Day} */ (this.day).registration;
    const { acts } = this;
    const name = this.#name(registration);
    const ask = (/** @type {() => import('./person_acts.js').Asked} */ asked) => () =>
      void this.once(() => this.#ask(asked()));
    return {
      print: () => void this.once(() => this.#print(registration)),
      mailAgain: ask(() => acts.mailAgain(registration, name)),
      write: ask(() => acts.write(registration, name)),
      move: () => this.form.ateliers.begin(),
      reissue: ask(() => acts.reissue(registration, name)),
      cancel: ask(() => acts.cancel(registration, name)),
      erase: ask(() => acts.erase(registration, name)),
      again: () => {
        this.like = registration;
        location.hash = `people/${NEW}`;
      },
    };
  }

  async #register() {
    const { page, attempt } = this;
    const { words } = page;
    if (!attempt || !this.form.isComplete()) return;
    const body = { ...this.form.body(), ...this.form.fields.given(), consent: true };
    const outcome = await page.ask('POST', '/api/attendees', { ...body, registration_id: attempt.idOf(body) });
    if (attempt !== this.attempt) return;
    if (outcome.kind === 'unreachable') return this.#say(words.pressAgain, 'warm');
    if (outcome.kind !== 'answer') return this.#fail(outcome);
    this.attempt = null;
    const mail = body.email ? words.confirmationGoes : words.noConfirmation;
    this.news = `${words.registeredNow({ name: `${body.given_name} ${body.family_name}` })} ${mail}`;
    location.hash = `people/${outcome.body.attendee_id}`;
  }

  async #correct() {
    const { page, id } = this;
    if (!this.form.isComplete()) return;
    const changes = this.form.changes();
    // Whoever saves means all that is typed on the page.
    const noted = this.memo.changes(this.day);
    if (!Object.keys({ ...changes, ...noted }).length) return this.#say(page.words.nothingChanged);
    const isTold = this.form.isTold(changes);
    const outcome = await page.ask('PATCH', `/api/attendees/${id}`, { ...changes, ...noted, notify: isTold });
    if (id !== this.id) return;
    if (outcome.kind !== 'answer') return this.#fail(outcome);
    this.drop();
    await page.learn();
    if (id !== this.id) return;
    await this.#load();
    if (id === this.id) this.#say(isTold ? page.words.savedAndTold : page.words.saved);
  }

  /** @param {Registration} registration */
  async #print({ attendee_id, code }) {
    const { page } = this;
    const outcome = await page.file(`/api/attendees/${attendee_id}/badge.pdf`, /^application\/pdf\b/);
    if (outcome.kind !== 'answer') return attendee_id === this.id ? this.#fail(outcome) : undefined;
    saveFile(outcome.body, page.words.badgeFile({ code }));
    if (attendee_id === this.id) this.#say(page.words.badgeSaved);
  }

  /**
   * Do something that somebody else will notice, if it is meant.
   *
   * @param {import('./person_acts.js').Asked} asked
   */
  async #ask({ question, act, done, next }) {
    const { id } = this;
    if (!(await isConfirmed(question))) return;
    const outcome = await act();
    if (id !== this.id) return;
    if (outcome.kind !== 'answer') return this.#fail(outcome);
    await this.#load();
    if (id === this.id) this.#say(done(), '', next?.());
  }

  /** @param {Failed} outcome */
  #fail(outcome) {
    const errors = outcome.kind === 'problem' ? (outcome.problem.errors ?? []) : [];
    this.#say(errors.length ? '' : this.page.said(outcome), 'bad');
    if (errors.length) this.form.say(errors.map(({ field }) => field));
  }

  /**
   * @param {string} text
   * @param {import('../ui/widgets.js').Sort} [sort]
   * @param {Node} [next]
   */
  #say(text, sort = '', next) {
    const status = byId('person-status');
    status.hidden = !text;
    status.dataset.sort = sort;
    const another = () => button(this.page.words.another, () => (location.hash = `people/${NEW}`), 'plain');
    status.replaceChildren(text);
    for (const more of [this.news ? another() : null, next ?? null]) if (more) status.append(' ', more);
    if (text) status.scrollIntoView({ block: 'nearest' });
  }

  /** @param {Registration} registration */
  #name({ given_name, family_name }) {
    return given_name === null ? this.page.words.nameless : `${given_name} ${family_name}`;
  }
}
