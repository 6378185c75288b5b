/** The form to change a registration: what is wrong is said beside its field, and nothing typed is lost. */

import { saidOf } from '../lib/form_fields.js';
import { begin, byId, element } from '../ui/dom.js';
import { blame, jump, unblame } from '../ui/fields.js';
import { Form } from '../ui/form.js';
import { NO_DIET, PUBLIC_KINDS } from '../words/codes.js';
import { Ateliers } from './ateliers.js';
import { choicesOf } from './choices.js';
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
    this.form = /** @type {HTMLFormElement} */ (byId('form'));
    byId('change-again').addEventListener('click', () => void page.badges.learnProgramme());
    this.ateliers = new Ateliers(page, byId('slots'));
    this.fields = new Form(page, this.form, { kinds: () => this.#kinds(), prefix: 'my-', isOwn: true });
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
    page.addEventListener('words', () => {
      if (!this.base || page.screen !== 'change') return;
      this.fields.offer();
      this.ateliers.draw(this.ateliers.read());
    });
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#save();
    });
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
      this.fields.offer();
    } else if (this.page.screen === 'change') this.#begin();
  }

  /** Begin as soon as the programme is here: on a slow network the badge comes before it. */
  #begin() {
    const { badges } = this.page;
    const { programme } = badges;
    this.form.hidden = !programme;
    byId('change-waits').hidden = Boolean(programme);
    if (!programme) return;
    this.base = choicesOf(badges.one().registration, programme);
    this.fields.write(this.base);
    this.ateliers.draw(this.base);
  }

  #kinds() {
    const { kind } = /** @type {Choices} */ (this.base);
    const { kinds } = this.page.words;
    return PUBLIC_KINDS.has(kind) ? Object.keys(kinds).filter((each) => PUBLIC_KINDS.has(each)) : [kind];
  }

  /** @returns {Choices} what is in the form: no stand of who does not exhibit, no diet without a meal */
  #read() {
    const base = /** @type {Choices} */ (this.base);
    const { ateliers, fields } = this;
    return { ...base, stand: '', diet: NO_DIET, ...ateliers.read(), ...fields.read(), answers: fields.answers() };
  }

  async #save() {
    const { page, base } = this;
    const { whose } = page;
    if (this.isSaving || !base || !whose) return;
    this.#clear();
    const wanted = this.#read();
    const wrong = this.fields.wrong();
    if (wrong.length) return this.#blame(wrong.map(([name, fault]) => [name, this.#why(name, fault)]));
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
      const changed = /** @type {Record<string, string>} */ (words.changed);
      const fields = result.fields.map((field) => changed[field] ?? this.fields.labelOf(field));
      return this.#say(words.conflict({ fields: fields.join(', ') }));
    }
    if (result.kind === 'unreachable') return this.#say(words.notSaved);
    if (result.kind !== 'refused') return this.#say(this.whyNot(result));
    const { problem } = result;
    if (problem.code === 'already_registered') return this.#blame([['email', words.addressTaken]]);
    if (problem.code === 'invalid_request' && problem.errors?.length) {
      return this.#blame(problem.errors.map(({ field }) => [field, this.#why(field)]));
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
      const field = this.fields.fieldOf(name);
      const place = field ?? byId(slot === null ? 'slots' : name);
      if (slot !== null) this.ateliers.blame(slot, text);
      else if (field) blame(field, text);
      const label = name in page.words.wrong ? undefined : this.fields.labelOf(name);
      const textContent = label ? page.words.labelled({ label, text }) : text;
      return element(
        'li',
        {},
        element('a', { href: `#${place.id}`, textContent, onclick: (event) => jump(event, place) }),
      );
    });
    this.#say(page.words.mend, element('ul', {}, ...lines));
  }

  /**
   * @param {string} text
   * @param {Node[]} more
   */
  #say(text, ...more) {
    const place = byId('change-status');
    place.className = 'notice';
    place.dataset.sort = 'bad';
    place.replaceChildren(element('p', {}, element('strong', { textContent: text })), ...more);
    begin(place);
  }

  #clear() {
    const place = byId('change-status');
    place.className = '';
    place.replaceChildren();
    this.ateliers.clear();
    unblame(this.form);
  }

  /**
   * @param {string} name of a field, as the server calls it
   * @param {import('../lib/form_fields.js').Fault} [fault] none, where the server found it
   */
  #why(name, fault) {
    const said = /** @type {Record<string, string>} */ (this.page.words.wrong);
    return said[name] ?? (this.fields.fieldOf(name) ? saidOf(fault, this.page.words) : said.other);
  }
}
