/** A person's day at the doors, in words: what an organiser was answered, and every scan there was. */

import { isAtelier, isStayedIn } from '../lib/attendance.js';
import { saidOf } from '../ui/words.js';
import { ACCEPTING, Group, Verdict } from '../words/codes.js';

/**
 * @typedef {Pick<import('./context.js').RegistrationsContext, 'words' | 'hour' | 'door'>} Teller
 * @typedef {import('../lib/contract.js').ProgrammeShown['checkpoints'][number]} Checkpoint
 * @typedef {import('../ui/widgets.js').Sort} Sort
 *
 * @typedef {import('../lib/contract.js').ScanShown} Seen a scan as the server tells it of a person
 */

/**
 * Tell doors that are open from those that are not, each in the programme's order.
 *
 * @param {Checkpoint[]} checkpoints
 * @param {number} now by the server's clock
 */
export function doors(checkpoints, now) {
  const isOpen = (/** @type {Checkpoint} */ { opens_at, closes_at }) =>
    Date.parse(opens_at) <= now && now <= Date.parse(closes_at);
  return { open: checkpoints.filter(isOpen), closed: checkpoints.filter((checkpoint) => !isOpen(checkpoint)) };
}

/**
 * Guess where somebody is to be let in: the building, then what they booked, then wherever is open.
 *
 * @param {Checkpoint[]} open
 * @param {{inside: boolean, ateliers: string[]}} person
 */
export function likely(open, { inside, ateliers }) {
  const wanted = inside ? open.find(({ id }) => ateliers.includes(id)) : open.find(({ id }) => id === Group.ENTRANCE);
  return wanted ?? open[0] ?? null;
}

/**
 * Whether people are let out there too.
 *
 * @param {Checkpoint | undefined} checkpoint
 */
export function hasWayOut(checkpoint) {
  return checkpoint !== undefined && isStayedIn(checkpoint);
}

/**
 * Say how somebody was judged who was let in or out by hand.
 *
 * @param {import('../lib/contract.js').Result} result
 * @param {Checkpoint} checkpoint
 * @param {Teller} page
 * @returns {{sort: Sort, text: string}}
 */
export function answered(result, checkpoint, page) {
  const { words } = page;
  const { verdict, since, by } = result;
  const known =
    verdict === 'already_admitted'
      ? [since && words.since({ time: page.hour(since) }), by && words.by({ who: by })]
      : [];
  const word = [wordAt(verdict, checkpoint.group, words), ...known].filter(Boolean).join(', ');
  const sentences = [words.answered({ door: page.door(checkpoint.id), word }), ...waysOf(result, checkpoint, page)];
  const text = sentences.map((said) => (said.endsWith('.') ? said : `${said}.`)).join(' ');
  return { sort: !ACCEPTING.has(verdict) ? 'bad' : verdict === Verdict.ALREADY_ADMITTED ? 'warm' : '', text };
}

/**
 * Say of a scan when and where it was, and all that is to be known of it.
 *
 * @param {Seen} scan
 * @param {Teller} page
 */
export function scanText(scan, page) {
  const { words } = page;
  const { verdict, server_verdict, undone_at, settled } = scan;
  const direction = /** @type {import('../lib/attendance.js').Direction} */ (scan.direction);
  const recorded = (/** @type {string} */ code) => saidOf(words.recorded, code);
  const where = [page.door(scan.checkpoint), words.directions[direction]].join(', ');
  return {
    where,
    what: [page.hour(scan.at), where].join(', '),
    verdict: recorded(verdict),
    notes: [
      scan.by ? words.by({ who: scan.by }) : '',
      scan.by_hand ? words.byHand : '',
      scan.override ? words.byException : '',
      scan.offline ? words.decidedAlone : '',
      server_verdict ? words.serverThinks({ verdict: recorded(server_verdict) }) : '',
      settled ? words.settledAs({ who: settled.by, note: settled.note }) : '',
    ].filter(Boolean),
    conflicts: scan.conflicts.map((code) => saidOf(words.conflictSorts, code)),
    undone: undone_at ? words.undoneAt({ when: page.hour(undone_at) }) : '',
    isUndoable: ACCEPTING.has(verdict) && !undone_at,
  };
}

/**
 * @param {string} verdict
 * @param {string} group
 * @param {Teller['words']} words
 */
function wordAt(verdict, group, words) {
  const here = /** @type {Record<string, Record<string, string>>} */ (words.verdictsAt)[group];
  return saidOf({ ...words.recorded, ...here }, verdict);
}

/**
 * Say from where, why not, where instead.
 *
 * @param {import('../lib/contract.js').Result} result
 * @param {Checkpoint} checkpoint
 * @param {Teller} page
 */
function waysOf({ verdict, moved_from, override_possible, booked }, checkpoint, page) {
  const { words } = page;
  const { id, group, opens_at, closes_at } = checkpoint;
  const others = booked.filter((place) => place.checkpoint !== id).map((place) => page.door(place.checkpoint));
  if (verdict === 'moved' && moved_from) return [words.movedFrom({ place: page.door(moved_from) })];
  if (verdict === 'too_early') return [words.opensAt({ time: page.hour(opens_at) })];
  if (verdict === 'too_late') return [words.closedAt({ time: page.hour(closes_at) })];
  if (verdict === 'full') return [words.noSeat];
  if (verdict !== 'not_booked') return [];
  if (group === Group.LUNCH) return [words.mealsFirst];
  const instead = others.length ? words.bookedIn({ place: others.join(', ') }) : words.bookedNowhere;
  return [
    ...(isAtelier(group) ? [instead] : []),
    override_possible ? words.overridePossible : words.overrideImpossible,
  ];
}
