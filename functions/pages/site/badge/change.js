/** The form to change a registration: what is wrong is said beside its field, and nothing typed is lost. */

import { begin, element, one } from '../ui/dom.js';
import { blame, jump, options, unblame } from '../ui/fields.js';
import { Questions } from '../ui/questions.js';
import { complete, fillIn, textsIn, ticksIn } from '../ui/registration.js';
import { Kind, NO_DIET, PUBLIC_KINDS } from '../words/codes.js';
import { Ateliers } from './ateliers.js';
import { choicesOf, wrongIn } from './choices.js';
import { save } from './requests.js';

/** @typedef {import('./choices.js').Choices} Choices */

export class Change {
  /**
   * @param {import('./context.js').BadgeContext} page
   * @param {(result: import('./requests.js').Result) => string} whyNot what is said of a change that was not made
   */
  constructor(page, whyNot) {
    this.page = page;
    this.whyNot = whyNot;
    this.form = /** @type {HTMLFormElement} */ (one('form'));
    one('change-again').addEventListener('click', () => void page.badges.learnProgramme());
    this.ateliers = new Ateliers(page, one('slots'));
    this.questions = new Questions(one('questions'), true);
    complete(this.form, one('more-fields'), page.words.asked);
    /**
     * What the person had before their eyes when they began.
     *
     * @type {Choices | null}
     */
    this.base = null;
    /** What was changed elsewhere was said: saving again means it. */
    this.insists = false;
    this.isSaving = false;
    page.addEventListener('screen', () => this.open());
    page.addEventListener('words', () => this.base && page.screen === 'change' && this.#fill(this.#read()));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#save();
    });
    // The event of leaving a field comes late when its whole screen is left.
    this.form.addEventListener('change', () => this.base && this.#dependent());
  }

  /** Begin with what the registration is now. */
  open() {
    const { badges, screen } = this.page;
    this.base = null;
    if (screen !== 'change' || !badges.shown) return;
    this.insists = false;
    this.#clear();
    this.#begin();
    void badges.learnProgramme();
  }

  /** Say how many seats are left now. */
  update() {
    if (this.base) {
      this.ateliers.update({ isAloud: !this.isSaving });
      this.#ask();
    } else if (this.page.screen === 'change') this.#begin();
  }

  /** Begin as soon as the programme is here: on a slow network the badge comes before it. */
  #begin() {
    const { badges } = this.page;
    const { programme } = badges;
    this.form.hidden = !programme;
    one('change-waits').hidden = Boolean(programme);
    if (!programme) return;
    this.base = choicesOf(badges.one().registration, programme);
    this.questions.write(this.base.answers);
    this.#fill(this.base);
  }

  /** Ask what the programme asks, in its words. */
  #ask() {
    const { words, badges } = this.page;
    this.questions.offer(badges.programme?.questions ?? [], words);
  }

  /** @param {Choices} choices */
  #fill(choices) {
    const { page } = this;
    options(this.#select('diet'), page.dietsOffered(choices.diet));
    options(this.#select('mail-language'), page.languagesOffered(choices.language));
    fillIn(this.form, choices);
    this.#field('diet').value = choices.diet;
    this.#field('language').value = choices.language;
    this.#field('exhibitor').checked = choices.kind === Kind.EXHIBITOR;
    this.ateliers.draw(choices);
    this.#ask();
    this.#dependent();
  }

  /** @returns {string} the kind that is chosen, where there is a choice */
  #kind() {
    const { kind } = /** @type {Choices} */ (this.base);
    if (!PUBLIC_KINDS.has(kind)) return kind;
    return this.#field('exhibitor').checked ? Kind.EXHIBITOR : Kind.PARTICIPANT;
  }

  /** @returns {Choices} what is in the form */
  #read() {
    const [texts, ticks, kind] = [textsIn(this.form), ticksIn(this.form), this.#kind()];
    return {
      ...this.ateliers.read(),
      ...texts,
      ...ticks,
      kind,
      stand: kind === Kind.EXHIBITOR ? texts.stand : '',
      diet: ticks.lunch ? this.#field('diet').value : NO_DIET,
      language: this.#field('language').value,
      answers: this.questions.read(),
    };
  }

  /** Show what only matters with something else: the diet of a meal, the name of a stand. */
  #dependent() {
    const { kind } = /** @type {Choices} */ (this.base);
    one('diet-field').hidden = !this.#field('lunch').checked;
    one('exhibitor-field').hidden = !PUBLIC_KINDS.has(kind);
    one('stand-field').hidden = one('exhibitor-field').hidden || !this.#field('exhibitor').checked;
    this.questions.showFor(this.#kind());
  }

  async #save() {
    const { page, base } = this;
    const { whose } = page;
    if (this.isSaving || !base || !whose) return;
    this.#clear();
    const wanted = this.#read();
    const wrong = [...wrongIn(wanted, base, page.words.wrong), ...this.questions.wrong()];
    if (wrong.length) return this.#blame(wrong);
    this.isSaving = true;
    const submit = /** @type {HTMLButtonElement} */ (this.form.querySelector('[type=submit]'));
    submit.setAttribute('aria-disabled', 'true');
    submit.textContent = page.words.saving;
    const result = await save(page.badges, whose, base, wanted, { anyway: this.insists });
    // The registration has ended, or the person went back meanwhile.
    if (page.isStill('change', whose) && result.kind !== 'ended') {
      await this.#answered(result, wanted.email === base.email ? page.words.saved : page.words.savedPending);
    }
    submit.removeAttribute('aria-disabled');
    submit.textContent = page.words.save;
    this.isSaving = false;
  }

  /**
   * @param {import('./requests.js').Result} result
   * @param {string} saved what is said of a change that was made
   */
  async #answered(result, saved) {
    const { page } = this;
    const { words } = page;
    if (result.kind === 'done') return page.back(saved);
    if (result.kind === 'conflict') {
      this.insists = true;
      const fields = result.fields.map((field) => words.changed[/** @type {keyof typeof words.changed} */ (field)]);
      return this.#say(words.conflict({ fields: fields.join(', ') }));
    }
    if (result.kind === 'unreachable') return this.#say(words.notSaved);
    if (result.kind !== 'refused') return this.#say(this.whyNot(result));
    const { problem } = result;
    if (problem.code === 'already_registered') return this.#blame([['email', words.addressTaken]]);
    if (problem.code === 'invalid_request' && problem.errors?.length) {
      const said = /** @type {Record<string, string>} */ (words.wrong);
      const { other } = words.answerFaults;
      return this.#blame(
        problem.errors.map(({ field }) => [field, this.questions.fieldOf(field) ? other : (said[field] ?? said.other)]),
      );
    }
    if (problem.code !== 'atelier_full') return this.#say(this.whyNot(result));
    await page.badges.learnProgramme();
    const { atelier, free } = /** @type {{atelier: string, free: string[]}} */ (/** @type {unknown} */ (problem));
    const slot = page.atelier(atelier)?.slot ?? '';
    this.#blame([[`slot-${slot}`, page.fullText(atelier, free)]]);
  }

  /** @param {[string, string][]} wrong */
  #blame(wrong) {
    const { page } = this;
    const lines = wrong.map(([name, text]) => {
      const slot = name.startsWith('slot-') ? name.slice('slot-'.length) : null;
      const question = this.questions.fieldOf(name);
      const place = question ?? (slot === null ? this.#place(name) : one(name));
      if (slot !== null) this.ateliers.blame(slot, text);
      else if (question || place.matches('input, select')) blame(place, text);
      const label = this.questions.labelOf(name);
      return element(
        'li',
        {},
        element('a', {
          ...{ href: `#${place.id}`, textContent: label ? page.words.labelled({ label: label, text: text }) : text },
          onclick: (event) => jump(event, place),
        }),
      );
    });
    this.#say(page.words.mend, element('ul', {}, ...lines));
  }

  /**
   * @param {string} text
   * @param {Node[]} more
   */
  #say(text, ...more) {
    const place = one('change-status');
    place.className = 'notice';
    place.dataset.sort = 'bad';
    place.replaceChildren(element('p', {}, element('strong', { textContent: text })), ...more);
    begin(place);
  }

  #clear() {
    const place = one('change-status');
    place.className = '';
    place.replaceChildren();
    this.ateliers.clear();
    unblame(this.form);
  }

  /**
   * @param {string} name
   * @returns {HTMLInputElement} or a select, of which the same is asked
   */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  /** @param {string} id */
  #select(id) {
    return /** @type {HTMLSelectElement} */ (one(id));
  }

  /** @param {string} field */
  #place(field) {
    const found = this.form.elements.namedItem(field);
    return found instanceof HTMLElement ? found : one('slots');
  }
}
