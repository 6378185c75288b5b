/** Who reads badges: the links that were handed out, their phones, and a new link for somebody. */

import { begin, button, element, one, redraw } from '../look/dom.js';
import { notice, table, tag } from '../look/tags.js';
import { saidOf } from '../look/words.js';
import { isConfirmed } from '../office/dialogue.js';
import { Invitation } from './invitation.js';
import { isClockWrong, overBy } from './phones.js';

/**
 * @typedef {import('./phones.js').StaffPass} StaffPass
 * @typedef {'active' | 'unused' | 'revoked' | 'expired'} State
 */

/**
 * @param {StaffPass} pass
 * @param {number} now
 * @returns {State}
 */
export function stateOf(pass, now) {
  const over = overBy(pass, now);
  if (over) return over;
  // An organiser's link is used without reading a badge.
  return pass.role === 'organiser' || pass.devices.length ? 'active' : 'unused';
}

export class Volunteers {
  /** @param {import('./desk.js').Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.isBusy = false;
    this.invitation = new Invitation(desk);
    const draw = () => this.draw();
    desk.addEventListener('words', draw);
    desk.watch.addEventListener('heard', draw);
  }

  open() {
    this.#say('');
    this.invitation.open();
    this.draw();
    this.desk.watch.hurry('passes');
  }

  draw() {
    const { desk } = this;
    const { words, language, passes, watch, shown } = desk;
    if (shown !== 'volunteers') return;
    const now = watch.now;
    const all = (passes ?? []).map((pass) => ({ pass, state: stateOf(pass, now), told: this.#phones(pass, now) }));
    const good = all.filter(({ state }) => state === 'active' || state === 'unused');
    const over = all.filter((one) => !good.includes(one));
    const heads = [words.passColumn, words.opensColumn, words.stateColumn, words.phonesColumn, words.revoke];
    redraw(one('volunteers-list'), [language, passes !== null, good], () =>
      passes
        ? [
            table(
              words.volunteersTitle,
              heads,
              good.map((each) => this.#line(each)),
            ),
          ]
        : [notice(words.loading)],
    );
    one('over-part').hidden = over.length === 0;
    one('over-count').textContent = words.showOver(over.length);
    redraw(one('over-list'), [language, over], () => [
      table(
        words.showOver(over.length),
        heads.slice(0, -1),
        over.map((each) => this.#line(each).slice(0, -1)),
      ),
    ]);
  }

  /**
   * @param {StaffPass} pass
   * @param {number} now
   * @returns {string[]} what is known of each phone, to the minute
   */
  #phones({ devices }, now) {
    const { desk } = this;
    const { words } = desk;
    return devices.map((device) => {
      const { last_seen_at: seen, outbox, clock_skew_seconds: skew, battery } = device;
      return [
        words.phoneSeen(desk.ago(Math.max(0, now - Date.parse(seen)))),
        outbox ? words.named(words.unsentColumn, outbox) : '',
        isClockWrong(device) ? words.named(words.clockColumn, words.clockOff(desk.span(skew * 1000))) : '',
        battery === null ? '' : words.named(words.batteryColumn, words.percent(battery)),
      ]
        .filter(Boolean)
        .join(' · ');
    });
  }

  /** @param {{pass: StaffPass, state: State, told: string[]}} listed */
  #line({ pass, state, told }) {
    const { desk } = this;
    const { words } = desk;
    const name = pass.label || words.namelessPhone;
    const more = [pass.supervisor && words.maySupervise, pass.walk_ins && words.mayRegister].filter(Boolean).join(', ');
    const doors = pass.role === 'organiser' ? words.everywhere : desk.doors(pass.checkpoints);
    const revoke = button(words.revoke, () => void this.#revoke(pass), 'danger');
    revoke.setAttribute('aria-label', words.revokeOf(name));
    const soft = (/** @type {string} */ textContent) => element('div', { className: 'soft small', textContent });
    return [
      element('div', {}, name, soft(saidOf(words.roles, pass.role))),
      element('div', {}, doors, more ? soft(words.named(words.mayColumn, more)) : null),
      element(
        'div',
        {},
        tag(words.states[state], state === 'active' ? '' : state === 'unused' ? 'warm' : 'quiet'),
        element('div', { className: 'soft small until', textContent: words.until(desk.dayAndHour(pass.expires_at)) }),
      ),
      told.length
        ? element('ul', { className: 'plain-list small' }, ...told.map((text) => element('li', {}, text)))
        : '',
      revoke,
    ];
  }

  /** @param {StaffPass} pass */
  async #revoke({ id, label }) {
    const { desk } = this;
    const { words } = desk;
    const name = label || words.namelessPhone;
    const question = { title: words.revokeTitle(name), text: words.revokeText, yes: words.revokeYes };
    if (this.isBusy || !(await isConfirmed(question))) return;
    this.isBusy = true;
    const outcome = await desk.ask('DELETE', `/api/passes/${id}`);
    this.isBusy = false;
    if (outcome.kind !== 'answer') return this.#say(desk.said(outcome), 'bad');
    this.invitation.forget(id);
    desk.watch.hurry('passes');
    await desk.watch.turn();
    begin(one('volunteers-title'));
    this.#say(desk.words.revoked(name));
  }

  /**
   * @param {string} text
   * @param {import('../look/tags.js').Sort} [sort]
   */
  #say(text, sort = '') {
    one('volunteers-told').replaceChildren(text ? notice(text, sort) : '');
  }
}
