/**
 * The event's own questions as a form asks them: their fields, what is typed there as an answer, and what is wrong.
 *
 * The server's form does the same: `tests/cases/questions.json` holds both to it.
 */

import { ANSWER_CHARACTERS, GREATEST_NUMBER, LONG_ANSWER_CHARACTERS } from '../words/limits.js';

/**
 * @typedef {import('./contract.js').QuestionShown} Question
 * @typedef {import('./contract.js').Given} Given
 *
 * @typedef {object} Control one thing that is filled in, chosen or ticked
 * @property {'input' | 'select' | 'textarea'} tag
 * @property {string} type of an input
 * @property {string} value that is sent once it is chosen
 * @property {string} label beside it
 * @property {[string, string][]} options of a list, with what is said of them
 *
 * @typedef {{code: 'needed' | 'too_long' | 'unprintable' | 'another_type', limit?: number}} Fault
 */

/** @type {Record<string, number>} */
const LONGEST = { text: ANSWER_CHARACTERS, long_text: LONG_ANSWER_CHARACTERS };
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/**
 * @param {Pick<Question, 'id'>} question
 * @returns {string} the name of its fields, under which the server reports a fault too
 */
export function fieldName({ id }) {
  return `answers.${id}`;
}

/**
 * @param {Question} question
 * @returns {boolean} whether it has several controls under one heading
 */
export function isGroup({ type }) {
  return type === 'yes_no' || type === 'choices';
}

/**
 * @param {Question} question
 * @param {{answerYes: string, answerNo: string}} words
 * @returns {Control[]}
 */
export function controlsOf({ type, choices }, { answerYes, answerNo }) {
  const bare = { type: 'text', value: '', label: '', options: [] };
  const among = choices.map(({ id, label }) => /** @type {[string, string]} */ ([id, label]));
  const each = (/** @type {string} */ kind, /** @type {[string, string][]} */ options) =>
    options.map(([value, label]) => ({ ...bare, tag: /** @type {const} */ ('input'), type: kind, value, label }));
  if (type === 'yes_no') {
    return each('radio', [
      ['yes', answerYes],
      ['no', answerNo],
    ]);
  }
  if (type === 'choices') return each('checkbox', among);
  if (type === 'choice') return [{ ...bare, tag: 'select', type: '', options: [['', ''], ...among] }];
  if (type === 'long_text') return [{ ...bare, tag: 'textarea', type: '' }];
  return [{ ...bare, tag: 'input', type: type === 'date' ? 'date' : 'text' }];
}

/**
 * @param {Question} question
 * @param {string[]} typed what stands in its fields, or is chosen
 * @returns {Given | null} as JSON has it; a number may be written as the French do
 */
export function answerOf({ type }, typed) {
  const [text = ''] = typed.map((each) => each.trim());
  if (type === 'choices') return typed.length ? typed : null;
  if (!text) return null;
  if (type === 'yes_no') return text === 'yes';
  const number = text.replace(',', '.');
  return type === 'number' && NUMBER.test(number) ? Number(number) : text;
}

/**
 * @param {Question} question
 * @param {Given | null | undefined} given
 * @returns {string[]} what stands in its fields then
 */
export function typedOf({ type }, given) {
  if (given === null || given === undefined) return [];
  if (type === 'yes_no') return [given ? 'yes' : 'no'];
  return [given].flat().map(String);
}

/**
 * @param {Question} question
 * @param {string[]} typed
 * @param {boolean} isNeeded
 * @returns {Fault | null} what is wrong, as the server's form says it
 */
export function faultOf(question, typed, isNeeded) {
  const answer = answerOf(question, typed);
  if (answer === null) return isNeeded ? { code: 'needed' } : null;
  const { type } = question;
  if (type === 'number') {
    return typeof answer === 'number' && Math.abs(answer) <= GREATEST_NUMBER ? null : { code: 'another_type' };
  }
  if (typeof answer !== 'string') return null;
  if (type === 'date') return isDay(answer) ? null : { code: 'another_type' };
  if (type === 'choice') return null;
  const lines = type === 'long_text' ? answer.split(/\r\n|\r|\n/) : [answer];
  if (lines.some((line) => UNPRINTABLE.test(line.trim()))) return { code: 'unprintable' };
  const limit = LONGEST[type];
  return [...lines.map((line) => line.trim()).join('\n')].length > limit ? { code: 'too_long', limit } : null;
}

/**
 * @param {Question} question
 * @param {string} kind of person
 */
export function isAskedOf({ asked_of }, kind) {
  return asked_of.length === 0 || asked_of.includes(kind);
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
