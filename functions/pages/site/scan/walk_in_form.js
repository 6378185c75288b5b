/** The form of the welcome desk: what it offers, what is written in it, what is wrong with it. */

import { mayRegister } from '../lib/walk_ins.js';
import { element, one } from '../ui/dom.js';
import { options } from '../ui/fields.js';
import { Questions } from '../ui/questions.js';
import { complete, textsIn, ticksIn } from '../ui/registration.js';

/** @typedef {{id: string, number: number, slot: string, title: string, seats_left: number}} Atelier */

export class WalkInForm {
  /** @param {import('./context.js').ScanContext} page */
  constructor(page) {
    this.page = page;
    this.form = /** @type {HTMLFormElement} */ (one('walk-in-form'));
    this.questions = new Questions(one('walk-in-questions'));
    complete(this.form, one('walk-in-more'), {}, true);
    this.form.addEventListener('change', () => this.#dependent());
    page.addEventListener('words', () => this.fill());
  }

  empty() {
    this.form.reset();
    one('walk-in-ateliers').replaceChildren();
    for (const field of this.form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
    this.questions.write({});
    this.fill();
    this.#dependent();
  }

  /**
   * Write what was written before.
   *
   * @param {Record<string, unknown>} body
   */
  write(body) {
    for (const [name, value] of Object.entries(body)) {
      const field = /** @type {HTMLInputElement | null} */ (this.form.elements.namedItem(name));
      if (!field || Array.isArray(value)) continue;
      if (field.type === 'checkbox') field.checked = value === true;
      else field.value = String(value);
    }
    const chosen = /** @type {string[]} */ (body.ateliers ?? []);
    for (const select of this.#ateliers()) {
      select.value = [...select.options].find(({ value }) => chosen.includes(value))?.value ?? '';
    }
    this.questions.write(/** @type {Record<string, import('../lib/contract.js').Given>} */ (body.answers ?? {}));
    this.#dependent();
  }

  /** Offer what the programme has, keeping what is chosen. */
  fill() {
    const { words, phone } = this.page;
    const programme = phone.programme;
    const kinds = Object.entries(words.kinds).filter(([kind]) => mayRegister(phone.roster?.pass, kind));
    options(this.#select('kind'), kinds);
    options(this.#select('diet'), this.page.dietsOffered());
    this.questions.offer(programme?.questions ?? [], words);
    const slots = programme?.slots ?? [];
    // Whoever registers at an atelier's door wants that atelier.
    const here = (/** @type {Atelier[]} */ ateliers) =>
      ateliers.find((one) => one.id === phone.checkpoint?.id)?.id ?? '';
    const had = new Map(this.#ateliers().map((select) => [select.name, select.value]));
    one('walk-in-ateliers').replaceChildren(
      ...slots.map((/** @type {{id: string, title: string}} */ slot) => {
        const select = element('select', { name: `slot-${slot.id}` });
        const ateliers = /** @type {Atelier[]} */ (
          programme.ateliers.filter((/** @type {Atelier} */ one) => one.slot === slot.id)
        );
        options(select, [
          ['', words.noAtelier],
          ...ateliers.map(
            (one) =>
              /** @type {[string, string]} */ ([
                one.id,
                words.atelierWith({ title: this.page.atelierTitle(one.id), left: one.seats_left }),
              ]),
          ),
        ]);
        select.value = had.get(select.name) ?? here(ateliers);
        return element('label', {}, element('span', { textContent: words.atelierOf({ slot: slot.title }) }), select);
      }),
    );
  }

  #dependent() {
    one('walk-in-diet').hidden = !this.#tick('lunch').checked;
    this.questions.showFor(this.#select('kind').value);
  }

  /** Whether nothing is missing; says what is, and goes there. */
  isComplete() {
    const { words } = this.page;
    const wrong = /** @type {HTMLInputElement[]} */ ([...this.form.querySelectorAll('input, select')]).filter(
      (field) => {
        const isWrong = !field.validity.valid || (field.required && field.type === 'text' && !field.value.trim());
        field.setAttribute('aria-invalid', String(isWrong));
        return isWrong;
      },
    );
    const names = wrong.map((field) => this.label(field.name));
    const needed = wrong.length ? [words.needed + names.join(', ')] : [];
    const answers = this.questions.wrong();
    const said = answers.map(([name, fault]) => words.labelled({ label: this.label(name), text: fault }));
    one('walk-in-status').textContent = [...needed, ...said].join(' ');
    for (const [name] of answers) this.questions.fieldOf(name)?.setAttribute('aria-invalid', 'true');
    (wrong[0] ?? this.questions.fieldOf(answers[0]?.[0] ?? ''))?.focus();
    return said.length + needed.length === 0;
  }

  /** What is sent to the server. */
  body() {
    const entries = new FormData(this.form);
    const text = (/** @type {string} */ name) => String(entries.get(name) ?? '').trim();
    const [{ email, ...texts }, ticks] = [textsIn(this.form), ticksIn(this.form)];
    return {
      ...texts,
      kind: text('kind'),
      ateliers: this.#ateliers()
        .map((select) => select.value)
        .filter(Boolean),
      ...ticks,
      consent: true,
      language: this.page.language,
      ...(ticks.lunch ? { diet: text('diet') } : {}),
      ...(email ? { email } : {}),
      ...this.questions.given(),
    };
  }

  /**
   * @param {string} name of a field, as the server calls it
   * @returns {string} as the form calls it
   */
  label(name) {
    const asked = this.questions.labelOf(name);
    if (asked) return asked;
    const field = this.form.elements.namedItem(name);
    // Not the whole label: what a list offers is in it too.
    return (field instanceof HTMLElement && field.closest('label')?.querySelector('span')?.textContent) || name;
  }

  #ateliers() {
    return [...one('walk-in-ateliers').querySelectorAll('select')];
  }

  /** @param {string} name */
  #select(name) {
    return /** @type {HTMLSelectElement} */ (this.form.elements.namedItem(name));
  }

  /** @param {string} name */
  #tick(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }
}
