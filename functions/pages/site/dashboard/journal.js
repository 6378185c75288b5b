/** What the staff did: who, when, what; the newest first. */

import { begin, button, byId, element, redraw } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { saveFile } from '../ui/save_file.js';
import { notice, table } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { about } from '../organiser/act.js';
import { csv } from '../organiser/csv.js';
import { ActKind, MailState } from '../words/codes.js';
import { runs, soleLink } from './journal_runs.js';
import { REGISTRATIONS } from '../organiser/menu.js';
import { roleNamed } from './invitations.js';
import { pageOf } from './people.js';

/**
 * @typedef {import('../lib/contract.js').NamedAct} Act
 *
 * @typedef {Pick<import('./context.js').DashboardContext, 'words' | 'atelierName' | 'doors' | 'hour' | 'thing'>} Teller
 */

/** @typedef {{place: [string, string, string], before: string | number, after: string | number}} Alteration */

/**
 * Say what an act changed, beside its name.
 *
 * @param {Act} act
 * @param {Teller} page
 * @returns {string}
 */
export function detailsOf({ what, details }, page) {
  const { words } = page;
  const {
    room,
    capacity,
    label,
    role,
    undone,
    told,
    subject,
    count,
    meals,
    more,
    to,
    mail,
    checkpoints = [],
    changes = [],
    ateliers = [],
  } = details;
  const change = (/** @type {{before: unknown, after: unknown} | undefined} */ value) =>
    value ? words.changedTo({ before: String(value.before), after: String(value.after) }) : '';
  const parts = [
    about(details, page),
    room ? words.named({ name: words.room, value: change(room) }) : '',
    capacity ? words.named({ name: words.capacity, value: change(capacity) }) : '',
    role ? `${label || words.namelessPhone} (${roleNamed(role, words)})` : '',
    page.doors(checkpoints),
    what === ActKind.CONFLICT_SETTLED ? page.doors([details.checkpoint]) : '',
    what === ActKind.CONFLICT_SETTLED && !details.kept ? words.scanUndone : '',
    undone ? words.scans({ count: undone }) : '',
    ...changes.map((/** @type {Alteration} */ alteration) => altered(alteration, page)),
    told ? words.named({ name: page.doors(ateliers), value: words.people({ count: told }) }) : '',
    subject ?? '',
    count ? words.people({ count }) : '',
    meals ? words.orderOf({ count: meals, address: to }) : '',
    more === undefined ? '' : words.batchOf({ count: more }),
    mail && mail !== MailState.SENT
      ? words.named({ name: words.fields.email, value: saidOf(words.mailStates, mail) })
      : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

/**
 * Say which value of the programme was altered.
 *
 * @param {Alteration} alteration
 * @param {Teller} page
 */
function altered({ place: [sort, id, what], before, after }, page) {
  const { words } = page;
  const isHour = what.endsWith('_at');
  const said = (/** @type {string | number} */ value) => (isHour ? page.hour(String(value)) : String(value));
  const value = words.changedTo({ before: said(before), after: said(after) });
  const thing = page.thing(sort, id);
  const named = isHour ? thing : `${thing}, ${what === 'room' ? words.room : words.capacity}`;
  return words.named({ name: named, value });
}

export class Journal {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    /** @type {Act[] | null} */
    this.acts = null;
    /** @type {string | null} */
    this.next = null;
    this.once = once();
    page.addEventListener('words', () => this.draw());
    byId('journal-print').addEventListener('click', () => void this.#whole(() => print()));
    byId('journal-csv').addEventListener('click', () => void this.#whole((acts) => this.#file(acts)));
    page.addEventListener('ended', () => {
      this.acts = null;
      this.draw();
    });
  }

  open() {
    this.acts = null;
    this.draw();
    void this.#load('');
  }

  /** @param {string} before the cursor of the acts that follow; empty for the newest */
  async #load(before) {
    const { page } = this;
    const outcome = await this.once(() =>
      page.ask('GET', before ? `/api/acts?before=${encodeURIComponent(before)}` : '/api/acts'),
    );
    if (!outcome) return;
    page.say('journal-status', outcome.kind === 'answer' ? '' : page.said(outcome), 'bad');
    if (outcome.kind !== 'answer') return;
    this.acts = [...(before ? (this.acts ?? []) : []), ...outcome.body.acts];
    this.next = outcome.body.next;
    this.draw();
  }

  /**
   * Do something with all acts, those that are not shown yet included.
   *
   * @param {(acts: Act[]) => void} act
   */
  async #whole(act) {
    while (this.next) {
      const { next } = this;
      this.page.say('journal-status', this.page.words.loading);
      await this.#load(next);
      // Why there are no more is said already.
      if (this.next === next) return;
    }
    if (this.acts) act(this.acts);
  }

  /** @param {Act[]} acts */
  #file(acts) {
    const { page } = this;
    const { words } = page;
    const heads = [words.when, words.fields.what, words.fields.details, words.person, words.fields.by];
    const rows = acts.map((act) => [
      page.dayAndHour(act.at),
      saidOf(words.acts, act.what),
      detailsOf(act, page),
      act.attendee_id ? (act.name ?? words.nameless) : '',
      act.by,
    ]);
    saveFile(new Blob([csv([heads, ...rows])], { type: 'text/csv' }), words.journalFile);
  }

  draw() {
    const { page, acts, next } = this;
    const { words, language } = page;
    byId('journal-files').hidden = !acts?.length;
    const label = soleLink(acts ?? []);
    byId('journal-one').hidden = label === null;
    byId('journal-one-said').textContent = words.journalOne({ label: label ?? '' });
    redraw(byId('journal-list'), [language, acts, next], () => {
      if (!acts) return [notice(words.loading)];
      if (!acts.length) return [notice(words.journalNone)];
      const heads = [words.when, words.fields.what, words.person, words.fields.by];
      const more = button(words.journalMore, () => void this.#more());
      return [
        table(
          words.journalTitle,
          heads,
          runs(acts).map((run, at, all) => this.#line(run, next !== null && at === all.length - 1)),
        ),
        ...(next ? [element('p', { className: 'row' }, more)] : []),
      ];
    });
  }

  async #more() {
    if (this.next) await this.#load(this.next);
    // The button that was pressed may be gone, or far below.
    begin(byId('journal-title'));
  }

  /**
   * @param {Act[]} run
   * @param {boolean} isCut whether more of it may follow
   */
  #line(run, isCut) {
    const { page } = this;
    const { words } = page;
    const [act] = run;
    const details = detailsOf(act, page);
    return [
      page.dayAndHour(act.at),
      element(
        'div',
        {},
        saidOf(words.acts, act.what),
        details ? element('div', { className: 'soft small', textContent: details }) : null,
      ),
      run.length > 1
        ? element(
            'details',
            {},
            element('summary', {}, (isCut ? words.peopleAtLeast : words.people)({ count: run.length })),
            element('ul', { className: 'plain-list' }, ...run.map((one) => element('li', {}, this.#who(one)))),
          )
        : this.#who(act),
      act.by,
    ];
  }

  /** @param {Act} act */
  #who({ what, attendee_id: id, name }) {
    if (what === ActKind.WROTE) {
      return element('a', { href: `${REGISTRATIONS}#mails`, textContent: this.page.words.journalText });
    }
    return id ? element('a', { href: pageOf(id), textContent: name ?? this.page.words.nameless }) : '';
  }
}
