/** The form of the welcome desk: what it offers, what is written in it, what is wrong with it. */

import { saidOf } from '../lib/form_fields.js';
import { mayRegister } from '../lib/walk_ins.js';
import { byId, element } from '../ui/dom.js';
import { options } from '../ui/fields.js';
import { Form } from '../ui/form.js';

/** @typedef {{id: string, number: number, slot: string, title: string, seats_left: number}} Atelier */

export class WalkInForm {
  /** @param {import('./context.js').ScanContext} page */
  constructor(page) {
    this.page = page;
    this.form = /** @type {HTMLFormElement} */ (byId('walk-in-form'));
    const kinds = () => Object.keys(page.words.kinds).filter((kind) => mayRegister(page.phone.roster?.pass, kind));
    this.fields = new Form(page, this.form, { kinds, prefix: 'walk-in-', isDesk: true });
    page.addEventListener('words', () => this.fill());
  }

  empty() {
    this.form.reset();
    byId('walk-in-ateliers').replaceChildren();
    for (const field of this.form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
    this.fields.write(null);
    this.fill();
  }

  /**
   * Write what was written before.
   *
   * @param {Record<string, unknown>} body
   */
  write(body) {
    this.fields.write(body);
    // Whoever mends a registration has to see all of it.
    /** @type {HTMLDetailsElement} */ (byId('walk-in-more')).open = true;
    this.#consent.checked = body.consent === true;
    const chosen = /** @type {string[]} */ (body.ateliers ?? []);
    for (const select of this.#ateliers()) {
      select.value = [...select.options].find(({ value }) => chosen.includes(value))?.value ?? '';
    }
  }

  /** Offer what the programme has, keeping what is chosen. */
  fill() {
    const { words, phone } = this.page;
    const programme = phone.programme;
    this.fields.offer();
    const slots = programme?.slots ?? [];
    // Whoever registers at an atelier's door wants that atelier.
    const here = (/** @type {Atelier[]} */ ateliers) =>
      ateliers.find((one) => one.id === phone.checkpoint?.id)?.id ?? '';
    const had = new Map(this.#ateliers().map((select) => [select.name, select.value]));
    byId('walk-in-ateliers').replaceChildren(
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

  /** Whether nothing is missing; says what is, and goes there. */
  isComplete() {
    const { words } = this.page;
    const wrong = this.fields.wrong();
    const faults = wrong.filter(([, { code }]) => code !== 'needed');
    const missing = wrong.filter(([, { code }]) => code === 'needed').map(([name]) => name);
    if (!this.#consent.checked) missing.push('consent');
    for (const field of this.form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
    const needed = missing.length ? [words.needed + missing.map((name) => this.label(name)).join(', ')] : [];
    const said = faults.map(([name, fault]) => words.labelled({ label: this.label(name), text: saidOf(fault, words) }));
    byId('walk-in-status').textContent = [...needed, ...said].join('\n');
    const names = [...missing, ...faults.map(([name]) => name)];
    const places = names.map((name) => this.fields.fieldOf(name) ?? this.#consent);
    for (const place of places) {
      place.setAttribute('aria-invalid', 'true');
      const folded = place.closest('details');
      if (folded) folded.open = true;
    }
    places[0]?.focus();
    return names.length === 0;
  }

  /** What is sent to the server. */
  body() {
    const { email, ...fields } = this.fields.read();
    return {
      ...fields,
      ateliers: this.#ateliers()
        .map((select) => select.value)
        .filter(Boolean),
      consent: true,
      language: this.page.language,
      ...(email ? { email } : {}),
      ...this.fields.given(),
    };
  }

  /**
   * @param {string} name of a field, as the server calls it
   * @returns {string} as the form calls it
   */
  label(name) {
    return this.fields.labelOf(name) ?? (name === 'consent' ? this.page.words.consent : name);
  }

  get #consent() {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem('consent'));
  }

  #ateliers() {
    return [...byId('walk-in-ateliers').querySelectorAll('select')];
  }
}
