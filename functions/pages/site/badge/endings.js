/** How a registration or its link comes to an end on this phone, and whose it was. */

import { PASS_PROBLEMS } from '../words/codes.js';

/** @typedef {keyof import('../words/badge.js').Words['ended']} Ending */

/**
 * @param {import('../lib/api.js').Outcome} outcome
 * @returns {Ending | null} why the pass opens nothing any more, if that is what the server says
 */
export function endingOf(outcome) {
  if (outcome.kind !== 'problem' || !PASS_PROBLEMS.has(outcome.problem.code)) return null;
  return /** @type {Ending} */ (outcome.problem.code);
}

/** @param {Pick<import('../lib/contract.js').Registration, 'given_name' | 'family_name'>} registration */
export function nameOf({ given_name, family_name }) {
  return [given_name, family_name].filter(Boolean).join(' ');
}
