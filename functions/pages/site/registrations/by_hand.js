/** Somebody let in or out by hand: one scan a press, however often its answer gets lost. */

import { Attempt } from '../organiser/attempt.js';

/**
 * @typedef {import('../lib/contract.js').Result} Result
 * @typedef {import('../organiser/context.js').Outcome} Outcome
 * @typedef {import('../organiser/context.js').Failed} Failed
 * @typedef {Pick<import('../lib/contract.js').Scan, 'checkpoint' | 'direction' | 'override'>} Choice
 * @typedef {{kind: 'judged', result: Result}} Judged
 */

export class ByHand {
  /**
   * @param {(method: 'POST', path: '/api/scans', body: unknown) => Promise<Outcome>} ask the server
   * @param {() => number} now by the server's clock
   * @param {() => string} newId
   */
  constructor(ask, now, newId) {
    this.ask = ask;
    this.now = now;
    this.newId = newId;
    this.attempt = new Attempt(newId);
  }

  /**
   * Have somebody judged as at a door; the same choice again, after an answer that got lost, is the same scan.
   *
   * @param {string} attendee_id
   * @param {Choice} choice
   * @returns {Promise<Judged | Failed>}
   */
  async admit(attendee_id, choice) {
    const at = new Date(this.now()).toISOString();
    const scan = { scan_id: this.attempt.idOf([attendee_id, choice]), attendee_id, ...choice, at };
    const outcome = await this.ask('POST', '/api/scans', { sent_at: at, scans: [scan] });
    if (outcome.kind !== 'answer') return outcome;
    /** @type {(Result & {problem?: import('../lib/contract.js').Problem})[]} */
    const results = outcome.body?.results ?? [];
    const result = results.find(({ scan_id }) => scan_id === scan.scan_id);
    // An answer without this scan does not come from our server.
    if (!result) return { kind: 'unreachable' };
    if (result.problem) return { kind: 'problem', status: outcome.status, problem: result.problem };
    this.attempt = new Attempt(this.newId);
    return { kind: 'judged', result };
  }

  /**
   * Learn which scans the server has. A press after that is a new scan, not a repeat of the lost one.
   *
   * @param {{scan_id: string}[]} scans
   */
  heard(scans) {
    const sent = new Set(this.attempt.ids.values());
    if (scans.some(({ scan_id }) => sent.has(scan_id))) this.attempt = new Attempt(this.newId);
  }
}
