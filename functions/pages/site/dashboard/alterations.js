/** Alterations of the programme, without a page: what somebody typed as the server is told it, and what it changes. */

import { dayAndHourAt, instantAt } from '../lib/zoned.js';
import { SEATS } from '../words/limits.js';

/**
 * @typedef {import('../lib/contract.js').Alterable} Alterable
 * @typedef {Pick<import('../lib/contract.js').EventShown, 'date' | 'timezone'>} Day
 * @typedef {'starts_at' | 'ends_at' | 'opens_at' | 'closes_at' | 'room' | 'capacity'} What
 * @typedef {Record<string, Record<string, Partial<Record<What, string | number>>>>} Body by sort and id
 */

/**
 * @param {What} what
 * @returns {what is 'starts_at' | 'ends_at' | 'opens_at' | 'closes_at'}
 */
export function isHour(what) {
  return what.endsWith('_at');
}

/**
 * @param {Pick<Alterable, 'sort' | 'id'>} thing
 * @param {What} what
 */
export function keyOf({ sort, id }, what) {
  return `${sort}/${id}/${what}`;
}

/**
 * Return a value as a field shows it: an hour by the event's clock.
 *
 * @param {Alterable} thing
 * @param {What} what
 * @param {Day} day
 */
export function shown(thing, what, { timezone }) {
  const value = thing[what] ?? '';
  return isHour(what) ? dayAndHourAt(Date.parse(String(value)), timezone)[1] : String(value);
}

/**
 * Read what was typed. What stands there as before is not sent: it may have been changed elsewhere meanwhile.
 *
 * @param {Alterable[]} things as they are
 * @param {ReadonlyMap<string, string>} typed by key
 * @param {Day} day
 * @returns {{body: Body, count: number, wrong: string[]}} how many values change; the keys of what cannot be meant
 */
export function alterations(things, typed, day) {
  /** @type {Body} */
  const body = {};
  /** @type {string[]} */
  const wrong = [];
  let count = 0;
  for (const thing of things) {
    for (const what of /** @type {What[]} */ (Object.keys(thing))) {
      const text = typed.get(keyOf(thing, what))?.trim();
      if (text === undefined || text === shown(thing, what, day)) continue;
      const value = meant(thing, what, text, day);
      if (value === null) wrong.push(keyOf(thing, what));
      else {
        count += 1;
        const sort = (body[thing.sort] ??= {});
        (sort[thing.id] ??= {})[what] = value;
      }
    }
  }
  return { body, count, wrong };
}

/**
 * @param {Alterable} thing
 * @param {What} what
 * @param {string} text
 * @param {Day} day
 * @returns {string | number | null} null for what cannot be meant
 */
function meant({ sort }, what, text, { date, timezone }) {
  if (what === 'room') return text || sort === 'checkpoints' ? text : null;
  if (what === 'capacity') return /^[0-9]{1,5}$/.test(text) && Number(text) <= SEATS ? Number(text) : null;
  return /^\d\d:\d\d$/.test(text) ? new Date(instantAt(date, text, timezone)).toISOString() : null;
}

/**
 * Return what people will see otherwise: each thing that changes, before and after.
 *
 * @param {Alterable[]} before
 * @param {Alterable[]} after
 * @returns {[Alterable, Alterable][]}
 */
export function changes(before, after) {
  const was = new Map(before.map((thing) => [`${thing.sort}/${thing.id}`, thing]));
  return after.flatMap((thing) => {
    const earlier = was.get(`${thing.sort}/${thing.id}`);
    const isOther = earlier && /** @type {What[]} */ (Object.keys(thing)).some(differs);
    /** @param {What} what */
    function differs(what) {
      return typeof thing[what] !== 'object' && thing[what] !== earlier?.[what];
    }
    return isOther ? [/** @type {[Alterable, Alterable]} */ ([earlier, thing])] : [];
  });
}

/**
 * Say what people read of a thing: its hours, its room, its seats.
 *
 * @param {Alterable} thing
 * @param {Pick<import('./context.js').DashboardContext, 'hours' | 'words'>} page
 */
export function lineOf({ starts_at, ends_at, opens_at, closes_at, room, capacity }, page) {
  const [from, until] = [starts_at ?? opens_at, ends_at ?? closes_at];
  const seats = capacity === undefined ? '' : page.words.seatsOf({ count: capacity });
  return [from && until ? page.hours(from, until) : '', room ?? '', seats].filter(Boolean).join(' · ');
}
