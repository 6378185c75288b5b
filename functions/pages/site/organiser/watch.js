/**
 * Polls the server while somebody looks: each source at its own pace.
 *
 * A source that fails is polled more slowly, the others go on. An answer stays until there is a newer one,
 * with its age.
 */

import { Clock } from '../lib/clock.js';

/**
 * @typedef {import('../lib/api.js').Outcome} Outcome
 * @typedef {import('../lib/api.js').Routes['GET']} Path
 * @typedef {(path: Path, etag: string | null) => Promise<Outcome>} Look
 *
 * @typedef {object} Source
 * @property {() => Path | null} path null while it is not wanted
 * @property {number | (() => number)} every milliseconds; asked for anew with each answer
 *
 * @typedef {object} State
 * @property {any} body what was heard last; null before
 * @property {string} path that was asked for
 * @property {string | null} etag
 * @property {number | null} heardAt by this browser's clock
 * @property {number} nextAt
 * @property {number} hurriedTo when to ask again after the answer that is on its way: it may be older than the hurry
 * @property {number} failures since something was heard
 * @property {boolean} isAsking
 * @property {number} count how often it was asked for
 */

const SLOWEST_MS = 30_000;
/** An answer of "nothing new" does not tell the server's clock: now and then the whole is asked for. */
const WHOLE_EVERY = 20;

/** Dispatches `heard` with the name of a source that has a new answer, `state` when the server fails or is back. */
export class Watch extends EventTarget {
  /**
   * @param {Look} look
   * @param {() => number} now this browser's clock
   * @param {Record<string, Source>} sources
   */
  constructor(look, now, sources) {
    super();
    this.look = look;
    this.local = now;
    this.sources = sources;
    this.clock = new Clock();
    /** @type {Map<string, State>} */
    this.states = new Map();
    this.stop();
  }

  /** Forget everything: the pass is over. */
  stop() {
    this.isRunning = false;
    for (const name of Object.keys(this.sources)) this.states.set(name, unheard());
  }

  start() {
    this.isRunning = true;
  }

  /** The server's clock, in milliseconds. */
  get now() {
    return this.clock.now(this.local());
  }

  /** @param {string} name */
  get(name) {
    return this.#state(name).body;
  }

  /**
   * @param {string} name
   * @returns {number | null} how old what was heard is, in milliseconds
   */
  age(name) {
    const { heardAt } = this.#state(name);
    return heardAt === null ? null : Math.max(0, this.local() - heardAt);
  }

  /** @param {string} name */
  isFailing(name) {
    return this.#state(name).failures > 0;
  }

  /**
   * Go on with what was heard before this page was opened.
   *
   * @param {string} name
   * @param {any} body
   * @param {number} heardAt by this browser's clock
   */
  remember(name, body, heardAt) {
    Object.assign(this.#state(name), { body, heardAt });
    this.dispatchEvent(new CustomEvent('heard', { detail: name }));
  }

  /** @param {string} name */
  heardAt(name) {
    return this.#state(name).heardAt;
  }

  /**
   * Ask for a source at the next turn, whatever its pace.
   *
   * @param {string} name
   * @param {number} [after] or not before so many milliseconds: the server itself may still have it as it was
   */
  hurry(name, after = 0) {
    const state = this.#state(name);
    state.nextAt = after ? this.local() + after : 0;
    if (state.isAsking) state.hurriedTo = Math.min(state.hurriedTo, state.nextAt);
  }

  /** Ask for all that is due. Called at every turn while somebody looks. */
  async turn() {
    if (!this.isRunning) return;
    const due = [...this.states].filter(([name, state]) => this.#isDue(name, state));
    await Promise.all(due.map(([name, state]) => this.#ask(name, state)));
  }

  /**
   * @param {string} name
   * @param {State} state
   */
  #isDue(name, { nextAt, isAsking, path }) {
    const wanted = this.sources[name].path();
    return wanted !== null && !isAsking && (nextAt <= this.local() || wanted !== path);
  }

  /**
   * @param {string} name
   * @param {State} state
   */
  async #ask(name, state) {
    const source = this.sources[name];
    const path = source.path();
    if (path === null) return;
    const sentAt = this.local();
    const etag = path === state.path && state.count % WHOLE_EVERY ? state.etag : null;
    Object.assign(state, { isAsking: true, path, count: state.count + 1 });
    const outcome = await this.look(path, etag);
    state.isAsking = false;
    // The pass ended while it was asked for.
    if (this.states.get(name) !== state || !this.isRunning) return;
    const wasFailing = state.failures > 0;
    if (outcome.kind === 'answer') this.#heard(name, state, outcome, sentAt);
    else state.failures += 1;
    const every = typeof source.every === 'function' ? source.every() : source.every;
    const pause = state.failures ? Math.min(every * 2 ** state.failures, Math.max(every, SLOWEST_MS)) : every;
    // Counted from the request: a poll every three seconds shows numbers that are three seconds old.
    state.nextAt = Math.min(sentAt + pause, state.hurriedTo);
    state.hurriedTo = Infinity;
    if (wasFailing !== state.failures > 0) this.dispatchEvent(new CustomEvent('state', { detail: name }));
  }

  /**
   * @param {string} name
   * @param {State} state
   * @param {import('../lib/api.js').Answered} outcome
   * @param {number} sentAt
   */
  #heard(name, state, { status, body, etag }, sentAt) {
    Object.assign(state, { failures: 0, heardAt: this.local() });
    if (status === 304) return;
    Object.assign(state, { body, etag });
    if (body?.as_of) this.clock.learn(Date.parse(body.as_of), sentAt, this.local());
    this.dispatchEvent(new CustomEvent('heard', { detail: name }));
  }

  /**
   * @param {string} name
   * @returns {State}
   */
  #state(name) {
    const state = this.states.get(name);
    if (!state) throw new Error(`no source ${name}`);
    return state;
  }
}

/** @returns {State} */
function unheard() {
  const never = { body: null, path: '', etag: null, heardAt: null, failures: 0, isAsking: false, count: 0 };
  return { ...never, nextAt: 0, hurriedTo: Infinity };
}
