/** A second batch, as an organiser decides it; and whether the caterer has received what was asked of them. */

import { uuid } from '../lib/uuid.js';
import { button, byId, element } from '../ui/dom.js';
import { insist } from '../ui/fields.js';
import { once } from '../ui/once.js';
import { Attempt } from '../organiser/attempt.js';
import { chosen } from '../organiser/dialogue.js';
import { sum } from '../organiser/ordered.js';
import { Role } from '../words/codes.js';
import { PLATES } from '../words/limits.js';
import { overBy } from './phones.js';

/**
 * @typedef {import('../organiser/ordered.js').Batch} Batch
 * @typedef {import('../organiser/ordered.js').Order} Order
 * @typedef {import('../organiser/ordered.js').Plates} Plates
 */

export class MealBatches {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once(() => [byId('batch-decide')]);
    this.attempt = new Attempt(uuid);
    byId('batch-decide').addEventListener('click', () => void this.#ask());
  }

  /** Whether some caterer has a link, and may say that they have received something. */
  get isRead() {
    const { page } = this;
    return (page.passes ?? []).some((pass) => pass.role === Role.CATERER && !overBy(pass, page.now()));
  }

  /**
   * @param {Order | null} order that stands
   * @param {Batch[]} batches
   * @param {boolean} isServed whether nothing is decided any more
   */
  draw(order, batches, isServed) {
    byId('batch-decide').hidden = isServed || !order;
    byId('caterer-link').hidden = isServed || this.isRead;
    this.#stale(batches);
  }

  /**
   * A decision that the server tells of was made: the same one again is another.
   *
   * @param {Batch[]} batches
   */
  #stale(batches) {
    if (batches.some(({ batch_id: id }) => [...this.attempt.ids.values()].includes(id)))
      this.attempt = new Attempt(uuid);
  }

  /** @param {Batch} batch */
  told({ batch_id: id, meals, at, by, role, received_at: received }) {
    const { page } = this;
    const { words } = page;
    const who = by || (role === Role.CATERER ? words.caterer : words.namelessPhone);
    const said = words.batchDone({ count: sum(meals), when: page.dayAndHour(at), who });
    return [
      element('p', { textContent: [said, this.dishes(meals)].filter(Boolean).join(' ') }),
      ...this.receipt(id, received, false),
    ];
  }

  /**
   * Say what the order and its batches ask for together.
   *
   * @param {Plates} plates
   */
  total(plates) {
    return this.page.words.batchTotal({ count: sum(plates), dishes: this.dishes(plates) });
  }

  /**
   * Say whether the caterer has received something; where nobody knows, an organiser who asked may.
   *
   * @param {string} id
   * @param {string | null} received
   * @param {boolean} isLost
   */
  receipt(id, received, isLost) {
    const { page, isRead } = this;
    const { words } = page;
    const soft = (/** @type {string} */ textContent) => element('p', { className: 'soft', textContent });
    if (received) return [soft(words.receivedAt({ when: page.dayAndHour(received) }))];
    if (!isLost) return isRead ? [soft(words.unreceived)] : [];
    const heard = button(words.orderHeard, () => void this.once(() => this.#post('/api/catering/receipts', { id })));
    return [element('p', { className: 'row' }, heard)];
  }

  async #ask() {
    const { page } = this;
    const { words } = page;
    const meals = page.watch.get('order') ?? page.watch.get('catering');
    if (!meals) return;
    const short = meals.lunch.second_batch ?? {};
    const fields = Object.keys(meals.lunch.diets).map((diet) => this.#field(diet, short[diet] ?? 0));
    const counted = () => Object.fromEntries(fields.map(({ diet, input }) => [diet, Number(input.value || 0)]));
    const choice = await chosen({
      title: words.batchAsk,
      text: words.batchWhy({ count: sum(short) }),
      yes: words.batchYes,
      more: words.batchNo,
      fields: [element('div', { className: 'pair' }, ...fields.map(({ field }) => field))],
      isHarmless: true,
      isComplete: (answer) => {
        const wrong = fields.find(({ input }) => !input.checkValidity());
        const isSure = answer === 'more' || (!wrong && sum(counted()) > 0);
        if (!isSure) insist((wrong ?? fields[0]).input, words.batchNothing);
        return isSure;
      },
    });
    if (!choice) return;
    const decision = { meals: choice === 'yes' ? counted() : {}, rests_on: meals.decided_last };
    await this.#post('/api/catering/batches', { ...decision, batch_id: this.attempt.idOf(decision) });
  }

  /**
   * @param {string} diet
   * @param {number} count
   */
  #field(diet, count) {
    const id = `batch-${diet}`;
    const made = { id, type: 'number', min: '0', max: String(PLATES), step: '1', value: String(count) };
    const input = element('input', { ...made, inputMode: 'numeric' });
    const label = element('label', { htmlFor: id, textContent: this.#diet(diet) });
    return { diet, input, field: element('div', { className: 'field' }, label, input) };
  }

  /**
   * @param {'/api/catering/batches' | '/api/catering/receipts'} path
   * @param {object} body
   */
  async #post(path, body) {
    const { page } = this;
    page.say('order-status', page.words.batchGoes);
    const outcome = await page.ask('POST', path, body);
    const meals = (outcome.kind === 'problem' && outcome.problem.meals) || {};
    await this.show(outcome, (failed) => [page.said(failed), ...(sum(meals) ? [this.total(meals)] : [])].join(' '));
  }

  /**
   * Say what became of an order or of a decision, and read what stands now.
   *
   * @param {import('../lib/api.js').Outcome} outcome
   * @param {(failed: import('../organiser/context.js').Failed) => string} said
   */
  async show(outcome, said) {
    const { page } = this;
    page.say('order-status', outcome.kind === 'answer' ? '' : said(outcome), 'bad');
    for (const name of ['order', 'catering', 'mails']) page.watch.hurry(name);
    await page.watch.turn();
    if (outcome.kind === 'answer') byId('order-state').focus();
    // What was read stands above it, and may have pushed it out of sight.
    else byId('order-status').scrollIntoView({ block: 'nearest' });
  }

  /** @param {Plates} plates */
  dishes(plates) {
    return Object.entries(plates)
      .map(([diet, count]) => `${count}\u00a0×\u00a0${this.#diet(diet)}`)
      .join(', ');
  }

  /** @param {string} diet */
  #diet(diet) {
    /** @type {Record<string, string>} */
    const names = this.page.words.diets;
    return names[diet] ?? diet;
  }
}
