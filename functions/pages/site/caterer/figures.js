/** What the caterer is told in numbers, without a page: before, during and after the service. */

import { ARRIVAL_STEP_SECONDS } from '../words/limits.js';
import { Group } from '../words/codes.js';
import { asked, standing } from '../organiser/ordered.js';

/**
 * @typedef {import('../lib/contract.js').CateringAnswer} Meals
 * @typedef {import('../lib/contract.js').ProgrammeShown} Programme
 * @typedef {import('../lib/contract.js').MealsForeseen} Foreseen
 * @typedef {'before' | 'serving' | 'over'} Moment
 * @typedef {object} Plate of one diet, or of all
 * @property {string} diet empty for all
 * @property {number} ordered
 * @property {number} left of what was ordered; below zero where more was served
 * @property {Foreseen} meals
 */

const STEP_MS = ARRIVAL_STEP_SECONDS * 1_000;
/** So many whole steps, and the one that has begun. */
const STEPS = 2;
const MINUTE_MS = 60_000;

/** @param {Pick<Programme, 'checkpoints'> | null} programme */
export function lunchDoor(programme) {
  return programme?.checkpoints.find(({ group }) => group === Group.LUNCH) ?? null;
}

/**
 * @param {Pick<Meals, 'lunch'>} meals
 * @param {Pick<Programme, 'checkpoints'> | null} programme
 * @param {number} now
 * @returns {Moment}
 */
export function momentOf({ lunch }, programme, now) {
  const door = lunchDoor(programme);
  if (door && now > Date.parse(door.closes_at)) return 'over';
  return lunch.served || (door && now >= Date.parse(door.opens_at)) ? 'serving' : 'before';
}

/**
 * @param {Pick<Meals, 'lunch' | 'orders' | 'batches'>} meals
 * @returns {{plates: Plate[], all: Plate, isOrdered: boolean}} each diet that somebody has, and all together
 */
export function platesOf({ lunch, orders, batches }) {
  const order = standing(orders);
  /** @type {Record<string, number>} */
  const wanted = order ? asked(order, batches) : {};
  const plates = Object.entries(lunch.diets)
    .map(([diet, meals]) => plate(diet, wanted[diet] ?? 0, meals))
    .filter(({ ordered, meals }) => ordered || meals.booked || meals.served);
  const all = Object.values(wanted).reduce((sum, count) => sum + count, 0);
  return { plates, all: plate('', all, lunch), isOrdered: order !== null };
}

/**
 * How quickly meals go, by the last minutes.
 *
 * @param {Meals['servings']} servings
 * @param {number} now
 * @returns {{count: number, minutes: number, rate: number} | null} null while none has been served
 */
export function paceOf(servings, now) {
  if (!servings.length) return null;
  const begun = Math.floor(now / STEP_MS) * STEP_MS;
  const from = Math.max(begun - STEPS * STEP_MS, Date.parse(servings[0].from));
  const count = servings.filter((one) => Date.parse(one.from) >= from).reduce((sum, one) => sum + one.count, 0);
  const minutes = Math.max(1, Math.round((now - from) / MINUTE_MS));
  return { count, minutes, rate: count / minutes };
}

/**
 * @param {string} diet
 * @param {number} ordered
 * @param {Foreseen} meals
 * @returns {Plate}
 */
function plate(diet, ordered, meals) {
  return { diet, ordered, left: ordered - meals.served, meals };
}
