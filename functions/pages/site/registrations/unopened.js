/** Registrations of whom no mail was ever opened: who may not exist is found, and cancelled together. */

import { begin, button, byId, element } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { notice, table, tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { isConfirmed } from '../organiser/dialogue.js';

/**
 * @typedef {import('./people.js').Found & {email: string, registered_at: string}} Unopened
 */

/**
 * Look through everybody, some at a time.
 *
 * @param {(path: import('../lib/api.js').Routes['GET']) => Promise<import('./context.js').Outcome>} ask
 * @param {'mail:unopened' | 'answers:missing'} filter whom to find
 * @returns {Promise<{found: Unopened[], failed: import('./context.js').Failed | null}>} the last registered first: who
 *   registers many does so in a row
 */
export async function lookThrough(ask, filter) {
  /** @type {Map<string, Unopened>} somebody whose name changes meanwhile is met twice */
  const found = new Map();
  for (let after = ''; ;) {
    const outcome = await ask(`/api/attendees?filter=${filter}${after && `&after=${encodeURIComponent(after)}`}`);
    if (outcome.kind !== 'answer') return { found: [], failed: outcome };
    for (const each of outcome.body.attendees) found.set(each.id, each);
    after = outcome.body.next ?? '';
    if (!after) break;
  }
  const times = (/** @type {Unopened} */ one, /** @type {Unopened} */ other) =>
    Date.parse(other.registered_at) - Date.parse(one.registered_at);
  return { found: [...found.values()].sort(times), failed: null };
}

export class UnopenedList {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    /** @type {Unopened[] | null} */
    this.found = null;
    /** @type {Set<string>} */
    this.chosen = new Set();
    /** @type {Set<string>} of whom a mail surely did not go */
    this.undelivered = new Set();
    this.once = once();
    page.addEventListener('words', () => this.#draw());
    page.addEventListener('mails', (event) => {
      const mails = /** @type {CustomEvent<import('./mails.js').Mail[]>} */ (event).detail;
      this.undelivered = new Set(mails.filter(({ state }) => state === 'failed').map((mail) => mail.attendee_id));
    });
    page.addEventListener('ended', () => {
      this.found = null;
      this.#draw();
    });
  }

  open() {
    this.page.say('unopened-status', '');
    void this.#load();
  }

  async #load() {
    if (!this.found) byId('unopened-status').textContent = this.page.words.loading;
    const { found, failed } = await lookThrough((path) => this.page.ask('GET', path), 'mail:unopened');
    if (failed) return this.page.say('unopened-status', this.page.said(failed), 'bad');
    if (!this.found) this.page.say('unopened-status', '');
    this.found = found;
    const here = new Set(found.map(({ id }) => id));
    this.chosen = new Set([...this.chosen].filter((id) => here.has(id)));
    this.#draw();
  }

  #draw() {
    const { words } = this.page;
    const { found, chosen } = this;
    if (!found) return byId('unopened-list').replaceChildren();
    if (!found.length) return byId('unopened-list').replaceChildren(notice(words.unopenedNone));
    const all = element('input', { type: 'checkbox', id: 'unopened-all' });
    const cancel = button('', () => void this.once(() => this.#cancel()), 'danger');
    const boxes = found.map(({ id, name }) => {
      const box = element('input', { type: 'checkbox', checked: chosen.has(id) });
      box.setAttribute('aria-label', words.unopenedChoose({ name: name ?? words.nameless }));
      box.addEventListener('change', () => {
        if (box.checked) chosen.add(id);
        else chosen.delete(id);
        tell();
      });
      return box;
    });
    const tell = () => {
      all.checked = chosen.size === found.length;
      all.indeterminate = chosen.size > 0 && !all.checked;
      cancel.textContent = words.unopenedCancel({ count: chosen.size });
      cancel.disabled = chosen.size === 0;
    };
    all.addEventListener('change', () => {
      for (const [at, { id }] of found.entries()) {
        boxes[at].checked = all.checked;
        if (all.checked) chosen.add(id);
        else chosen.delete(id);
      }
      tell();
    });
    tell();
    const heads = [words.person, words.fields.email, words.fields.registered_at, words.fields.ateliers];
    byId('unopened-list').replaceChildren(
      element(
        'div',
        { className: 'row apart' },
        element(
          'label',
          { className: 'tick' },
          all,
          element('span', { textContent: words.unopenedAll({ count: found.length }) }),
        ),
        cancel,
      ),
      table(
        words.unopenedTitle,
        heads,
        found.map((each, at) => this.#line(each, boxes[at])),
      ),
    );
  }

  /**
   * @param {Unopened} each
   * @param {HTMLInputElement} box
   */
  #line({ id, name, organisation, kind, ateliers, email, registered_at }, box) {
    const { page } = this;
    const { words } = page;
    const about = [organisation, kind === 'participant' ? '' : saidOf(words.kinds, kind)].filter(Boolean).join(' · ');
    return [
      element(
        'div',
        { className: 'row' },
        box,
        element(
          'span',
          {},
          element('a', { href: `#people/${id}`, textContent: name ?? words.nameless }),
          element('div', { className: 'soft small', textContent: about }),
        ),
      ),
      element(
        'div',
        {},
        email,
        this.undelivered.has(id) ? element('div', {}, tag(saidOf(words.mailStates, 'failed'), 'bad')) : null,
      ),
      page.dayAndHour(registered_at),
      ateliers.map((atelier) => page.atelierNumber(atelier)).join(', ') || '–',
    ];
  }

  async #cancel() {
    const { page, chosen } = this;
    const { words } = page;
    const ids = (this.found ?? []).map(({ id }) => id).filter((id) => chosen.has(id));
    const question = {
      title: words.unopenedCancel({ count: ids.length }),
      text: words.unopenedSure,
      yes: words.unopenedCancel({ count: ids.length }),
    };
    if (!ids.length || !(await isConfirmed(question))) return;
    let count = 0;
    for (const id of ids) {
      const outcome = await page.ask('DELETE', `/api/attendees/${id}`);
      if (outcome.kind !== 'answer') {
        page.say('unopened-status', `${words.unopenedCancelled({ count })} ${page.said(outcome)}`, 'bad');
        break;
      }
      count += 1;
      chosen.delete(id);
      page.say('unopened-status', words.unopenedCancelled({ count }));
    }
    await this.#load();
    // The button that was pressed may be gone.
    begin(byId('unopened-title'));
  }
}
