/** The numbers with which the meals are told: what is booked while the doors are silent, then what to order. */

import { sureness } from './interval.js';

/** @typedef {import('../lib/contract.js').LunchCount} Meals */

/**
 * Whether the doors have not told anything of lunch yet: nobody who booked a meal has come. What is booked is all that is
 * known then, and the forecast is experience alone.
 *
 * @param {Pick<Meals, 'booked_came' | 'served'>} lunch
 */
export function isUntold({ booked_came: came, served }) {
  return came === 0 && served === 0;
}

/**
 * @param {Meals} lunch
 * @param {object} around
 * @param {boolean} around.isServed whether nothing is to be ordered any more
 * @param {string} around.certainty of the forecast, in words
 * @param {import('../dashboard/context.js').DashboardContext} around.page
 * @returns {[string, string, string][]} each number, what it counts, and what is to be known of it
 */
export function mealFigures(lunch, { isServed, certainty, page }) {
  const { words, language } = page;
  const { to_order: order, expected, booked, booked_inside: inside, booked_came: came } = lunch;
  const { served, served_not_booked: extra } = lunch;
  const { low, high } = expected;
  /** @type {[string, string, string]} */
  const eaten = [String(served), words.served, extra ? words.servedNotBooked({ count: extra }) : ''];
  /** @type {[string, string, string]} */
  const reserved = [String(booked), words.bookedMeals({ count: booked }), ''];
  if (isServed) return [eaten, reserved, [String(came), words.bookedAndCame, '']];
  if (isUntold(lunch)) {
    const saving = words.saving({ count: Math.max(0, booked - order) });
    return [
      [String(booked), words.bookedMeals({ count: booked }), words.untold],
      [String(order), words.usuallyEnough, `${saving} · ${certainty}`],
    ];
  }
  const mean = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(expected.mean);
  return [
    [String(order), words.toOrder, ''],
    [mean, words.expected, words.between({ low, high, sureness: sureness(lunch, page) })],
    reserved,
    [String(inside), words.bookedInside, came > inside ? words.bookedCame({ count: came }) : ''],
    eaten,
  ];
}
