/** The programme: hours, rooms and seats altered by an organiser, shown before they hold, and told to whom they move. */

import { begin, button, byId, element, redraw } from '../ui/dom.js';
import { blame, unblame } from '../ui/fields.js';
import { once } from '../ui/once.js';
import { notice, table } from '../ui/widgets.js';
import { CACHE_SECONDS } from '../words/limits.js';
import { batchText, inBatches } from './batch_action.js';
import { changes, alterations, isHour, lineOf } from './alterations.js';
import { fieldsOf } from './programme_fields.js';

/**
 * @typedef {import('../lib/contract.js').ProgrammeAltered} Altered
 * @typedef {import('./alterations.js').Alterable} Alterable
 * @typedef {import('./alterations.js').What} What
 */

/** A function may answer with the earlier programme for so long. */
const CACHED_MS = (CACHE_SECONDS + 5) * 1_000;

export class Programme {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    /** @type {Altered | null} as it is */
    this.now = null;
    /** @type {Altered | null} as it would be */
    this.wanted = null;
    /** @type {Map<string, string>} what somebody typed, by key */
    this.typed = new Map();
    page.addEventListener('words', () => this.draw());
    page.addEventListener('ended', () => this.#forget());
    byId('programme-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#try();
    });
  }

  open() {
    this.page.say('programme-status', '');
    this.#forget();
    void this.#load();
  }

  #forget() {
    this.now = this.wanted = null;
    this.typed.clear();
    this.draw();
  }

  async #load() {
    const outcome = await this.page.ask('POST', '/api/programme/preview', {});
    if (outcome.kind === 'answer') this.now = outcome.body;
    else this.page.say('programme-status', this.page.said(outcome), 'bad');
    this.draw();
  }

  draw() {
    const { page, now } = this;
    const { words, language } = page;
    byId('programme-form').hidden = !now;
    if (now) redraw(byId('programme-things'), [language, now.revision], () => fieldsOf(now.things, this.typed, page));
    const { wanted } = this;
    byId('altered').hidden = !now || !wanted;
    if (!now || !wanted) return;
    byId('altered-list').replaceChildren(
      ...wanted.remarks.map((remark) => notice(this.#remarked(remark, wanted), remark.blocks ? 'bad' : 'warm')),
      table(
        words.changesTitle,
        [words.fields.what, words.fields.before, words.fields.after],
        changes(now.things, wanted.things).map(([was, is]) => [
          page.thing(is.sort, is.id),
          lineOf(was, page),
          lineOf(is, page),
        ]),
      ),
    );
    const isBlocked = wanted.remarks.some(({ blocks }) => blocks);
    const asks = wanted.bookings > 0 && !isBlocked;
    byId('altered-ask').textContent = asks ? words.tellAsk({ count: wanted.bookings }) : '';
    const save = (/** @type {string} */ text, /** @type {boolean} */ tells, className = '') =>
      button(text, () => void this.#save(wanted, tells), className);
    byId('altered-acts').replaceChildren(
      ...(asks ? [save(words.saveAndTell, true, 'main'), save(words.saveUntold, false)] : []),
      ...(asks || isBlocked ? [] : [save(words.save, false, 'main')]),
      button(words.correctMore, () => this.#back()),
    );
  }

  /**
   * @param {import('../lib/contract.js').RemarkShown} remark
   * @param {Altered} wanted
   */
  #remarked({ code, sort, id, count, others }, { things }) {
    const { page } = this;
    const said = page.words.remarks[/** @type {'room_left'} */ (code)];
    if (!said) return code;
    const named = others.map((other) => {
      const slot = page.programme?.ateliers.find((one) => one.id === other)?.slot;
      const { starts_at = '', ends_at = '' } = things.find((one) => one.sort === 'slots' && one.id === slot) ?? {};
      return `${page.door(other)} (${page.hours(starts_at, ends_at)})`;
    });
    const what = others.length ? page.door(id) : page.thing(sort, id);
    return said({ what, count: count || others.length, others: named.join(', ') });
  }

  get #typed() {
    const { programme } = this.page;
    const { body, count, wrong } =
      programme && this.now
        ? alterations(this.now.things, this.typed, programme.event)
        : { body: {}, count: 0, wrong: [] };
    return { body, count, wrong };
  }

  /** Show what would change. */
  async #try() {
    const { page } = this;
    const { body, count, wrong } = this.#typed;
    unblame(/** @type {HTMLFormElement} */ (byId('programme-form')));
    this.wanted = null;
    this.draw();
    for (const key of wrong) blame(byId(key), page.words.alterWrong[/** @type {'room'} */ (kindOf(key))]);
    if (wrong.length) return byId(wrong[0]).focus();
    if (!count) return page.say('programme-status', page.words.nothingChanged);
    const outcome = await this.once(() => page.ask('POST', '/api/programme/preview', body));
    if (!outcome) return;
    page.say('programme-status', outcome.kind === 'answer' ? '' : page.said(outcome), 'bad');
    if (outcome.kind !== 'answer') return;
    // Somebody else may have changed the rest meanwhile: it is compared with what stands here.
    this.wanted = outcome.body;
    this.draw();
    begin(byId('altered-title'));
  }

  #back() {
    this.wanted = null;
    this.draw();
    begin(byId('programme-title'));
  }

  /**
   * @param {Altered} wanted as it was shown
   * @param {boolean} tells
   */
  async #save(wanted, tells) {
    const { page } = this;
    const { body } = this.#typed;
    await this.once(async () => {
      const outcome = await page.ask('PATCH', '/api/programme', { ...body, revision: wanted.revision });
      if (outcome.kind !== 'answer') {
        page.say('programme-status', page.said(outcome), 'bad');
        if (outcome.kind === 'problem' && outcome.problem.code === 'programme_changed') await this.#load();
        return this.#back();
      }
      const { revision } = outcome.body;
      this.#forget();
      this.now = { ...outcome.body, changes: [], remarks: [], moved: [], bookings: 0 };
      this.draw();
      page.say('programme-status', page.words.saved);
      begin(byId('programme-title'));
      this.#know(outcome.body.things);
      if (tells) await this.#tell(wanted.moved, revision);
    });
  }

  /**
   * @param {string[]} ateliers
   * @param {number} revision
   */
  async #tell(ateliers, revision) {
    const { page } = this;
    const outcome = await inBatches(page, '/api/programme/mails', { ateliers, revision }, (soFar) =>
      page.say('programme-status', batchText(soFar, 'told', page)),
    );
    const said = `${page.words.saved} ${batchText(outcome, 'told', page)}`;
    page.say('programme-status', said, outcome.failed ? 'bad' : '');
    if (outcome.failed) {
      const again = button(page.words.tellAgain, () => void this.once(() => this.#tell(ateliers, revision)));
      byId('programme-status').append(element('p', { className: 'row' }, again));
    }
  }

  /**
   * Show the programme as it is from now on.
   *
   * @param {Alterable[]} things
   */
  #know(things) {
    const { page } = this;
    const { programme } = page;
    if (!programme) return;
    /** @template {{id: string}} T @param {string} sort @param {T[]} rows */
    const altered = (sort, rows) =>
      rows.map((row) => ({ ...row, ...things.find((thing) => thing.sort === sort && thing.id === row.id) }));
    page.know({
      ...programme,
      sessions: altered('sessions', programme.sessions),
      slots: altered('slots', programme.slots),
      ateliers: altered('ateliers', programme.ateliers),
      checkpoints: altered('checkpoints', programme.checkpoints),
    });
    page.watch.hurry('headcounts');
    page.watch.hurry('programme', CACHED_MS);
  }
}

/** @param {string} key */
function kindOf(key) {
  const what = /** @type {What} */ (key.split('/')[2]);
  return isHour(what) ? 'hour' : what;
}
