/** Who waits for a seat in a full atelier, and the click that offers one. */

import { begin, button, byId, element, redraw } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { whileVisible } from '../ui/while_visible.js';
import { notice, table, tag } from '../ui/widgets.js';

/**
 * @typedef {import('../lib/contract.js').WaiterShown} Waiter
 * @typedef {import('../lib/contract.js').WaitingList} List
 */

const EVERY_MS = 20_000;

export class Waiting {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    /** @type {List[] | null} */
    this.lists = null;
    /** @type {boolean | null} */
    this.byItself = null;
    this.once = once();
    page.addEventListener('words', () => this.#draw());
    page.addEventListener('ended', () => {
      this.lists = null;
      this.#draw();
    });
    whileVisible(byId('waiting'), EVERY_MS, () => this.#load());
  }

  open() {
    byId('waiting-status').textContent = this.lists ? '' : this.page.words.loading;
    void this.#load();
  }

  async #load() {
    const { page } = this;
    const outcome = await page.ask('GET', '/api/waiting');
    if (!this.lists) page.say('waiting-status', '');
    if (outcome.kind === 'answer') {
      this.lists = outcome.body.ateliers;
      this.byItself = outcome.body.by_itself ?? null;
    } else page.say('waiting-status', page.said(outcome));
    this.#draw();
  }

  #draw() {
    const { words, language } = this.page;
    const { lists, byItself } = this;
    const waited = (lists ?? []).filter(({ waiting }) => waiting.length);
    redraw(byId('waiting-list'), [language, lists, byItself], () => {
      if (!lists) return [];
      const how = byItself === null ? [] : [notice(byItself ? words.waitingByItself : words.waitingByHand)];
      return waited.length ? [...how, ...waited.map((list) => this.#list(list))] : [notice(words.waitingNobody)];
    });
  }

  /** @param {List} list */
  #list(list) {
    const { page } = this;
    const { words } = page;
    const free = Math.max(0, list.capacity - list.taken);
    const first = list.waiting.find(({ offered_until }) => !offered_until);
    const title = page.atelierTitle(list.atelier);
    const heads = [words.person, words.waitsSince, words.bookedNow, words.offerState];
    const lines = list.waiting.map((place) => [
      element('a', { href: `#people/${place.attendee_id}`, textContent: place.name ?? words.nameless }),
      page.dayAndHour(place.since),
      place.booked ? page.atelierNumber(place.booked) : '',
      this.#state(list, place, free),
    ]);
    const offer = button(words.offerFirst, () => first && void this.#offer(list, first), 'main');
    return element(
      'section',
      { className: 'card stack', id: `waiting-${list.atelier}` },
      element(
        'div',
        { className: 'row apart' },
        element('h3', { textContent: title }),
        element(
          'p',
          { className: 'row' },
          element('span', {
            className: 'figures soft',
            textContent: words.seats({ taken: list.taken, capacity: list.capacity }),
          }),
          free ? tag(words.seatsFree({ free })) : tag(words.seatsNone, 'quiet'),
        ),
      ),
      table(title, heads, lines),
      free && first ? element('p', { className: 'row' }, offer) : null,
    );
  }

  /**
   * @param {List} list
   * @param {Waiter} place
   * @param {number} free
   */
  #state(list, place, free) {
    const { page } = this;
    const { words } = page;
    if (place.offered_until) return tag(words.offeredUntil({ when: page.dayAndHour(place.offered_until) }), 'warm');
    if (!free) return '';
    const name = place.name ?? words.nameless;
    const act = button(words.offerOne, () => void this.#offer(list, place), 'plain');
    act.setAttribute('aria-label', words.offerTo({ name }));
    return act;
  }

  /**
   * @param {List} list
   * @param {Waiter} place by whom it is asked for, also for the first in order: sent again, it is one seat
   */
  async #offer({ atelier }, { attendee_id, name }) {
    const { page } = this;
    const outcome = await this.once(() => page.ask('POST', `/api/ateliers/${atelier}/offers`, { attendee_id }));
    if (!outcome) return;
    if (outcome.kind === 'answer') {
      this.lists = (this.lists ?? []).map((list) => (list.atelier === atelier ? outcome.body : list));
      this.#draw();
      page.say('waiting-status', page.words.offered({ name: name ?? page.words.nameless }));
    } else {
      const isOver = outcome.kind === 'problem' && outcome.problem.code === 'registrations_closed';
      page.say('waiting-status', isOver ? page.words.offersEnded : page.said(outcome));
      await this.#load();
    }
    // The button that was pressed is gone.
    begin(byId('waiting-title'));
  }
}
