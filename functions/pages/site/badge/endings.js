/** How a registration or its link comes to an end on this phone, and whose it was. */

/**
 * @typedef {'cancelled' | 'erased' | 'removed' | 'pass_revoked' | 'pass_expired' | 'unauthorised' | 'forbidden'} Ending
 */

/**
 * Where the server says so, a pass opens nothing here any more.
 *
 * @type {Set<string>}
 */
const ENDINGS = new Set(['pass_revoked', 'pass_expired', 'unauthorised', 'forbidden']);

/**
 * @param {import('../lib/api.js').Outcome} outcome
 * @returns {Ending | null} why the pass opens nothing any more, if that is what the server says
 */
export function endingOf(outcome) {
  if (outcome.kind !== 'problem' || !ENDINGS.has(outcome.problem.code)) return null;
  return /** @type {Ending} */ (outcome.problem.code);
}

/** @param {Pick<import('../lib/contract.js').Registration, 'given_name' | 'family_name'>} registration */
export function nameOf({ given_name, family_name }) {
  return [given_name, family_name].filter(Boolean).join(' ');
}
