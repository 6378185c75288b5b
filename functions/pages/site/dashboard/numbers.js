/** What the dashboard shows of the numbers that the server sends: sums, orders and curves, without a picture. */

import { answerNamed } from '../organiser/wishes.js';
import { Group } from '../words/codes.js';
import { ARRIVAL_STEP_SECONDS } from '../words/limits.js';

/**
 * @typedef {import('../lib/contract.js').ProgrammeShown} Programme
 * @typedef {import('../lib/contract.js').Count} Count
 * @typedef {import('../lib/contract.js').CheckpointCount} CheckpointCount
 * @typedef {import('../lib/contract.js').Headcounts} Headcounts
 *
 * @typedef {{at: number, total: number}} Point in milliseconds, and how many had come by then
 *
 * @typedef {object} AtelierCount an atelier with its people
 * @property {string} id
 * @property {number} number
 * @property {string} title
 * @property {string} room
 * @property {number} booked
 * @property {number} present
 * @property {number} came who was ever there
 * @property {number} taken
 * @property {number} capacity
 * @property {number} free
 * @property {number} waiting
 * @property {number} absent
 *
 * @typedef {'running' | 'next' | 'later' | 'over'} When
 * @typedef {{id: string, title: string, starts_at: string, ends_at: string, when: When, ateliers: AtelierCount[]}} Series
 */

const STEP_MS = ARRIVAL_STEP_SECONDS * 1_000;
const ORDER = ['running', 'next', 'later', 'over'];

/**
 * Sort the ateliers by urgency: first the series that runs or comes next, in each series the fullest first.
 *
 * @param {Headcounts} headcounts
 * @param {Programme} programme
 * @param {number} now
 * @returns {Series[]}
 */
export function series(headcounts, programme, now) {
  const slots = [...programme.slots].sort((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at));
  const coming = slots.find(({ starts_at }) => Date.parse(starts_at) > now);
  const all = slots.map((slot) => {
    const ateliers = programme.ateliers.filter((atelier) => atelier.slot === slot.id);
    const when = isOver(slot, now) ? 'over' : Date.parse(slot.starts_at) <= now ? 'running' : 'later';
    return {
      ...slot,
      when: /** @type {When} */ (slot === coming ? 'next' : when),
      ateliers: ateliers.map((atelier) => counted(atelier, headcounts.checkpoints[atelier.id])).sort(byNeed),
    };
  });
  return all.sort((one, other) => ORDER.indexOf(one.when) - ORDER.indexOf(other.when));
}

/**
 * Name the answers that are counted, in the order of the questions.
 *
 * @param {Headcounts} headcounts
 * @param {Pick<import('../words/dashboard.js').Words, 'answerYes' | 'answerNo'>} words
 * @returns {{id: string, label: string, answers: [string, string, number, number][]}[]} each answer's code and name, who
 *   gave it, and who of them is inside
 */
export function answersCounted({ questions = [], answers = {} }, words) {
  return questions.map(({ id, label, choices }) => ({
    id,
    label,
    answers: Object.entries(answers[id] ?? {}).map(([code, { registered, present }]) => [
      code,
      answerNamed(code, choices, words),
      registered,
      present,
    ]),
  }));
}

/**
 * @param {import('../lib/contract.js').AtelierShown} atelier
 * @param {CheckpointCount | undefined} count
 * @returns {AtelierCount}
 */
function counted({ id, number, title, room, capacity: planned, waiting = 0 }, count) {
  const { booked = 0, present = 0, ever: came = 0, absent = 0 } = count ?? {};
  const { capacity, taken, waiting: listed } = count?.seats ?? { capacity: planned, taken: booked };
  return {
    ...{ id, number, title, room, booked, present, came, absent, taken, capacity },
    free: Math.max(0, capacity - taken),
    waiting: listed ?? waiting,
  };
}

/**
 * @param {AtelierCount} one
 * @param {AtelierCount} other
 */
function byNeed(one, other) {
  return fullness(other) - fullness(one) || other.waiting - one.waiting || one.number - other.number;
}

/** @param {AtelierCount} atelier */
export function fullness({ taken, capacity }) {
  return capacity > 0 ? taken / capacity : Number(taken > 0);
}

/** @param {AtelierCount} atelier */
export function isFull({ taken, capacity }) {
  return taken >= capacity;
}

/**
 * @param {{ends_at: string}} slot
 * @param {number} now
 */
export function isOver({ ends_at }, now) {
  return Date.parse(ends_at) <= now;
}

/**
 * @param {{opens_at: string, closes_at: string}} checkpoint
 * @param {number} now
 */
export function isOpen({ opens_at, closes_at }, now) {
  return Date.parse(opens_at) <= now && now < Date.parse(closes_at);
}

/**
 * @param {Programme} programme
 * @param {string} group
 * @returns {Programme['checkpoints'][number] | undefined} the first checkpoint of a group: the entrance, lunch, the village
 */
export function doorOf({ checkpoints }, group) {
  return checkpoints.find((one) => one.group === group);
}

/**
 * Add up who has come, step by step.
 *
 * @param {Headcounts} headcounts
 * @param {number} now
 * @returns {Point[]} a point at each step's end, and one now
 */
export function arrived({ checkpoints }, now) {
  let total = 0;
  /** @type {Point[]} */
  const points = [];
  for (const { from, count } of checkpoints[Group.ENTRANCE]?.arrivals ?? []) {
    const begins = Date.parse(from);
    // Nobody came between two steps: the line stays level until the next begins.
    if (begins > (points.at(-1)?.at ?? -Infinity)) points.push({ at: Math.min(begins, now), total });
    total += count;
    points.push({ at: Math.min(begins + STEP_MS, Math.max(now, begins)), total });
  }
  const last = points.at(-1);
  if (last && last.at < now) points.push({ at: now, total });
  return points;
}

/**
 * @param {Headcounts} headcounts
 * @returns {Point[]} how many would have come by when, were this a usual day; nothing where that is not known
 */
export function usual({ usual: known, registered }) {
  if (!known) return [];
  return known.arrivals.map(({ at, share }) => ({ at: Date.parse(at), total: registered * known.show_up * share }));
}

/**
 * @param {Point[]} points in order
 * @param {number} at
 * @returns {number} the total at a time between them
 */
export function totalAt(points, at) {
  const next = points.findIndex((point) => point.at > at);
  if (next === -1) return points.at(-1)?.total ?? 0;
  const [before, after] = [points[next - 1], points[next]];
  if (!before) return after.total;
  return before.total + ((after.total - before.total) * (at - before.at)) / (after.at - before.at);
}

/**
 * @param {Headcounts} headcounts
 * @returns {[string, number][]} verdicts and how many scans had each, the most frequent first
 */
export function refusals({ checkpoints }) {
  /** @type {Map<string, number>} */
  const counted = new Map();
  for (const { refused_by_verdict } of Object.values(checkpoints)) {
    for (const [verdict, count] of Object.entries(refused_by_verdict ?? {})) {
      counted.set(verdict, (counted.get(verdict) ?? 0) + count);
    }
  }
  return [...counted].filter(([, count]) => count > 0).sort((one, other) => other[1] - one[1]);
}
