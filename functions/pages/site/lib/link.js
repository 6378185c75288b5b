/** The link that a volunteer is handed: its fragment is the pass. */

/** 32 bytes in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/**
 * Find a link's secret in what was typed, pasted or read from its QR code.
 *
 * @param {string} text
 * @returns {string | null}
 */
export function secretOf(text) {
  const fragment = text.trim().split('#').pop() ?? '';
  return SECRET.test(fragment) ? fragment : null;
}

/**
 * @param {import('./api.js').Outcome} outcome
 * @returns {outcome is import('./api.js').Refused} whether the server says that this link is over
 */
export function isEnding(outcome) {
  return outcome.kind === 'problem' && ['pass_revoked', 'pass_expired'].includes(outcome.problem.code);
}
