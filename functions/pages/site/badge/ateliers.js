/** The ateliers to choose from, by series: one of each or none, and a waiting list where one is full. */

import { element } from '../ui/dom.js';
import { spaced } from '../ui/words.js';
import { Kind } from '../words/codes.js';

/**
 * @typedef {import('../lib/contract.js').AtelierShown} Atelier
 * @typedef {import('../lib/contract.js').SlotShown} Slot
 * @typedef {{atelier: Atelier, radio: HTMLInputElement, seats: HTMLElement, wait: HTMLInputElement,
 *   waitLine: HTMLElement, waitText: HTMLElement}} Choice
 */

export class Ateliers {
  /**
   * @param {import('./context.js').BadgeContext} page
   * @param {HTMLElement} place
   */
  constructor(page, place) {
    this.page = page;
    this.place = place;
    /** @type {Choice[]} */
    this.choices = [];
  }

  /**
   * Draw all series anew, with these choices in them.
   *
   * @param {Pick<import('./choices.js').Choices, 'ateliers' | 'waiting'>} chosen
   */
  draw(chosen) {
    this.choices = [];
    const slots = this.page.badges.programme?.slots ?? [];
    this.place.replaceChildren(...slots.map((slot) => this.#slot(slot, chosen)));
    this.update();
  }

  /**
   * Say how many seats are left now; who chose one that has gone meanwhile keeps what they had.
   *
   * @param {{isAloud?: boolean}} [how] not aloud where the same is about to be said otherwise
   */
  update({ isAloud = true } = {}) {
    const { page } = this;
    const { registration } = page.badges.one();
    const isFacilitator = registration.kind === Kind.FACILITATOR;
    for (const choice of this.choices) {
      const atelier = page.atelier(choice.atelier.id) ?? choice.atelier;
      const isMine = registration.ateliers.includes(atelier.id);
      const isHeld = registration.waiting.some((place) => place.atelier === atelier.id && place.offered_until);
      const isOpen = isMine || isHeld || atelier.seats_left > 0;
      choice.radio.disabled = isFacilitator || !isOpen;
      if (choice.radio.checked && !isOpen) this.#fallBack(choice, isAloud);
      choice.seats.textContent = this.#seats(atelier, { isMine, isHeld });
      choice.seats.dataset.sort = isOpen ? (isMine || isHeld ? '' : 'quiet') : 'bad';
      choice.waitLine.hidden = isFacilitator || (isOpen && !(isHeld && choice.wait.checked)) || isMine;
      if (choice.waitLine.hidden && !isHeld) choice.wait.checked = false;
      const waiting = atelier.waiting ?? 0;
      choice.waitText.textContent = waiting ? page.words.waitHereOf({ waiting }) : page.words.waitHere;
    }
    for (const series of this.place.querySelectorAll('fieldset')) {
      const note = /** @type {HTMLElement} */ (series.querySelector('.wait-note'));
      note.hidden = series.querySelector('.wait:not([hidden])') === null;
    }
  }

  /** @returns {Pick<import('./choices.js').Choices, 'ateliers' | 'waiting'>} */
  read() {
    const slots = this.page.badges.programme?.slots ?? [];
    const of = (/** @type {(choice: Choice) => boolean} */ isChosen) =>
      Object.fromEntries(
        slots.map(({ id }) => [
          id,
          this.choices.find((choice) => choice.atelier.slot === id && isChosen(choice))?.atelier.id ?? '',
        ]),
      );
    return {
      ateliers: of(({ radio }) => radio.checked),
      // Who takes the seat waits no longer.
      waiting: of(({ wait, radio }) => wait.checked && !radio.checked),
    };
  }

  /**
   * @param {string} slot
   * @param {string} text
   */
  blame(slot, text) {
    const error = this.place.querySelector(`#slot-${CSS.escape(slot)}-status`);
    error?.removeAttribute('role');
    if (error) error.textContent = text;
    return error;
  }

  /** Take every blame off. */
  clear() {
    for (const error of this.place.querySelectorAll('.error')) error.textContent = '';
  }

  /**
   * @param {Slot} slot
   * @param {Pick<import('./choices.js').Choices, 'ateliers' | 'waiting'>} chosen
   */
  #slot(slot, chosen) {
    const { page } = this;
    const { words, badges } = page;
    const name = `slot-${slot.id}`;
    const none = element('input', { type: 'radio', name, value: '', checked: !chosen.ateliers[slot.id] });
    none.disabled = badges.one().registration.kind === Kind.FACILITATOR;
    const error = element('p', { className: 'error', id: `${name}-status` });
    const ateliers = badges.programme?.ateliers.filter((atelier) => atelier.slot === slot.id) ?? [];
    const series = element(
      'fieldset',
      { id: name },
      element(
        'legend',
        {},
        element('strong', { textContent: slot.title, ...page.spokenIn(slot, 'title') }),
        element('span', { className: 'hint', textContent: page.hours(slot.starts_at, slot.ends_at) }),
      ),
      error,
      none.disabled ? element('p', { className: 'hint', textContent: words.facilitatorNote }) : null,
      element(
        'div',
        { className: 'choices' },
        ...ateliers.map((atelier) => this.#choice(atelier, chosen)),
        element('label', { className: 'choice' }, none, element('span', { textContent: words.noAtelierChosen })),
      ),
      element('p', { className: 'hint wait-note', textContent: words.waitNote }),
    );
    series.setAttribute('aria-describedby', error.id);
    return series;
  }

  /**
   * @param {Atelier} atelier
   * @param {Pick<import('./choices.js').Choices, 'ateliers' | 'waiting'>} chosen
   */
  #choice(atelier, chosen) {
    const { words } = this.page;
    const radio = element('input', {
      ...{ type: 'radio', name: `slot-${atelier.slot}`, value: atelier.id },
      checked: chosen.ateliers[atelier.slot] === atelier.id,
    });
    const wait = element('input', { type: 'checkbox', checked: chosen.waiting[atelier.slot] === atelier.id });
    wait.addEventListener('change', () => this.#waitFor(atelier));
    const seats = element('span', { className: 'tag' });
    const waitText = element('span', {});
    const name = words.atelier({ number: atelier.number });
    const which = element('span', { className: 'unseen', textContent: ` (${name})` });
    const waitLine = element('label', { className: 'tick wait' }, wait, element('span', {}, waitText, which));
    const title = element(
      'span',
      {},
      element('strong', { textContent: name }),
      ' ',
      element('span', { textContent: spaced(atelier.title), ...this.page.spokenIn(atelier, 'title') }),
      element('span', { className: 'hint', textContent: atelier.room }),
      seats,
    );
    this.choices.push({ atelier, radio, seats, wait, waitLine, waitText });
    return element('div', { className: 'atelier' }, element('label', { className: 'choice' }, radio, title), waitLine);
  }

  /**
   * @param {Choice} choice
   * @param {boolean} isAloud
   */
  #fallBack({ radio, atelier }, isAloud) {
    const { registration } = this.page.badges.one();
    const others = this.choices.filter((each) => each.atelier.slot === atelier.slot);
    const kept = others.find((each) => registration.ateliers.includes(each.atelier.id))?.radio;
    const none = /** @type {HTMLInputElement} */ (this.place.querySelector(`[name="${radio.name}"][value=""]`));
    (kept ?? none).checked = true;
    const error = this.blame(atelier.slot, this.page.fullText(atelier.id));
    if (isAloud) error?.setAttribute('role', 'alert');
  }

  /** @param {Atelier} atelier */
  #waitFor({ id, slot }) {
    // One waits for one of a series at most.
    for (const { atelier, wait } of this.choices) if (atelier.slot === slot && atelier.id !== id) wait.checked = false;
  }

  /**
   * @param {Atelier} atelier
   * @param {{isMine: boolean, isHeld: boolean}} whose
   */
  #seats(atelier, { isMine, isHeld }) {
    const { words } = this.page;
    if (isMine) return words.mine;
    if (isHeld) return words.held;
    return atelier.seats_left > 0 ? words.seatsOf({ count: atelier.seats_left }) : words.full;
  }
}
