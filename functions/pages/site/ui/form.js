/** The form of a registration on a page: every field that it asks, drawn in the place of its part. */

import {
  answerOf,
  faultOf,
  isSameAnswer,
  isShown,
  ofQuestion,
  ofRegistration,
  QUESTIONS,
  typedOf,
  USUAL,
} from '../lib/form_fields.js';
import { drawn, fillIn, typedIn } from './form_field.js';
import { askWhatIsMeant } from './meant.js';
import { spaced } from './words.js';

/**
 * @typedef {import('../lib/contract.js').Given} Given
 * @typedef {import('../lib/form_fields.js').Asked} Asked
 * @typedef {import('../lib/form_fields.js').Choice} Choice
 * @typedef {import('../lib/form_fields.js').Fault} Fault
 * @typedef {import('../words/common.js').Words} Words
 * @typedef {import('./localised.js').Localised<Words>} Page
 * @typedef {import('../lib/form_fields.js').Values} Values
 * @typedef {Record<string, Given | null>} Answers by question; null where nothing is answered
 * @typedef {import('./form_field.js').Said} Said
 * @typedef {import('./form_field.js').Shown} Shown
 */

export class Form {
  /**
   * @param {Page} page
   * @param {HTMLFormElement} form whose places say for which part of a form they are
   * @param {object} how
   * @param {() => string[]} how.kinds which kinds of people to choose from
   * @param {string} [how.prefix] of ids, where a page has others of the same names
   * @param {boolean} [how.isOwn] whether people fill it in for themselves; what they gave once is not taken back then
   * @param {boolean} [how.isDesk] whether only what walk-ins are asked is
   */
  constructor(page, form, { kinds, prefix = '', isOwn = false, isDesk = false }) {
    this.page = page;
    this.how = { kinds, prefix, isOwn, isDesk };
    this.places = /** @type {HTMLElement[]} */ ([...form.querySelectorAll('[data-part]')]);
    /** @type {Shown[]} */
    this.asked = [];
    /** @type {Record<string, unknown>} what was written last, by the names of fields */
    this.before = {};
    /** @type {Map<string, HTMLElement>} */
    this.around = new Map();
    this.signature = '';
    // The event of leaving a field comes late when its whole screen is left.
    form.addEventListener('change', () => this.#show());
  }

  /** Offer what the programme asks, in the page's words, keeping what is in the fields. */
  offer() {
    const { page, how, places } = this;
    const asked = this.#fields();
    const signature = JSON.stringify([page.language, asked]);
    // What is drawn anew under a finger loses its place.
    if (signature === this.signature) return;
    const typed = new Map(this.asked.map((each) => [each.name, this.#typed(each)]));
    [this.signature, this.asked] = [signature, asked];
    this.around = new Map(asked.map((each) => [each.name, drawn(each, page.words, how)]));
    for (const place of places) {
      const here = asked.filter(({ part }) => part === place.dataset.part);
      place.replaceChildren(...here.map(({ name }) => /** @type {HTMLElement} */ (this.around.get(name))));
    }
    for (const each of asked) this.#fill(each, typed.get(each.name) ?? typedOf(each, this.before[each.name]));
    this.#show();
  }

  /**
   * Write a registration, with what somebody answered.
   *
   * @param {{readonly [name: string]: any, readonly answers?: Answers} | null} values
   */
  write(values) {
    const { answers = {}, ...own } = values ?? {};
    const given = Object.entries(answers).map(([id, answer]) => [`answers.${id}`, answer]);
    this.before = { ...USUAL, language: this.page.language, ...own, ...Object.fromEntries(given) };
    this.offer();
    for (const each of this.asked) this.#fill(each, typedOf(each, this.before[each.name]));
    this.#show();
  }

  /** @returns {Partial<Values>} what stands in the fields that are shown */
  read() {
    const own = this.#shown().filter((each) => !isQuestion(each));
    return Object.fromEntries(own.map((each) => [each.name, answerOf(each, this.#typed(each)) ?? '']));
  }

  /** @returns {Answers} what is answered to the event's own questions */
  answers() {
    const own = this.#shown().filter(isQuestion);
    return Object.fromEntries(
      own.map((each) => [each.name.slice('answers.'.length), answerOf(each, this.#typed(each))]),
    );
  }

  /** @returns {{answers?: Answers}} what somebody new answers */
  given() {
    return among(this.answers(), ([, answer]) => answer !== null);
  }

  /** @returns {{answers?: Answers}} what is answered otherwise than it was written */
  changes() {
    return among(this.answers(), ([id, answer]) => !isSameAnswer(answer, this.before[`answers.${id}`]));
  }

  /** @returns {[name: string, fault: Fault][]} fields, as the server calls them, and what is wrong with them */
  wrong() {
    return this.#shown().flatMap((each) => {
      const fault = faultOf(each, this.#typed(each), this.#isNeeded(each));
      return fault ? [/** @type {[string, Fault]} */ ([each.name, fault])] : [];
    });
  }

  /**
   * @param {string} name of a field, as the server calls it
   * @returns {HTMLElement | null} where it is filled in
   */
  fieldOf(name) {
    return this.around.get(name)?.querySelector(`[id="${CSS.escape(this.how.prefix + name)}"]`) ?? null;
  }

  /**
   * @param {string} name of a field, as the server calls it
   * @returns {string | undefined} as people are asked
   */
  labelOf(name) {
    return this.asked.find((each) => each.name === name)?.label;
  }

  /** @returns {Shown[]} what is asked, in the page's words and the event's */
  #fields() {
    const { page, how } = this;
    const { hints = {} } = /** @type {{hints?: Record<string, string>}} */ (page.words);
    const own = ofRegistration(page.programme, page.words, (...choice) => this.#choices(...choice), how.isDesk);
    /** @type {(name: string) => Said[]} */
    const hintsOf = (name) => (name in hints ? [[hints[name], '']] : []);
    return [
      ...own.map((field) => ({ ...field, lang: '', hints: hintsOf(field.name) })),
      ...(page.programme?.questions ?? []).map((question) => this.#question(question)),
    ];
  }

  /**
   * @param {import('../lib/contract.js').QuestionShown} question
   * @returns {Shown}
   */
  #question(question) {
    const { page } = this;
    const asked = ofQuestion(question);
    const choices = question.choices.map((choice) => ({
      ...{ id: choice.id, label: spaced(choice.label) },
      ...page.spokenIn(choice, 'label'),
    }));
    /** @type {(name: 'help' | 'purpose') => Said} */
    const said = (name) => [spaced(question[name]), page.spokenIn(question, name).lang];
    const [before, after] = page.words.questionPurpose({ purpose: '\n' }).split('\n');
    /** @type {Said[]} */
    const help = question.help ? [said('help'), [' ', '']] : [];
    const hints = /** @type {Said[]} */ ([...help, [before, ''], said('purpose'), [after, '']]);
    return { ...asked, label: spaced(asked.label), ...page.spokenIn(question, 'label'), choices, hints };
  }

  /** Show what only matters with something else: the diet of a meal, the name of a stand. */
  #show() {
    const shown = new Set(this.#shown().map(({ name }) => name));
    for (const [name, around] of this.around) around.hidden = !shown.has(name);
    for (const { name } of this.asked.filter(({ type }) => type === 'address')) {
      const { programme, words } = this.page;
      const field = /** @type {HTMLInputElement} */ (this.fieldOf(name));
      askWhatIsMeant(field, programme?.event.contact ?? '', words);
    }
    for (const place of this.places) {
      // An empty place is a gap in the form.
      place.hidden = !place.querySelector(':scope > :not([hidden])');
      const section = place.closest('[data-of=part]');
      if (section instanceof HTMLElement) section.hidden = place.hidden;
    }
  }

  #shown() {
    return this.asked.filter((each) => isShown(each, (name) => this.#value(name)));
  }

  /**
   * @param {string} name of a field
   * @returns {unknown} what is chosen; what was written, where it is not asked
   */
  #value(name) {
    const asked = this.asked.find((each) => each.name === name);
    return asked ? answerOf(asked, this.#typed(asked)) : this.before[name];
  }

  /** @param {Asked} asked */
  #isNeeded(asked) {
    const { name, type, isNeeded } = asked;
    if (!isQuestion(asked) && type === 'choice') return true;
    if (this.how.isOwn) return isNeeded && (this.before[name] ?? '') !== '';
    return isNeeded && !isQuestion(asked) && type !== 'address';
  }

  /**
   * @param {string} name of a choice
   * @param {readonly string[]} own
   * @returns {Choice[]}
   */
  #choices(name, own) {
    const { page, how, before } = this;
    const has = /** @type {string | undefined} */ (before[name]);
    if (name === 'diet') return page.dietsOffered(has);
    if (name === 'language') return page.languagesOffered(has);
    if (name === 'kind') return page.kindsOffered(how.kinds());
    const { choices = {} } = /** @type {{choices?: Record<string, Record<string, string>>}} */ (page.words);
    return own.map((id) => ({ id, label: choices[name][id] }));
  }

  /** @param {Asked} asked */
  #typed(asked) {
    return typedIn(this.#around(asked), asked);
  }

  /**
   * @param {Asked} asked
   * @param {string[]} typed
   */
  #fill(asked, typed) {
    fillIn(this.#around(asked), asked, typed, this.#isNeeded(asked));
  }

  /** @param {Asked} asked */
  #around({ name }) {
    return /** @type {HTMLElement} */ (this.around.get(name));
  }
}

/** @param {Asked} asked */
function isQuestion({ part }) {
  return part === QUESTIONS;
}

/**
 * @param {Answers} answers
 * @param {(entry: [string, Given | null]) => boolean} isWanted
 */
function among(answers, isWanted) {
  const wanted = Object.entries(answers).filter(isWanted);
  return wanted.length ? { answers: Object.fromEntries(wanted) } : {};
}
