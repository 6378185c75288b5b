/** The welcome desk: somebody without a registration gets one, a badge to photograph, and is in. */

import { codeOf } from '../lib/badge.js';
import { isRefused } from '../lib/api.js';
import { register } from '../lib/walk_ins.js';
import { byId, dialog } from '../ui/dom.js';
import { SamePerson } from './same_person.js';
import { whyNot } from './verdict_text.js';
import { WalkInForm } from './walk_in_form.js';

/** @typedef {import('../lib/walk_ins.js').Registration} Registration */

const REGISTRATION_TIMEOUT_MS = 6_000;
const NAMES = new Set(['given_name', 'family_name']);

export class WalkIn {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {() => void} changed
   * @param {(person: import('../lib/contract.js').RosterAttendee) => void} admit
   */
  constructor(page, changed, admit) {
    this.page = page;
    this.changed = changed;
    this.form = new WalkInForm(page);
    this.same = new SamePerson(page, admit);
    /** Kept until it is answered: pressed twice, or sent twice, it is one person. */
    this.registrationId = '';
    /** @type {Registration | null} whose person is in already: it is kept until the server takes it */
    this.mended = null;
    this.badgeUrl = '';
    byId('to-walk-in').addEventListener('click', () => this.open());
    byId('walk-in-again').addEventListener('click', () => this.open());
    dialog('walk-in').addEventListener('close', () => URL.revokeObjectURL(this.badgeUrl));
    byId('walk-in-form').addEventListener('change', ({ target }) => {
      const { name } = /** @type {HTMLInputElement} */ (target);
      if (NAMES.has(name)) void this.#asks();
    });
    byId('walk-in-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  open() {
    this.registrationId = this.page.phone.tools.uuid();
    this.mended = null;
    this.form.empty();
    this.same.reset();
    this.#showForm();
    byId('walk-in-form').querySelector('input')?.focus();
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
    this.form.write(body);
    if (problem) this.#say(problem);
  }

  #showForm() {
    byId('walk-in-form').hidden = false;
    byId('walk-in-done').hidden = true;
    byId('walk-in-status').textContent = '';
    if (!dialog('walk-in').open) dialog('walk-in').showModal();
  }

  /** Whether it may be somebody who is registered; whose registration is mended is in, and was asked about. */
  async #asks() {
    return !this.mended && (await this.same.asks(this.form.body()));
  }

  async #submit() {
    const { phone, scanning } = this.page;
    if (!this.form.isComplete()) return;
    if (await this.#asks()) return byId('walk-in-same').querySelector('button')?.focus();
    if (scanning.asking.has(this.registrationId)) return;
    const place = /** @type {import('../lib/contract.js').RosterCheckpoint} */ (phone.checkpoint);
    const here = { at: new Date(phone.now()).toISOString(), checkpoint: place.id, group: place.group };
    const { event, at, checkpoint, group } = this.mended ?? { ...here, event: phone.event };
    const registration = { registration_id: this.registrationId, event, body: this.form.body(), at, checkpoint, group };
    scanning.asking.add(registration.registration_id);
    try {
      await this.#send(registration);
    } finally {
      scanning.asking.delete(registration.registration_id);
    }
    // Not earlier: a round that began before the answer would leave the scan for the next round.
    this.page.sync.wake();
    this.changed();
  }

  /** @param {Registration} registration */
  async #send(registration) {
    const { phone, words } = this.page;
    const { mended } = this;
    // Kept before it is sent: an answer that gets lost must not lose the person.
    await phone.scanDb.keepRegistration(registration);
    const outcome = phone.isAnswered
      ? await register(phone, registration, REGISTRATION_TIMEOUT_MS)
      : /** @type {const} */ ({ kind: 'unreachable' });
    if (outcome.kind === 'answer') this.#registered(registration, outcome.body);
    else if (isRefused(outcome)) {
      if (mended) await phone.scanDb.keepRegistration({ ...registration, problem: outcome.problem, read: true });
      else await phone.scanDb.dropRegistration(registration.registration_id);
      this.#say(outcome.problem);
    } else {
      phone.missed();
      this.#done(registration, words.registeredAlone);
    }
  }

  /**
   * @param {Registration} registration
   * @param {{attendee_id: string, badge_svg: string}} answer
   */
  #registered(registration, { attendee_id, badge_svg }) {
    const { words } = this.page;
    this.#done(registration, words.registered);
    byId('walk-in-code').textContent = words.codeIs({ code: codeOf(attendee_id) });
    const badge = /** @type {HTMLImageElement} */ (byId('walk-in-badge'));
    URL.revokeObjectURL(this.badgeUrl);
    badge.src = this.badgeUrl = URL.createObjectURL(new Blob([badge_svg], { type: 'image/svg+xml' }));
    badge.alt = words.badgeOf({ name: nameOf(registration) });
    badge.hidden = false;
  }

  /**
   * @param {Registration} registration
   * @param {(values: {name: string}) => string} saying
   */
  #done(registration, saying) {
    this.page.signals.accepted();
    byId('walk-in-form').hidden = true;
    byId('walk-in-badge').hidden = true;
    byId('walk-in-code').textContent = '';
    byId('walk-in-done').hidden = false;
    byId('walk-in-done-status').textContent = saying({ name: nameOf(registration) });
    byId('walk-in-again').focus();
  }

  /** @param {import('../lib/contract.js').Problem} problem */
  #say(problem) {
    const wrong = problem.errors?.filter(({ field }) => field !== 'kind');
    const fields = wrong?.map(({ field }) => this.form.label(field)).join(', ') ?? '';
    byId('walk-in-status').textContent = [whyNot(problem, this.page), fields].filter(Boolean).join(' ');
    this.page.signals.refused();
  }
}

/** @param {Registration} registration */
function nameOf({ body }) {
  return `${body.given_name} ${body.family_name}`;
}
