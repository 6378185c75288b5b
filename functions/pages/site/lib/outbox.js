/**
 * Scans on their way from the phone to the server: none is lost, and each stays here until its own answer is stored.
 *
 * Sending again is always safe: a scan that was answered is answered the same.
 */

import { ACCEPTING, EVENT_CLOSED } from '../words/codes.js';
import { SCANS_AT_ONCE } from '../words/limits.js';
import { isOfMoment, isOfPass } from './api.js';

/**
 * @typedef {import('./scan_db.js').Entry} Entry
 * @typedef {import('./api.js').Outcome} Outcome
 *
 * @typedef {object} Drained
 * @property {number} sent answered with a verdict
 * @property {number} kept to be sent again: the server asked for it, or gave no answer to them
 * @property {number} aside refused as requests: they leave by file
 * @property {Entry[]} conflicts where somebody was let in against the rules
 * @property {import('./api.js').Refused | import('./api.js').Unreachable | null} stopped why the rest was not sent
 * @property {Record<string, import('./contract.js').DoorHeadcount> | null} headcounts of the last answer
 * @property {string | null} receivedAt by the server's clock
 */

const SHORTEST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Send what is waiting, each scan once, in order. One that is refused alone is set aside.
 *
 * An answer that cannot be kept, as on a full phone, keeps no other batch from the server.
 *
 * @param {import('./scan_db.js').ScanDb} scanDb
 * @param {(entries: Entry[]) => Promise<Outcome>} send also called with none
 * @returns {Promise<Drained>}
 * @throws {DOMException} in the end, where an answer could not be kept
 */
export async function drain(scanDb, send) {
  /** @type {Drained} */
  const drained = { sent: 0, kept: 0, aside: 0, conflicts: [], stopped: null, headcounts: null, receivedAt: null };
  /** @type {unknown[]} */
  const faults = [];
  let batch = await scanDb.waiting(0, SCANS_AT_ONCE);
  while (batch.length && !drained.stopped) {
    await deliver(scanDb, send, batch, drained).catch((fault) => faults.push(fault));
    batch = await scanDb.waiting(batch[batch.length - 1].seq, SCANS_AT_ONCE);
  }
  if (faults.length) throw faults[0];
  return drained;
}

/**
 * Say how long to wait after some failures in a row. Phones that lost the same network do not come back in step.
 *
 * @param {number} failures
 * @param {() => number} random from 0 to 1
 * @returns {number} milliseconds
 */
export function pause(failures, random) {
  const longest = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** failures);
  return SHORTEST_PAUSE_MS + random() * (longest - SHORTEST_PAUSE_MS);
}

/**
 * @param {import('./scan_db.js').ScanDb} scanDb
 * @param {(entries: Entry[]) => Promise<Outcome>} send
 * @param {Entry[]} batch
 * @param {Drained} drained
 */
async function deliver(scanDb, send, batch, drained) {
  const outcome = await send(batch);
  if (outcome.kind === 'answer') await settleAll(scanDb, batch, outcome.body, drained);
  else if (!isAboutScans(outcome)) drained.stopped = outcome;
  else if (batch.length === 1) {
    // If an empty message is refused too, the scan is not the reason.
    if (isSame(outcome, await send([]))) drained.stopped = outcome;
    else await setAside(scanDb, batch[0], outcome.problem, drained);
  } else {
    for (const entry of batch) {
      if (!drained.stopped) await deliver(scanDb, send, [entry], drained);
    }
  }
}

/**
 * @param {Exclude<Outcome, import('./api.js').Answered>} outcome
 * @returns {outcome is import('./api.js').Refused}
 */
function isAboutScans(outcome) {
  return outcome.kind === 'problem' && !isOfPass(outcome) && !isOfMoment(outcome);
}

/**
 * @param {import('./api.js').Refused} refused
 * @param {Outcome} other
 */
function isSame({ status, problem }, other) {
  return other.kind === 'problem' && other.status === status && other.problem.code === problem.code;
}

/**
 * @param {import('./scan_db.js').ScanDb} scanDb
 * @param {Entry[]} batch
 * @param {any} body
 * @param {Drained} drained
 */
async function settleAll(scanDb, batch, body, drained) {
  if (!Array.isArray(body?.results)) {
    // This is not our JSON: a sign-in page may speak it too.
    drained.stopped = { kind: 'unreachable' };
    return;
  }
  drained.headcounts = body.headcounts ?? drained.headcounts;
  drained.receivedAt = body.received_at ?? drained.receivedAt;
  const results = new Map(body.results.map((/** @type {any} */ one) => [one?.scan_id, one]));
  for (const entry of batch) await settle(scanDb, entry, results.get(entry.scan.scan_id), drained);
}

/**
 * @param {import('./scan_db.js').ScanDb} scanDb
 * @param {Entry} entry
 * @param {any} result its own answer, if there is one
 * @param {Drained} drained
 */
async function settle(scanDb, entry, result, drained) {
  if (typeof result?.verdict === 'string') await answered(scanDb, entry, result, drained);
  else if (result?.problem?.retry === false) await setAside(scanDb, entry, result.problem, drained);
  else {
    drained.kept += 1;
    await hold(scanDb, entry, result?.problem?.code);
  }
}

/**
 * Note why a scan stays here, where its volunteer should know: an event that is closed is no matter of seconds.
 *
 * @param {import('./scan_db.js').ScanDb} scanDb
 * @param {Entry} entry
 * @param {string | undefined} code
 */
async function hold(scanDb, entry, code) {
  const held = code === EVENT_CLOSED ? code : undefined;
  if (entry.held !== held) await scanDb.change(entry.seq, (kept) => (isAsSent(kept, entry) ? { held } : {}));
}

/**
 * @param {import('./scan_db.js').ScanDb} scanDb
 * @param {Entry} entry
 * @param {import('./contract.js').Result} result
 * @param {Drained} drained
 */
async function answered(scanDb, entry, result, drained) {
  const alert = isAlarming(entry, result) ? /** @type {const} */ ({ alert: 1 }) : {};
  const stored = await scanDb.change(entry.seq, (kept) => {
    const answer = { verdict: result.verdict, result, waiting: undefined, held: undefined, ...alert };
    return isAsSent(kept, entry) ? answer : {};
  });
  if (stored.waiting) drained.kept += 1;
  else drained.sent += 1;
  if (stored.alert && !stored.waiting) drained.conflicts.push(stored);
}

/**
 * @param {import('./scan_db.js').ScanDb} scanDb
 * @param {Entry} entry
 * @param {import('./contract.js').Problem} problem
 * @param {Drained} drained
 */
async function setAside(scanDb, entry, problem, drained) {
  const stored = await scanDb.change(entry.seq, (kept) => {
    return isAsSent(kept, entry) ? { aside: 1, problem, waiting: undefined } : {};
  });
  if (stored.aside) drained.aside += 1;
  else drained.kept += 1;
}

/**
 * Whether an entry still waits for the answer to what was sent.
 *
 * While it was on its way the phone may have decided by itself: then the answer was to a question that nobody
 * asks any more, and the decision is still to be sent.
 *
 * @param {Entry} kept
 * @param {Entry} sent
 */
function isAsSent(kept, sent) {
  return kept.waiting === 1 && kept.scan.offline === sent.scan.offline;
}

/**
 * Whether a conflict is for the volunteer to see; a clock that is ahead is none of theirs.
 *
 * @param {Entry} entry
 * @param {import('./contract.js').Result} result
 */
function isAlarming({ scan }, { conflicts, server_verdict, verdict }) {
  const contradicts = server_verdict !== null || (scan.offline !== null && ACCEPTING.has(verdict));
  return contradicts && conflicts.some((code) => code !== 'clock');
}
