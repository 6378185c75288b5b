/** What follows a verdict, in words: since when, where to send the person, whom to ask, when a meal may be given away. */

import { isAtelier } from '../lib/attendance.js';
import { ENTRIES, Group } from '../words/codes.js';

/**
 * @typedef {import('../lib/scan_db.js').Entry} Entry
 * @typedef {import('./context.js').ScanContext} ScanContext
 */

/** Somebody whose badge was read here so lately has not come back: they still stand there. */
const JUST_NOW_MS = 5 * 60_000;
/** So long before lunch closes, meals that were booked and not fetched go to others. */
const SPARE_MS = 30 * 60_000;

/**
 * @param {Entry} entry
 * @param {ScanContext} page
 * @returns {string[]}
 */
export function ways(entry, page) {
  const { words } = page;
  const { verdict, result, own, group } = entry;
  const answer = result ?? own;
  const here = doorOf(entry, page);
  if (verdict === 'already_admitted') return [...again(entry, page), ...next(entry, page)];
  if (verdict === 'moved' && answer?.moved_from)
    return [words.movedFrom({ place: page.placeName(page.phone.place(answer.moved_from)) })];
  if (verdict === 'too_early' && here)
    return [words.opensAt({ time: page.hour(here.opens_at) }), ...booked(entry, page)];
  if (verdict === 'too_late' && here)
    return [words.closedAt({ time: page.hour(here.closes_at) }), ...booked(entry, page)];
  if (verdict === 'not_booked' && group === Group.LUNCH) return meals(entry, page);
  if (verdict === 'not_booked') {
    const possible = answer?.override_possible ? [words.overridePossible] : [words.overrideImpossible, ...whom(page)];
    return [...booked(entry, page), ...possible];
  }
  if (verdict === 'full') return [words.noSeat, ...booked(entry, page), ...whom(page)];
  const reason = /** @type {Record<string, string>} */ (words.reasons)[verdict ?? ''];
  return reason ? [reason] : next(entry, page);
}

/**
 * The places of this series that they booked, other than here.
 *
 * @param {Entry} entry
 */
export function elsewhere({ result, own, scan }) {
  return (result ?? own)?.booked.filter((place) => place.checkpoint !== scan.checkpoint) ?? [];
}

/**
 * Whether a meal may go to somebody who booked none: when all have been fetched that were booked, as far as this phone
 * knows, or lunch is nearly over.
 *
 * @param {Entry} entry
 * @param {ScanContext} page
 */
export function isMealToSpare(entry, page) {
  return entry.own?.awaited === 0 || Date.parse(entry.scan.at) >= spareFrom(entry, page);
}

/**
 * Say since when they are in, and whether to let them pass all the same.
 *
 * @param {Entry} entry
 * @param {ScanContext} page
 */
function again({ result, own, group, scan }, page) {
  const { words, phone } = page;
  const { since, by } = result ?? own ?? {};
  if (!since) return [];
  const isOwn = by === phone.label;
  const isJustNow = isOwn && Date.parse(scan.at) - Date.parse(since) < JUST_NOW_MS;
  const who = isOwn ? words.here : by;
  const line = [words.atHour({ time: page.hour(since) }), who ? words.by({ who }) : ''].filter(Boolean).join(', ');
  if (group === Group.LUNCH) return [line, isJustNow && scan.badge ? words.again.mealJustNow : words.again.meal];
  if (group === Group.VILLAGE) return [line];
  // Chosen by name, it may be another person of that name: no badge says who stands there.
  if (!scan.badge) return [line, words.again.named];
  return [line, isJustNow ? words.again.justNow : words.again.earlier];
}

/**
 * @param {Entry} entry
 * @param {ScanContext} page
 */
function meals(entry, page) {
  const { words } = page;
  const awaited = entry.own?.awaited ?? null;
  if (awaited === 0) return [words.mealsFetched];
  const time = page.hour(spareFrom(entry, page));
  if (isMealToSpare(entry, page)) return [words.mealsSpare({ time })];
  return [...(awaited ? [words.mealsAwaited({ count: awaited })] : [words.mealsFirst]), words.mealsFrom({ time })];
}

/**
 * @param {Entry} entry
 * @param {ScanContext} page
 */
function spareFrom(entry, page) {
  return Date.parse(doorOf(entry, page)?.closes_at ?? '') - SPARE_MS;
}

/**
 * Tell whoever comes in by the entrance where they are expected next.
 *
 * @param {Entry} entry
 * @param {ScanContext} page
 */
function next({ verdict, group, scan, attendee_id }, page) {
  const { words, phone, programme } = page;
  if (group !== Group.ENTRANCE || !ENTRIES.has(verdict ?? '')) return [];
  const at = Date.parse(scan.at);
  const coming = (phone.people.byId.get(attendee_id ?? '')?.ateliers ?? []).flatMap((id) => {
    const slot = programme?.slots.find((/** @type {{id: string}} */ each) => each.id === page.atelier(id)?.slot);
    return slot && at < Date.parse(slot.ends_at) ? [{ id, starts_at: slot.starts_at }] : [];
  });
  const [first] = coming.sort((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at));
  return first
    ? [words.nextAt({ time: page.hour(first.starts_at), place: page.placeName(phone.place(first.id)) })]
    : [];
}

/**
 * Say whom to ask for what the door may not decide.
 *
 * @param {ScanContext} page
 */
function whom({ words, programme }) {
  const contact = programme?.event.contact;
  return contact ? [words.askTeam({ contact })] : [];
}

/**
 * Say where to send them.
 *
 * @param {Entry} entry
 * @param {ScanContext} page
 */
function booked(entry, page) {
  if (!isAtelier(entry.group)) return [];
  const places = elsewhere(entry);
  if (places.length === 0) return (entry.result ?? entry.own)?.booked.length ? [] : [page.words.bookedNowhere];
  return places.map((place) => page.words.bookedIn({ place: page.placeName(place) }));
}

/**
 * @param {Entry} entry
 * @param {ScanContext} page
 */
function doorOf({ scan }, { phone }) {
  return phone.roster?.checkpoints.find(({ id }) => id === scan.checkpoint);
}
