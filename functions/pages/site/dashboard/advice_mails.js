/** What to do about mails: to people who registered, to the caterer, and to those who read badges. */

import { ActKind, MailState, PARKED } from '../words/codes.js';

/**
 * @typedef {import('./advice.js').Advice} Advice
 */

/**
 * @param {import('./advice.js').Known} known
 * @returns {Advice[]}
 */
export function ofMails({ mails, atOnce }) {
  const count = (mails ?? []).filter(({ state }) => PARKED.has(state)).length;
  const parked = (atOnce ?? []).filter(({ state }) => PARKED.has(state));
  const order = parked.find(({ act }) => act === ActKind.MEALS_ORDERED);
  const links = parked.filter(({ act }) => act === ActKind.INVITED);
  const held = (mails ?? []).filter(({ state }) => state === MailState.HELD);
  // The last one that was refused knows best.
  const error = held.at(-1)?.error;
  return [
    ...(error ? [ofHeld(held.length, error)] : []),
    ...(order ? [ofOrder(order)] : []),
    ...(links.length ? [ofLinks(links)] : []),
    ...(count
      ? [/** @type {Advice} */ ({ what: 'mails', severity: 'warm', place: 'mails', key: 'mails', count })]
      : []),
  ];
}

/**
 * @param {number} count
 * @param {string} error why the whole account is refused
 * @returns {Advice}
 */
function ofHeld(count, error) {
  return { what: 'mails_held', severity: 'bad', place: 'mails', key: 'mails_held', count, error };
}

/**
 * @param {import('./advice.js').AtOnce} order
 * @returns {Advice}
 */
function ofOrder({ name, state }) {
  const isFailed = state === MailState.FAILED;
  return { what: 'order_unsent', severity: 'warm', place: 'lunch', key: `order ${state}`, address: name, isFailed };
}

/**
 * @param {import('./advice.js').AtOnce[]} links
 * @returns {Advice}
 */
function ofLinks(links) {
  const [{ name: label }] = links;
  return { what: 'links_unsent', severity: 'warm', place: 'links', key: 'links', label, count: links.length };
}
