/** A list on its way to the server: at most a hundred lines a call, stopped and taken up again, none sent for nothing. */

import { isOfMoment, isOfPass } from '../lib/api.js';
import { Pause } from '../lib/pause.js';
import { BODY_BYTES, LINES_AT_ONCE } from '../words/limits.js';

/**
 * @typedef {import('../lib/api.js').Outcome} Outcome
 *
 * @typedef {import('../lib/contract.js').LineBody} Line
 * @typedef {import('../lib/contract.js').Said} Said one sentence by its language
 * @typedef {Pick<import('../lib/contract.js').Remark, 'field' | 'message'> & Partial<import('../lib/contract.js').Remark>} Wrong `said` by the server, not of what is
 *   found here
 * @typedef {import('../lib/contract.js').LineResult} LineResult
 * @typedef {Partial<Omit<LineResult, 'errors' | 'notes'>> & Pick<LineResult, 'line' | 'outcome'> &
 *   {errors: Wrong[], notes?: Wrong[]}} Result in a dry run, what would become of a line
 *
 * @typedef {'idle' | 'running' | 'waiting' | 'stopped' | 'ended' | 'done'} State
 *   `waiting` for the network or the server: it goes on by itself. `ended`: the pass is no good any more.
 *
 * @typedef {object} Tools
 * @property {(lines: Line[]) => Promise<Outcome>} send
 * @property {(wake: () => void, after: number) => unknown} setTimeout
 */

/** A character has up to four bytes, and a request brings more than its lines. */
const MOST_CHARACTERS = (BODY_BYTES * 0.9) / 4;
const LONGEST_WAIT_MS = 20_000;

/** Dispatches `change` when lines were answered or the state has changed. */
export class ImportRun extends EventTarget {
  /**
   * @param {Tools} tools
   * @param {Line[]} lines
   */
  constructor(tools, lines) {
    super();
    this.tools = tools;
    this.total = lines.length;
    /** Those without an answer, in order. */
    this.left = [...lines];
    /** @type {Map<number, Result>} */
    this.results = new Map();
    /** @type {State} */
    this.state = 'idle';
    /** @type {string | null} a code: why it waits or has ended */
    this.why = null;
    this.pause = new Pause(tools.setTimeout);
    this.most = LINES_AT_ONCE;
    this.isStopping = false;
  }

  get isUnderWay() {
    return this.state === 'running' || this.state === 'waiting';
  }

  /** Whether closing the page now would leave lines unsent that somebody meant to send. */
  get isUnfinished() {
    return this.state !== 'idle' && this.left.length > 0;
  }

  /**
   * @param {Result['outcome']} outcome
   * @returns {Result[]} in the order of the lines
   */
  of(outcome) {
    return [...this.results.values()]
      .filter((result) => result.outcome === outcome)
      .sort((one, other) => one.line - other.line);
  }

  /** Send what is left, to the end or until somebody stops it. Another call while it runs changes nothing. */
  async run() {
    if (this.isUnderWay) return;
    this.isStopping = false;
    this.#become('running');
    let failures = 0;
    while (this.left.length && !this.isStopping) {
      const chunk = this.#chunk();
      const outcome = await this.tools.send(chunk);
      if (outcome.kind === 'problem' && isOfCaller(outcome)) return this.#become('ended', outcome.problem.code);
      const waits = this.#take(chunk, outcome);
      failures = waits ? failures + 1 : 0;
      this.#become(waits ? 'waiting' : 'running', waits);
      if (waits && !this.isStopping) await this.pause.take(Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures));
    }
    this.#become(this.left.length ? 'stopped' : 'done');
  }

  /** Stop after the lines that are on their way: what the server did with them is kept. */
  stop() {
    this.isStopping = true;
    this.pause.wake();
  }

  /** @returns {Line[]} the next lines that go into one call */
  #chunk() {
    let characters = 0;
    const most = this.left.slice(0, this.most);
    const fitting = most.findIndex((line) => (characters += JSON.stringify(line).length) > MOST_CHARACTERS);
    return fitting === -1 ? most : most.slice(0, Math.max(1, fitting));
  }

  /**
   * Keep what was answered.
   *
   * @param {Line[]} chunk
   * @param {Outcome} outcome
   * @returns {string | null} why to wait before the next call, if so
   */
  #take(chunk, outcome) {
    if (outcome.kind === 'unreachable') return 'unreachable';
    if (outcome.kind === 'problem') {
      if (isOfMoment(outcome)) return outcome.problem.code;
      this.#split(chunk, outcome.problem);
      return null;
    }
    const asked = new Set(chunk.map(({ line }) => line));
    /** @type {Result[]} */
    const results = Array.isArray(outcome.body?.results) ? outcome.body.results : [];
    const answered = results.filter(({ line, outcome }) => asked.has(line) && outcome !== 'later');
    for (const result of answered) this.results.set(result.line, result);
    this.left = this.left.filter(({ line }) => !this.results.has(line));
    // The server stops after some seconds and leaves the rest for later: then there is nothing to wait for.
    return answered.length ? null : 'later';
  }

  /**
   * Find the line for which the server refuses a whole call: by halves, until it is alone.
   *
   * @param {Line[]} chunk
   * @param {import('../lib/contract.js').Problem} problem
   */
  #split(chunk, { code, detail = '', errors }) {
    this.most = Math.max(1, Math.floor(chunk.length / 2));
    if (chunk.length > 1) return;
    const [{ line }] = chunk;
    const wrong = errors?.map((each) => ({ ...each, field: each.field.replace(/^lines\.0\.(cells\.)?/, '') }));
    this.results.set(line, { line, outcome: 'refused', errors: wrong ?? [{ field: '', message: detail, code }] });
    this.left = this.left.slice(1);
    this.most = LINES_AT_ONCE;
  }

  /**
   * @param {State} state
   * @param {string | null} [why]
   */
  #become(state, why = null) {
    this.state = state;
    this.why = why;
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * @param {import('../lib/api.js').Refused} refused
 * @returns {boolean} whether no line is the reason: the pass is, or there is no such event
 */
function isOfCaller(refused) {
  return isOfPass(refused) || refused.problem.code === 'not_found';
}
