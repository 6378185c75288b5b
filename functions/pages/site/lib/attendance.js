/** What an attendee's facts amount to, as far as this phone knows them: the fold of `attendance.domain`. */

import { ACCEPTING, Group } from '../words/codes.js';

/**
 * @typedef {import('../words/codes.js').Direction} Direction
 * @typedef {import('../words/codes.js').Verdict} Verdict
 *
 * @typedef {object} Fact somebody was let in or out; with a refusing verdict it is none and counts for nothing
 * @property {string} scan_id
 * @property {string} checkpoint
 * @property {Direction} direction
 * @property {string} at ISO 8601
 * @property {string} verdict
 * @property {string} [by] who read the badge
 *
 * @typedef {object} Attendance
 * @property {boolean} inside
 * @property {string | null} place the atelier they are in
 * @property {Fact | null} buildingSince what began the present stay in the building
 * @property {Fact | null} placeSince
 * @property {Map<string, Fact>} first the first that lets them in at each checkpoint, the implied one of the entrance included
 */

const ALONE = new Set(/** @type {string[]} */ (Object.values(Group)));

/**
 * Tell by a checkpoint's id or group: all but the three that are their own group are ateliers.
 *
 * @param {string} name
 */
export function isAtelier(name) {
  return !ALONE.has(name);
}

/**
 * Lunch and village are passed: nobody is let out there.
 *
 * @param {{group: string}} checkpoint
 */
export function isStayedIn({ group }) {
  return group === Group.ENTRANCE || isAtelier(group);
}

/**
 * Their order of arrival, and any repetition, makes no difference.
 *
 * @param {Iterable<Fact>} facts
 * @returns {Attendance}
 */
export function fold(facts) {
  /** @type {Attendance} */
  const found = { inside: false, place: null, buildingSince: null, placeSince: null, first: new Map() };
  for (const fact of [...facts].filter(({ verdict }) => ACCEPTING.has(verdict)).sort(inOrder)) {
    if (fact.direction === 'in') enter(found, fact);
    else leave(found, fact);
  }
  return { ...found, inside: found.buildingSince !== null };
}

/**
 * @param {Attendance} attendance
 * @param {{id: string, group: string}} checkpoint
 * @returns {Fact | null} the fact that began the present stay there; lunch and village are passed, not stayed in
 */
export function stay(attendance, { id, group }) {
  if (group === Group.ENTRANCE) return attendance.buildingSince;
  if (!isAtelier(group)) return attendance.first.get(id) ?? null;
  return attendance.place === id ? attendance.placeSince : null;
}

/**
 * Return this phone's scans of a person as facts, with the earlier facts that answers named.
 *
 * @param {import('./scan_db.js').Entry[]} entries
 * @param {string} by how this phone's pass is called
 * @returns {Fact[]}
 */
export function factsOf(entries, by) {
  const own = new Set(entries.map((entry) => Date.parse(entry.scan.at)));
  return entries.flatMap((entry) => {
    if (entry.undone || entry.verdict === null || !ACCEPTING.has(entry.verdict)) return [];
    const { scan_id, checkpoint, direction, at } = entry.scan;
    const fact = { scan_id, checkpoint, direction, at, verdict: entry.verdict, by };
    const since = entry.result?.since;
    // This phone's own scan is a fact already; if it was undone, it is none.
    if (!since || own.has(Date.parse(since))) return [fact];
    return [{ ...fact, scan_id: `${scan_id}-since`, at: since, by: entry.result?.by ?? undefined }, fact];
  });
}

/**
 * @param {Attendance} found
 * @param {Fact} fact
 */
function enter(found, fact) {
  found.buildingSince ??= fact;
  for (const id of [Group.ENTRANCE, fact.checkpoint]) if (!found.first.has(id)) found.first.set(id, fact);
  if (!isAtelier(fact.checkpoint) || found.place === fact.checkpoint) return;
  found.place = fact.checkpoint;
  found.placeSince = fact;
}

/**
 * @param {Attendance} found
 * @param {Fact} fact
 */
function leave(found, fact) {
  if (fact.checkpoint === Group.ENTRANCE) found.buildingSince = null;
  else if (found.place !== fact.checkpoint) return;
  found.place = null;
  found.placeSince = null;
}

/**
 * @param {Fact} one
 * @param {Fact} other
 */
function inOrder(one, other) {
  const apart = Date.parse(one.at) - Date.parse(other.at);
  if (apart !== 0) return apart;
  return one.scan_id < other.scan_id ? -1 : Number(one.scan_id > other.scan_id);
}
