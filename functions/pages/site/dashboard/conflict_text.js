/** What happened where a phone contradicts the rules, in one sentence, and what became of it. */

import { ACCEPTING } from '../words/codes.js';
import { saidOf } from '../ui/words.js';

/**
 * @typedef {import('../lib/contract.js').Conflict} Conflict
 * @typedef {Pick<import('./context.js').DashboardContext, 'words' | 'door' | 'hour'>} Teller
 * @typedef {'in' | 'out' | 'refused' | 'other'} What what there is to keep: an entry, an exit, a refusal
 */

export const STRANGER = 'stranger';

/**
 * @param {Conflict} conflict
 * @returns {What}
 */
export function whatOf({ verdict, direction, undone_at, settled }) {
  // An undone scan that is open is one whose undoing put somebody where there is no seat.
  if (undone_at && !settled) return 'other';
  if (!ACCEPTING.has(verdict)) return 'refused';
  return direction === 'out' ? 'out' : 'in';
}

/**
 * @param {Conflict} conflict
 * @param {Teller} page
 */
export function happened(conflict, page) {
  const { words } = page;
  const { attendee_id, name, checkpoint, at, by, conflicts } = conflict;
  const said = {
    name: attendee_id === STRANGER ? words.aPerson : (name ?? words.aPerson),
    by: by || words.aPhone,
    door: page.door(checkpoint),
    hour: page.hour(at),
  };
  const whys = conflicts.map((code) => saidOf(words.conflictReasons, code));
  const last = whys.pop() ?? '';
  const why = whys.length ? `${whys.join(words.conflictMore)}${words.conflictAnd}${last}` : last;
  const what = whatOf(conflict);
  if (what === 'other') return words.conflictPutBack(said);
  if (what === 'refused') return words.conflictRefused(said);
  if (conflicts.every((code) => code === 'clock')) return words.conflictClock({ ...said, what });
  return what === 'out' ? words.conflictOut({ ...said, why }) : words.conflictIn({ ...said, why });
}

/**
 * Say what there is to do about it, by the first thing that it contradicts.
 *
 * @param {Conflict} conflict
 * @param {Teller} page
 */
export function todo(conflict, { words }) {
  const what = whatOf(conflict);
  if (what === 'other') return words.conflictTodo.put_back;
  return saidOf(words.conflictTodo, what === 'refused' ? 'withdrawn' : (conflict.conflicts[0] ?? ''));
}

/**
 * Say what became of a scan that is settled.
 *
 * @param {Conflict} conflict
 * @param {Teller} page
 */
export function outcomeOf(conflict, { words }) {
  const what = whatOf(conflict);
  return conflict.undone_at ? words.annulled({ what }) : words.kept({ what });
}
