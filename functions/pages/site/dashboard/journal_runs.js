/** What belongs together in the journal: what one click did to many people, and what one link did. */

import { ActKind } from '../words/codes.js';

/** @typedef {import('../lib/contract.js').NamedAct} Act */

/** What is pressed once and done to everybody whom it concerns. */
const SWEEPS = new Set(/** @type {string[]} */ ([ActKind.SEATS_RELEASED, ActKind.DAY_ENDED, ActKind.IMPORTED]));
/** A list of hundreds is imported in a few minutes; what comes later is another one. */
const PAUSE_MS = 10 * 60_000;
/** So many acts by a single link are those of several people, as likely as not. */
const BY_ONE = 10;

/**
 * Put together what one click did to many people, one after the other.
 *
 * @param {Act[]} acts the newest first
 * @returns {Act[][]} in the same order; most stand alone
 */
export function runs(acts) {
  /** @type {Act[][]} */
  const found = [];
  for (const act of acts) {
    const last = found.at(-1);
    const before = last?.at(-1);
    const isOne = before && SWEEPS.has(act.what) && act.attendee_id && clickOf(before) === clickOf(act);
    if (isOne && Date.parse(before.at) - Date.parse(act.at) > PAUSE_MS) found.push([act]);
    else if (last && isOne) last.push(act);
    else found.push([act]);
  }
  return found;
}

/** @param {Act} act */
function clickOf({ what, by, details }) {
  return [what, by, details.atelier].join('\n');
}

/**
 * Find the link with which everything was done, though others could have one of their own.
 *
 * @param {Act[]} acts
 * @returns {string | null} its label
 */
export function soleLink(acts) {
  const [label, ...others] = new Set(acts.map(({ by }) => by));
  return acts.length >= BY_ONE && !others.length ? label : null;
}
