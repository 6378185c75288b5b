/** The form of one registration: what it offers, what is written in it, what is wrong with it. */

import { button, element, input, one } from '../ui/dom.js';
import { blame, options, unblame } from '../ui/fields.js';
import { Questions } from '../ui/questions.js';
import { complete, fillIn, textsIn, ticksIn } from '../ui/registration.js';
import { saidOf } from '../ui/words.js';
import { NO_DIET } from '../words/codes.js';
import { AtelierChoices } from './atelier_choices.js';

/**
 * @typedef {import('../lib/contract.js').Registration} Registration
 * @typedef {Record<string, unknown>} Body
 */

/** @type {Record<string, string>} where what is wrong is not named like its field */
const PLACES = {
  ateliers: '[data-sort=atelier]',
  facilitator: '[data-sort=atelier]',
  waiting: '[data-sort=waiting]',
  language: '#person-language',
  emailStays: '#email',
};

export class PersonForm {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    this.ateliers = new AtelierChoices(page);
    this.questions = new Questions(one('questions'));
    this.form = /** @type {HTMLFormElement} */ (one('person-form'));
    complete(this.form, one('more-fields'), page.words.asked);
    /** @type {Registration | null} whom it shows; nobody yet, for somebody new */
    this.registration = null;
    /** @type {Body} */
    this.before = {};
    this.form.addEventListener('change', () => this.#show());
  }

  /**
   * Write somebody's registration, or begin a new one.
   *
   * @param {Registration | null} registration
   * @param {Registration | null} [like] whose answers a new one begins with
   */
  write(registration, like = registration) {
    this.registration = registration;
    this.form.reset();
    this.clear();
    fillIn(this.form, like);
    this.questions.write(like?.answers ?? {});
    this.offer(like);
    this.#select('kind').value = like?.kind ?? 'participant';
    this.#select('diet').value = like?.diet ?? NO_DIET;
    this.#select('person-language').value = like?.language ?? this.page.language;
    this.#show();
    this.before = registration ? this.body() : {};
  }

  /**
   * Offer what the programme has, keeping what is chosen.
   *
   * @param {Registration | null} [like] whose ateliers to choose instead
   */
  offer(like) {
    const { words, programme } = this.page;
    options(this.#select('kind'), Object.entries(words.kinds));
    options(this.#select('diet'), this.page.dietsOffered((like ?? this.registration)?.diet));
    options(this.#select('person-language'), this.page.languagesOffered((like ?? this.registration)?.language));
    this.questions.offer(programme?.questions ?? [], words);
    this.ateliers.offer(like ? like.ateliers : null, this.registration?.waiting ?? []);
    this.#show();
  }

  /** What is written, as the server takes it, but for the event's own questions. */
  body() {
    const [{ email, stand, ...texts }, ticks] = [textsIn(this.form), ticksIn(this.form)];
    const kind = this.#select('kind').value;
    const ateliers = this.ateliers.chosen('atelier');
    return {
      ...texts,
      ...(email ? { email } : {}),
      kind,
      ...(kind === 'exhibitor' ? { stand } : {}),
      ateliers,
      waiting: this.ateliers.chosen('waiting').filter((atelier) => !ateliers.includes(atelier)),
      ...ticks,
      ...(ticks.lunch ? { diet: this.#select('diet').value } : {}),
      language: this.#select('person-language').value,
    };
  }

  /** What is written and was not so before. */
  changes() {
    const same = (/** @type {unknown} */ one, /** @type {unknown} */ other) =>
      JSON.stringify(one) === JSON.stringify(other);
    const answers = this.questions.changes();
    return {
      ...Object.fromEntries(Object.entries(this.body()).filter(([name, value]) => !same(value, this.before[name]))),
      ...(Object.keys(answers).length ? { answers } : {}),
    };
  }

  /** Whether nothing is missing; says what is, and goes there. */
  isComplete() {
    const { registration } = this;
    const wrong = ['given_name', 'family_name'].filter((name) => !input(name).value.trim());
    if (!input('email').validity.valid) wrong.push('email');
    if (this.#select('kind').value === 'facilitator' && !this.ateliers.chosen('atelier').length)
      wrong.push('facilitator');
    if (!registration && !input('consent').checked) wrong.push('consent');
    if (registration?.email && !input('email').value.trim()) wrong.push('emailStays');
    const answers = this.questions.wrong();
    this.say([...wrong, ...answers.map(([name]) => name)], new Map(answers));
    return wrong.length + answers.length === 0;
  }

  /**
   * Say beside each field what is wrong with it, and all of it on top.
   *
   * @param {string[]} wrong fields, as the server names them
   * @param {Map<string, string>} [answers] what is wrong with answers, where that is known here
   */
  say(wrong, answers = new Map()) {
    const { words } = this.page;
    const { questions } = this;
    this.clear();
    const fields = [...new Set(wrong.map((name) => (questions.fieldOf(name) ? name : name.split('.')[0])))];
    if (!fields.length) return;
    const lines = fields.map((name) => {
      const label = questions.labelOf(name);
      const said = label ? (answers.get(name) ?? words.answerFaults.other) : saidOf(words.wrong, name);
      const field = questions.fieldOf(name) ?? this.#field(name);
      if (!field) return element('li', { textContent: said });
      blame(field, said);
      return element(
        'li',
        {},
        button(label ? words.labelled({ label: label, text: said }) : said, () => field.focus(), 'plain'),
      );
    });
    const box = one('person-wrong');
    box.hidden = false;
    box.replaceChildren(
      element('p', {}, element('strong', { textContent: words.toMend({ count: fields.length }) })),
      element('ul', { className: 'plain-list' }, ...lines),
    );
    box.focus();
  }

  clear() {
    one('person-wrong').hidden = true;
    unblame(this.form);
  }

  #show() {
    const { words } = this.page;
    const kind = this.#select('kind').value;
    one('diet-field').hidden = !input('lunch').checked;
    one('stand-field').hidden = kind !== 'exhibitor';
    one('consent-field').hidden = this.registration !== null;
    this.questions.showFor(kind);
    const hint = kind === 'facilitator' ? words.facilitatorHint : kind === 'speaker' ? words.speakerHint : '';
    one('ateliers-hint').textContent = hint;
    one('ateliers-hint').hidden = !hint;
  }

  /** @param {string} name as the server calls it */
  #field(name) {
    const place = PLACES[name] ?? `#${name}`;
    return /** @type {HTMLElement | null} */ (this.form.querySelector(place));
  }

  /** @param {string} id */
  #select(id) {
    return /** @type {HTMLSelectElement} */ (one(id));
  }
}

/** @param {Registration} registration */
export function isErased({ given_name }) {
  return given_name === null;
}
