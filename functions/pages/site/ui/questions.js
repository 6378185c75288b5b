/** The event's own questions in a form of a page. */

import {
  answerOf,
  controlsOf,
  faultOf,
  fieldName,
  isAskedOf,
  isGroup,
  isSameAnswer,
  typedOf,
} from '../lib/questions.js';
import { element } from './dom.js';

/**
 * @typedef {import('../lib/contract.js').QuestionShown} Question
 * @typedef {import('../lib/contract.js').Given} Given
 * @typedef {import('../lib/questions.js').Control} Control
 * @typedef {import('../lib/questions.js').Fault} Fault
 * @typedef {import('../words/common.js').Words} Words
 */

/** The questions' fields in a place of a form. */
export class Questions {
  /**
   * @param {HTMLElement} place
   * @param {boolean} [insists] whether required answers that were given once may not be taken back
   */
  constructor(place, insists = false) {
    this.place = place;
    this.insists = insists;
    /** @type {Question[]} */
    this.asked = [];
    /** @type {Record<string, Given | null>} what was written last */
    this.before = {};
    this.kind = '';
    this.drawn = '';
    /** @type {Words | null} */
    this.words = null;
  }

  /**
   * Offer the fields of these questions, keeping what is in them.
   *
   * @param {Question[]} asked
   * @param {Words} words
   */
  offer(asked, words) {
    this.words = words;
    const drawn = JSON.stringify([asked, words.answerYes]);
    // What is drawn anew under a finger loses its place.
    if (drawn === this.drawn) return;
    const typed = new Map(this.asked.map((question) => [question.id, this.#typed(question)]));
    this.drawn = drawn;
    this.asked = asked;
    this.place.replaceChildren(...asked.map((question) => this.#field(question, words)));
    for (const question of asked) {
      this.#fill(question, typed.get(question.id) ?? typedOf(question, this.before[question.id]));
    }
    this.showFor(this.kind);
  }

  /**
   * Write what somebody answered.
   *
   * @param {Record<string, Given | null>} answers
   */
  write(answers) {
    this.before = answers;
    for (const question of this.asked) this.#fill(question, typedOf(question, answers[question.id]));
  }

  /**
   * Show what is asked of a kind of people.
   *
   * @param {string} kind
   */
  showFor(kind) {
    this.kind = kind;
    for (const question of this.asked) this.#around(question).hidden = !isAskedOf(question, kind);
    const isNothing = !this.#shown().length;
    this.place.hidden = isNothing;
    const section = this.place.closest('section, fieldset');
    if (section instanceof HTMLElement) section.hidden = isNothing;
  }

  /** @returns {Record<string, Given | null>} what is answered; null where nothing is */
  read() {
    return Object.fromEntries(
      this.#shown().map((question) => [question.id, answerOf(question, this.#typed(question))]),
    );
  }

  /** @returns {{answers?: Record<string, Given | null>}} what somebody new answers */
  given() {
    const answers = Object.entries(this.read()).filter(([, answer]) => answer !== null);
    return answers.length ? { answers: Object.fromEntries(answers) } : {};
  }

  /** @returns {Record<string, Given | null>} what is answered otherwise than it was written */
  changes() {
    return Object.fromEntries(
      Object.entries(this.read()).filter(([id, answer]) => !isSameAnswer(answer, this.before[id])),
    );
  }

  /** @returns {[string, string][]} fields and what is wrong with them */
  wrong() {
    return this.#shown().flatMap((question) => {
      const isNeeded = this.#isNeeded(question);
      const fault = faultOf(question, this.#typed(question), isNeeded);
      return fault ? [/** @type {[string, string]} */ ([fieldName(question), this.#said(fault)])] : [];
    });
  }

  /**
   * @param {string} name of a field, as the server calls it
   * @returns {HTMLElement | null} where it is filled in; null where this is none of the questions
   */
  fieldOf(name) {
    const question = this.asked.find((each) => fieldName(each) === name);
    return question ? this.#around(question).querySelector(`[id="${CSS.escape(name)}"]`) : null;
  }

  /**
   * @param {string} name of a field, as the server calls it
   * @returns {string | undefined} as people are asked
   */
  labelOf(name) {
    return this.asked.find((each) => fieldName(each) === name)?.label;
  }

  #shown() {
    return this.asked.filter((question) => isAskedOf(question, this.kind));
  }

  /** @param {Question} question */
  #isNeeded(question) {
    return this.insists && question.required && (this.before[question.id] ?? null) !== null;
  }

  /** @param {Fault} fault */
  #said({ code, limit }) {
    const { answerFaults, answerTooLong } = /** @type {Words} */ (this.words);
    return code === 'too_long' ? answerTooLong({ limit: limit ?? 0 }) : answerFaults[code];
  }

  /**
   * @param {Question} question
   * @returns {HTMLElement}
   */
  #around(question) {
    return /** @type {HTMLElement} */ (this.place.children[this.asked.indexOf(question)]);
  }

  /** @param {Question} question */
  #controls(question) {
    return /** @type {HTMLInputElement[]} */ ([...this.#around(question).querySelectorAll('input, select, textarea')]);
  }

  /**
   * @param {Question} question
   * @returns {string[]}
   */
  #typed(question) {
    const controls = this.#controls(question);
    return (isGroup(question) ? controls.filter((control) => control.checked) : controls).map(({ value }) => value);
  }

  /**
   * @param {Question} question
   * @param {string[]} typed
   */
  #fill(question, typed) {
    const isNeeded = this.#isNeeded(question);
    for (const control of this.#controls(question)) {
      if (isGroup(question)) {
        control.checked = typed.includes(control.value);
      } else {
        control.value = typed[0] ?? '';
        control.required = isNeeded;
      }
    }
    if (question.type === 'yes_no') this.#around(question).children[0].setAttribute('aria-required', String(isNeeded));
  }

  /**
   * @param {Question} question
   * @param {Words} words
   */
  #field(question, words) {
    const name = fieldName(question);
    const hint = element('p', { className: 'hint', id: `${name}-hint` });
    hint.textContent = [question.help, words.questionPurpose({ purpose: question.purpose })].filter(Boolean).join(' ');
    const said = [
      element('span', { textContent: question.label }),
      ...(question.required ? [] : [' ', element('span', { className: 'optional', textContent: words.optional })]),
    ];
    const controls = controlsOf(question, words).map((control) => this.#control(question, control));
    const field = element('div', { className: 'field' });
    if (!isGroup(question)) {
      controls[0].setAttribute('aria-describedby', hint.id);
      field.append(element('label', { htmlFor: name }, ...said), hint, ...controls);
      return field;
    }
    const group = element('fieldset', { className: 'field', id: name, tabIndex: -1 });
    group.setAttribute('aria-describedby', hint.id);
    if (question.type === 'yes_no') group.role = 'radiogroup';
    const parts = question.type === 'yes_no' ? [element('div', { className: 'row' }, ...controls)] : controls;
    group.append(element('legend', { className: 'label' }, ...said), hint, ...parts);
    field.append(group);
    return field;
  }

  /**
   * @param {Question} question
   * @param {Control} control
   */
  #control(question, { tag, type, value, label, options }) {
    const name = fieldName(question);
    const made = element(tag, { name });
    if (made instanceof HTMLInputElement) {
      made.type = type;
      if (question.type === 'number') made.inputMode = 'decimal';
    } else if (made instanceof HTMLTextAreaElement) {
      made.rows = 4;
    }
    if (isGroup(question)) {
      made.value = value;
      const className = type === 'radio' ? 'choice inline' : 'tick';
      return element('label', { className }, made, ' ', element('span', { textContent: label }));
    }
    made.id = name;
    if (tag !== 'select') made.dir = 'auto';
    for (const [code, said] of options) made.append(element('option', { value: code, textContent: said }));
    return made;
  }
}
