/** The choices of each series: an atelier, and while one is full a place in its waiting list. */

import { byId, element } from '../ui/dom.js';
import { options } from '../ui/fields.js';

/**
 * @typedef {import('../lib/contract.js').AtelierShown} Atelier
 * @typedef {import('../lib/contract.js').WaitingShown} Place
 * @typedef {'atelier' | 'waiting'} Sort
 */

export class AtelierChoices {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * Offer what the programme has.
   *
   * @param {string[] | null} booked what to choose; null keeps what is chosen
   * @param {Place[]} places that somebody has in waiting lists
   */
  offer(booked, places) {
    const had = new Map(this.#selects().map((select) => [select.id, select.value]));
    const slots = this.page.programme?.slots ?? [];
    byId('ateliers').replaceChildren(...slots.flatMap((slot) => this.#slot(slot, places, booked, had)));
  }

  /**
   * @param {Sort} sort
   * @returns {string[]} the ateliers that are chosen, or waited for
   */
  chosen(sort) {
    return this.#selects()
      .filter((select) => select.dataset.sort === sort && select.value)
      .map((select) => select.value);
  }

  /**
   * @param {{id: string, title: string}} slot
   * @param {Place[]} places
   * @param {string[] | null} booked
   * @param {Map<string, string>} had
   */
  #slot(slot, places, booked, had) {
    const { words, programme } = this.page;
    const ateliers = (programme?.ateliers ?? []).filter((atelier) => atelier.slot === slot.id);
    const atelier = choice(`slot-${slot.id}`, 'atelier', slot.title, [
      ['', words.noAtelier],
      ...ateliers.map(({ id, seats_left }) =>
        pair(id, words.atelierWith({ title: this.page.atelierTitle(id), left: seats_left })),
      ),
    ]);
    const own = ateliers.find(({ id }) => booked?.includes(id));
    atelier.select.value = (booked ? own?.id : had.get(atelier.select.id)) ?? '';
    const place = places.find((each) => ateliers.some(({ id }) => id === each.atelier));
    const full = ateliers.filter(({ id, seats_left }) => seats_left <= 0 || id === place?.atelier);
    if (!full.length) return [atelier.field];
    const waiting = choice(`waiting-${slot.id}`, 'waiting', words.waitFor({ slot: slot.title }), [
      ['', words.noWaiting],
      ...full.map(({ id }) => pair(id, this.page.atelierTitle(id))),
    ]);
    waiting.select.value = (booked ? null : had.get(waiting.select.id)) ?? place?.atelier ?? '';
    return [atelier.field, waiting.field];
  }

  /** Go to the first choice. */
  begin() {
    const [first] = this.#selects();
    first?.scrollIntoView({ block: 'center' });
    first?.focus({ preventScroll: true });
  }

  #selects() {
    return [...byId('ateliers').querySelectorAll('select')];
  }
}

/**
 * @param {string} id
 * @param {Sort} sort
 * @param {string} title
 * @param {[string, string][]} choices
 */
function choice(id, sort, title, choices) {
  const select = element('select', { id });
  select.dataset.sort = sort;
  options(select, choices);
  const label = element('label', { htmlFor: id, textContent: title });
  return { select, field: element('div', { className: 'field' }, label, select) };
}

/**
 * @param {string} value
 * @param {string} said
 * @returns {[string, string]}
 */
function pair(value, said) {
  return [value, said];
}
