/** What somebody chose, what they choose now, and what that changes; the ateliers by their slots. */

import { isSameAnswer, TEXTS, TICKS, USUAL } from '../lib/form_fields.js';

/**
 * @typedef {import('../lib/contract.js').AtelierShown} Atelier
 * @typedef {import('../lib/contract.js').ProgrammeShown} Programme
 * @typedef {import('../lib/contract.js').Registration} Registration
 *
 * @typedef {import('../lib/form_fields.js').Values & Beside} Choices
 *
 * @typedef {object} Beside the rest of all that a person may change; ateliers and waiting lists by slot, empty for none
 * @property {Record<string, string>} ateliers
 * @property {Record<string, string>} waiting
 * @property {Record<string, import('../lib/contract.js').Given | null>} answers by question, null where nothing is answered
 */

const SIMPLE = [...TEXTS, ...TICKS];
const SLOTTED = /** @type {const} */ (['ateliers', 'waiting']);

/**
 * @param {Registration} registration
 * @param {Pick<Programme, 'ateliers' | 'slots'>} programme
 * @returns {Choices}
 */
export function choicesOf(registration, { ateliers, slots }) {
  const slotted = (/** @type {string[]} */ ids) =>
    Object.fromEntries(
      slots.map((slot) => [slot.id, ids.find((id) => ateliers.some((a) => a.id === id && a.slot === slot.id)) ?? '']),
    );
  const simple = SIMPLE.map((name) => [name, registration[name] ?? USUAL[name] ?? '']);
  return {
    .../** @type {import('../lib/form_fields.js').Values} */ (Object.fromEntries(simple)),
    answers: registration.answers ?? {},
    ateliers: slotted(registration.ateliers),
    waiting: slotted((registration.waiting ?? []).map((place) => place.atelier)),
  };
}

/**
 * Say what to ask of the server, so that what somebody changed elsewhere meanwhile stays as it is now.
 *
 * @param {Choices} base what the person had before their eyes
 * @param {Choices} fresh what is true now
 * @param {Choices} wanted
 * @returns {{body: Record<string, unknown>, conflicts: string[]}} conflicts: fields that were changed here and
 *   elsewhere, each to something else
 */
export function difference(base, fresh, wanted) {
  /** @type {Record<string, unknown>} */
  const body = {};
  /** @type {string[]} */
  const conflicts = [];
  for (const field of SIMPLE) {
    if (wanted[field] === base[field] || wanted[field] === fresh[field]) continue;
    body[field] = wanted[field];
    if (fresh[field] !== base[field]) conflicts.push(field);
  }
  for (const field of SLOTTED) {
    const slots = Object.keys(wanted[field]);
    const changed = slots.filter(
      (slot) => wanted[field][slot] !== base[field][slot] && wanted[field][slot] !== fresh[field][slot],
    );
    if (changed.length === 0) continue;
    const after = { ...fresh[field], ...Object.fromEntries(changed.map((slot) => [slot, wanted[field][slot]])) };
    body[field] = Object.values(after).filter(Boolean);
    if (changed.some((slot) => fresh[field][slot] !== base[field][slot])) conflicts.push(field);
  }
  const answered = Object.entries(wanted.answers).filter(
    ([id, answer]) => !isSameAnswer(answer, base.answers[id]) && !isSameAnswer(answer, fresh.answers[id]),
  );
  if (answered.length) body.answers = Object.fromEntries(answered);
  if (answered.some(([id]) => !isSameAnswer(fresh.answers[id], base.answers[id]))) conflicts.push('answers');
  return { body, conflicts };
}

/**
 * Take a seat that is offered: it takes the place of the atelier that was booked in its slot.
 *
 * @param {Registration} registration
 * @param {Pick<Programme, 'ateliers'>} programme
 * @param {string} atelier
 * @returns {string[]} the ateliers then
 */
export function withSeat(registration, { ateliers }, atelier) {
  const slotOf = (/** @type {string} */ id) => ateliers.find((each) => each.id === id)?.slot;
  return [...registration.ateliers.filter((id) => slotOf(id) !== slotOf(atelier)), atelier];
}

/**
 * @param {Registration} registration
 * @param {string} atelier
 * @returns {string[]} the waiting lists without this one
 */
export function withoutPlace(registration, atelier) {
  return registration.waiting.map((place) => place.atelier).filter((id) => id !== atelier);
}

/**
 * @param {Registration} registration
 * @param {Record<string, unknown>} body what was asked for
 * @returns {boolean} whether a registration is as was asked, whoever heard the answer
 */
export function isDone(registration, body) {
  return Object.entries(body).every(([field, wanted]) => {
    if (field === 'waiting')
      return sameIds(
        /** @type {string[]} */ (wanted),
        registration.waiting.map((w) => w.atelier),
      );
    if (field === 'ateliers') return sameIds(/** @type {string[]} */ (wanted), registration.ateliers);
    if (field === 'answers')
      return Object.entries(/** @type {object} */ (wanted)).every(([id, answer]) =>
        isSameAnswer(registration.answers?.[id], answer),
      );
    if (field === 'email') return isNamed(registration, /** @type {string} */ (wanted));
    return /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (registration))[field] === wanted;
  });
}

/**
 * @param {Registration} registration
 * @param {string} address
 * @returns {boolean} whether it is somebody's address, or will be once its mailbox was opened, in whatever letters
 */
function isNamed({ email, pending_email }, address) {
  return [email, pending_email].some((each) => each?.toLowerCase() === address.toLowerCase());
}

/**
 * @param {string[]} one
 * @param {string[]} other
 */
function sameIds(one, other) {
  return one.length === other.length && one.every((id) => other.includes(id));
}
