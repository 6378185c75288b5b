/** People registered at the door: kept like a scan, sent until they are answered, counted once. */

import { SUPERVISED_KINDS } from '../words/codes.js';

/**
 * @typedef {import('./api.js').Outcome} Outcome
 * @typedef {import('./scan_db.js').Entry} Entry
 *
 * @typedef {object} Registration a walk-in that the server has not answered
 * @property {string} registration_id
 * @property {string} event
 * @property {Record<string, unknown>} body
 * @property {string} at ISO 8601, when the person was let in
 * @property {string} checkpoint
 * @property {string} group of the checkpoint
 * @property {import('./contract.js').Problem} [problem] why it was refused
 * @property {boolean} [read] somebody has read that
 */

/**
 * Ask the server to register somebody; once it has, their entry is a scan like any other.
 *
 * @param {import('./phone.js').Phone} phone
 * @param {Registration} registration
 * @param {number} [timeout] milliseconds
 * @returns {Promise<Outcome>} an answer is the server's own
 */
export async function register(phone, registration, timeout) {
  const body = { ...registration.body, registration_id: registration.registration_id };
  const outcome = await phone.api.ask('POST', '/api/attendees', { body, timeout });
  if (outcome.kind !== 'answer') return outcome;
  const attendeeId = outcome.body?.attendee_id;
  if (typeof attendeeId !== 'string') return { kind: 'unreachable' };
  await phone.scanDb.registered(registration.registration_id, admitted(registration, attendeeId));
  return outcome;
}

/**
 * @param {import('./contract.js').RosterPass | undefined} pass
 * @param {string} kind
 * @returns {boolean} whether a pass may register somebody of a kind
 */
export function mayRegister(pass, kind) {
  return Boolean(pass?.supervisor) || !SUPERVISED_KINDS.has(kind);
}

/**
 * The entry's scan has the registration's id, so that registering twice counts once.
 *
 * @param {Registration} registration
 * @param {string} attendeeId
 * @returns {Omit<Entry, 'seq'>}
 */
function admitted({ registration_id, event, at, checkpoint, group, body }, attendeeId) {
  const scan = {
    scan_id: registration_id,
    attendee_id: attendeeId,
    checkpoint,
    direction: /** @type {const} */ ('in'),
  };
  const name = `${body.given_name} ${String(body.family_name).slice(0, 1)}.`;
  const entry = { event, attendee_id: attendeeId, name, group, verdict: 'admitted', result: null, own: null };
  return { ...entry, scan: { ...scan, at, override: false, offline: 'admitted' }, waiting: 1 };
}
