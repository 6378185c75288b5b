/** Who reads badges: the links that were handed out, their phones, and a new link for somebody. */

import { begin, button, byId, element, redraw, write } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { notice, table, tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { Role } from '../words/codes.js';
import { chosen, isConfirmed } from '../organiser/dialogue.js';
import { Invitation } from './invitation.js';
import { LinkAnew } from './link_anew.js';
import { TeamForm } from './team_form.js';
import { branches, descendants, roleNamed } from './invitations.js';
import { isClockWrong, overBy } from './phones.js';
import { revocation } from './revocation.js';
import { inBatches, batchText } from './batch_action.js';

/**
 * @typedef {import('./phones.js').StaffPass} StaffPass
 * @typedef {import('../words/dashboard.js').Words} Words
 * @typedef {'active' | 'unused' | 'revoked' | 'expired'} State
 * @typedef {import('./invitations.js').Branch & {state: State, phones: string[], below: StaffPass[]}} Listed `below` still work
 */

/** On a phone, what stands further in has no room left. */
const DEEPEST = 4;

/**
 * @param {StaffPass} pass
 * @param {number} now
 * @returns {State}
 */
export function stateOf(pass, now) {
  const over = overBy(pass, now);
  if (over) return over;
  // Other links are used without reading a badge.
  return pass.role !== Role.VOLUNTEER || pass.devices.length ? 'active' : 'unused';
}

export class Volunteers {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    this.invitation = new Invitation(page);
    this.team = new TeamForm(page, this.invitation.links);
    this.anew = new LinkAnew(page, this.invitation.links);
    const draw = () => this.draw();
    page.addEventListener('words', draw);
    page.watch.addEventListener('heard', draw);
  }

  open() {
    this.page.say('volunteers-status', '');
    this.invitation.open();
    this.team.open();
    this.draw();
    this.page.watch.hurry('passes');
  }

  draw() {
    const { page } = this;
    const { words, language, passes, screen } = page;
    if (screen !== 'volunteers') return;
    const now = page.now();
    const all = passes ?? [];
    const listed = (/** @type {StaffPass[]} */ some) =>
      branches(some, all).map((branch) => ({
        ...branch,
        state: stateOf(branch.pass, now),
        phones: this.#phones(branch.pass, now),
        below: descendants(all, branch.pass.id).filter((one) => !overBy(one, now)),
      }));
    const good = listed(all.filter((pass) => !overBy(pass, now)));
    const over = listed(all.filter((pass) => overBy(pass, now)));
    const heads = [words.passColumn, words.doors, words.fields.state, words.phones, words.actColumn];
    redraw(byId('volunteers-list'), [language, passes !== null, good], () =>
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
    byId('over-part').hidden = over.length === 0;
    write(byId('over-count'), words.showOver({ count: over.length }));
    redraw(byId('over-list'), [language, over], () => [
      table(
        words.showOver({ count: over.length }),
        heads,
        over.map((each) => this.#line(each)),
      ),
    ]);
  }

  /**
   * @param {StaffPass} pass
   * @param {number} now
   * @returns {string[]} what is known of each phone, to the minute
   */
  #phones({ devices }, now) {
    const { page } = this;
    const { words } = page;
    return devices.map((device) => {
      const { last_seen_at: seen, outbox, clock_skew_seconds: skew, battery } = device;
      return [
        words.phoneSeen({ ago: page.ago(Math.max(0, now - Date.parse(seen))) }),
        outbox ? words.named({ name: words.unsentColumn, value: outbox }) : '',
        isClockWrong(device)
          ? words.named({ name: words.clock, value: words.clockOff({ off: page.span(skew * 1000) }) })
          : '',
        battery === null ? '' : words.named({ name: words.batteryColumn, value: words.percent({ count: battery }) }),
      ]
        .filter(Boolean)
        .join(' · ');
    });
  }

  /** @param {Listed} listed */
  #line(listed) {
    const { pass, depth, inviter, state, phones } = listed;
    const { page } = this;
    const { words } = page;
    const name = this.#name(pass);
    const more = [pass.supervisor && words.maySupervise, pass.walk_ins && words.mayRegister].filter(Boolean).join(', ');
    const opens = { [Role.ORGANISER]: words.everywhere, [Role.CATERER]: words.lunch }[pass.role];
    const doors = opens ?? page.doors(pass.checkpoints);
    const due = pass.schedule.map((shift) => page.shift(shift)).join(' · ');
    const soft = (/** @type {string} */ textContent) => element('div', { className: 'soft small', textContent });
    const role = [roleNamed(pass.role, words), pass.own ? words.ownLink : ''].filter(Boolean).join(' · ');
    const post = element('div', { className: depth ? 'branch' : '' }, name, soft(role));
    if (inviter) post.append(soft(words.invitedBy({ label: this.#name(inviter) })));
    post.style.setProperty('--depth', String(Math.min(depth, DEEPEST)));
    return [
      post,
      element(
        'div',
        {},
        doors,
        due ? soft(due) : null,
        more ? soft(words.named({ name: words.mayColumn, value: more })) : null,
      ),
      element(
        'div',
        {},
        tag(words.states[state], state === 'active' ? '' : state === 'unused' ? 'warm' : 'quiet'),
        element('div', {
          className: 'soft small until',
          textContent: words.until({ when: page.dayAndHour(pass.expires_at) }),
        }),
        pass.mailed
          ? soft(words.named({ name: words.fields.email, value: saidOf(words.mailStates, pass.mailed) }))
          : null,
      ),
      phones.length
        ? element('ul', { className: 'plain-list small' }, ...phones.map((text) => element('li', {}, text)))
        : '',
      element('div', { className: 'row' }, ...this.#acts(listed)),
    ];
  }

  /** @param {Listed} listed */
  #acts(listed) {
    const { words } = this.page;
    const { pass, state, phones, below } = listed;
    const name = this.#name(pass);
    const isOver = state === 'revoked' || state === 'expired';
    const revoke = button(words.revoke, () => void this.once(() => this.#revoke(listed, isOver)), 'danger');
    revoke.setAttribute('aria-label', isOver ? words.revokeBelow({ label: name }) : words.revokeOf({ label: name }));
    const takeBack = button(words.takeBack, () => void this.once(() => this.#takeBack(pass, isOver)));
    takeBack.setAttribute('aria-label', words.takeBackOf({ label: name }));
    const change = button(words.change, () => this.invitation.change(pass));
    change.setAttribute('aria-label', words.changeOf({ label: name }));
    const anew = button(words.anew, () => void this.once(() => this.anew.ask(pass)));
    anew.setAttribute('aria-label', words.anewOf({ label: name }));
    return [
      ...(state === 'revoked' ? [] : [change]),
      ...(isOver || pass.own ? [] : [anew]),
      ...(isOver && !below.length ? [] : [revoke]),
      ...(phones.length ? [takeBack] : []),
    ];
  }

  /** @param {StaffPass} pass */
  #name({ label }) {
    return label || this.page.words.namelessPhone;
  }

  /**
   * @param {Listed} listed
   * @param {boolean} isOver
   */
  async #revoke(listed, isOver) {
    const { page } = this;
    const { pass, below } = listed;
    const good = (page.passes ?? []).filter((one) => !overBy(one, page.now()));
    const choice = await chosen(revocation(listed, page.words, good));
    if (!choice) return;
    const isAll = choice === 'more' || isOver;
    const outcome = await page.ask('DELETE', `/api/passes/${pass.id}${isAll ? '?descendants=true' : ''}`);
    if (outcome.kind !== 'answer') return this.#tell(page.said(outcome), 'bad');
    for (const { id } of isAll ? [pass, ...below] : [pass]) this.invitation.links.forget(id);
    const { words } = page;
    const name = this.#name(pass);
    await this.#tell(isAll ? words.revokedAll({ label: name, count: below.length }) : words.revoked({ label: name }));
  }

  /**
   * @param {StaffPass} pass
   * @param {boolean} isOver
   */
  async #takeBack(pass, isOver) {
    const { page } = this;
    const { words } = page;
    const text = [words.takeBackText, isOver ? '' : words.takeBackGood].filter(Boolean).join(' ');
    const question = { title: words.takeBackTitle({ label: this.#name(pass) }), text, yes: words.takeBack };
    if (!(await isConfirmed(question))) return;
    const outcome = await inBatches(page, `/api/passes/${pass.id}/undo-scans`, {}, (soFar) =>
      page.say('volunteers-status', batchText(soFar, 'undone', page)),
    );
    page.watch.hurry('headcounts');
    await this.#tell(batchText(outcome, 'undone', page), outcome.failed ? 'bad' : '');
  }

  /**
   * Ask for the list anew, and say above it what was done.
   *
   * @param {string} text
   * @param {import('../ui/widgets.js').Sort} [sort]
   */
  async #tell(text, sort) {
    this.page.watch.hurry('passes');
    await this.page.watch.turn();
    begin(byId('volunteers-title'));
    this.page.say('volunteers-status', text, sort);
  }
}
