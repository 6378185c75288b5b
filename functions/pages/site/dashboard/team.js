/** A whole team at once: a line a phone, as it is pasted from a spreadsheet or typed. */

import { folded } from '../lib/folding.js';
import { instantAt } from '../lib/zoned.js';
import { CARDS_AT_ONCE, LABEL_CHARACTERS, SHIFTS } from '../words/limits.js';

/**
 * @typedef {import('./numbers.js').Programme} Programme
 * @typedef {import('../lib/contract.js').ShiftBody} Shift
 * @typedef {'noDoor' | 'unknownPart' | 'badHours' | 'oneDoor' | 'longName' | 'tooManyShifts' | 'tooMany'} Fault
 *
 * @typedef {object} Member somebody who gets one link: the lines of one name are one phone's
 * @property {string} label
 * @property {string[]} checkpoints
 * @property {Shift[]} schedule
 * @property {string} email
 * @property {number} copy how many before it say the same: each is another phone's
 * @property {{code: Fault, text: string}[]} faults
 */

const HOUR = /^(\d{1,2})\s*(?:[h:.]\s*(\d{2})?|heures?|uhr)?\s*(?:uhr)?$/iu;
// A word boundary knows no à.
const BETWEEN_HOURS = /\s*[-–—→]\s*|\s+(?:à|to|bis)\s+/u;
const HEADS =
  /^(pre)?nom|^benevole|^qui$|^poste|^telephone|^name|^volunteer|^who$|^phone|^helfer|^vorname|^wer$|^handy/u;
const BETWEEN_DOORS = /\s*[+/&,]\s*/u;

/**
 * Read what was pasted: after the name, each cell is known by what it says.
 *
 * @param {string} text
 * @param {Programme} programme
 * @param {(id: string) => string} named how a door is called on the page
 * @param {string[]} everywhere the words that mean every door
 * @param {Record<string, string>} [usual] what people call the door of a group, parted by slashes
 * @returns {Member[]}
 */
export function team(text, programme, named, everywhere, usual = {}) {
  const doors = doorsByName(programme, named, everywhere, usual);
  /** @type {Member[]} */
  const members = [];
  const cells = text.split(/\r?\n/u).map(cellsOf);
  for (const line of cells) {
    if (line.every((cell) => !cell) || isHead(line, doors, members)) continue;
    const [label = '', ...rest] = line;
    const read = lineOf(rest, doors, programme);
    const before = label ? members.find((member) => folded(member.label) === folded(label)) : undefined;
    const member = before ?? { label, checkpoints: [], schedule: [], email: '', copy: 0, faults: [] };
    if (!before) members.push(member);
    member.checkpoints.push(...read.checkpoints.filter((id) => !member.checkpoints.includes(id)));
    member.schedule.push(...read.schedule);
    member.email ||= read.email;
    member.faults.push(...read.faults);
  }
  for (const [at, member] of members.entries()) {
    const same = contentOf(member);
    member.copy = members.slice(0, at).filter((one) => contentOf(one) === same).length;
    member.schedule.sort((one, other) => one.starts_at.localeCompare(other.starts_at));
    if ([...member.label].length > LABEL_CHARACTERS) member.faults.push({ code: 'longName', text: member.label });
    if (member.schedule.length > SHIFTS) member.faults.push({ code: 'tooManyShifts', text: String(SHIFTS) });
    if (at >= CARDS_AT_ONCE) member.faults.push({ code: 'tooMany', text: String(CARDS_AT_ONCE) });
  }
  return members;
}

/** @param {Member} member */
function contentOf({ label, checkpoints, schedule }) {
  return JSON.stringify([label, checkpoints, schedule]);
}

/** @param {string} line a spreadsheet parts its cells by tabs; people by semicolons */
function cellsOf(line) {
  const between = ['\t', ';', '|'].find((each) => line.includes(each)) ?? ',';
  return line.split(between).map((cell) => cell.trim().replace(/^"(.*)"$/u, '$1'));
}

/**
 * @param {string[]} line
 * @param {Map<string, string[]>} doors
 * @param {Member[]} members
 * @returns {boolean} whether the first line names the columns
 */
function isHead([label, ...rest], doors, members) {
  const isTold = (/** @type {string} */ cell) => cell.includes('@') || hoursOf(cell) || doors.has(folded(cell));
  return (
    members.length === 0 &&
    rest.length > 0 &&
    HEADS.test(folded(label)) &&
    rest.every((cell) => cell !== '' && !isTold(cell))
  );
}

/**
 * @param {string[]} rest
 * @param {Map<string, string[]>} doors
 * @param {Programme} programme
 * @returns {Pick<Member, 'checkpoints' | 'schedule' | 'email' | 'faults'>}
 */
function lineOf(rest, doors, programme) {
  /** @type {string[]} */
  const hours = [];
  /** @type {string[]} */
  const checkpoints = [];
  /** @type {Member['faults']} */
  const faults = [];
  let email = '';
  for (const cell of rest.filter(Boolean)) {
    const times = hoursOf(cell);
    if (cell.includes('@')) email = cell;
    else if (times) hours.push(...times);
    else {
      const whole = doorsOf(cell, doors);
      for (const part of whole ? [cell] : cell.split(BETWEEN_DOORS)) {
        const found = whole ?? doorsOf(part, doors);
        if (found) checkpoints.push(...found);
        else faults.push({ code: 'unknownPart', text: part });
      }
    }
  }
  if (!checkpoints.length && !faults.length) faults.push({ code: 'noDoor', text: '' });
  const schedule = shiftsOf(hours, checkpoints, programme, faults);
  return { checkpoints, schedule, email, faults };
}

/**
 * Find the doors that are called so, or the only one whose name begins so: "entrée" is "Entrée A1".
 *
 * @param {string} text
 * @param {Map<string, string[]>} doors
 */
function doorsOf(text, doors) {
  const typed = folded(text);
  const begun = [...doors].filter(([name]) => name.startsWith(`${typed} `)).map(([, ids]) => ids);
  const isOne = begun.length > 0 && begun.every((ids) => String(ids) === String(begun[0]));
  return doors.get(typed) ?? (isOne ? begun[0] : undefined);
}

/**
 * @param {string[]} hours
 * @param {string[]} checkpoints
 * @param {Programme} programme
 * @param {Member['faults']} faults
 * @returns {Shift[]}
 */
function shiftsOf(hours, checkpoints, { event }, faults) {
  if (!hours.length || !checkpoints.length) return [];
  const [from, to, ...more] = hours;
  const [starts, ends] = [from, to].map((hour) => instantAt(event.date, hour ?? '', event.timezone));
  if (more.length || !(ends > starts)) faults.push({ code: 'badHours', text: hours.join(' – ') });
  else if (checkpoints.length > 1) faults.push({ code: 'oneDoor', text: '' });
  else {
    const [starts_at, ends_at] = [starts, ends].map((at) => new Date(at).toISOString());
    return [{ checkpoint: checkpoints[0], starts_at, ends_at }];
  }
  return [];
}

/**
 * @param {string} cell
 * @returns {string[] | null} one hour or two, such as 08:30
 */
function hoursOf(cell) {
  const read = cell.split(BETWEEN_HOURS).map((part) => HOUR.exec(part.trim()));
  if (!cell || read.length > 2) return null;
  const hours = read.flatMap((found) => {
    const [hour, minute] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
    return found && hour < 24 && minute < 60 ? [`${pad(hour)}:${pad(minute)}`] : [];
  });
  return hours.length === read.length ? hours : null;
}

/** @param {number} number */
function pad(number) {
  return String(number).padStart(2, '0');
}

/**
 * @param {Programme} programme
 * @param {(id: string) => string} named
 * @param {string[]} everywhere
 * @param {Record<string, string>} usual
 * @returns {Map<string, string[]>} the doors by all that they are called, folded; a series by its title
 */
function doorsByName({ checkpoints, slots, ateliers }, named, everywhere, usual) {
  const all = checkpoints.map(({ id }) => id);
  /** @type {[string, string[]][]} */
  const names = [
    // What the programme itself calls so comes later, and holds.
    ...Object.entries(usual).flatMap(([group, words]) => {
      const ids = ofGroup(checkpoints, group);
      return ids.length ? words.split('/').map((word) => /** @type {[string, string[]]} */ ([word, ids])) : [];
    }),
    ...slots.map(({ id, title }) => /** @type {[string, string[]]} */ ([title, ofGroup(checkpoints, id)])),
    ...everywhere.map((word) => /** @type {[string, string[]]} */ ([word, all])),
    ...checkpoints.flatMap(({ id, title }) => {
      const atelier = ateliers.find((one) => one.id === id);
      const called = atelier
        ? ['atelier', 'workshop', 'n°', 'no', 'nr', 'n'].map((word) => `${word} ${atelier.number}`)
        : [];
      return [id, title, named(id), ...called].map((name) => /** @type {[string, string[]]} */ ([name, [id]]));
    }),
  ];
  return new Map(names.map(([name, ids]) => [folded(name), ids]));
}

/**
 * @param {{id: string, group: string}[]} checkpoints
 * @param {string} slot
 */
function ofGroup(checkpoints, slot) {
  return checkpoints.filter(({ group }) => group === slot).map(({ id }) => id);
}
