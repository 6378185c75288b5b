/**
 * Who may enter, as a phone decides it by itself: the rules of `attendance.domain.admission`, in their order.
 *
 * A phone knows its own scans, a roster and seats of some minutes ago. What a decision had to
 * leave open is in `unsure`.
 */

import { fold, isAtelier, stay } from './attendance.js';
import { isGenuine, read } from './badge.js';
import { ENTRIES, FRESH_ENTRIES, Group, UNBOOKED } from '../words/codes.js';

/**
 * `elsewhere`: another phone may have let them in; `seats`: as last known; `booking`: what they booked is not known;
 * `issue`: the badge is newer than the roster; `signature`: nothing here could verify it.
 *
 * @typedef {'elsewhere' | 'seats' | 'booking' | 'issue' | 'signature'} Unsure
 *
 * @typedef {import('./contract.js').RosterAttendee} Listed
 *
 * @typedef {object} Known what a badge is held against
 * @property {string | undefined} eventTag hexadecimal
 * @property {CryptoKey | null} key
 * @property {SubtleCrypto | undefined} subtle absent where the page is not served securely
 * @property {Map<string, Listed>} byId
 *
 * @typedef {{kind: 'refused', verdict: import('./attendance.js').Verdict,
 *   attendeeId: string | null}} Refused
 * @typedef {{kind: 'newcomer', attendeeId: string}} Newcomer signed by the event, and not in the roster
 * @typedef {{kind: 'known', attendeeId: string, person: Listed, cancelled: boolean, unsure: Unsure[]}} Recognised
 * @typedef {{kind: 'unchecked', attendeeId: string, person: Listed | null, cancelled: boolean,
 *   unsure: Unsure[]}} Unchecked the signature could not be verified here
 *
 * @typedef {object} Basis what a decision rests on beside the person
 * @property {Iterable<import('./attendance.js').Fact>} facts of the person
 * @property {import('./contract.js').RosterCheckpoint} checkpoint
 * @property {import('./contract.js').RosterCheckpoint[]} checkpoints
 * @property {Atelier[]} [ateliers] of the programme: a roster names only the doors of its pass
 * @property {import('./attendance.js').Direction} direction
 * @property {string} at ISO 8601
 * @property {boolean} override
 * @property {import('./contract.js').SeatsShown | null} [seats] of this checkpoint, as last known
 * @property {boolean} supervisor
 *
 * @typedef {{id: string, slot: string, title: string, room: string}} Atelier
 *
 * @typedef {object} Decision
 * @property {import('./attendance.js').Verdict} verdict
 * @property {import('./contract.js').BookedPlace[]} booked in the slot of this checkpoint
 * @property {string | null} since
 * @property {string | null} by
 * @property {string | null} moved_from
 * @property {boolean} walk_in
 * @property {boolean} override_possible
 * @property {Unsure[]} unsure
 */

/**
 * Find out whom a scan names: a badge's text, or an attendee chosen by hand.
 *
 * @param {string | {attendeeId: string}} asked
 * @param {Known} known
 * @returns {Promise<Refused | Newcomer | Recognised | Unchecked>}
 */
export async function identify(asked, { eventTag, key, subtle, byId }) {
  if (typeof asked !== 'string') return chosen(asked.attendeeId, byId);
  const badge = read(asked);
  if (badge === null) return { kind: 'refused', verdict: 'unreadable', attendeeId: null };
  if (eventTag !== undefined && badge.eventTag !== eventTag) {
    return { kind: 'refused', verdict: 'other_event', attendeeId: null };
  }
  const { attendeeId, issue } = badge;
  const person = byId.get(attendeeId) ?? null;
  const cancelled = person !== null && (person.cancelled || issue < person.issue);
  /** @type {Unsure[]} */
  const unsure = person !== null && issue > person.issue ? ['issue'] : [];
  if (!key || !subtle) return { kind: 'unchecked', attendeeId, person, cancelled, unsure: [...unsure, 'signature'] };
  if (!(await isGenuine(subtle, key, badge))) return { kind: 'refused', verdict: 'forged_badge', attendeeId };
  // Registered since the roster was fetched: the signature says that the event did it.
  return person ? { kind: 'known', attendeeId, person, cancelled, unsure } : { kind: 'newcomer', attendeeId };
}

/**
 * Decide about somebody of the roster.
 *
 * @param {Basis & {person: Listed, cancelled?: boolean}} asked `cancelled` for a replaced badge, too
 * @returns {Decision}
 */
export function decide({ person, cancelled = person.cancelled, ...basis }) {
  return decision(basis, cancelled, isBooked(person, basis.checkpoint), bookedInSlot(person, basis));
}

/**
 * Decide about somebody whose badge is good and whom the roster lacks. What they booked is not
 * known, and whoever has just registered is not sent away for it.
 *
 * @param {Basis} basis
 * @returns {Decision}
 */
export function decideNewcomer(basis) {
  const decided = decision(basis, false, true, []);
  const entered = FRESH_ENTRIES.has(decided.verdict);
  return entered && isByBooking(basis.checkpoint) ? { ...decided, unsure: [...decided.unsure, 'booking'] } : decided;
}

/**
 * Whether a person needs no override at a checkpoint. Speakers are booked in every atelier.
 *
 * @param {Listed} person
 * @param {{id: string}} checkpoint
 */
export function isBooked({ cancelled, kind, booked, lunch = false }, { id }) {
  if (cancelled) return false;
  if (id === Group.LUNCH) return lunch;
  return !isAtelier(id) || kind === 'speaker' || booked.includes(id);
}

/**
 * @param {string} attendeeId
 * @param {Map<string, Listed>} byId
 * @returns {Refused | Recognised}
 */
function chosen(attendeeId, byId) {
  const person = byId.get(attendeeId);
  if (!person) return { kind: 'refused', verdict: 'unknown_badge', attendeeId };
  return { kind: 'known', attendeeId, person, cancelled: person.cancelled, unsure: [] };
}

/**
 * @param {Basis} basis
 * @param {boolean} cancelled
 * @param {boolean} booked
 * @param {import('./contract.js').BookedPlace[]} places
 * @returns {Decision}
 */
function decision(basis, cancelled, booked, places) {
  const { checkpoint } = basis;
  const history = fold(basis.facts);
  const present = stay(history, checkpoint);
  const behind = leftBehind(history.place, basis);
  const verdict = opinion(basis, cancelled, booked, present !== null, behind !== null);
  const repeated = verdict === 'already_admitted' ? present : null;
  const unbooked = isByBooking(checkpoint) && !booked;
  return {
    verdict,
    booked: places,
    since: repeated?.at ?? null,
    by: repeated?.by ?? null,
    moved_from: verdict === 'moved' ? behind : null,
    walk_in: unbooked && ENTRIES.has(verdict),
    override_possible: unbooked && verdict === 'not_booked' && overrideWorks(basis),
    unsure: unsureOf(verdict, unbooked && isAtelier(checkpoint.group) && !basis.supervisor),
  };
}

/**
 * The first verdict that applies, in the order of the rules.
 *
 * @param {Basis} basis
 * @param {boolean} cancelled
 * @param {boolean} booked
 * @param {boolean} present
 * @param {boolean} moves
 */
function opinion(basis, cancelled, booked, present, moves) {
  const { checkpoint } = basis;
  const at = Date.parse(basis.at);
  if (basis.direction === 'out') return 'left';
  if (cancelled) return 'cancelled';
  if (present) return 'already_admitted';
  if (at < Date.parse(checkpoint.opens_at)) return 'too_early';
  if (at > Date.parse(checkpoint.closes_at)) return 'too_late';
  if (!booked && !basis.override) return 'not_booked';
  if (!booked && !overrideWorks(basis)) return 'full';
  return moves ? 'moved' : 'admitted';
}

/**
 * Whether someone without a booking could be let in. Seats that are not known do not keep anyone out: the
 * door decides, and the server lists who exceeded them.
 *
 * @param {Basis} basis
 */
function overrideWorks({ checkpoint, supervisor, seats }) {
  return !isAtelier(checkpoint.group) || supervisor || !seats || seats.taken < seats.capacity;
}

/**
 * @param {string} verdict
 * @param {boolean} bySeats
 * @returns {Unsure[]}
 */
function unsureOf(verdict, bySeats) {
  const entered = FRESH_ENTRIES.has(verdict);
  const seats = bySeats && (entered || UNBOOKED.has(verdict));
  return [...(entered ? /** @type {const} */ (['elsewhere']) : []), ...(seats ? /** @type {const} */ (['seats']) : [])];
}

/** @param {{group: string}} checkpoint */
function isByBooking({ group }) {
  return isAtelier(group) || group === Group.LUNCH;
}

/**
 * @param {string | null} place
 * @param {Basis} basis
 * @returns {string | null} the atelier of the same slot that going in here takes the person out of
 */
function leftBehind(place, basis) {
  if (place === null || place === basis.checkpoint.id) return null;
  return groupOf(place, basis) === basis.checkpoint.group ? place : null;
}

/**
 * Where to send someone who is at the wrong door.
 *
 * @param {Listed} person
 * @param {Basis | Omit<Basis, 'person'>} basis
 * @returns {import('./contract.js').BookedPlace[]}
 */
function bookedInSlot(person, basis) {
  const { group } = basis.checkpoint;
  if (person.cancelled || !isAtelier(group)) return [];
  // If an atelier's slot is not known here, one place too many is better than none.
  return person.booked.filter((id) => (groupOf(id, basis) ?? group) === group).map((id) => placeOf(id, basis));
}

/**
 * @param {string} id
 * @param {Pick<Basis, 'checkpoints' | 'ateliers'>} basis
 * @returns {string | undefined}
 */
function groupOf(id, { checkpoints, ateliers = [] }) {
  return checkpoints.find((known) => known.id === id)?.group ?? ateliers.find((known) => known.id === id)?.slot;
}

/**
 * @param {string} id
 * @param {Pick<Basis, 'checkpoints' | 'ateliers'>} basis
 * @returns {import('./contract.js').BookedPlace}
 */
function placeOf(id, { checkpoints, ateliers = [] }) {
  const known = ateliers.find((atelier) => atelier.id === id) ?? checkpoints.find((checkpoint) => checkpoint.id === id);
  return { checkpoint: id, title: known?.title ?? null, room: known?.room ?? null };
}
