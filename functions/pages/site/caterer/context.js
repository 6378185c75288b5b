/** What the caterer's page shares: the server, its latest answer, and what is kept of it for when nobody answers. */

import { OrganiserContext } from '../organiser/context.js';
import { Watch } from '../organiser/watch.js';
import { wordsOf } from '../words/caterer.js';
import { momentOf } from './figures.js';

const KEPT = 'heard';

/** @extends {OrganiserContext<import('../words/caterer.js').Words>} */
export class CatererContext extends OrganiserContext {
  /**
   * @param {import('../lib/api.js').Api} api
   * @param {ConstructorParameters<typeof OrganiserContext>[2]} languages
   * @param {Pick<import('../lib/session_store.js').SessionStore, 'get' | 'keep' | 'forget'>} store
   */
  constructor(api, languages, store) {
    super(wordsOf, api, languages);
    this.store = store;
    this.watch = new Watch(
      (path, etag) => this.look(path, etag),
      () => api.now(),
      {
        catering: { path: () => this.#catering, every: () => (this.moment === 'serving' ? 10_000 : 20_000) },
        programme: { path: () => `/api/programme?lang=${this.language}`, every: 60_000 },
      },
    );
    this.watch.addEventListener('heard', (event) => this.#heard(/** @type {CustomEvent} */ (event).detail));
  }

  /** @returns {import('../lib/contract.js').CateringAnswer | null} */
  get meals() {
    return this.watch.get('catering');
  }

  get moment() {
    return this.meals ? momentOf(this.meals, this.programme, this.now()) : 'before';
  }

  /** By the server's clock, or a rehearsal's. */
  now() {
    return this.watch.now;
  }

  /** @returns {`/api/catering?${string}`} */
  get #catering() {
    return `/api/catering?language=${this.language}`;
  }

  /**
   * Ask the server whether a link is the caterer's. Where nobody answers, what was heard last is shown, with its age.
   *
   * @param {string} secret
   */
  async enter(secret) {
    this.api.secret = secret;
    // Which languages the event has, and may be asked for, is not known yet.
    const [outcome] = await Promise.all([this.api.ask('GET', '/api/catering'), this.learn()]);
    if (secret !== this.api.secret) return null;
    const kept = this.#kept(secret);
    if (outcome.kind !== 'unreachable' || !kept) return outcome;
    this.know(kept.programme);
    this.watch.remember('catering', kept.meals, kept.heardAt);
    return { kind: /** @type {const} */ ('answer'), status: 200, body: kept.meals, etag: null };
  }

  /** The link is over: nothing that it showed stays. */
  forget() {
    this.watch.stop();
    this.store.forget(KEPT);
  }

  /**
   * @param {string} secret
   * @returns {{meals: any, programme: any, heardAt: number} | null} what was heard with this link
   */
  #kept(secret) {
    const kept = JSON.parse(this.store.get(KEPT) ?? 'null');
    return kept?.secret === secret ? kept : null;
  }

  /** @param {string} name */
  #heard(name) {
    const { programme, watch, meals } = this;
    if (name === 'programme') this.know(watch.get('programme'));
    if (name !== 'catering') return;
    const heard = { secret: this.api.secret, meals, programme, heardAt: watch.heardAt('catering') };
    this.store.keep(KEPT, JSON.stringify(heard));
  }
}
