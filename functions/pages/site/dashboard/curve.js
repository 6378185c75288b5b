/** The arrivals drawn: who has come by when, beside what is usual. */

import { totalAt } from './numbers.js';
import { lettering, picture, scale, shape, ticks } from '../organiser/shapes.js';

/**
 * @typedef {import('./numbers.js').Point} Point
 * @typedef {import('./context.js').DashboardContext} DashboardContext
 *
 * @typedef {object} Arrivals
 * @property {Point[]} today
 * @property {Point[]} usual
 * @property {number} registered
 * @property {number} now
 */

const HOUR_MS = 3_600_000;
const HEIGHT = 260;
const EDGE = { left: 44, right: 16, top: 20, bottom: 30 };
/** What a letter of an hour takes, and the space beside it. */
const LETTER = 7;
const SPACE = 8;

/**
 * @param {Arrivals} arrivals
 * @param {number} width of the place, in pixels
 * @param {DashboardContext} page
 */
export function curve(arrivals, width, page) {
  const { today, usual, registered, now } = arrivals;
  const [begins, ends] = span(arrivals);
  const rows = ticks(Math.max(registered, today.at(-1)?.total ?? 0));
  const x = scale([begins, ends], [EDGE.left, width - EDGE.right]);
  const y = scale([0, rows[rows.length - 1]], [HEIGHT - EDGE.bottom, EDGE.top]);
  const line = (/** @type {Point[]} */ points) => points.map(({ at, total }) => `${x(at)},${y(total)}`).join(' ');
  const last = today.at(-1);
  return picture(
    { width, height: HEIGHT, title: page.words.arrivals, text: described(arrivals, page), className: 'chart' },
    ...rows.flatMap((row) => [
      shape('line', { class: 'grid', x1: EDGE.left, x2: width - EDGE.right, y1: y(row), y2: y(row) }),
      lettering(EDGE.left - 8, y(row) + 4, String(row), { 'text-anchor': 'end' }),
    ]),
    ...hours(begins, ends, x, page).map((at) =>
      lettering(x(at), HEIGHT - 8, page.hour(at), { 'text-anchor': 'middle' }),
    ),
    registered
      ? shape('line', { class: 'all', x1: EDGE.left, x2: width - EDGE.right, y1: y(registered), y2: y(registered) })
      : null,
    now > begins && now < ends
      ? shape('line', { class: 'present', x1: x(now), x2: x(now), y1: EDGE.top, y2: HEIGHT - EDGE.bottom })
      : null,
    usual.length ? shape('polyline', { class: 'usual', points: line(usual) }) : null,
    shape('polyline', { class: 'today', points: line(today) }),
    last ? shape('circle', { class: 'dot', cx: x(last.at), cy: y(last.total), r: 5 }) : null,
    last ? label(x(last.at), y(last.total), last.total, width) : null,
  );
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} total
 * @param {number} width
 */
function label(x, y, total, width) {
  const isNearEdge = x > width - 70;
  const anchor = { 'text-anchor': isNearEdge ? 'end' : 'start', class: 'strong' };
  return lettering(x + (isNearEdge ? -9 : 10), Math.max(16, y - 8), String(total), anchor);
}

/**
 * Say what the picture shows.
 *
 * @param {Arrivals} arrivals
 * @param {DashboardContext} page
 */
export function described({ today, usual, now }, page) {
  const { words } = page;
  const last = today.at(-1);
  if (!last) return words.arrivalsNone;
  const said = words.arrivalsDesc({ count: last.total, hour: page.hour(last.at) });
  return usual.length ? `${said} ${words.arrivalsUsual({ count: Math.round(totalAt(usual, now)) })}` : said;
}

/**
 * @param {Arrivals} arrivals
 * @returns {[number, number]} from when until when
 */
function span({ today, usual, now }) {
  const all = [...today, ...usual].map(({ at }) => at);
  if (!all.length) return [now - HOUR_MS, now + HOUR_MS];
  const begins = Math.floor(Math.min(...all) / (HOUR_MS / 2)) * (HOUR_MS / 2);
  return [begins, Math.max(...all, begins + HOUR_MS)];
}

/**
 * @param {number} begins
 * @param {number} ends
 * @param {(at: number) => number} x
 * @param {Pick<DashboardContext, 'hour'>} page
 * @returns {number[]} the full hours between, or as many of them as can be written side by side
 */
export function hours(begins, ends, x, page) {
  const first = Math.ceil(begins / HOUR_MS);
  const count = Math.floor(ends / HOUR_MS) - first + 1;
  const all = Array.from({ length: Math.max(0, count) }, (_, at) => (first + at) * HOUR_MS);
  const widest = Math.max(0, ...all.map((at) => page.hour(at).length * LETTER + SPACE));
  const every = Math.ceil(widest / (x(begins + HOUR_MS) - x(begins)));
  return all.filter((_, at) => at % every === 0);
}

/**
 * @param {Arrivals} arrivals
 * @param {DashboardContext} page
 * @returns {(string)[][]} each half hour, what had come by then and what is usual
 */
export function rows({ today, usual, now, registered }, page) {
  const [begins, ends] = span({ today, usual, now, registered });
  const count = Math.floor((ends - begins) / (HOUR_MS / 2)) + 1;
  const times = Array.from({ length: count }, (_, at) => begins + (at * HOUR_MS) / 2);
  const last = today.at(-1);
  return times.map((at) => [
    page.hour(at),
    last && at <= last.at ? String(Math.round(totalAt(today, at))) : '',
    usual.length ? String(Math.round(totalAt(usual, at))) : '',
  ]);
}
