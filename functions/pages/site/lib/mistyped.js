/**
 * An address that may be mistyped: of which domain somebody probably thinks, as a suggestion and never a refusal.
 *
 * The server asks alike: `tests/cases/mistyped.json` holds both to it.
 */

import { COUNTRIES, PROVIDERS } from '../words/providers.js';

const SHORTEST = 5;
const ANYWHERE_ELSE_NONE = 'gmail.com';

/**
 * @param {string} email
 * @param {string} contact the event's own address: at its domain many people have theirs, too
 * @returns {string} the address that somebody probably meant; empty if it is no near miss
 */
export function meant(email, contact) {
  const at = email.trim().lastIndexOf('@');
  const [local, domain] = [email.trim().slice(0, Math.max(at, 0)), domainOf(email.trim())];
  const known = [domainOf(contact), ...PROVIDERS];
  if (!local || known.includes(domain)) return '';
  const found = known.find((each) => isSlip(domain, each));
  return found ? `${local}@${found}` : '';
}

/** @param {string} email */
function domainOf(email) {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * @param {string} domain
 * @param {string} known
 */
function isSlip(domain, known) {
  const [name, ending] = parted(domain);
  const [itsName, itsEnding] = parted(known);
  const isNear =
    name === itsName || isTurned(name, itsName) || (itsName.length >= SHORTEST && isOneAway(name, itsName));
  if (name === itsName && known === ANYWHERE_ELSE_NONE) return true;
  return isNear && (ending === itsEnding || (!COUNTRIES.split(' ').includes(ending) && isOneAway(ending, itsEnding)));
}

/**
 * @param {string} domain
 * @returns {[name: string, ending: string]}
 */
function parted(domain) {
  const dot = domain.indexOf('.');
  return dot < 0 ? [domain, ''] : [domain.slice(0, dot), domain.slice(dot + 1)];
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {boolean} whether one letter more, less or another makes one of the other, or two that changed places
 */
function isOneAway(one, other) {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  const rest = short.slice(same + (short.length === long.length ? 1 : 0));
  return rest === long.slice(same + 1) || isTurned(one, other);
}

/**
 * @param {string} one
 * @param {string} other
 */
function isTurned(one, other) {
  const wrong = [...one].flatMap((letter, n) => (letter === other[n] ? [] : [n]));
  const [first, second] = wrong;
  if (one.length !== other.length || wrong.length !== 2 || second !== first + 1) return false;
  return one[first] === other[second] && one[second] === other[first];
}
