/** Something done to many people, some at a time: how far it came, who is left out and why; it can be stopped. */

import { isOfMoment, isOfPass } from '../lib/api.js';

/**
 * @typedef {import('./context.js').Outcome} Outcome
 * @typedef {import('./context.js').Failed} Failed
 *
 * @typedef {object} Plan
 * @property {(ids: string[]) => Promise<Outcome>} send
 * @property {number} [atOnce] how many people one request is about; it may leave some of them out
 *
 * @typedef {{id: string, failed: Failed}} LeftOut
 * @typedef {object} Progress
 * @property {number} total
 * @property {number} seen to
 * @property {number} done
 * @property {LeftOut[]} leftOut
 * @property {Failed | null} stoppedBy why it did not go on
 * @property {string[]} left for whom it may not be done: nobody answered, or the moment was the reason
 */

/** Requests on their way together: a function serves each in a tenth of a second, and other phones wait too. */
const TOGETHER = 3;
/** Milliseconds before each attempt after the first. */
const WAITS = [1_000, 4_000];

/**
 * @param {string[]} ids
 * @param {Plan} plan what may be sent again unchanged
 * @param {object} around
 * @param {(soFar: Progress) => void} around.tell
 * @param {() => boolean} around.isStopped
 * @param {(milliseconds: number) => Promise<unknown>} around.pause
 * @returns {Promise<Progress>}
 */
export async function runThrough(ids, { send, atOnce = 1 }, { tell, isStopped, pause }) {
  /** @type {Progress} */
  const progress = { total: ids.length, seen: 0, done: 0, leftOut: [], stoppedBy: null, left: [...ids] };
  const left = [...ids];
  const goOn = async () => {
    while (left.length && !isStopped() && !progress.stoppedBy) {
      const some = left.splice(0, atOnce);
      const outcome = await patiently(() => send(some), pause);
      if (outcome.kind !== 'answer' && (outcome.kind === 'unreachable' || isOfPass(outcome))) {
        progress.stoppedBy = outcome;
        return;
      }
      const leftOut = outcome.kind === 'answer' ? refusedIn(outcome) : some.map((id) => ({ id, failed: outcome }));
      progress.leftOut.push(...leftOut);
      progress.seen += some.length;
      progress.done += some.length - leftOut.length;
      const later = new Set(leftOut.filter(({ failed }) => isForNow(failed)).map(({ id }) => id));
      progress.left = progress.left.filter((id) => later.has(id) || !some.includes(id));
      tell(progress);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, goOn));
  return progress;
}

/**
 * Ask again where the moment may be the reason.
 *
 * @param {() => Promise<Outcome>} send
 * @param {(milliseconds: number) => Promise<unknown>} pause
 */
async function patiently(send, pause) {
  let outcome = await send();
  for (const wait of WAITS) {
    if (outcome.kind === 'answer' || !isForNow(outcome)) break;
    await pause(wait);
    outcome = await send();
  }
  return outcome;
}

/** @param {Failed} failed */
function isForNow(failed) {
  return failed.kind === 'unreachable' || isOfMoment(failed);
}

/**
 * @param {{status: number, body: {left_out?: {attendee_id: string, code: string}[]}}} outcome
 * @returns {LeftOut[]}
 */
function refusedIn({ status, body: { left_out = [] } }) {
  return left_out.map(({ attendee_id, code }) => ({
    id: attendee_id,
    failed: { kind: 'problem', status, problem: /** @type {any} */ ({ code }) },
  }));
}
