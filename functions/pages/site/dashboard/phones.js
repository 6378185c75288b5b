/** The phones that read badges: where each is, when it last reported, and what is wrong with it. */

import { CLOCK_OFF_SECONDS, SILENT_SECONDS } from '../words/limits.js';
import { isOpen } from './numbers.js';

/**
 * @typedef {import('./numbers.js').Programme} Programme
 *
 * @typedef {import('../lib/contract.js').Phone} Device
 * @typedef {import('../lib/contract.js').PassShown} StaffPass
 *
 * @typedef {'revoked' | 'expired'} Over how a link has ended
 *
 * @typedef {Device & {label: string, checkpoints: string[], isEverywhere: boolean, silence: number, open: string[],
 *   over: Over | null}} Phone `open` are those of its checkpoints where badges are read now; a silence is in milliseconds
 */

const BATTERY_PERCENT = 15;

/**
 * List the phones that matter, the most urgent first: those whose link is still good, and of the others those
 * with scans that nobody has.
 *
 * @param {StaffPass[]} passes
 * @param {Programme} programme
 * @param {number} now
 * @returns {Phone[]}
 */
export function phones(passes, programme, now) {
  const seen = lastSeen(passes);
  return passes
    .flatMap((pass) => {
      const over = overBy(pass, now);
      const all = programme.checkpoints;
      const read = all.filter(({ id }) => pass.role === 'organiser' || pass.checkpoints.includes(id));
      return pass.devices
        .filter(({ device, last_seen_at, outbox }) => seen.get(device) === last_seen_at && (!over || outbox > 0))
        .map((device) => ({
          ...device,
          ...{ label: pass.label, over, isEverywhere: read.length === all.length },
          checkpoints: read.map(({ id }) => id),
          silence: Math.max(0, now - Date.parse(device.last_seen_at)),
          open: over ? [] : read.filter((one) => isOpen(one, now)).map(({ id }) => id),
        }));
    })
    .sort((one, other) => other.outbox - one.outbox || one.silence - other.silence);
}

/**
 * A phone that was given another link reports under that one; what it reported under the first is past.
 *
 * @param {StaffPass[]} passes
 * @returns {Map<string, string>} when each phone was heard of last
 */
function lastSeen(passes) {
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (const { device, last_seen_at: at } of passes.flatMap(({ devices }) => devices)) {
    if (Date.parse(at) >= Date.parse(seen.get(device) ?? at)) seen.set(device, at);
  }
  return seen;
}

/**
 * @param {Pick<StaffPass, 'revoked_at' | 'expires_at'>} pass
 * @param {number} now
 * @returns {Over | null} null of a link that is good
 */
export function overBy({ revoked_at, expires_at }, now) {
  if (revoked_at) return 'revoked';
  return Date.parse(expires_at) > now ? null : 'expired';
}

/** @param {Pick<Phone, 'silence'>} phone */
export function isSilent({ silence }) {
  return silence >= SILENT_SECONDS * 1_000;
}

/** @param {Pick<Device, 'clock_skew_seconds'>} phone */
export function isClockWrong({ clock_skew_seconds: skew }) {
  return Math.abs(skew) > CLOCK_OFF_SECONDS;
}

/** @param {Pick<Device, 'battery'>} phone one that does not tell is not low */
export function isBatteryLow({ battery }) {
  return battery !== null && battery < BATTERY_PERCENT;
}
