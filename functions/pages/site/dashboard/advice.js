/**
 * What to do next, as the numbers tell it: codes and figures, without a sentence.
 *
 * Nothing here is remembered: an advice ends when its reason does. What it is about is its `key`, so that a page can
 * tell a new advice from one that only counts on.
 */

import { MINUTE_MS } from '../ui/localised.js';
import { LATECOMER_SECONDS } from '../words/limits.js';
import { ofLunch, ofOrder } from './advice_lunch.js';
import { ofMails } from './advice_mails.js';
import { ofPhones } from './advice_phones.js';
import { arrived, isFull, isOver, series, totalAt, usual } from './numbers.js';

/**
 * @typedef {import('./numbers.js').Headcounts} Headcounts
 * @typedef {import('./numbers.js').Programme} Programme
 * @typedef {import('./numbers.js').AtelierCount} AtelierCount
 * @typedef {import('../lib/contract.js').MailAtOnceShown} AtOnce
 *
 * @typedef {object} Known what has been heard so far; null for what has not
 * @property {Headcounts} headcounts
 * @property {Programme} programme
 * @property {import('./phones.js').StaffPass[] | null} passes
 * @property {{conflicts: string[]}[] | null} conflicts those that nobody has settled
 * @property {{state: string, error: string | null}[] | null} mails
 * @property {AtOnce[] | null} [atOnce] to the caterer and the staff
 * @property {{lunch: {booked: number, to_order: number, booked_came: number, served: number},
 *   orders?: import('../organiser/ordered.js').Order[], batches?: import('../organiser/ordered.js').Batch[]} | null} catering
 *
 * @typedef {'bad' | 'warm' | ''} Severity at once; soon; to know
 * @typedef {'ateliers' | 'arrivals' | 'phones' | 'conflicts' | 'lunch' | 'volunteers' | 'waiting' | 'mails' | 'end' |
 *   'release' | 'import' | 'links'} Place where something can be done about it
 *
 * @typedef {{severity: Severity, place: Place, key: string}} Common
 * @typedef {Common & ({what: 'full', ateliers: string[], others: AtelierCount[], waiting: number}
 *   | {what: 'series_full', slot: string, waiting: number}
 *   | {what: 'silent', label: string, minutes: number, checkpoint: string, isEverywhere: boolean, outbox: number}
 *   | {what: 'cut_off', label: string, count: number, over: import('./phones.js').Over}
 *   | {what: 'silents', labels: string[], minutes: number, outbox: number}
 *   | {what: 'unattended', checkpoints: string[]}
 *   | {what: 'unsent', label: string, count: number}
 *   | {what: 'clock', label: string, seconds: number}
 *   | {what: 'battery', label: string, percent: number}
 *   | {what: 'conflicts', count: number, sort: string | null}
 *   | {what: 'more_come' | 'fewer_come', count: number, usual: number}
 *   | {what: 'absent', atelier: string, count: number}
 *   | {what: 'seats_waited_for', atelier: string, free: number, waiting: number}
 *   | {what: 'lunch_soon', minutes: number, meals: number, booked: number, isUntold: boolean}
 *   | {what: 'order_short', sent: number, now: number}
 *   | {what: 'mails', count: number}
 *   | {what: 'nobody'}
 *   | {what: 'order_unsent', address: string, isFailed: boolean}
 *   | {what: 'links_unsent', label: string, count: number}
 *   | {what: 'mails_held', count: number, error: string}
 *   | {what: 'still_inside', count: number})} Advice
 */

/** Before it, who is late is not absent. */
const RELEASE_MS = LATECOMER_SECONDS * 1_000;
const SHORT_OF_SEATS = 2;
const FULL_SOON_MS = 60 * MINUTE_MS;
/** By how many, and by which share of the usual, arrivals must differ to be worth a word. */
const UNUSUAL_PEOPLE = 10;
const UNUSUAL_SHARE = 0.15;

const SEVERITIES = ['bad', 'warm', ''];
/** First what people at a door wait for, then what an organiser can do later at a desk. */
const ORDER = [
  'nobody',
  ...['still_inside', 'unattended', 'silents', 'silent', 'cut_off', 'series_full', 'full'],
  ...['order_unsent', 'order_short', 'lunch_soon', 'conflicts', 'links_unsent'],
  ...['seats_waited_for', 'absent', 'unsent', 'battery', 'clock', 'mails_held', 'mails', 'more_come', 'fewer_come'],
];
const FOR_ALL = ['full', 'series_full', 'seats_waited_for', 'lunch_soon', 'more_come', 'fewer_come'];

/**
 * @param {Known} known
 * @param {number} now by the server's clock
 * @returns {Advice[]} the most urgent first
 */
export function advice(known, now) {
  const all = [
    ...ofNobody(known),
    ...ofTheEnd(known, now),
    ...ofAteliers(known, now),
    ...ofLunch(known, now),
    ...ofOrder(known, now),
    ...ofConflicts(known),
    ...ofPhones(known, now),
    ...ofMails(known),
    ...ofArrivals(known, now),
  ];
  return all.sort(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      ORDER.indexOf(one.what) - ORDER.indexOf(other.what),
  );
}

/**
 * @param {Advice} advice
 * @returns {boolean} whether everybody may read it: where there are seats, lunch, who has come; nothing of the staff
 */
export function isForAll({ what }) {
  return FOR_ALL.includes(what);
}

/**
 * @param {Known} known
 * @returns {Advice[]}
 */
function ofNobody({ headcounts: { registered, cancelled } }) {
  return registered || cancelled ? [] : [{ what: 'nobody', severity: '', place: 'import', key: 'nobody' }];
}

/**
 * @param {Known} known
 * @returns {Advice[]}
 */
function ofConflicts({ headcounts: { conflicts: count }, conflicts }) {
  if (!count) return [];
  const sorts = new Set((conflicts ?? []).flatMap((one) => one.conflicts));
  const [sort] = sorts.size === 1 && conflicts?.length === count ? sorts : [null];
  return [{ what: 'conflicts', severity: 'warm', place: 'conflicts', key: 'conflicts', count, sort }];
}

/**
 * @param {Known} known
 * @param {number} now
 * @returns {Advice[]}
 */
function ofAteliers({ headcounts, programme }, now) {
  return series(headcounts, programme, now)
    .filter((slot) => !isOver(slot, now))
    .flatMap((slot) => [
      ...fullOnes(slot, now),
      ...(slot.when === 'running' ? absentOnes(slot, now) : waitedFor(slot)),
    ]);
}

/**
 * @param {import('./numbers.js').Series} slot
 * @param {number} now
 * @returns {Advice[]}
 */
function fullOnes(slot, now) {
  const full = slot.ateliers.filter(isFull);
  const others = slot.ateliers.filter((atelier) => atelier.free > 0).sort((one, other) => other.free - one.free);
  // Days before, a full atelier is a success; people are sent elsewhere when they stand at its door.
  const severity = Date.parse(slot.starts_at) - now < FULL_SOON_MS ? 'warm' : '';
  if (!full.length) return [];
  const waiting = full.reduce((sum, atelier) => sum + atelier.waiting, 0);
  const place = waiting ? 'waiting' : 'ateliers';
  if (!others.length) return [{ what: 'series_full', severity, place, key: `full ${slot.id}`, slot: slot.id, waiting }];
  // One advice for all of them: people are sent to the same other ateliers, whichever is full.
  const ateliers = full.sort((one, other) => one.number - other.number).map(({ id }) => id);
  return [{ what: 'full', severity, place, key: `full ${ateliers}`, ateliers, others: others.slice(0, 3), waiting }];
}

/**
 * Seats of people who did not come, where seats are short: elsewhere nobody needs them.
 *
 * @param {import('./numbers.js').Series} slot
 * @param {number} now
 * @returns {Advice[]}
 */
function absentOnes(slot, now) {
  if (now < Date.parse(slot.starts_at) + RELEASE_MS) return [];
  return slot.ateliers
    .filter(({ absent, free }) => absent > 0 && free <= SHORT_OF_SEATS)
    .map(({ id, absent }) => ({
      ...{ what: /** @type {const} */ ('absent'), severity: /** @type {const} */ ('warm'), key: `absent ${id}` },
      ...{ place: /** @type {const} */ ('release'), atelier: id, count: absent },
    }));
}

/**
 * @param {import('./numbers.js').Series} slot
 * @returns {Advice[]}
 */
function waitedFor({ ateliers }) {
  return ateliers
    .filter(({ free, waiting }) => free > 0 && waiting > 0)
    .map(({ id, free, waiting }) => ({
      ...{
        what: /** @type {const} */ ('seats_waited_for'),
        severity: /** @type {const} */ ('warm'),
        key: `waited ${id}`,
      },
      ...{ place: /** @type {const} */ ('waiting'), atelier: id, free, waiting },
    }));
}

/**
 * @param {Known} known
 * @param {number} now
 * @returns {Advice[]}
 */
function ofArrivals({ headcounts }, now) {
  const curve = usual(headcounts);
  // After the last known hour there is nothing to compare.
  if (!curve.length || now <= curve[0].at || now > curve[curve.length - 1].at) return [];
  const foreseen = Math.round(totalAt(curve, now));
  const count = arrived(headcounts, now).at(-1)?.total ?? 0;
  const difference = count - foreseen;
  if (Math.abs(difference) < Math.max(UNUSUAL_PEOPLE, UNUSUAL_SHARE * foreseen)) return [];
  const what = difference > 0 ? 'more_come' : 'fewer_come';
  return [{ what, severity: '', place: 'arrivals', key: what, count, usual: foreseen }];
}

/**
 * @param {Known} known
 * @param {number} now
 * @returns {Advice[]}
 */
function ofTheEnd({ headcounts: { inside }, programme }, now) {
  if (!inside || now < Date.parse(programme.event.ends_at)) return [];
  return [{ what: 'still_inside', severity: 'warm', place: 'end', key: 'inside', count: inside }];
}
