/**
 * What a person asks of their own registration, and what became of it, whether or not the answer arrived.
 *
 * @typedef {import('../lib/contract.js').Problem} Problem
 * @typedef {import('../lib/api.js').Outcome} Outcome
 * @typedef {import('./badges.js').Badges} Badges
 * @typedef {import('./wallet.js').KeptBadge} KeptBadge
 * @typedef {import('../lib/contract.js').Registration} Registration
 * @typedef {import('./choices.js').Choices} Choices
 * @typedef {import('../lib/contract.js').ProgrammeShown} Programme
 *
 * @typedef {{kind: 'done'} | {kind: 'refused', problem: Problem} | {kind: 'conflict', fields: string[]}
 *   | {kind: 'unreachable'} | {kind: 'unsure'} | {kind: 'ended'}} Result `unreachable`: nothing has changed; `unsure`:
 *   nobody can tell from here; `ended`: the registration is no more, or was taken off this phone
 */

import { choicesOf, difference, isDone, withSeat, withoutPlace } from './choices.js';
import { endingOf } from './endings.js';

// Each request is about the badge that was shown when the person began. Another may be shown by now.

/**
 * Save other choices, on top of what was changed elsewhere meanwhile.
 *
 * @param {Badges} badges
 * @param {KeptBadge} whose
 * @param {Choices} base what the person had before their eyes
 * @param {Choices} wanted
 * @param {{anyway?: boolean}} [more] anyway: also where somebody chose something else elsewhere
 * @returns {Promise<Result>}
 */
export function save(badges, whose, base, wanted, { anyway = false } = {}) {
  return change(badges, whose, (registration, programme) => {
    const asked = difference(base, choicesOf(registration, programme), wanted);
    return anyway ? { ...asked, conflicts: [] } : asked;
  });
}

/**
 * Take a seat that is offered; it takes the place of the atelier that was booked in its slot.
 *
 * @param {Badges} badges
 * @param {KeptBadge} whose
 * @param {string} atelier
 */
export function take(badges, whose, atelier) {
  return change(badges, whose, (registration, programme) => ({
    body: { ateliers: withSeat(registration, programme, atelier) },
    conflicts: [],
  }));
}

/**
 * Leave a waiting list, or give back the seat that is offered.
 *
 * @param {Badges} badges
 * @param {KeptBadge} whose
 * @param {string} atelier
 */
export function leave(badges, whose, atelier) {
  return change(badges, whose, (registration) => ({
    body: { waiting: withoutPlace(registration, atelier) },
    conflicts: [],
  }));
}

/**
 * Have the mail to the pending address sent again.
 *
 * @param {Badges} badges
 * @param {KeptBadge} whose
 */
export function mailAgain(badges, whose) {
  return change(badges, whose, ({ pending_email }) => ({
    body: pending_email ? { email: pending_email } : {},
    conflicts: [],
  }));
}

/**
 * Take the pending address back: the one that holds stays.
 *
 * @param {Badges} badges
 * @param {KeptBadge} whose
 */
export function keepAddress(badges, whose) {
  return change(badges, whose, ({ pending_email }) => ({
    body: pending_email ? { pending_email: null } : {},
    conflicts: [],
  }));
}

/**
 * @param {Badges} badges
 * @param {KeptBadge} whose
 */
export function cancel(badges, whose) {
  return end(badges, whose, (kept) => badges.write(kept, 'DELETE', '/api/registration'), 'cancelled');
}

/**
 * @param {Badges} badges
 * @param {KeptBadge} whose
 */
export function erase(badges, whose) {
  return end(badges, whose, (kept) => badges.write(kept, 'POST', '/api/registration/erasure'), 'erased');
}

/**
 * Replace a badge by a new one. A repeat makes no second one: the number says which badge goes.
 *
 * @param {Badges} badges
 * @param {KeptBadge} whose
 * @returns {Promise<Result>}
 */
export async function reissue(badges, whose) {
  const { issue } = whose.registration;
  const kept = badges.find(whose.attendee_id);
  if (!kept) return { kind: 'ended' };
  const outcome = await insist(() => badges.write(kept, 'POST', '/api/registration/badge', { issue }));
  return outcome.kind === 'unreachable' ? { kind: 'unsure' } : settled(badges, kept, outcome);
}

/**
 * @param {Badges} badges
 * @param {KeptBadge} whose
 * @param {(now: Registration, programme: Programme) => {body: Record<string, unknown>, conflicts: string[]}} decide
 * @returns {Promise<Result>}
 */
async function change(badges, whose, decide) {
  const kept = badges.find(whose.attendee_id);
  if (!kept) return { kind: 'ended' };
  const before = await badges.ask(kept);
  if (endingOf(before)) return { kind: 'ended' };
  if (before.kind === 'problem') return { kind: 'refused', problem: before.problem };
  if (before.kind === 'unreachable' || !badges.programme) return { kind: 'unreachable' };
  const { body, conflicts } = decide(before.body, badges.programme);
  if (conflicts.length) return { kind: 'conflict', fields: conflicts };
  if (Object.keys(body).length === 0) return { kind: 'done' };
  const outcome = await badges.write(kept, 'PATCH', '/api/registration', body);
  if (outcome.kind !== 'unreachable') return settled(badges, kept, outcome);
  return looked(badges, kept, (registration) => isDone(registration, body));
}

/**
 * @param {Badges} badges
 * @param {KeptBadge} whose
 * @param {(kept: KeptBadge) => Promise<Outcome>} asking
 * @param {import('./endings.js').Ending} code
 * @returns {Promise<Result>}
 */
async function end(badges, whose, asking, code) {
  const kept = badges.find(whose.attendee_id);
  if (!kept) return { kind: 'ended' };
  const outcome = await insist(() => asking(kept));
  if (outcome.kind === 'unreachable') return { kind: 'unsure' };
  if (outcome.kind === 'problem') return settled(badges, kept, outcome);
  await badges.finish(kept, code);
  return { kind: 'done' };
}

/**
 * Send a request that is safe to repeat: once more if the answer got lost.
 *
 * @param {() => Promise<Outcome>} asking
 */
async function insist(asking) {
  const outcome = await asking();
  return outcome.kind === 'unreachable' ? asking() : outcome;
}

/**
 * @param {Badges} badges
 * @param {KeptBadge} kept
 * @param {Outcome} outcome whose answer is the registration
 * @returns {Promise<Result>}
 */
async function settled(badges, kept, outcome) {
  if (await badges.heard(kept, outcome)) return { kind: 'ended' };
  if (outcome.kind === 'problem') return { kind: 'refused', problem: outcome.problem };
  return { kind: outcome.kind === 'answer' ? 'done' : 'unreachable' };
}

/**
 * Find out what became of a change whose answer was lost.
 *
 * @param {Badges} badges
 * @param {KeptBadge} kept
 * @param {(registration: Registration) => boolean} isDone
 * @returns {Promise<Result>}
 */
async function looked(badges, kept, isDone) {
  const found = await badges.ask(kept);
  if (endingOf(found)) return { kind: 'ended' };
  if (found.kind !== 'answer') return { kind: 'unsure' };
  return { kind: isDone(found.body) ? 'done' : 'unreachable' };
}
