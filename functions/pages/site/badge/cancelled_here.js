/** Registrations that were cancelled from this phone: their pass still erases what is stored about the person. */

import { endingOf, nameOf } from './endings.js';

/**
 * @typedef {{attendee_id: string, pass: string, name: string}} Leaver
 */

const LEAVERS = 'left';

export class CancelledHere {
  /** @param {import('./wallet.js').Wallet | import('./wallet.js').MemoryWallet} wallet */
  constructor(wallet) {
    this.wallet = wallet;
    /** @type {Leaver[]} */
    this.people = [];
  }

  async load() {
    this.people = (await this.wallet.setting(LEAVERS)) ?? [];
  }

  /** @param {import('./wallet.js').KeptBadge} kept */
  async keep({ attendee_id, pass, registration }) {
    await this.forget(attendee_id);
    this.people = [...this.people, { attendee_id, pass, name: nameOf(registration) }];
    await this.wallet.keep(LEAVERS, this.people);
  }

  /** @param {string} attendeeId */
  async forget(attendeeId) {
    this.people = this.people.filter((each) => each.attendee_id !== attendeeId);
    await this.wallet.keep(LEAVERS, this.people);
  }
}

/**
 * Erase what is stored about somebody who has cancelled. To ask again changes nothing.
 *
 * @param {import('./badges.js').Badges} badges
 * @param {Leaver} leaver
 * @returns {Promise<import('./requests.js').Result>}
 */
export async function eraseCancelled(badges, { attendee_id, pass, name }) {
  const outcome = await badges.api.ask('POST', '/api/registration/erasure', { secret: pass });
  if (outcome.kind === 'unreachable') return { kind: 'unsure' };
  const ending = endingOf(outcome);
  if (outcome.kind === 'problem' && !ending) return { kind: 'refused', problem: outcome.problem };
  badges.ended = { code: ending ?? 'erased', name };
  await badges.cancelled.forget(attendee_id);
  badges.tell();
  badges.changed();
  return { kind: ending ? 'ended' : 'done' };
}
