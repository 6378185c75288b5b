/** What to do next about the lunch: how many meals, and whether the caterer knows. */

import { MINUTE_MS } from '../ui/localised.js';
import { isUntold } from '../organiser/meal_figures.js';
import { doorOf } from './numbers.js';
import { asked, changedDiets, since, standing, sum } from '../organiser/ordered.js';

/**
 * @typedef {import('./advice.js').Known} Known
 * @typedef {import('./advice.js').Advice} Advice
 */

const LUNCH_SOON_MS = 3 * 60 * MINUTE_MS;

/**
 * @param {Known} known
 * @param {number} now
 * @returns {Advice[]}
 */
export function ofLunch({ catering, programme }, now) {
  const lunch = doorOf(programme, 'lunch');
  if (!lunch || !catering) return [];
  const wait = Date.parse(lunch.opens_at) - now;
  const { booked, to_order: meals } = catering.lunch;
  if (wait <= 0 || wait > LUNCH_SOON_MS || !(booked || meals)) return [];
  const minutes = Math.ceil(wait / MINUTE_MS);
  return [
    {
      what: 'lunch_soon',
      severity: 'warm',
      place: 'lunch',
      key: 'lunch',
      minutes,
      meals,
      booked,
      isUntold: isUntold(catering.lunch),
    },
  ];
}

/**
 * More is needed than the caterer was asked for. What is too much waits for who looks at the meals.
 *
 * @param {Known} known
 * @param {number} now
 * @returns {Advice[]}
 */
export function ofOrder({ catering, programme }, now) {
  const lunch = doorOf(programme, 'lunch');
  const order = standing(catering?.orders ?? []);
  if (!lunch || !order || now > Date.parse(lunch.closes_at)) return [];
  const batches = since(order.at, catering?.batches ?? []);
  const short = changedDiets(order, batches).reduce((all, [, before, after]) => all + Math.max(0, after - before), 0);
  // That no more are made was decided when so many were missing.
  if (!short || (batches.length && !sum(batches[0].meals) && short <= batches[0].short)) return [];
  const [sent, count] = [sum(asked(order, batches)), sum(order.meals_now)];
  return [{ what: 'order_short', severity: 'warm', place: 'lunch', key: 'order', sent, now: count }];
}
