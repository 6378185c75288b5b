/** The link that a person is handed: its fragment is the pass. */

import { PASS_ENDINGS } from '../words/codes.js';

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
 * Take the link out of the address bar, where a photo or a shoulder could read it.
 *
 * @param {Location} location
 * @param {History} history
 * @param {(fragment: string) => boolean} [isPlace] whether a fragment that is no pass stays: it names a part of the page
 * @returns {string | null} its secret; empty for a fragment that is none, null where there is nothing
 */
export function takeSecret({ hash, pathname }, history, isPlace = () => false) {
  const secret = secretOf(hash);
  if (!hash || (!secret && isPlace(hash.slice(1)))) return null;
  history.replaceState(null, '', pathname);
  return secret ?? '';
}

/**
 * @param {import('./api.js').Outcome} outcome
 * @returns {outcome is import('./api.js').Refused} whether the server says that this link is over
 */
export function isEnding(outcome) {
  return outcome.kind === 'problem' && PASS_ENDINGS.has(outcome.problem.code);
}
