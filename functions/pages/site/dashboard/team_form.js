/** Inviting a whole team: what was pasted as a table, then a link for each of them, and cards for exactly these. */

import { isOfPass } from '../lib/api.js';
import { uuid } from '../lib/uuid.js';
import { byId, element, input, redraw, write } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { notice, table, tag } from '../ui/widgets.js';
import { Attempt } from '../organiser/attempt.js';
import { terms, untilOf, writeUntil } from './invitation.js';
import { mailSaid, saveCards, unmade } from './link_made.js';
import { team } from './team.js';

/**
 * @typedef {import('./team.js').Member} Member
 * @typedef {import('../lib/contract.js').PassIssued} Issued
 */

export class TeamForm {
  /**
   * @param {import('./context.js').DashboardContext} page
   * @param {import('./link_made.js').LinkMade} links
   */
  constructor(page, links) {
    this.page = page;
    this.links = links;
    this.once = once(() => [byId('team-make')]);
    this.attempt = new Attempt(uuid);
    /** @type {Map<string, Issued>} the links that were made, by who they are for and where they were mailed */
    this.made = new Map();
    /** @type {Map<string, string>} why somebody has none */
    this.failed = new Map();
    byId('team-text').addEventListener('input', () => {
      this.failed.clear();
      this.draw();
    });
    byId('team-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.once(() => this.#make());
    });
    byId('team-cards').addEventListener('click', () => {
      void this.once(() => saveCards([...this.made.values()], page, (text) => this.#tell(text)));
    });
    page.addEventListener('words', () => this.draw());
    page.addEventListener('ended', () => {
      input('team-text').value = '';
      this.made.clear();
      this.failed.clear();
      this.draw();
    });
  }

  open() {
    if (!input('team-until-day').value) writeUntil('team-until', this.page);
    this.draw();
  }

  draw() {
    const { words, language } = this.page;
    const members = this.#members();
    const wrong = members.filter(({ faults }) => faults.length);
    const doors = (this.page.programme?.checkpoints ?? []).map(({ id }) => this.page.door(id));
    byId('team-places').textContent = words.teamPlaces({ doors: [words.allDoors, ...doors].join(', ') });
    const left = this.#left(members);
    const state = [language, members, members.map((member) => this.#issued(member)?.id), [...this.failed]];
    const heads = [words.passColumn, words.doors, words.fields.email, words.fields.state];
    redraw(byId('team-list'), state, () =>
      members.length
        ? [
            table(
              words.team,
              heads,
              members.map((member) => this.#line(member)),
            ),
          ]
        : [],
    );
    byId('team-wrong').replaceChildren(wrong.length ? notice(this.#wrong(wrong), 'warm') : '');
    byId('team-make').hidden = wrong.length > 0 || (members.length > 0 && left.length === 0);
    write(byId('team-make'), words.teamMake({ count: left.length }));
    byId('team-cards').hidden = this.made.size === 0;
    write(byId('team-cards'), words.allCards({ count: this.made.size }));
  }

  /** @param {Member[]} wrong */
  #wrong(wrong) {
    return this.page.words.teamWrong({ count: wrong.length });
  }

  /** @returns {Member[]} */
  #members() {
    const { page } = this;
    if (!page.programme) return [];
    const { allDoors, usualDoors } = page.words;
    return team(input('team-text').value, page.programme, (id) => page.door(id), [allDoors], usualDoors);
  }

  /** @param {Member[]} members */
  #left(members) {
    return members.filter((member) => !this.#issued(member));
  }

  /** @param {Member} member */
  #issued(member) {
    const issued = this.made.get(keyOf(member));
    return this.links.made.find(({ id }) => id === issued?.id);
  }

  /** @param {Member} member */
  #line(member) {
    const { page } = this;
    const { words } = page;
    const issued = this.#issued(member);
    const why = this.failed.get(keyOf(member));
    const faults = member.faults.map(({ code, text }) => words.teamFaults[code]({ text }));
    const state = faults.length
      ? element('div', { className: 'error', textContent: faults.join(' ') })
      : issued
        ? element('div', {}, tag(words.teamDone), ` ${mailSaid(issued, member.email, words)}`)
        : why
          ? element('div', { className: 'error', textContent: why })
          : words.teamReady;
    return [member.label || words.namelessPhone, element('div', {}, ...this.#places(member)), member.email, state];
  }

  /** @param {Pick<Member, 'checkpoints' | 'schedule'>} member */
  #places({ checkpoints, schedule }) {
    const { page } = this;
    const due = schedule.map((shift) => page.shift(shift));
    const others = checkpoints.filter((id) => !schedule.some(({ checkpoint }) => checkpoint === id));
    const lines = [...due, ...(others.length ? [page.doors(others)] : [])];
    return lines.map((textContent) => element('div', { textContent }));
  }

  /** Make a link for each who has none yet; what is made stays, whatever comes after. */
  async #make() {
    const { page } = this;
    const { words } = page;
    const members = this.#members();
    if (!members.length) return this.#tell(words.teamEmpty);
    if (members.some(({ faults }) => faults.length)) return this.#tell('');
    const [supervisor, walk_ins] = ['team-supervisor', 'team-walk-ins'].map((id) => input(id).checked);
    const until = untilOf('team-until', page);
    if (!(until > page.now())) return this.#tell(words.untilWrong);
    for (const [at, member] of members.entries()) {
      const key = keyOf(member);
      if (this.#issued(member)) continue;
      // The link that was made of it was revoked: the next is another.
      if (this.made.has(key)) this.attempt = new Attempt(uuid);
      this.#tell(words.teamUnderWay({ done: at, total: members.length }));
      const body = { role: 'volunteer', ...terms({ role: 'volunteer', ...member, supervisor, walk_ins, until }) };
      const mail = member.email ? { email: member.email, language: page.language } : {};
      const invitation_id = this.attempt.idOf([member.copy, body]);
      const outcome = await page.ask('POST', '/api/passes', { ...body, invitation_id, ...mail });
      if (outcome.kind === 'answer') {
        this.made.set(key, outcome.body);
        this.links.keep(outcome.body);
        this.failed.delete(key);
      } else {
        this.failed.set(key, unmade(outcome, page));
        if (outcome.kind === 'unreachable' || isOfPass(outcome)) break;
      }
      this.draw();
    }
    for (const source of ['passes', 'mails']) page.watch.hurry(source);
    const count = this.#left(members).length;
    this.#tell(count ? words.teamLeft({ count }) : words.teamMade({ count: members.length }));
    this.draw();
  }

  /** @param {string} text */
  #tell(text) {
    byId('team-status').textContent = text;
  }
}

/** @param {Member} member */
function keyOf({ label, checkpoints, schedule, email, copy }) {
  return JSON.stringify([label, checkpoints, schedule, email, copy]);
}
