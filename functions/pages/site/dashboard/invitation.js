/** A link for somebody who reads badges, made or changed: what it opens, where they are due, until when. */

import { uuid } from '../lib/uuid.js';
import { dayAndHourAt, instantAt } from '../lib/zoned.js';
import { begin, byId, input, write } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { Attempt } from '../organiser/attempt.js';
import { Role } from '../words/codes.js';
import { DoorHours } from './door_hours.js';
import { roleNamed } from './invitations.js';
import { LinkMade, unmade } from './link_made.js';

/**
 * @typedef {import('./phones.js').StaffPass} StaffPass
 *
 * @typedef {object} Wished
 * @property {import('../lib/contract.js').PassBody['role']} role
 * @property {string} label
 * @property {string[]} checkpoints
 * @property {import('./door_hours.js').Shift[] | null} schedule null where its hours make no sense
 * @property {boolean} supervisor
 * @property {boolean} walk_ins
 * @property {number} until
 */

/** After the day's end a phone still sends what it has kept. */
const AFTER_MS = 60 * 60_000;

/**
 * Say what is missing of an invitation.
 *
 * @param {Wished} wished
 * @param {number} now
 * @returns {'needsLabel' | 'noDoors' | 'hoursWrong' | 'untilWrong' | null}
 */
export function missing({ role, label, checkpoints, schedule, until }, now) {
  if (role === Role.ORGANISER && !label) return 'needsLabel';
  if (role === Role.VOLUNTEER && !checkpoints.length) return 'noDoors';
  if (role === Role.VOLUNTEER && !schedule) return 'hoursWrong';
  return until > now ? null : 'untilWrong';
}

/**
 * @param {Wished} wished
 * @returns {object} what a link is to be; an organiser's opens everything, so it names no door
 */
export function terms({ role, label, checkpoints, schedule, supervisor, walk_ins, until }) {
  const scope = role === Role.VOLUNTEER ? { checkpoints, schedule, supervisor, walk_ins } : {};
  return { label, expires_at: new Date(until).toISOString(), ...scope };
}

/**
 * @param {string} id with which the fields' ids begin
 * @param {import('./context.js').DashboardContext} page
 */
export function untilOf(id, page) {
  const timezone = page.programme?.event.timezone ?? 'Europe/Paris';
  return instantAt(input(`${id}-day`).value, input(`${id}-hour`).value, timezone);
}

/**
 * @param {string} id with which the fields' ids begin
 * @param {import('./context.js').DashboardContext} page
 * @param {number} [until] by default some time after the day's end
 */
export function writeUntil(id, { programme }, until) {
  if (!programme) return;
  const { ends_at, timezone } = programme.event;
  const [onDay, hour] = dayAndHourAt(until ?? Date.parse(ends_at) + AFTER_MS, timezone);
  input(`${id}-day`).value = onDay;
  input(`${id}-hour`).value = hour;
}

export class Invitation {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    this.links = new LinkMade(page);
    this.doors = new DoorHours(page);
    this.attempt = new Attempt(uuid);
    /** @type {StaffPass | null} the link that is being changed */
    this.changing = null;
    page.addEventListener('words', () => this.draw());
    byId('role').addEventListener('change', () => this.draw());
    byId('invite-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send();
    });
    byId('keep-link').addEventListener('click', () => this.#stopChanging());
  }

  open() {
    this.links.show(null);
    this.draw();
    if (!input('until-day').value) writeUntil('until', this.page);
  }

  draw() {
    const { words } = this.page;
    for (const option of byId('role').querySelectorAll('option')) {
      option.textContent = roleNamed(option.value, words);
    }
    const isReader = input('role').value === Role.VOLUNTEER;
    byId('doors-field').hidden = !isReader;
    byId('may-field').hidden = !isReader;
    for (const id of ['role-field', 'email-field']) byId(id).hidden = this.changing !== null;
    byId('keep-link').hidden = this.changing === null;
    const label = this.changing?.label || words.namelessPhone;
    write(byId('invite-summary'), this.changing ? words.changeOf({ label }) : words.invite);
    write(byId('make-link'), this.changing ? words.save : words.makeLink);
    this.doors.draw();
  }

  /**
   * Show a link in the form, to be changed.
   *
   * @param {StaffPass} pass
   */
  change(pass) {
    this.changing = pass;
    input('role').value = pass.role;
    input('label').value = pass.label;
    input('supervisor').checked = pass.supervisor;
    input('walk-ins').checked = pass.walk_ins;
    writeUntil('until', this.page, Date.parse(pass.expires_at));
    this.draw();
    this.doors.fill(pass);
    this.#blame('');
    /** @type {HTMLDetailsElement} */ (byId('invite-part')).open = true;
    begin(byId('invite-summary'));
  }

  #stopChanging() {
    this.changing = null;
    /** @type {HTMLFormElement} */ (byId('invite-form')).reset();
    this.doors.further = [];
    writeUntil('until', this.page);
    this.#blame('');
    this.draw();
    /** @type {HTMLDetailsElement} */ (byId('invite-part')).open = false;
  }

  /** @returns {Wished} */
  get wished() {
    const role = /** @type {Wished['role']} */ (input('role').value);
    return {
      role,
      label: input('label').value.trim() || (role === Role.CATERER ? this.page.words.caterer : ''),
      checkpoints: this.doors.ticked,
      schedule: this.doors.schedule,
      supervisor: input('supervisor').checked,
      walk_ins: input('walk-ins').checked,
      until: untilOf('until', this.page),
    };
  }

  async #send() {
    const { page, changing } = this;
    const { wished } = this;
    const lacks = missing(wished, page.now());
    this.#blame(lacks ? page.words[lacks] : '');
    if (lacks) return;
    if (changing) await this.#change(changing, terms(wished));
    else await this.#invite({ role: wished.role, ...terms(wished) });
  }

  /** @param {object} body */
  async #invite(body) {
    const { page } = this;
    const email = input('invite-email').value.trim();
    const mail = email ? { email, language: page.language } : {};
    // By what the link is: to another address, the same one is mailed.
    const invitation_id = this.attempt.idOf(body);
    const outcome = await this.once(() => page.ask('POST', '/api/passes', { ...body, invitation_id, ...mail }));
    if (!outcome) return;
    for (const source of ['passes', 'mails']) page.watch.hurry(source);
    if (outcome.kind !== 'answer') return this.#blame(this.#why(outcome));
    this.attempt = new Attempt(uuid);
    // Most of the next one is the same: only what names somebody goes.
    for (const field of ['label', 'invite-email']) input(field).value = '';
    this.links.add(outcome.body, email);
    begin(byId('link-made-title'));
  }

  /**
   * @param {StaffPass} pass
   * @param {object} body
   */
  async #change({ id, label }, body) {
    const { page } = this;
    const outcome = await this.once(() => page.ask('PATCH', `/api/passes/${id}`, body));
    if (!outcome) return;
    if (outcome.kind !== 'answer') return this.#blame(this.#why(outcome));
    this.#stopChanging();
    page.watch.hurry('passes');
    await page.watch.turn();
    begin(byId('volunteers-title'));
    page.say(
      'volunteers-status',
      page.words.linkChanged({ label: outcome.body.label || label || page.words.namelessPhone }),
    );
  }

  /** @param {import('../organiser/context.js').Failed} outcome */
  #why(outcome) {
    const { words } = this.page;
    const isEmail = outcome.kind === 'problem' && outcome.problem.errors?.some(({ field }) => field === 'email');
    return isEmail ? words.emailWrong : unmade(outcome, this.page);
  }

  /** @param {string} text */
  #blame(text) {
    byId('invite-status').hidden = !text;
    byId('invite-status').textContent = text;
  }
}
