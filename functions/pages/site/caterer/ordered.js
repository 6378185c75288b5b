/** What was ordered, what was decided of a second batch, and that the caterer has received both. */

import { asked, since, standing, sum } from '../organiser/ordered.js';
import { begin, button, byId, element, redraw } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { saidOf } from '../ui/words.js';

/**
 * @typedef {import('./figures.js').Meals} Meals
 * @typedef {import('../organiser/ordered.js').Batch} Batch
 */

export class Ordered {
  /** @param {import('./context.js').CatererContext} page */
  constructor(page) {
    this.page = page;
    this.once = once(() => document.querySelectorAll('#order button, #batch button'));
  }

  /**
   * @param {Meals} meals
   * @param {boolean} isOver
   */
  draw(meals, isOver) {
    const { language, words } = this.page;
    const { orders, batches, lunch } = meals;
    redraw(byId('order'), [language, orders, batches], () => this.#order(meals));
    byId('batch-part').hidden = !standing(orders);
    redraw(byId('batch'), [language, words.diets, orders, batches, lunch.second_batch, isOver], () =>
      this.#batch(meals, isOver),
    );
  }

  /** @param {Meals} meals */
  #order({ orders, batches }) {
    const { page } = this;
    const { words } = page;
    const order = standing(orders);
    if (!order) return [element('p', { textContent: words.noOrder })];
    const made = words.orderMade({ count: sum(asked(order, batches)), when: page.dayAndHour(order.at) });
    return [element('p', { textContent: made }), this.#receipt(order.order_id, order.received_at)];
  }

  /**
   * @param {Meals} meals
   * @param {boolean} isOver
   */
  #batch({ orders, batches, lunch }, isOver) {
    const { page } = this;
    const { words } = page;
    const order = standing(orders);
    const short = lunch.second_batch ?? {};
    const decided = order ? since(order.at, batches) : [];
    if (decided.length) return decided.flatMap((batch) => this.#decided(batch));
    return [
      element('p', { textContent: isOver ? words.batchUndecided : words.batchOpen({ count: sum(short) }) }),
      ...(isOver ? [] : this.#dishes(short)),
    ];
  }

  /** @param {Batch} batch */
  #decided({ batch_id: id, meals, at, role, received_at: received }) {
    const { page } = this;
    const { words } = page;
    const [count, when] = [sum(meals), page.dayAndHour(at)];
    const said = count ? words.batchYes({ count, by: role, when }) : words.batchNo({ by: role, when });
    return [
      element('p', {}, element('strong', { textContent: said })),
      ...this.#dishes(meals),
      this.#receipt(id, received),
    ];
  }

  /** @param {Record<string, number>} meals */
  #dishes(meals) {
    const { words } = this.page;
    const said = Object.entries(meals).map(([diet, count]) => `${count}\u00a0×\u00a0${saidOf(words.diets, diet)}`);
    return said.length ? [element('p', { textContent: said.join(', ') })] : [];
  }

  /**
   * @param {string} id
   * @param {string | null} received
   */
  #receipt(id, received) {
    const { page } = this;
    const { words } = page;
    if (received)
      return element('p', { className: 'soft', textContent: words.received({ when: page.dayAndHour(received) }) });
    return button(words.receive, () => void this.once(() => this.#receive(id)), 'main');
  }

  /** @param {string} id */
  async #receive(id) {
    const { page } = this;
    const outcome = await page.ask('POST', '/api/catering/receipts', { id });
    page.say('status', outcome.kind === 'answer' ? '' : page.said(outcome), 'bad');
    page.watch.hurry('catering');
    await page.watch.turn();
    // The button that was pressed is gone.
    if (outcome.kind === 'answer') begin(byId('order-title'));
  }
}
