/** What every part of the page shares: the server, the event, and how refusals are said. */

import { Telling } from '../look/telling.js';
import { saidOf } from '../look/words.js';
import { wordsOf } from './words.js';

/**
 * @typedef {import('../look/words.js').Language} Language
 * @typedef {import('../lib/api.js').Outcome} Outcome
 * @typedef {Exclude<Outcome, import('../lib/api.js').Answered>} Failed
 * @typedef {import('../lib/messages.js').Programme} Programme
 */

/**
 * Tells `ended` when the server takes the pass no longer, `mails` with those to see.
 *
 * @extends {Telling<import('./words.js').Words>}
 */
export class Desk extends Telling {
  /** @type {Programme | null} */
  #programme = null;

  /**
   * @param {import('../lib/api.js').Api} api
   * @param {{spoken: Language, chosen: Language | null, keep: (language: Language) => unknown}} languages
   */
  constructor(api, languages) {
    super(wordsOf, languages);
    this.api = api;
  }

  get programme() {
    return this.#programme;
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
    if (outcome.kind === 'answer' && outcome.body?.event) this.#programme = outcome.body;
    return this.programme;
  }

  /** @param {string} id */
  atelier(id) {
    return this.programme?.ateliers.find((one) => one.id === id) ?? null;
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
      return words.atelierFull(this.atelierTitle(atelier ?? ''), free.map((id) => this.atelierNumber(id)).join(', '));
    }
    return saidOf(words.problems, code);
  }
}
