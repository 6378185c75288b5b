/** The welcome desk: somebody without a registration gets one, a badge to photograph, and is in. */

import { codeOf } from '../lib/badge.js';
import { isRefused, register } from '../lib/walk_ins.js';
import { dialog, element, one } from './dom.js';
import { saidOf } from './words.js';

/**
 * @typedef {import('../lib/shelf.js').Registration} Registration
 * @typedef {{id: string, number: number, slot: string, title: string, seats_left: number}} Atelier
 */

const PATIENCE_MS = 6_000;
const DEFAULT_DIETS = ['none', 'vegetarian', 'vegan', 'gluten_free', 'no_pork', 'other'];

export class WalkIn {
  /**
   * @param {import('./desk.js').Desk} desk
   * @param {() => void} changed
   */
  constructor(desk, changed) {
    this.desk = desk;
    this.changed = changed;
    this.form = /** @type {HTMLFormElement} */ (one('walk-in-form'));
    /** Kept until it is answered: pressed twice, or sent twice, it is one person. */
    this.registrationId = '';
    /** @type {Registration | null} whose person is in already: it stays on the shelf until the server takes it */
    this.mended = null;
    this.badgeUrl = '';
    one('to-walk-in').addEventListener('click', () => this.open());
    one('walk-in-again').addEventListener('click', () => this.open());
    dialog('walk-in').addEventListener('close', () => URL.revokeObjectURL(this.badgeUrl));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.form.addEventListener('change', () => this.#showDiet());
    desk.addEventListener('words', () => this.#fill());
  }

  open() {
    this.form.reset();
    one('walk-in-ateliers').replaceChildren();
    this.registrationId = this.desk.phone.tools.uuid();
    this.mended = null;
    this.#showForm();
    this.form.querySelector('input')?.focus();
  }

  /**
   * Open the form with a registration that the server refused, to be put right.
   *
   * @param {Registration} registration
   */
  mend(registration) {
    const { registration_id, body, problem } = registration;
    this.open();
    this.registrationId = registration_id;
    this.mended = registration;
    for (const [name, value] of Object.entries(body)) {
      const field = /** @type {HTMLInputElement | null} */ (this.form.elements.namedItem(name));
      if (!field || Array.isArray(value)) continue;
      if (field.type === 'checkbox') field.checked = value === true;
      else field.value = String(value);
    }
    const chosen = /** @type {string[]} */ (body.ateliers ?? []);
    for (const select of this.#ateliers())
      select.value = [...select.options].find(({ value }) => chosen.includes(value))?.value ?? '';
    this.#showDiet();
    if (problem) this.#say(problem);
  }

  #showForm() {
    this.form.hidden = false;
    one('walk-in-done').hidden = true;
    one('walk-in-told').textContent = '';
    for (const field of this.form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
    this.#fill();
    this.#showDiet();
    if (!dialog('walk-in').open) dialog('walk-in').showModal();
  }

  /** Offer what the programme has, keeping what is chosen. */
  #fill() {
    const { words, phone } = this.desk;
    const programme = phone.programme;
    options(this.#select('kind'), Object.entries(words.kinds));
    options(
      this.#select('diet'),
      (programme?.diets ?? DEFAULT_DIETS).map((/** @type {string} */ diet) => [diet, saidOf(words.diets, diet)]),
    );
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
              /** @type {[string, string]} */ ([one.id, words.atelierLine(one.number, one.title, one.seats_left)]),
          ),
        ]);
        select.value = had.get(select.name) ?? here(ateliers);
        return element('label', {}, element('span', { textContent: words.atelierOf(slot.title) }), select);
      }),
    );
  }

  #showDiet() {
    one('walk-in-diet').hidden = !this.#tick('lunch').checked;
  }

  async #submit() {
    const { phone, scanning } = this.desk;
    if (scanning.asking.has(this.registrationId) || !this.#isComplete()) return;
    const place = /** @type {import('../lib/messages.js').Checkpoint} */ (phone.checkpoint);
    const here = { at: new Date(phone.now()).toISOString(), checkpoint: place.id, group: place.group };
    const { event, at, checkpoint, group } = this.mended ?? { ...here, event: phone.event };
    const registration = { registration_id: this.registrationId, event, body: this.#body(), at, checkpoint, group };
    scanning.asking.add(registration.registration_id);
    try {
      await this.#send(registration);
    } finally {
      scanning.asking.delete(registration.registration_id);
    }
    this.changed();
  }

  /** @param {Registration} registration */
  async #send(registration) {
    const { phone, words } = this.desk;
    const { mended } = this;
    // Kept before it is sent: an answer that gets lost must not lose the person.
    await phone.shelf.keepRegistration(registration);
    const outcome = phone.isAnswered
      ? await register(phone, registration, PATIENCE_MS)
      : /** @type {const} */ ({ kind: 'unreachable' });
    if (outcome.kind === 'answer') await this.#registered(registration, outcome.body);
    else if (isRefused(outcome)) {
      if (mended) await phone.shelf.keepRegistration({ ...registration, problem: outcome.problem, read: true });
      else await phone.shelf.dropRegistration(registration.registration_id);
      this.#say(outcome.problem);
    } else {
      phone.missed();
      this.#done(registration, words.registeredAlone);
    }
  }

  /**
   * @param {Registration} registration
   * @param {{attendee_id: string, pass: string}} answer
   */
  async #registered(registration, { attendee_id, pass }) {
    const { phone, words, sync } = this.desk;
    sync.wake();
    this.#done(registration, words.registered);
    one('walk-in-code').textContent = words.codeIs(codeOf(attendee_id));
    const drawn = await phone.api.picture('/api/badge.svg', pass);
    // The next person's form is open: this badge would be photographed as theirs.
    if (this.registrationId !== registration.registration_id) return;
    const badge = /** @type {HTMLImageElement} */ (one('walk-in-badge'));
    badge.hidden = drawn === null;
    if (!drawn) {
      one('walk-in-done-told').append(` ${words.badgeFailed}`);
      return;
    }
    URL.revokeObjectURL(this.badgeUrl);
    badge.src = this.badgeUrl = URL.createObjectURL(drawn);
    badge.alt = words.badgeOf(nameOf(registration));
  }

  /**
   * @param {Registration} registration
   * @param {(name: string) => string} told
   */
  #done(registration, told) {
    this.desk.signals.accepted();
    this.form.hidden = true;
    one('walk-in-badge').hidden = true;
    one('walk-in-code').textContent = '';
    one('walk-in-done').hidden = false;
    one('walk-in-done-told').textContent = told(nameOf(registration));
    one('walk-in-again').focus();
  }

  #isComplete() {
    const { words } = this.desk;
    const wrong = /** @type {HTMLInputElement[]} */ ([...this.form.querySelectorAll('input, select')]).filter(
      (field) => {
        const isWrong = !field.validity.valid || (field.required && field.type === 'text' && !field.value.trim());
        field.setAttribute('aria-invalid', String(isWrong));
        return isWrong;
      },
    );
    const names = wrong.map((field) => field.labels?.[0]?.textContent?.trim() ?? field.name);
    one('walk-in-told').textContent = wrong.length ? words.needed + names.join(', ') : '';
    wrong[0]?.focus();
    return wrong.length === 0;
  }

  #body() {
    const entries = new FormData(this.form);
    const text = (/** @type {string} */ name) => String(entries.get(name) ?? '').trim();
    const lunch = this.#tick('lunch').checked;
    return {
      given_name: text('given_name'),
      family_name: text('family_name'),
      organisation: text('organisation'),
      kind: text('kind'),
      ateliers: this.#ateliers()
        .map((select) => select.value)
        .filter(Boolean),
      lunch,
      consent: true,
      language: this.desk.language,
      ...(lunch ? { diet: text('diet') } : {}),
      ...(text('email') ? { email: text('email') } : {}),
    };
  }

  /** @param {import('../lib/messages.js').Problem} problem */
  #say(problem) {
    const { words } = this.desk;
    const fields = problem.errors?.map(({ field }) => this.#label(field)).join(', ') ?? '';
    one('walk-in-told').textContent = [saidOf(words.problems, problem.code), fields].filter(Boolean).join(' ');
    this.desk.signals.refused();
  }

  /**
   * @param {string} name of a field, as the server calls it
   * @returns {string} as the form calls it
   */
  #label(name) {
    const field = this.form.elements.namedItem(name);
    return (field instanceof HTMLElement && field.closest('label')?.textContent?.trim()) || name;
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

/** @param {Registration} registration */
function nameOf({ body }) {
  return `${body.given_name} ${body.family_name}`;
}

/**
 * @param {HTMLSelectElement} select
 * @param {[string, string][]} choices values and what is said of them
 */
function options(select, choices) {
  const { value } = select;
  select.replaceChildren(...choices.map(([code, said]) => element('option', { value: code, textContent: said })));
  if (choices.some(([code]) => code === value)) select.value = value;
}
