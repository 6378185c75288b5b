/** What a verdict says to the volunteer, in words: the same whether the server or the phone decided. */

import { notesOf } from '../lib/notes.js';
import { openDoor } from '../lib/shifts.js';
import { saidOf } from '../ui/words.js';
import { ACCEPTING, ENTRIES, FRESH_ENTRIES, Group, NO_DIET, OTHER_DIET, UNBOOKED } from '../words/codes.js';
import { elsewhere, isMealToSpare, ways } from './verdict_ways.js';

/**
 * @typedef {import('../lib/scan_db.js').Entry} Entry
 * @typedef {'accepted' | 'left' | 'already' | 'refused'} Sort
 *
 * @typedef {object} VerdictText
 * @property {Sort} sort
 * @property {string} word
 * @property {string} name
 * @property {string[]} notes what this door needs to know of the person
 * @property {string[]} strong what must not be overlooked: a diet, a newcomer
 * @property {string[]} ways where to go, since when, why not
 * @property {string[]} small
 * @property {string} override on the button that lets them in all the same; empty where nobody may
 * @property {boolean} isAdvised whether that is all right by the rules of the place
 * @property {boolean} undo
 * @property {import('../lib/shifts.js').Door | null} otherDoor where the link reads badges now, as this door does not
 */

/**
 * @param {Entry} entry
 * @param {import('./context.js').ScanContext} page
 * @returns {VerdictText}
 */
export function verdictText(entry, page) {
  const { words } = page;
  const { verdict, result, own } = entry;
  if (entry.aside || verdict === null) return refusedRequest(entry, page);
  const answer = result ?? own;
  // Whoever holds a forged badge need not be the person it names.
  const named = verdict === 'forged_badge' ? undefined : page.phone.people.byId.get(entry.attendee_id ?? '');
  const person = result?.attendee ?? named ?? null;
  const newcomer = !result && own?.newcomer && ACCEPTING.has(verdict);
  const small = [person?.organisation, person && saidOf(words.kinds, person.kind)].filter(Boolean).join(' · ');
  const isLunch = entry.group === Group.LUNCH;
  const titles = UNBOOKED.has(verdict) ? elsewhere(entry).map(({ title }) => title ?? '') : [];
  return {
    sort: sortOf(verdict),
    word: wordOf(entry, page),
    name: person?.name ?? entry.name ?? (newcomer ? words.nameless : ''),
    notes: person ? notes(entry, page) : [],
    strong: entry.exercise ? [words.exerciseOnly] : strong(entry, page),
    ways: ways(entry, page),
    small: [...titles, small, ...unsure(entry, page)].filter(Boolean),
    override: verdict !== 'not_booked' || !answer?.override_possible ? '' : isLunch ? words.serveAnyway : words.letIn,
    isAdvised: !isLunch || isMealToSpare(entry, page),
    undo: ACCEPTING.has(verdict) && !entry.undone && !entry.exercise,
    otherDoor: verdict === 'too_late' ? openDoor(page.phone) : null,
  };
}

/**
 * @param {string} verdict
 * @returns {Sort}
 */
function sortOf(verdict) {
  if (FRESH_ENTRIES.has(verdict)) return 'accepted';
  if (ENTRIES.has(verdict)) return 'already';
  return ACCEPTING.has(verdict) ? 'left' : 'refused';
}

/**
 * Name a scan's person in a list, where every line needs a name.
 *
 * @param {Entry} entry
 * @param {import('../words/scan.js').Words} words
 */
export function nameOf({ result, name, own }, words) {
  return result?.attendee?.name ?? name ?? (own?.newcomer && !result ? words.nameless : words.stranger);
}

/**
 * The verdict's word, at this kind of place.
 *
 * @param {Entry} entry
 * @param {import('./context.js').ScanContext} page
 */
export function wordOf(entry, { words }) {
  return verdictOf(entry, { ...words, recorded: { ...words.recorded, ...words.verdicts } });
}

/**
 * What was decided, in a list: no invitation.
 *
 * @param {Entry} entry
 * @param {Pick<import('../words/scan.js').Words, 'recorded' | 'verdictsAt' | 'asideNow' | 'notSent' | 'alreadyNamed'>} words
 */
export function verdictOf({ verdict, group, problem, scan }, words) {
  const here = /** @type {Record<string, Record<string, string>>} */ (words.verdictsAt)[group] ?? {};
  if (!verdict) return problem ? words.asideNow : words.notSent;
  // Who was chosen by name has shown no badge.
  const named = scan.badge ? {} : { already_admitted: words.alreadyNamed };
  return saidOf({ ...words.recorded, ...named, ...here }, verdict);
}

/**
 * Say that a scan was taken back, or why not.
 *
 * @param {Entry} entry
 * @param {import('./context.js').ScanContext} page
 */
export function undoneText(entry, { words }) {
  const verdict = verdictOf(entry, words);
  if (entry.undo_refused) return saidOf(words.undoRefused, entry.undo_refused);
  const done = words.undoneOf({ who: nameOf(entry, words), verdict });
  return entry.undo ? `${done} (${words.undoing})` : done;
}

/**
 * Why the server refused a request.
 *
 * @param {import('../lib/contract.js').Problem | undefined} problem
 * @param {import('./context.js').ScanContext} page
 */
export function whyNot(problem, { words }) {
  const isKind = problem?.errors?.some(({ field }) => field === 'kind');
  return saidOf(words.problems, isKind ? 'kind' : problem?.code);
}

/**
 * @param {Entry} entry
 * @param {import('./context.js').ScanContext} page
 * @returns {VerdictText}
 */
function refusedRequest({ problem, name }, page) {
  const { words } = page;
  const ways = [whyNot(problem, page), words.reasons.unwritable];
  const nothing = { notes: [], strong: [], small: [], override: '', isAdvised: false, undo: false, otherDoor: null };
  return { sort: 'refused', word: words.asideNow, name: name ?? '', ways, ...nothing };
}

/**
 * @param {Entry} entry
 * @param {import('./context.js').ScanContext} page
 */
function notes(entry, { words, phone }) {
  const { answerYes, answerNo } = words;
  return notesOf(phone, entry).map(({ question: { label, choices }, answer }) => {
    const given = [answer].flat().map((one) => choices.find(({ id }) => id === one)?.label ?? one);
    return words.labelled({
      label,
      text: given.map((one) => (one === true ? answerYes : one === false ? answerNo : String(one))).join(', '),
    });
  });
}

/**
 * @param {Entry} entry
 * @param {import('./context.js').ScanContext} page
 */
function strong({ verdict, group, attendee_id, result, own }, { words, phone }) {
  const listed = phone.people.byId.get(attendee_id ?? '');
  const entered = FRESH_ENTRIES.has(verdict ?? '');
  const diet = result ? result.diet : listed?.diet;
  const isWalkIn = Boolean(result ? result.walk_in : own?.walk_in);
  return [
    group === Group.LUNCH && ENTRIES.has(verdict ?? '') ? dietOf(diet, isWalkIn, words) : '',
    entered && isWalkIn ? words.walkInHere : '',
    entered && !result && own?.newcomer ? words.newcomer : '',
    !result && own?.unsure.includes('signature') ? words.unchecked : '',
  ].filter(Boolean);
}

/**
 * @param {Entry} entry
 * @param {import('./context.js').ScanContext} page
 */
function unsure({ result, own, exercise }, { words }) {
  if (result || !own || exercise) return [];
  const said = own.unsure.map((code) => /** @type {Record<string, string>} */ (words.unsure)[code]);
  return [words.aloneNote, ...said.filter(Boolean)];
}

/**
 * @param {string | null | undefined} diet
 * @param {boolean} isWalkIn whether no meal was booked: whoever books none is never asked how they eat
 * @param {import('../words/scan.js').Words} words
 */
function dietOf(diet, isWalkIn, words) {
  if (isWalkIn && (!diet || diet === NO_DIET)) return words.dietUnasked;
  if (!diet) return '';
  return diet === OTHER_DIET ? words.otherDiet : saidOf(words.diets, diet);
}
