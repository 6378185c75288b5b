/** What is being done to many people: kept on the device until it is done, so that it goes on where it was cut off. */

import { WRITTEN_TO_AT_ONCE } from '../words/limits.js';

/**
 * @typedef {'write' | 'mail' | 'move' | 'cancel'} Act
 *
 * @typedef {object} Job what the server takes twice and does once, whoever was seen to when the network went
 * @property {Act} act
 * @property {Record<string, unknown>} details the same for everybody
 * @property {string[]} left for whom it may not be done
 */

/** Those that were cut off; another may begin before one is gone on with. */
export class KeptJobs {
  /** @param {import('../lib/session_value.js').SessionValue} kept */
  constructor(kept) {
    this.kept = kept;
  }

  /** @returns {Job[]} the last begun last */
  get all() {
    const jobs = this.kept.get();
    return Array.isArray(jobs) ? jobs.filter(isJob) : [];
  }

  /**
   * Begin a job, or go on with it for these people.
   *
   * @param {Job} job
   * @returns {(left: string[]) => void} keeps for whom it may not be done, until that is nobody
   */
  begin(job) {
    const others = this.all.find((each) => isSame(each, job))?.left.filter((id) => !job.left.includes(id)) ?? [];
    const keep = (/** @type {string[]} */ some) => {
      const left = [...some, ...others];
      const jobs = this.all.filter((each) => !isSame(each, job));
      this.kept.put(left.length ? [...jobs, { ...job, left }] : jobs);
    };
    keep(job.left);
    return keep;
  }

  /** @param {Job} job */
  forget(job) {
    this.kept.put(this.all.filter((each) => !isSame(each, job)));
  }

  /**
   * Return the details of an act that was cut off, so that nobody it was done for is done it twice.
   *
   * @param {Act} act
   * @returns {Record<string, unknown> | null}
   */
  begun(act) {
    return this.all.findLast((job) => job.act === act)?.details ?? null;
  }
}

/** @param {any} job as it was kept, perhaps by another release */
function isJob(job) {
  return Array.isArray(job?.left) && job.left.length > 0 && job.details && Object.hasOwn(PLANS, job.act);
}

/**
 * @param {Job} one
 * @param {Job} other
 */
function isSame(one, other) {
  return one.act === other.act && JSON.stringify(one.details) === JSON.stringify(other.details);
}

/** @typedef {Pick<import('./context.js').RegistrationsContext, 'ask'>} Asker */

/** @type {Record<Act, (page: Asker, details: Record<string, unknown>) => import('./run_through.js').Plan>} */
const PLANS = {
  write: (page, details) => ({
    send: (attendees) => page.ask('POST', '/api/messages', { ...details, attendees }),
    atOnce: WRITTEN_TO_AT_ONCE,
  }),
  mail: (page, details) => ({ send: ([id]) => page.ask('POST', `/api/attendees/${id}/mail`, details) }),
  move: (page, details) => ({ send: ([id]) => page.ask('PATCH', `/api/attendees/${id}`, details) }),
  cancel: (page) => ({ send: ([id]) => page.ask('DELETE', `/api/attendees/${id}`) }),
};

/**
 * @param {Job} job
 * @param {Asker} page
 */
export function planOf({ act, details }, page) {
  return PLANS[act](page, details);
}
