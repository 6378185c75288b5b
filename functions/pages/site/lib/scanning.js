/** One scan, from the badge in view to its verdict: kept first, then asked of the server or decided alone. */

import { decide, decideNewcomer, identify } from './admission.js';
import { factsOf, fold, isAtelier, stay } from './attendance.js';
import { mealsAwaited, seatsWith } from './count.js';
import { ACCEPTING, Group } from '../words/codes.js';
import { isRefused } from './api.js';

/**
 * @typedef {import('./scan_db.js').Entry} Entry
 * @typedef {import('./contract.js').Result} Result
 * @typedef {import('./phone.js').Phone} Phone
 *
 * @typedef {object} Own what the phone decided by itself
 * @property {import('./attendance.js').Verdict} verdict
 * @property {import('./contract.js').BookedPlace[]} booked
 * @property {string | null} since
 * @property {string | null} by
 * @property {string | null} moved_from
 * @property {boolean} walk_in
 * @property {boolean} override_possible
 * @property {import('./admission.js').Unsure[]} unsure what it had to leave open
 * @property {boolean} newcomer signed by the event, and not in the roster
 * @property {number} present how it moves the number of people here: 1, 0 or -1
 * @property {number | null} [awaited] of somebody without a meal: how many booked ones are still waited for, if known
 *
 * @typedef {object} Sought
 * @property {string} [badge]
 * @property {string} [attendee_id]
 * @property {boolean} [override]
 */

/** The queue does not wait: CONTRIBUTING, "Deciding alone". */
export const VERDICT_TIMEOUT_MS = 1_500;

export class Scanning {
  /** @param {Phone} phone */
  constructor(phone) {
    this.phone = phone;
    /** @type {Set<string>} scans and walk-ins that are being asked for; the outbox leaves them alone meanwhile */
    this.asking = new Set();
  }

  /**
   * Judge a badge, or a person chosen by hand.
   *
   * @param {Sought} sought
   * @returns {Promise<Entry>} as it is kept
   * @throws {DOMException} where it could not be kept; then nobody was let in
   */
  async take({ badge, attendee_id, override = false }) {
    const { phone } = this;
    const checkpoint = /** @type {import('./contract.js').RosterCheckpoint} */ (phone.checkpoint);
    /** @type {import('./scan_db.js').Scan} */
    const scan = {
      scan_id: phone.tools.uuid(),
      ...(badge === undefined ? { attendee_id } : { badge }),
      checkpoint: checkpoint.id,
      direction: phone.direction,
      at: new Date(phone.now()).toISOString(),
      override,
      offline: null,
    };
    const { own, person, attendeeId, isAhead } = await this.#decided(scan, checkpoint);
    const fresh = {
      event: phone.event,
      scan,
      attendee_id: attendeeId,
      name: person?.name ?? null,
      group: checkpoint.group,
      verdict: null,
      result: null,
      own,
      waiting: /** @type {const} */ (1),
    };
    if (!phone.isAnswered || isAhead) return phone.scanDb.add({ ...fresh, ...alone(scan, own) });
    this.asking.add(scan.scan_id);
    try {
      return await this.#ask(await phone.scanDb.add(fresh), own);
    } finally {
      this.asking.delete(scan.scan_id);
    }
  }

  /**
   * Take a scan back: at once where the server answers, otherwise as soon as it does.
   *
   * @param {Entry} entry
   * @returns {Promise<Entry>}
   */
  async takeBack(entry) {
    const wanted = await this.phone.scanDb.change(entry.seq, { undone: true, undo: 'wanted' });
    if (wanted.waiting || wanted.aside || !this.phone.isAnswered) return wanted;
    return (await this.sendUndo(wanted, VERDICT_TIMEOUT_MS)).entry;
  }

  /**
   * Tell the server that a scan was taken back.
   *
   * @param {Entry} entry
   * @param {number} [timeout] milliseconds
   * @returns {Promise<{entry: Entry, outcome: import('./api.js').Outcome}>} `undo` is still wanted where nobody answered
   */
  async sendUndo(entry, timeout) {
    const { api, scanDb } = this.phone;
    const { scan_id } = entry.scan;
    const person = entry.result?.attendee?.id ?? 'stranger';
    const outcome = await api.ask('POST', `/api/attendees/${person}/scans/${scan_id}/undo`, { body: {}, timeout });
    if (outcome.kind === 'answer') {
      const isAnswer = outcome.body?.scan_id === scan_id;
      if (!isAnswer) return { entry, outcome: { kind: 'unreachable' } };
      return { entry: await scanDb.change(entry.seq, { undo: undefined }), outcome };
    }
    if (!isRefused(outcome)) return { entry, outcome };
    const { code } = outcome.problem;
    const stands = { undone: undefined, undo: undefined, undo_refused: code, alert: /** @type {const} */ (1) };
    return { entry: await scanDb.change(entry.seq, stands), outcome };
  }

  /**
   * Ask the server about this scan alone, and decide by oneself when it does not answer in time.
   *
   * @param {Entry} entry
   * @param {Own} own
   */
  async #ask(entry, own) {
    const { phone } = this;
    const { scanDb } = phone;
    const outcome = await phone.api.ask('POST', '/api/scans', {
      body: await batchOf(phone, [entry.scan]),
      timeout: VERDICT_TIMEOUT_MS,
    });
    const result = outcome.kind === 'answer' && Array.isArray(outcome.body?.results) ? outcome.body.results[0] : null;
    if (result?.scan_id === entry.scan.scan_id && typeof result.verdict === 'string') {
      const answer = { verdict: result.verdict, result, waiting: undefined };
      // The server has it: the answer may show while it is being kept.
      void scanDb.change(entry.seq, (kept) => (kept.waiting && kept.scan.offline === null ? answer : {}));
      return { ...entry, ...answer, notes: result.attendee?.notes ?? {} };
    }
    if (result?.problem?.retry === false) {
      return scanDb.change(entry.seq, (kept) =>
        kept.waiting ? { aside: 1, problem: result.problem, waiting: undefined } : {},
      );
    }
    if (outcome.kind === 'unreachable') phone.missed();
    // Another tab's outbox may have brought its answer meanwhile: then that is what the server holds.
    return scanDb.change(entry.seq, (kept) => (kept.waiting ? alone(kept.scan, own) : {}));
  }

  /**
   * @param {import('./scan_db.js').Scan} scan
   * @param {import('./contract.js').RosterCheckpoint} checkpoint
   */
  async #decided(scan, checkpoint) {
    const { phone } = this;
    const asked = scan.badge ?? { attendeeId: scan.attendee_id ?? '' };
    const found = await identify(asked, phone.known);
    const { attendeeId } = found;
    if (found.kind === 'refused') {
      return { own: refusal(found.verdict), person: null, attendeeId, isAhead: false };
    }
    const entries = attendeeId ? await phone.scanDb.ofAttendee(attendeeId) : [];
    const facts = factsOf(entries, phone.label);
    const unsent = await phone.scanDb.waiting();
    const door = {
      facts,
      checkpoint,
      checkpoints: phone.roster?.checkpoints ?? [],
      ateliers: phone.programme?.ateliers,
      direction: scan.direction,
      at: scan.at,
      override: scan.override,
      seats: isAtelier(checkpoint.group) ? seatsWith(phone.headcount, unsent, checkpoint.id) : null,
      supervisor: phone.roster?.pass.supervisor ?? false,
    };
    const person = found.kind === 'newcomer' ? null : found.person;
    // Neither signed, as far as this phone knows, nor listed: this may be anybody.
    if (found.kind === 'unchecked' && !person)
      return { own: refusal('unknown_badge'), person, attendeeId, isAhead: false };
    const decision = person
      ? decide({ ...door, person, cancelled: 'cancelled' in found && found.cancelled })
      : decideNewcomer(door);
    const unsure = 'unsure' in found ? [...decision.unsure, ...found.unsure] : decision.unsure;
    const wasHere = stay(fold(facts), checkpoint) !== null;
    const present = presentChange(decision.verdict, wasHere);
    // The server cannot judge by what it does not know of this person.
    const isAhead = entries.some(
      ({ verdict, waiting, undo, aside }) => ACCEPTING.has(verdict ?? '') && (waiting || (undo && !aside)),
    );
    const isMeal = checkpoint.group === Group.LUNCH && decision.verdict === 'not_booked';
    const awaited = isMeal ? mealsAwaited(phone.headcount, unsent, checkpoint.id) : null;
    return { own: { ...decision, unsure, newcomer: person === null, present, awaited }, person, attendeeId, isAhead };
  }
}

/**
 * What goes with scans to the server: whose they are, and how the phone is.
 *
 * @param {Phone} phone
 * @param {import('./scan_db.js').Scan[]} scans
 */
export async function batchOf(phone, scans) {
  return {
    sent_at: new Date(phone.now()).toISOString(),
    device: phone.device,
    // The scans of this batch are not unsent any more: a phone that is put away now has nothing left.
    outbox: Math.max(0, (await phone.scanDb.counts()).unsent - scans.length),
    battery: phone.tools.battery(),
    ...(phone.name ? { name: phone.name } : {}),
    scans,
  };
}

/**
 * @param {import('./scan_db.js').Scan} scan
 * @param {Own} own
 */
function alone(scan, own) {
  return { scan: { ...scan, offline: own.verdict }, verdict: own.verdict };
}

/**
 * @param {import('./attendance.js').Verdict} verdict
 * @returns {Own}
 */
function refusal(verdict) {
  const nothing = { since: null, by: null, moved_from: null, walk_in: false, override_possible: false };
  return { verdict, booked: [], ...nothing, unsure: [], newcomer: false, present: 0 };
}

/**
 * @param {string} verdict
 * @param {boolean} wasHere
 */
function presentChange(verdict, wasHere) {
  if (!ACCEPTING.has(verdict)) return 0;
  if (verdict === 'left') return wasHere ? -1 : 0;
  return wasHere ? 0 : 1;
}
