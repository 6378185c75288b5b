/** The scans that contradict the rules: what happened, and whether an organiser lets it stand. */

import { begin, button, byId, element, input, redraw } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { notice, table } from '../ui/widgets.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { SETTLEMENT_CHARACTERS } from '../words/limits.js';
import { pageOf } from './people.js';
import { happened, outcomeOf, STRANGER, todo, whatOf } from './conflict_text.js';

/**
 * @typedef {import('../lib/contract.js').Conflict} Conflict
 */

const NOTE = 'note-';

export class Conflicts {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    /** @type {Map<string, string>} */
    this.notes = new Map();
    const draw = () => this.draw();
    page.addEventListener('words', draw);
    page.watch.addEventListener('heard', draw);
    input('show-settled').addEventListener('change', () => {
      page.isSettledShown = input('show-settled').checked;
      this.draw();
      void page.watch.turn();
    });
  }

  open() {
    this.page.say('conflicts-status', '');
    this.draw();
    this.page.watch.hurry('conflicts');
  }

  draw() {
    const { words, language, watch, screen, isSettledShown } = this.page;
    if (screen !== 'conflicts') return;
    /** @type {Conflict[] | null} */
    const open = watch.get('conflicts')?.conflicts ?? null;
    // A note that is being written stays, whatever else comes.
    const written = document.activeElement?.id ?? '';
    redraw(byId('conflicts-list'), [language, open?.map(({ scan_id }) => scan_id) ?? null], () => {
      if (!open) return [notice(words.loading)];
      if (!open.length) return [notice(words.conflictsNone)];
      const heads = [words.person, words.fields.what, words.note, words.settle];
      return [
        table(
          words.conflictsTitle,
          heads,
          open.map((conflict) => this.#line(conflict)),
        ),
      ];
    });
    if (written.startsWith(NOTE) && written !== document.activeElement?.id) document.getElementById(written)?.focus();
    byId('settled').hidden = !isSettledShown;
    if (!isSettledShown) return;
    /** @type {Conflict[] | null} */
    const settled = watch.get('settled')?.conflicts?.filter((/** @type {Conflict} */ one) => one.settled) ?? null;
    redraw(byId('settled-list'), [language, settled], () => {
      if (!settled) return [notice(words.loading)];
      if (!settled.length) return [notice(words.settledNone)];
      const heads = [words.person, words.fields.what, words.note];
      return [
        table(
          words.settledTitle,
          heads,
          settled.map((conflict) => this.#settledLine(conflict)),
        ),
      ];
    });
  }

  /** @param {Conflict} conflict */
  #line(conflict) {
    const { words } = this.page;
    const name = this.#name(conflict);
    const note = element('input', {
      maxLength: SETTLEMENT_CHARACTERS,
      placeholder: words.notePlaceholder,
      autocomplete: 'off',
    });
    note.id = `${NOTE}${conflict.scan_id}`;
    note.value = this.notes.get(conflict.scan_id) ?? '';
    note.setAttribute('aria-label', words.noteOf({ name }));
    note.addEventListener('input', () => this.notes.set(conflict.scan_id, note.value));
    const told = element(
      'div',
      {},
      happened(conflict, this.page),
      element('div', { className: 'soft small', textContent: todo(conflict, this.page) }),
    );
    return [this.#person(conflict), told, note, this.#acts(conflict, name, note)];
  }

  /**
   * @param {Conflict} conflict
   * @param {string} name
   * @param {HTMLInputElement} note
   */
  #acts(conflict, name, note) {
    const { words } = this.page;
    // Whom nobody knows is counted nowhere: there is nothing to annul.
    const what = conflict.attendee_id === STRANGER ? 'other' : whatOf(conflict);
    const acts = [button(words.keepScan({ what }), () => void this.#settle(conflict, note.value, false))];
    if (what !== 'refused' && what !== 'other') {
      const question = {
        title: words.annulTitle({ what, name }),
        text: words.annulText({ name }),
        yes: words.annulScan({ what }),
      };
      const annul = async () => {
        if (await isConfirmed(question)) await this.#settle(conflict, note.value, true);
      };
      acts.push(button(words.annulScan({ what }), () => void annul()));
    }
    for (const act of acts) act.setAttribute('aria-label', words.named({ name: act.textContent ?? '', value: name }));
    return element('div', { className: 'row' }, ...acts);
  }

  /** @param {Conflict} conflict */
  #settledLine(conflict) {
    const { page } = this;
    const { by = '', at = '', note = '' } = conflict.settled ?? {};
    const settling = element(
      'div',
      {},
      `${outcomeOf(conflict, page)}. ${note}`,
      element('div', {
        className: 'soft small',
        textContent: page.words.settledBy({ who: by, when: page.dayAndHour(at) }),
      }),
    );
    return [this.#person(conflict), happened(conflict, page), settling];
  }

  /** @param {Conflict} conflict */
  #name({ attendee_id, name }) {
    const { words } = this.page;
    return attendee_id === STRANGER ? words.stranger : (name ?? words.nameless);
  }

  /** @param {Conflict} conflict */
  #person(conflict) {
    const textContent = this.#name(conflict);
    if (conflict.attendee_id === STRANGER) return textContent;
    return element('a', { href: pageOf(conflict.attendee_id), textContent });
  }

  /**
   * @param {Conflict} conflict
   * @param {string} note
   * @param {boolean} undo whether the scan shall not count
   */
  async #settle(conflict, note, undo) {
    const { page } = this;
    const { attendee_id, scan_id } = conflict;
    const outcome = await this.once(() =>
      page.ask('POST', `/api/attendees/${attendee_id}/scans/${scan_id}/settle`, { note: note.trim(), undo }),
    );
    if (!outcome) return;
    if (outcome.kind !== 'answer') return page.say('conflicts-status', page.said(outcome), 'bad');
    page.say('conflicts-status', this.#told(outcome.body));
    for (const name of ['conflicts', 'settled', 'headcounts']) page.watch.hurry(name);
    await page.watch.turn();
    // The button that was pressed is gone.
    begin(byId('conflicts-title'));
  }
  /** @param {Conflict} conflict as the server has it now */
  #told(conflict) {
    const { page } = this;
    if (!conflict.settled) return happened(conflict, page);
    return page.words.settledSo({ name: this.#name(conflict), outcome: outcomeOf(conflict, page) });
  }
}
