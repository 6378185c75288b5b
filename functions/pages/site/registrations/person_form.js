/** The form of one registration: what it offers, what is written in it, what is wrong with it. */

import { saidOf as faultSaid } from '../lib/form_fields.js';
import { button, byId, element, input, write } from '../ui/dom.js';
import { blame, unblame } from '../ui/fields.js';
import { Form } from '../ui/form.js';
import { saidOf } from '../ui/words.js';
import { AtelierChoices } from './atelier_choices.js';

/**
 * @typedef {import('../lib/contract.js').Registration} Registration
 * @typedef {Record<string, unknown>} Body
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control
 */

/** @type {Record<string, string>} where what is wrong is not named like its field */
const PLACES = {
  ateliers: '[data-sort=atelier]',
  facilitator: '[data-sort=atelier]',
  waiting: '[data-sort=waiting]',
  emailStays: '#email',
  consent: '#consent',
};

/** What no mail says of a registration. */
const UNSAID = new Set(['language', 'answers']);

export class PersonForm {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    this.ateliers = new AtelierChoices(page);
    this.form = /** @type {HTMLFormElement} */ (byId('person-form'));
    this.fields = new Form(page, this.form, { kinds: () => Object.keys(page.words.kinds) });
    /** @type {Registration | null} whom it shows; nobody yet, for somebody new */
    this.registration = null;
    /** @type {Body} */
    this.before = {};
    /** @type {Map<string, string | boolean>} what stands in each control when nothing is typed */
    this.stands = new Map();
    for (const name of ['change', 'input']) this.form.addEventListener(name, () => this.#show());
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
    this.fields.write(like);
    this.offer(like);
    this.before = registration ? this.body() : {};
    this.settle();
    this.#show();
  }

  /**
   * Write somebody's registration as it is by now, and leave what is being typed.
   *
   * @param {Registration} registration
   */
  follow(registration) {
    const typed = this.#typed();
    this.write(registration);
    for (const control of this.#controls()) {
      const value = typed.get(keyOf(control));
      if (value !== undefined) Object.assign(control, typeof value === 'boolean' ? { checked: value } : { value });
    }
    if (typed.size) this.form.dispatchEvent(new Event('change'));
  }

  /** Take what stands in the form for what the server has. */
  settle() {
    this.stands = new Map(this.#controls().map((control) => [keyOf(control), valueOf(control)]));
  }

  get isTyped() {
    return this.#typed().size > 0;
  }

  #typed() {
    const typed = this.#controls()
      .map((control) => /** @type {const} */ ([keyOf(control), valueOf(control)]))
      .filter(([key, value]) => this.stands.has(key) && this.stands.get(key) !== value);
    return new Map(typed);
  }

  /** @returns {Control[]} */
  #controls() {
    return [.../** @type {NodeListOf<Control>} */ (this.form.querySelectorAll('input, select, textarea'))].filter(
      ({ id }) => id !== 'notify',
    );
  }

  /**
   * Offer what the programme has, keeping what is chosen.
   *
   * @param {Registration | null} [like] whose ateliers to choose instead
   */
  offer(like) {
    this.fields.offer();
    this.ateliers.offer(like ? like.ateliers : null, this.registration?.waiting ?? []);
    this.#show();
  }

  /** What is written, as the server takes it, but for the event's own questions. */
  body() {
    const { email, ...fields } = this.fields.read();
    const ateliers = this.ateliers.chosen('atelier');
    return {
      ...fields,
      ...(email ? { email } : {}),
      ateliers,
      waiting: this.ateliers.chosen('waiting').filter((atelier) => !ateliers.includes(atelier)),
    };
  }

  /** What is written and was not so before. */
  changes() {
    const same = (/** @type {unknown} */ one, /** @type {unknown} */ other) =>
      JSON.stringify(one) === JSON.stringify(other);
    return {
      ...Object.fromEntries(Object.entries(this.body()).filter(([name, value]) => !same(value, this.before[name]))),
      ...this.fields.changes(),
    };
  }

  /**
   * Whether somebody is mailed what was corrected: if the organiser leaves it so, and a mail would say it.
   *
   * @param {Body} changes
   */
  isTold(changes) {
    return Object.keys(changes).some(isSaid) && !byId('notify-field').hidden && input('notify').checked;
  }

  /** Whether nothing is missing; says what is, and goes there. */
  isComplete() {
    const { registration, fields } = this;
    const { kind, email } = fields.read();
    const faults = new Map(fields.wrong());
    const wrong = [...faults.keys()];
    if (kind === 'facilitator' && !this.ateliers.chosen('atelier').length) wrong.push('facilitator');
    if (!registration && !input('consent').checked) wrong.push('consent');
    if (registration?.email && !email) wrong.push('emailStays');
    this.say(wrong, faults);
    return wrong.length === 0;
  }

  /**
   * Say beside each field what is wrong with it, and all of it on top.
   *
   * @param {string[]} wrong fields, as the server names them
   * @param {Map<string, import('../lib/form_fields.js').Fault>} [faults] of those fields where that is known here
   */
  say(wrong, faults = new Map()) {
    const { words } = this.page;
    this.clear();
    const names = [...new Set(wrong.map((name) => (this.fields.fieldOf(name) ? name : name.split('.')[0])))];
    if (!names.length) return;
    const lines = names.map((name) => {
      const label = name in words.wrong ? undefined : this.fields.labelOf(name);
      const said = label ? faultSaid(faults.get(name), words) : saidOf(words.wrong, name);
      const field = this.fields.fieldOf(name) ?? this.#field(name);
      if (!field) return element('li', { textContent: said });
      blame(field, said);
      return element(
        'li',
        {},
        button(label ? words.labelled({ label, text: said }) : said, () => field.focus(), 'plain'),
      );
    });
    const box = byId('person-wrong');
    box.hidden = false;
    box.replaceChildren(
      element('p', {}, element('strong', { textContent: words.toMend({ count: names.length }) })),
      element('ul', { className: 'plain-list' }, ...lines),
    );
    box.focus();
  }

  clear() {
    byId('person-wrong').hidden = true;
    unblame(this.form);
  }

  #show() {
    const { words } = this.page;
    const { kind, email } = this.fields.read();
    byId('notify-field').hidden = !this.registration || !email;
    byId('notify-said').textContent = words.notifyAt({ address: String(email ?? '') });
    this.#tell(String(email ?? ''));
    byId('consent-field').hidden = this.registration !== null;
    const hint = kind === 'facilitator' ? words.facilitatorHint : kind === 'speaker' ? words.speakerHint : '';
    byId('ateliers-hint').textContent = hint;
    byId('ateliers-hint').hidden = !hint;
  }

  /**
   * Say before anything is saved whether it is mailed.
   *
   * @param {string} email as it is typed
   */
  #tell(email) {
    const { words } = this.page;
    const { registration } = this;
    const changes = registration ? this.changes() : {};
    const isTold = this.isTold(changes);
    const isOther = 'email' in changes && Boolean(registration?.email);
    const isUnsaid = Object.keys(changes).length > 0 && Boolean(email) && !Object.keys(changes).some(isSaid);
    byId('notify-hint').textContent = isOther ? words.formerTold : isUnsaid ? words.nothingTold : '';
    const save = isTold ? words.saveAndTell : Object.keys(changes).length ? words.saveUntold : words.save;
    write(byId('person-save'), registration ? save : words.register);
  }

  /** @param {string} name as the server calls it, but for what `PLACES` says */
  #field(name) {
    return name in PLACES ? /** @type {HTMLElement | null} */ (this.form.querySelector(PLACES[name])) : null;
  }
}

/** @param {Control} control */
function keyOf({ id, name, value }) {
  return id || `${name} ${value}`;
}

/** @param {Control} control */
function valueOf(control) {
  const isTick = control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type);
  return isTick ? control.checked : control.value;
}

/** @param {string} name of a field */
function isSaid(name) {
  return !UNSAID.has(name);
}

/** @param {Registration} registration */
export function isErased({ given_name }) {
  return given_name === null;
}
