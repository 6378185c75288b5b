/** What was ordered of the caterer, without a page: which order stands, and what is needed since. */

import { MailState } from '../words/codes.js';
import { isUntold } from './meal_figures.js';

/**
 * @typedef {import('../lib/contract.js').MealOrderShown} Order
 * @typedef {import('../lib/contract.js').MealBatchShown} Batch
 * @typedef {import('../lib/contract.js').LunchCount} Lunch
 * @typedef {Record<string, number>} Plates how many of each diet
 * @typedef {{isBooked: boolean, plates: Plates}} Way what an order is counted by
 */

/** @param {Plates} plates */
export function sum(plates) {
  return Object.values(plates).reduce((all, count) => all + count, 0);
}

/**
 * The order that stands: the newest that may have reached the caterer.
 *
 * @param {Order[]} orders the newest first
 */
export function standing(orders) {
  return orders.find(({ state }) => state !== MailState.FAILED) ?? null;
}

/**
 * What the caterer was asked for: by the order that stands, and by the second batches since.
 *
 * @param {Pick<Order, 'meals' | 'at'>} order
 * @param {Batch[]} [batches]
 * @returns {Plates}
 */
export function asked({ meals, at }, batches = []) {
  const all = { ...meals };
  for (const batch of since(at, batches)) {
    for (const [diet, count] of Object.entries(batch.meals)) all[diet] = (all[diet] ?? 0) + count;
  }
  return all;
}

/**
 * @param {string} at
 * @param {Batch[]} batches
 * @returns {Batch[]} those that an order of that time does not replace, the newest first
 */
export function since(at, batches) {
  return batches.filter((batch) => Date.parse(batch.at) >= Date.parse(at));
}

/**
 * Whether the caterer is to prepare more than was ordered, and what.
 *
 * @param {Lunch} lunch
 * @param {{secondBatch: (values: {count: number}) => string, diets: Record<string, string>}} words
 * @returns {string} nothing while there is no such question
 */
export function secondBatch({ second_batch: plates }, words) {
  if (!plates) return '';
  const parts = Object.entries(plates).map(([diet, count]) => `${count}\u00a0×\u00a0${words.diets[diet] ?? diet}`);
  const said = words.secondBatch({ count: sum(plates) });
  return parts.length ? `${said} (${parts.join(', ')})` : said;
}

/**
 * Which diets an order tells otherwise than it would be told now.
 *
 * @param {Pick<Order, 'meals' | 'meals_now' | 'at'>} order
 * @param {Batch[]} [batches] which added to it
 * @param {boolean} [isServing] when what was ordered is made: of what changed, only that more is needed matters
 * @returns {[string, number, number][]} each diet, as ordered and now
 */
export function changedDiets(order, batches, isServing = false) {
  const [meals, now] = [asked(order, batches), order.meals_now];
  return [...new Set([...Object.keys(meals), ...Object.keys(now)])]
    .map((diet) => /** @type {[string, number, number]} */ ([diet, meals[diet] ?? 0, now[diet] ?? 0]))
    .filter(([, before, after]) => (isServing ? before < after : before !== after));
}

/**
 * The ways to count an order: what is booked, and what the forecast says. While the doors are silent the first leads.
 *
 * @param {Lunch} lunch
 * @param {Order | null} last
 * @returns {Way[]}
 */
export function ways(lunch, last) {
  const booked = Object.entries(lunch.diets).map(([diet, meals]) => [diet, meals.booked]);
  const all = { isBooked: true, plates: Object.fromEntries(booked.filter(([, count]) => count)) };
  const foreseen = { isBooked: false, plates: lunch.plates };
  const leads = last ? last.service_level === null : isUntold(lunch);
  return leads ? [all, foreseen] : [foreseen, all];
}

/**
 * Tell of an order whose sending was never answered here what the server will say of it in a minute.
 *
 * @param {Order[]} orders
 * @param {string} unheard its id
 * @returns {Order[]}
 */
export function withUnheard(orders, unheard) {
  return orders.map((order) =>
    order.order_id === unheard && order.state === MailState.SENDING ? { ...order, state: MailState.UNSURE } : order,
  );
}
