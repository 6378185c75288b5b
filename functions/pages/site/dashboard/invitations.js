/** Who invited whom: the links that were handed out, as the tree that they are. */

import { saidOf } from '../ui/words.js';
import { Role } from '../words/codes.js';

/**
 * @typedef {import('./phones.js').StaffPass} StaffPass
 *
 * @typedef {object} Branch
 * @property {StaffPass} pass
 * @property {number} depth how many of those above it are listed with it
 * @property {StaffPass | null} inviter null where the command made it
 */

/**
 * Name what the holder of a link is here for.
 *
 * @param {string} role
 * @param {Pick<import('../words/dashboard.js').Words, 'caterer' | 'kinds'>} words
 */
export function roleNamed(role, words) {
  return role === Role.CATERER ? words.caterer : saidOf(words.kinds, role);
}

/**
 * Put some links in the order of the tree: each is followed by those that it invited.
 *
 * @param {StaffPass[]} some those that are listed together
 * @param {StaffPass[]} all
 * @returns {Branch[]}
 */
export function branches(some, all) {
  const known = byId(all);
  const listed = byId(some);
  const invited = byInviter(some);
  /** @type {Branch[]} */
  const found = [];
  // Whoever makes a chain of thousands of links does not make the page too deep.
  const left = some.filter(({ invited_by: by }) => !listed.has(by ?? '')).map((pass) => ({ pass, depth: 0 }));
  left.reverse();
  for (let next = left.pop(); next; next = left.pop()) {
    const { pass, depth } = next;
    found.push({ pass, depth, inviter: known.get(pass.invited_by ?? '') ?? null });
    const below = (invited.get(pass.id) ?? []).map((one) => ({ pass: one, depth: depth + 1 }));
    left.push(...below.reverse());
  }
  return found;
}

/**
 * List all that a link invited, and all that these invited.
 *
 * @param {StaffPass[]} all
 * @param {string} id
 * @returns {StaffPass[]}
 */
export function descendants(all, id) {
  const invited = byInviter(all);
  const found = [...(invited.get(id) ?? [])];
  for (const pass of found) found.push(...(invited.get(pass.id) ?? []));
  return found;
}

/** @param {StaffPass[]} some */
function byId(some) {
  return new Map(some.map((pass) => [pass.id, pass]));
}

/** @param {StaffPass[]} some */
function byInviter(some) {
  /** @type {Map<string, StaffPass[]>} */
  const invited = new Map();
  for (const pass of some) {
    if (pass.invited_by !== null) invited.set(pass.invited_by, [...(invited.get(pass.invited_by) ?? []), pass]);
  }
  return invited;
}
