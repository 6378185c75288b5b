/**
 * What a form asks: the fields of every registration and the event's own questions, alike. What is typed there, and
 * what is wrong with it.
 *
 * The server's form does the same: `tests/cases/fields.json` and `tests/cases/questions.json` hold both to it.
 */

import { Kind, NO_DIET } from '../words/codes.js';
import { FIELDS } from '../words/fields.js';
import { ANSWER_CHARACTERS, GREATEST_NUMBER, LONG_ANSWER_CHARACTERS } from '../words/limits.js';

/**
 * @typedef {import('./contract.js').QuestionShown} Question
 * @typedef {import('./contract.js').Given} Given
 * @typedef {(typeof FIELDS)[number]} Field
 * @typedef {Extract<Field, {type: 'text' | 'address' | 'choice'}>['name']} TextName
 * @typedef {Extract<Field, {type: 'tick'}>['name']} TickName
 * @typedef {Record<TextName, string> & Record<TickName, boolean>} Values of a registration, but for its ateliers
 * @typedef {{id: string, label: string, lang?: string}} Choice `lang` where it is another language than the page's
 *
 * @typedef {object} Asked a field of a form
 * @property {string} name under which the server reports a fault too
 * @property {string} type
 * @property {string} part of the form
 * @property {string} label as people are asked
 * @property {number} longest
 * @property {boolean} isNeeded
 * @property {boolean} isOptional what may stay empty, and is told so
 * @property {Choice[]} choices
 * @property {string} autocomplete
 * @property {string} dependsOn a tick, or a choice and what may be chosen: `kind=exhibitor|speaker`
 *
 * @typedef {object} Control one thing that is filled in, chosen or ticked
 * @property {'input' | 'select' | 'textarea'} tag
 * @property {string} type of an input
 * @property {string} value that is sent once it is chosen
 * @property {Choice | null} choice beside it
 * @property {Choice[]} options of a list
 *
 * @typedef {{code: 'needed' | 'too_long' | 'unprintable' | 'another_type' | 'no_address' | 'several', limit?: number}}
 *   Fault
 */

/** The names of the fields, by what they hold. */
export const TEXTS = /** @type {TextName[]} */ (named('text', 'address', 'choice'));
export const TICKS = /** @type {TickName[]} */ (named('tick'));
const CHOICES = /** @type {{name: string, choices: readonly string[]}[]} */ (
  FIELDS.filter(({ choices }) => choices.length)
);
/** What is chosen, until somebody chooses: of a field's own choices the first. @type {Record<string, string>} */
export const USUAL = {
  kind: Kind.PARTICIPANT,
  diet: NO_DIET,
  ...Object.fromEntries(CHOICES.map(({ name, choices }) => [name, choices[0]])),
};
/** The part of a form where the event's own questions stand. */
export const QUESTIONS = 'questions';

/** @type {Record<string, number>} */
const LONGEST = { text: ANSWER_CHARACTERS, long_text: LONG_ANSWER_CHARACTERS };
const TICKED = '1';
const TYPED = ['text', 'address'];
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
const ADDRESS = /^[^\s@,;:<>()[\]\\"]+@[^\s@,;:<>()[\]\\"]+\.[^\s@,;:<>()[\]\\".]+$/;

/** @param {string[]} types */
function named(...types) {
  return FIELDS.filter(({ type }) => types.includes(type)).map(({ name }) => name);
}

/**
 * @param {import('./contract.js').ProgrammeShown | null} programme what it lacks is not asked about
 * @param {object} words of the page, with what it asks in other words than by the field's name
 * @param {(name: string, own: readonly string[]) => Choice[]} choicesOf a choice, by its name and its own choices
 * @param {boolean} isDesk whether only what walk-ins are asked is
 * @returns {Asked[]} the fields of a registration, but for the ateliers: each page lays them out in its own way
 */
export function ofRegistration(programme, words, choicesOf, isDesk) {
  const { asked: said = {}, fields } = /** @type {Record<string, Record<string, string>>} */ (words);
  const has = (/** @type {string} */ part) =>
    !programme ||
    programme.checkpoints.some(({ id }) => id === part) ||
    programme.sessions.some(({ kind }) => kind === part);
  const asked = FIELDS.filter(
    ({ type, offeredWith, atTheDesk }) =>
      type !== 'ateliers' && (!offeredWith || has(offeredWith)) && (atTheDesk || !isDesk),
  );
  return (
    asked
      .map(({ name, type, part, longest, needed, dependsOn, autocomplete, choices }) => ({
        ...{ name, type, part, longest, dependsOn, autocomplete },
        label: said[name] ?? fields[name],
        isNeeded: needed,
        isOptional: TYPED.includes(type) && !needed,
        choices: type === 'choice' ? choicesOf(name, choices) : [],
      }))
      // Where there is nothing to choose, nothing is asked.
      .filter(({ type, choices }) => type !== 'choice' || choices.length > 1)
  );
}

/**
 * @param {Question} question
 * @returns {Asked}
 */
export function ofQuestion({ id, type, label, required, asked_of, choices }) {
  const dependsOn = asked_of.length ? `kind=${asked_of.join('|')}` : '';
  const needs = { isNeeded: required, isOptional: !required, dependsOn };
  const bare = { name: `answers.${id}`, type, part: QUESTIONS, label, choices, autocomplete: '' };
  return { ...bare, ...needs, longest: LONGEST[type] ?? 0 };
}

/**
 * @param {Pick<Asked, 'type'>} asked
 * @returns {boolean} whether it has several controls under one heading
 */
export function isGroup({ type }) {
  return type === 'yes_no' || type === 'choices';
}

/**
 * @param {Asked} asked
 * @param {{answerYes: string, answerNo: string}} words
 * @returns {Control[]}
 */
export function controlsOf({ type, part, choices }, { answerYes, answerNo }) {
  /** @type {Control} */
  const bare = { tag: 'input', type: 'text', value: '', choice: null, options: [] };
  const each = (/** @type {string} */ kind, /** @type {Choice[]} */ among) =>
    among.map((choice) => ({ ...bare, type: kind, value: choice.id, choice }));
  if (type === 'tick') return [{ ...bare, type: 'checkbox', value: TICKED }];
  if (type === 'choices') return each('checkbox', choices);
  if (type === 'yes_no') {
    return each('radio', [
      { id: 'yes', label: answerYes },
      { id: 'no', label: answerNo },
    ]);
  }
  if (type === 'choice') {
    // A question may stay without an answer; a registration has each of its choices.
    const none = part === QUESTIONS ? [{ id: '', label: '–' }] : [];
    return [{ ...bare, tag: 'select', type: '', options: [...none, ...choices] }];
  }
  if (type === 'long_text') return [{ ...bare, tag: 'textarea', type: '' }];
  return [{ ...bare, type: type === 'date' ? 'date' : type === 'address' ? 'email' : 'text' }];
}

/**
 * @param {Pick<Asked, 'type'>} asked
 * @param {string[]} typed what stands in its controls, or is chosen
 * @returns {Given | null} as JSON has it; a number may be written as the French do
 */
export function answerOf({ type }, typed) {
  const [text = ''] = typed.map((each) => each.trim());
  if (type === 'tick') return typed.length > 0;
  if (type === 'choices') return typed.length ? typed : null;
  if (!text) return null;
  if (type === 'yes_no') return text === 'yes';
  const number = text.replace(',', '.');
  return type === 'number' && NUMBER.test(number) ? Number(number) : text;
}

/**
 * @param {Pick<Asked, 'type'>} asked
 * @param {unknown} given
 * @returns {string[]} what stands in its controls then
 */
export function typedOf({ type }, given) {
  if (type === 'tick') return given ? [TICKED] : [];
  if (given === null || given === undefined) return [];
  if (type === 'yes_no') return [given ? 'yes' : 'no'];
  return [given].flat().map(String);
}

/**
 * @param {Pick<Asked, 'type' | 'longest'>} asked
 * @param {string[]} typed
 * @param {boolean} isNeeded
 * @returns {Fault | null} what is wrong, as the server's form says it
 */
export function faultOf(asked, typed, isNeeded) {
  const answer = answerOf(asked, typed);
  if (answer === null) return isNeeded ? { code: 'needed' } : null;
  const { type, longest } = asked;
  if (type === 'number') {
    return typeof answer === 'number' && Math.abs(answer) <= GREATEST_NUMBER ? null : { code: 'another_type' };
  }
  if (typeof answer !== 'string' || type === 'choice') return null;
  if (type === 'date') return isDay(answer) ? null : { code: 'another_type' };
  const lines = (type === 'long_text' ? answer.split(/\r\n|\r|\n/) : [answer]).map((line) => line.trim());
  if (type !== 'address' && lines.some((line) => UNPRINTABLE.test(line))) return { code: 'unprintable' };
  if ([...lines.join('\n')].length > longest) return { code: 'too_long', limit: longest };
  if (type !== 'address' || ADDRESS.test(answer)) return null;
  return { code: answer.split('@').length > 2 ? 'several' : 'no_address' };
}

/**
 * @param {Fault | null | undefined} fault nothing is known of one that the server found
 * @param {{faults: object}} words
 * @returns {string}
 */
export function saidOf(fault, { faults }) {
  const said = /** @type {Record<string, (values: {limit: number}) => string>} */ (faults);
  return (said[fault?.code ?? 'other'] ?? said.other)({ limit: fault?.limit ?? 0 });
}

/**
 * @param {Pick<Asked, 'dependsOn'>} asked
 * @param {(name: string) => unknown} valueOf another field
 */
export function isShown({ dependsOn }, valueOf) {
  const [name, values] = dependsOn.split('=');
  const value = name && valueOf(name);
  return !name || (values ? values.split('|').includes(String(value)) : value === true);
}

/** @param {string} text */
function isDay(text) {
  const day = new Date(`${text}T00:00Z`);
  return DAY.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
export function isSameAnswer(one, other) {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
