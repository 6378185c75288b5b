/** What every part of the page shares: the server, the language, the event, and how hours, ateliers and refusals are said. */

import { saidOf, wordsOf } from './words.js';

/**
 * @typedef {import('./words.js').Language} Language
 * @typedef {import('../lib/api.js').Outcome} Outcome
 * @typedef {Exclude<Outcome, import('../lib/api.js').Answered>} Failed
 *
 * @typedef {object} Atelier
 * @property {string} id
 * @property {number} number
 * @property {string} slot
 * @property {string} title
 * @property {string} room
 * @property {number} capacity
 * @property {number} seats_left
 *
 * @typedef {object} Programme
 * @property {{id: string, name: string, timezone: string}} event
 * @property {{id: string, title: string}[]} slots
 * @property {Atelier[]} ateliers
 * @property {string[]} diets
 */

/** Tells `words` when the language changes, `ended` when the server takes the pass no longer, `mails` with those to see. */
export class Desk extends EventTarget {
  /**
   * @param {import('../lib/api.js').Api} api
   * @param {Language} language
   */
  constructor(api, language) {
    super();
    this.api = api;
    this.language = language;
    /** @type {Programme | null} */
    this.programme = null;
  }

  get words() {
    return wordsOf(this.language);
  }

  /** @param {Language} language */
  speak(language) {
    this.language = language;
    this.dispatchEvent(new Event('words'));
  }

  /** @param {import('./mails.js').Mail[]} mails those not known to be sent */
  tellMails(mails) {
    this.dispatchEvent(new CustomEvent('mails', { detail: mails }));
  }

  /**
   * Ask the server with the organiser's pass.
   *
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {number} [patience] milliseconds
   */
  async ask(method, path, body, patience) {
    return this.#heard(await this.api.ask(method, path, { body, patience }));
  }

  /**
   * Fetch a file with the organiser's pass.
   *
   * @param {string} path
   * @param {RegExp} kind its content type
   */
  async file(path, kind) {
    return this.#heard(await this.api.file(path, kind));
  }

  /**
   * @template {Outcome} O
   * @param {O} outcome
   * @returns {O}
   */
  #heard(outcome) {
    if (outcome.kind === 'problem' && outcome.status === 401) {
      this.dispatchEvent(new CustomEvent('ended', { detail: outcome.problem.code }));
    }
    return outcome;
  }

  /** Fetch the event with the seats as they are now; an earlier one does until the network is back. */
  async learn() {
    const outcome = await this.api.ask('GET', '/api/programme');
    if (outcome.kind === 'answer' && outcome.body?.event) this.programme = outcome.body;
    return this.programme;
  }

  /** @param {string} id */
  atelier(id) {
    return this.programme?.ateliers.find((one) => one.id === id) ?? null;
  }

  /** @param {string} id */
  atelierName(id) {
    const atelier = this.atelier(id);
    // Some titles are sentences: within another, their full stop goes.
    return atelier ? this.words.atelierName(atelier.number, atelier.title.replace(/\.$/, '')) : id;
  }

  /** @param {string} id */
  atelierNumber(id) {
    const atelier = this.atelier(id);
    return atelier ? this.words.atelierNumber(atelier.number) : id;
  }

  /**
   * Say a day and an hour as the clocks at the event show it.
   *
   * @param {string} at ISO 8601
   */
  dayAndHour(at) {
    const day = this.#format(at, { day: 'numeric', month: 'long' });
    const [hours, minutes] = this.#format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).split(':');
    return this.words.dayAndHour(day, hours, minutes);
  }

  /**
   * @param {string} at
   * @param {Intl.DateTimeFormatOptions} parts
   */
  #format(at, parts) {
    const timeZone = this.programme?.event.timezone;
    const locale = this.language === 'en' ? 'en-GB' : 'fr-FR';
    return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(new Date(at));
  }

  /**
   * Say why something was not done.
   *
   * @param {Failed} outcome
   * @returns {string}
   */
  said(outcome) {
    const { words } = this;
    if (outcome.kind === 'unreachable') return words.unreachable;
    const { code, errors, ...more } = outcome.problem;
    if (code === 'atelier_full') {
      const { atelier, free = [] } = /** @type {{atelier?: string, free?: string[]}} */ (more);
      return words.atelierFull(this.atelierName(atelier ?? ''), free.map((id) => this.atelierNumber(id)).join(', '));
    }
    return saidOf(words.problems, code);
  }
}
