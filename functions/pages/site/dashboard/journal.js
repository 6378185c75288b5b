/** What the staff did: who, when, what; the newest first. */

import { begin, button, byId, element, redraw } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { notice, table } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { about } from '../organiser/act.js';
import { ActKind, MailState } from '../words/codes.js';
import { pageOf } from './people.js';

/**
 * @typedef {import('../lib/contract.js').NamedAct} Act
 *
 * @typedef {Pick<import('./context.js').DashboardContext, 'words' | 'atelierName' | 'doors' | 'hour' | 'thing'>} Teller
 */

/** @typedef {{place: [string, string, string], before: string | number, after: string | number}} Alteration */

/** What is pressed once and done to everybody whom it concerns. */
const SWEEPS = new Set(/** @type {string[]} */ ([ActKind.SEATS_RELEASED, ActKind.DAY_ENDED]));

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
    role ? `${label || words.namelessPhone} (${saidOf(words.kinds, role)})` : '',
    page.doors(checkpoints),
    what === ActKind.CONFLICT_SETTLED ? page.doors([details.checkpoint]) : '',
    what === ActKind.CONFLICT_SETTLED && !details.kept ? words.scanUndone : '',
    undone ? words.scans({ count: undone }) : '',
    ...changes.map((/** @type {Alteration} */ alteration) => altered(alteration, page)),
    told ? words.named({ name: page.doors(ateliers), value: words.people({ count: told }) }) : '',
    subject ?? '',
    count ? words.people({ count }) : '',
    meals ? words.orderOf({ count: meals, address: to }) : '',
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

/**
 * Put together what one click did to many people, one after the other.
 *
 * @param {Act[]} acts the newest first
 * @returns {Act[][]} in the same order; most stand alone
 */
export function runs(acts) {
  /** @type {Act[][]} */
  const found = [];
  for (const act of acts) {
    const last = found.at(-1);
    const [before] = last ?? [];
    const isOne = before && SWEEPS.has(act.what) && act.attendee_id && clickOf(before) === clickOf(act);
    if (last && isOne) last.push(act);
    else found.push([act]);
  }
  return found;
}

/** @param {Act} act */
function clickOf({ what, by, details }) {
  return [what, by, details.atelier].join('\n');
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

  draw() {
    const { page, acts, next } = this;
    const { words, language } = page;
    redraw(byId('journal-list'), [language, acts, next], () => {
      if (!acts) return [notice(words.loading)];
      if (!acts.length) return [notice(words.journalNone)];
      const heads = [words.when, words.fields.what, words.person, words.fields.by];
      const more = button(words.journalMore, () => void this.#more());
      return [
        table(
          words.journalTitle,
          heads,
          runs(acts).map((run) => this.#line(run)),
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

  /** @param {Act[]} run */
  #line(run) {
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
            element('summary', {}, words.people({ count: run.length })),
            element('ul', { className: 'plain-list' }, ...run.map((one) => element('li', {}, this.#who(one)))),
          )
        : this.#who(act),
      act.by,
    ];
  }

  /** @param {Act} act */
  #who({ attendee_id: id, name }) {
    return id ? element('a', { href: pageOf(id), textContent: name ?? this.page.words.nameless }) : '';
  }
}
