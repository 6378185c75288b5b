/** What the staff notes about a person: one line, also shown at doors if an organiser says so. */

import { button, element } from '../ui/dom.js';
import { MEMO_CHARACTERS } from '../words/limits.js';
import { OutcomeLine } from './outcome_line.js';

/** @typedef {{memo: string, memo_at_doors: boolean}} Typed */

export class PersonMemo {
  /**
   * @param {import('./context.js').RegistrationsContext} page
   * @param {import('./person_day.js').Around} around
   */
  constructor(page, around) {
    this.page = page;
    this.around = around;
    this.told = new OutcomeLine('memo-status', page);
    /** @type {Typed | null} what is being typed, and is kept while the page is drawn anew */
    this.typed = null;
  }

  /**
   * What is noted otherwise than it stands.
   *
   * @param {import('../lib/contract.js').Day | null} day
   * @returns {Partial<Typed>}
   */
  changes(day) {
    const { typed } = this;
    if (!day || !typed) return {};
    return typed.memo === day.memo.text && typed.memo_at_doors === day.memo.at_doors ? {} : typed;
  }

  /** Begin with another person. */
  begin() {
    this.typed = null;
    this.told.clear();
  }

  /**
   * @param {import('../lib/contract.js').Day} day
   * @returns {HTMLElement}
   */
  card(day) {
    const { page, around } = this;
    const { words } = page;
    const { attendee_id } = day.registration;
    const shown = this.typed ?? { memo: day.memo.text, memo_at_doors: day.memo.at_doors };
    const text = element('input', { id: 'memo', maxLength: MEMO_CHARACTERS, value: shown.memo, autocomplete: 'off' });
    text.setAttribute('aria-describedby', 'memo-hint');
    const tick = element('input', { id: 'memo-at-doors', type: 'checkbox', checked: shown.memo_at_doors });
    text.oninput = tick.onchange = () => {
      this.typed = { memo: text.value.trim(), memo_at_doors: tick.checked };
    };
    const form = element(
      'form',
      { className: 'card stack', id: 'person-memo', noValidate: true },
      element('h3', {}, element('label', { htmlFor: text.id, textContent: words.fields.memo })),
      text,
      element('p', { id: 'memo-hint', className: 'hint', textContent: this.#hint(day) }),
      element('label', { className: 'tick' }, tick, element('span', {}, words.memoAtDoors)),
      element(
        'p',
        { className: 'row' },
        Object.assign(
          button(words.memoSave, () => {}),
          { type: 'submit' },
        ),
      ),
      this.told.element,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void around.once(() => this.#save(attendee_id, { memo: text.value.trim(), memo_at_doors: tick.checked }));
    });
    return form;
  }

  /**
   * Say who wrote it, or who reads it.
   *
   * @param {import('../lib/contract.js').Day} day
   */
  #hint({ memo, acts }) {
    const { page } = this;
    const [last] = acts.filter(({ details }) => details.fields?.includes('memo')).slice(-1);
    const who = last && memo.text ? page.words.memoBy({ who: last.by, when: page.dayAndHour(last.at) }) : '';
    return [who, page.words.memoHint].filter(Boolean).join(' ');
  }

  /**
   * @param {string} attendeeId
   * @param {Typed} typed
   */
  async #save(attendeeId, typed) {
    const { page, around, told } = this;
    const outcome = await page.ask('PATCH', `/api/attendees/${attendeeId}`, typed);
    if (!around.isStill(attendeeId)) return;
    if (outcome.kind !== 'answer') return told.fail(outcome);
    this.typed = null;
    await around.look();
    if (around.isStill(attendeeId)) told.say(page.words.memoSaved);
  }
}
