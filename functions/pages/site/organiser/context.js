/** What every part of an organiser's page shares: the server, the event, and how refusals are said. */

import { byId } from '../ui/dom.js';
import { PageContext } from '../ui/page_context.js';
import { notice } from '../ui/widgets.js';
import { saidOf, typeset } from '../ui/words.js';

/**
 * @typedef {import('../ui/words.js').Language} Language
 * @typedef {import('../lib/api.js').Outcome} Outcome
 * @typedef {Exclude<Outcome, import('../lib/api.js').Answered>} Failed
 * @typedef {import('../lib/contract.js').ProgrammeShown} Programme
 */

/**
 * Dispatches `ended` when the server refuses the pass, `mails` with those that may not have gone, `conflicts` with the
 * number of contradictions to settle.
 *
 * @template {import('../words/organiser.js').Words} Words
 * @extends {PageContext<Words, string>}
 */
export class OrganiserContext extends PageContext {
  /** @type {Programme | null} */
  #programme = null;

  /**
   * @param {import('../ui/words.js').WordsOf<Words>} wordsOf
   * @param {import('../lib/api.js').Api} api
   * @param {{spoken: Language[], chosen: Language | null, keep: (language: Language) => unknown}} languages
   */
  constructor(wordsOf, api, languages) {
    super(wordsOf, languages);
    this.api = api;
  }

  get programme() {
    return this.#programme;
  }

  /** @param {import('../lib/contract.js').Mails | null} told those not known to be sent, as the server answered */
  tellMails(told) {
    this.dispatchEvent(new CustomEvent('mails', { detail: [...(told?.mails ?? []), ...(told?.at_once ?? [])] }));
  }

  /** @param {number} count of the contradictions that nobody has settled */
  tellConflicts(count) {
    this.dispatchEvent(new CustomEvent('conflicts', { detail: count }));
  }

  /**
   * Ask the server with the organiser's pass.
   *
   * @template {import('../lib/api.js').Method} M
   * @param {M} method
   * @param {import('../lib/api.js').Routes[M]} path
   * @param {unknown} [body]
   * @param {number} [timeout] milliseconds
   */
  async ask(method, path, body, timeout) {
    return this.#heard((api) => api.ask(method, path, { body, timeout }));
  }

  /**
   * Ask the server for something that may not have changed since.
   *
   * @param {import('../lib/api.js').Routes['GET']} path
   * @param {string | null} etag of the answer that is at hand
   * @param {number} [timeout] milliseconds
   */
  async look(path, etag, timeout) {
    /** @type {Record<string, string>} */
    const headers = etag ? { 'if-none-match': etag } : {};
    return this.#heard((api) => api.ask('GET', path, { headers, timeout }));
  }

  /**
   * Fetch a file with the organiser's pass.
   *
   * @param {import('../lib/api.js').Files} path
   * @param {RegExp} kind its content type
   * @param {unknown} [body] what it is made of
   */
  async file(path, kind, body) {
    return this.#heard((api) => api.file(path, kind, undefined, body));
  }

  /**
   * @template {Outcome} O
   * @param {(api: import('../lib/api.js').Api) => Promise<O>} asking
   * @returns {Promise<O>}
   */
  async #heard(asking) {
    const { secret } = this.api;
    const outcome = await asking(this.api);
    // An earlier link may be over while a newer one was opened meanwhile.
    if (outcome.kind === 'problem' && outcome.status === 401 && secret === this.api.secret) {
      this.dispatchEvent(new CustomEvent('ended', { detail: outcome.problem.code }));
    }
    return outcome;
  }

  /**
   * Ask the server whether a link is an organiser's, and go on with it.
   *
   * @param {string} secret
   * @returns {Promise<Outcome | null>} the mails to see, or why not; null where another link was opened meanwhile
   */
  async enter(secret) {
    this.api.secret = secret;
    // What only an organiser may read; its answer is shown in the page's head.
    const [outcome] = await Promise.all([this.api.ask('GET', '/api/mails'), this.learn()]);
    return secret === this.api.secret ? outcome : null;
  }

  /** Fetch the event with the seats as they are now; an earlier one does until the network is back. */
  async learn() {
    const outcome = await this.api.ask('GET', `/api/programme?lang=${this.language}`);
    if (outcome.kind === 'answer') this.know(outcome.body);
    return this.programme;
  }

  /** @param {Programme | null} programme as the server answered it */
  know(programme) {
    if (!programme?.event) return;
    this.#programme = typeset(programme);
    this.settle();
  }

  /**
   * Name a door: an atelier's by its number, another as the programme does.
   *
   * @param {string} id
   */
  door(id) {
    if (this.atelier(id)) return this.atelierName(id);
    return this.programme?.checkpoints.find((checkpoint) => checkpoint.id === id)?.title ?? id;
  }

  /**
   * Name a thing of the programme.
   *
   * @param {string} sort
   * @param {string} id
   */
  thing(sort, id) {
    const { sessions = [], slots = [] } = this.programme ?? {};
    if (sort === 'ateliers') return this.atelierTitle(id);
    if (sort === 'checkpoints') return this.door(id);
    return (sort === 'slots' ? slots : sessions).find((one) => one.id === id)?.title ?? id;
  }

  /** @param {string[]} ids */
  doors(ids) {
    return ids.map((id) => this.door(id)).join(', ');
  }

  /**
   * Say what became of an act, where the part has its place for it.
   *
   * @param {string} id
   * @param {string} text nothing, to take back what is said there
   * @param {import('../ui/widgets.js').Sort} [sort]
   */
  say(id, text, sort = '') {
    byId(id).replaceChildren(text ? notice(text, sort) : '');
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
    const { code, characters = '' } = outcome.problem;
    if (code === 'unprintable') return words.unprintable({ characters });
    return saidOf(words.problems, code);
  }
}
