/** A forecast drawn on a line: what is expected, how sure that is, and what is to be ordered. */

import { element } from '../ui/dom.js';
import { HATCHED, scale, shape } from './shapes.js';

/**
 * @typedef {import('../lib/contract.js').MealsForeseen} Foreseen
 * @typedef {import('../words/dashboard.js').Words} Words
 * @typedef {{words: Pick<Words, 'timesInTen'>, language: string}} Teller
 */

const WIDTH = 240;
const HEIGHT = 32;

/**
 * @param {Foreseen} meals
 * @param {string} title
 */
export function interval({ booked, booked_came: came, served, to_order: order, expected }, title) {
  const most = Math.max(1, booked, served, order, expected.high);
  const x = scale([0, most], [8, WIDTH - 8]);
  const { mean, low, high } = expected;
  const middle = HEIGHT / 2;
  const band = (/** @type {number} */ count, /** @type {string} */ className) => {
    /** @type {import('./shapes.js').Attributes} */
    const fill = className === 'here' ? { fill: HATCHED } : {};
    return shape('rect', { class: className, ...fill, x: x(0), y: middle - 5, width: x(count) - x(0), height: 10 });
  };
  return shape(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', class: 'interval', 'aria-label': title },
    shape('title', {}, title),
    shape('line', { class: 'axis', x1: x(0), x2: x(most), y1: middle, y2: middle }),
    band(came, 'here'),
    band(served, 'bar-present'),
    shape('line', { class: 'bar-seats', x1: x(booked), x2: x(booked), y1: middle - 8, y2: middle + 8 }),
    shape('line', { class: 'range', x1: x(low), x2: x(high), y1: middle, y2: middle }),
    shape('circle', { class: 'mean', cx: x(mean), cy: middle, r: 4 }),
    order ? shape('path', { class: 'order', d: `M${x(order) - 6} 1h12l-6 9z` }) : null,
  );
}

/**
 * Say what is expected, and how surely.
 *
 * @param {Foreseen['expected']} expected
 * @param {import('../dashboard/context.js').DashboardContext} page
 */
export function foreseen(expected, page) {
  const { words, language } = page;
  const { low, high } = expected;
  const mean = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(expected.mean);
  return words.foreseenOf({ mean, between: words.between({ low, high, sureness: sureness({ expected }, page) }) });
}

/**
 * Say how often the truth lies in the interval.
 *
 * @param {Pick<Foreseen, 'expected'>} meals
 * @param {Teller} page
 */
export function sureness({ expected }, { words, language }) {
  const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(expected.interval * 10);
  return words.timesInTen({ count: tenths });
}

/**
 * @param {Foreseen} meals
 * @param {Teller & {words: Pick<Words, 'keyCame' | 'served' | 'keyMean' | 'keyOrder'>}} page
 */
export function key(meals, page) {
  const { words } = page;
  const sample = (/** @type {SVGElement[]} */ ...shapes) =>
    shape('svg', { class: 'sample interval-key', viewBox: '0 0 24 16', 'aria-hidden': 'true' }, ...shapes);
  const box = { x: 0.5, y: 3, width: 23, height: 10 };
  const range = shape('line', { class: 'range', x1: 0, x2: 24, y1: 8, y2: 8 });
  return [
    [sample(shape('rect', { ...box, fill: HATCHED })), words.keyCame],
    [sample(shape('rect', { ...box, class: 'bar-present' })), words.served],
    [
      sample(range, shape('circle', { class: 'mean', cx: 12, cy: 8, r: 4 })),
      words.keyMean({ sureness: sureness(meals, page) }),
    ],
    [sample(shape('path', { class: 'order', d: 'M6 3h12l-6 10z' })), words.keyOrder],
  ].map(([drawing, said]) => element('span', {}, drawing, ` ${said}`));
}
