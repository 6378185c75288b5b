/** What to do about the phones: silent, cut off, full of unsent scans, wrong by their clock, empty. */

import { MINUTE_MS } from '../ui/localised.js';
import { isOpen } from './numbers.js';
import { isBatteryLow, isClockWrong, isSilent, phones } from './phones.js';

/**
 * @typedef {import('./advice.js').Advice} Advice
 * @typedef {import('./advice.js').Known} Known
 * @typedef {import('./phones.js').Phone} Phone
 * @typedef {import('./numbers.js').Programme} Programme
 */

/** A phone that has been silent for so long has gone home, or is at another door. */
const GONE_MS = 3 * 60 * MINUTE_MS;
const SILENT_TOGETHER = 3;
const UNSENT = 10;
const UNSENT_MANY = 40;
const BATTERY_LAST_PERCENT = 5;
const DOOR_SOON_MS = 10 * MINUTE_MS;

/**
 * @param {Known} known
 * @param {number} now
 * @returns {Advice[]}
 */
export function ofPhones({ passes, programme, headcounts }, now) {
  if (!passes) return [];
  // The door may stay open after the last has left.
  const isOverAndOut = now >= Date.parse(programme.event.ends_at) && !headcounts.inside;
  // A phone that went home with unsent scans must come back, however long ago that was.
  const all = phones(passes, programme, now).filter(({ silence, outbox }) => silence < GONE_MS || outbox > 0);
  return [
    ...together(all.flatMap((phone) => ofPhone(phone, all))),
    ...(isOverAndOut ? [] : unattended(all, programme, now)),
  ];
}

/**
 * Make one advice of many silent phones: the network has failed, not the phones.
 *
 * @param {Advice[]} found
 * @returns {Advice[]}
 */
function together(found) {
  const silent = found.filter((one) => one.what === 'silent');
  if (silent.length < SILENT_TOGETHER) return found;
  const labels = silent.map(({ label }) => label);
  const minutes = Math.min(...silent.map((one) => one.minutes));
  const outbox = silent.reduce((sum, one) => sum + one.outbox, 0);
  const severity = silent.some((one) => one.severity === 'bad') ? 'bad' : 'warm';
  const others = found.filter(({ what }) => what !== 'silent');
  return [{ what: 'silents', severity, place: 'phones', key: 'silents', labels, minutes, outbox }, ...others];
}

/**
 * @param {Phone} phone
 * @param {Phone[]} all
 * @returns {Advice[]}
 */
function ofPhone(phone, all) {
  const { label, outbox, battery, clock_skew_seconds: skew, device, open, checkpoints, over } = phone;
  const place = /** @type {const} */ ('phones');
  if (over) {
    const key = `cut_off ${device}`;
    return [{ what: 'cut_off', severity: 'bad', place: 'volunteers', key, label, count: outbox, over }];
  }
  if (isSilent(phone)) {
    if (!open.length && !outbox) return [];
    const isAlone = open.some((id) => !all.some((other) => !isSilent(other) && other.open.includes(id)));
    const minutes = Math.floor(phone.silence / MINUTE_MS);
    const severity = isAlone || outbox > 0 ? 'bad' : 'warm';
    const where = { isEverywhere: phone.isEverywhere, checkpoint: open[0] ?? checkpoints[0] ?? '' };
    return [{ what: 'silent', severity, place, key: `silent ${device}`, label, minutes, outbox, ...where }];
  }
  /** @type {Advice[]} */
  const found = [];
  if (outbox >= UNSENT) {
    const severity = outbox >= UNSENT_MANY ? 'bad' : 'warm';
    found.push({ what: 'unsent', severity, place, key: `unsent ${device}`, label, count: outbox });
  }
  if (isClockWrong(phone)) {
    found.push({ what: 'clock', severity: 'warm', place, key: `clock ${device}`, label, seconds: Math.abs(skew) });
  }
  if (battery !== null && isBatteryLow(phone)) {
    const severity = battery < BATTERY_LAST_PERCENT ? 'bad' : 'warm';
    found.push({ what: 'battery', severity, place, key: `battery ${device}`, label, percent: battery });
  }
  return found;
}

/**
 * Find doors, open or about to open, from which no phone has reported. Silent phones have their own advice.
 *
 * @param {Phone[]} all
 * @param {Programme} programme
 * @param {number} now
 * @returns {Advice[]}
 */
function unattended(all, programme, now) {
  const checkpoints = programme.checkpoints
    .filter((checkpoint) => isOpen(checkpoint, now) || isOpen(checkpoint, now + DOOR_SOON_MS))
    .filter(({ id }) => !all.some((phone) => !phone.over && phone.checkpoints.includes(id)))
    .map(({ id }) => id);
  if (!checkpoints.length) return [];
  const isAnyOpen = programme.checkpoints.some((one) => checkpoints.includes(one.id) && isOpen(one, now));
  const severity = isAnyOpen ? 'bad' : 'warm';
  return [{ what: 'unattended', severity, place: 'volunteers', key: `unattended ${checkpoints}`, checkpoints }];
}
