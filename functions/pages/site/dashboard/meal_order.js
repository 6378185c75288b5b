/** The caterer's order: asked about, mailed once, and compared with what is needed since. */

import { isOfMoment } from '../lib/api.js';
import { uuid } from '../lib/uuid.js';
import { byId, element, redraw, write } from '../ui/dom.js';
import { insist } from '../ui/fields.js';
import { once } from '../ui/once.js';
import { notice } from '../ui/widgets.js';
import { MealBatches } from './meal_batches.js';
import { Attempt } from '../organiser/attempt.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { fetched } from '../organiser/export_download.js';
import { MailState } from '../words/codes.js';
import { LABEL_CHARACTERS } from '../words/limits.js';
import { asked, changedDiets, since, standing, sum, ways, withUnheard } from '../organiser/ordered.js';

/**
 * @typedef {import('../lib/contract.js').MealOrderShown} Order
 * @typedef {import('../organiser/ordered.js').Lunch} Lunch
 * @typedef {import('../organiser/ordered.js').Plates} Plates
 * @typedef {import('../organiser/ordered.js').Way} Way
 */

export class MealOrder {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    this.batch = new MealBatches(page);
    this.attempt = new Attempt(uuid);
    /** The order of which this page does not know whether it was sent. */
    this.unheard = '';
    /** Typed, and kept where it did not go. */
    this.email = '';
    this.contact = '';
    byId('order-send').addEventListener('click', () => void this.#send());
    byId('order-pdf').addEventListener('click', () => void this.#sheet());
  }

  /** @returns {import('../lib/contract.js').CateringAnswer | null} */
  get #meals() {
    const { watch } = this.page;
    return watch.get('order') ?? watch.get('catering');
  }

  get batches() {
    return this.#meals?.batches ?? [];
  }

  get orders() {
    return withUnheard(this.#meals?.orders ?? [], this.unheard);
  }

  get isServing() {
    return Boolean(this.#meals?.lunch.served);
  }

  /** @param {boolean} isServed whether nothing is ordered any more */
  draw(isServed) {
    const { language, words } = this.page;
    const { orders, batches } = this;
    const last = standing(orders);
    const isOther = Boolean(last && this.#changes(last).length);
    this.batch.draw(last, batches, isServed);
    for (const id of ['order-send', 'order-pdf']) byId(id).hidden = isServed;
    write(byId('order-send'), last ? words.orderAgain : words.orderSend);
    byId('order-send').className = isOther || !last ? 'main' : '';
    const state = [language, words.diets, orders, batches, isServed, this.isServing, this.batch.isRead];
    redraw(byId('order-state'), state, () => this.#state(orders, isServed));
  }

  /**
   * @param {Order[]} orders
   * @param {boolean} isServed
   */
  #state(orders, isServed) {
    const { words } = this.page;
    const last = standing(orders);
    if (!orders.length) return [element('p', { className: 'soft', textContent: words.orderNone })];
    const failed = orders[0].state === MailState.FAILED ? [notice(this.#said(orders[0]), 'bad')] : [];
    if (!last) return failed;
    const isLost = last.state === MailState.UNSURE && !last.received_at;
    const told = isLost ? notice(this.#said(last), 'warm') : element('p', { textContent: this.#said(last) });
    const changes = isServed ? [] : this.#changes(last);
    const batches = since(last.at, this.batches);
    const all = asked(last, batches);
    return [
      ...failed,
      told,
      ...this.batch.receipt(last.order_id, last.received_at, isLost),
      ...batches.flatMap((batch) => this.batch.told(batch)),
      ...(sum(all) > sum(last.meals) ? [element('p', { textContent: this.batch.total(all) })] : []),
      ...(changes.length ? [notice(this.#changed(last, changes), 'warm')] : []),
    ];
  }

  /** @param {Order} order that stands */
  #changes(order) {
    return changedDiets(order, this.batches, this.isServing);
  }

  /** @param {Order} order */
  #said(order) {
    const { page } = this;
    const { words } = page;
    const values = { count: sum(order.meals), address: order.email, when: page.dayAndHour(order.at), who: order.by };
    if (order.state === MailState.FAILED) return words.orderFailed(values);
    if (order.state === MailState.UNSURE && !order.received_at) return words.orderLost(values);
    return order.state === MailState.SENDING ? words.orderUnderWay(values) : words.orderSent(values);
  }

  /**
   * @param {Order} order
   * @param {[string, number, number][]} changes
   */
  #changed(order, changes) {
    const { words } = this.page;
    const diets = changes.map(([diet, before, after]) =>
      words.named({
        name: this.#diet(diet),
        value: words.changedTo({ before: String(before), after: String(after) }),
      }),
    );
    const [sent, now] = [sum(asked(order, this.batches)), sum(order.meals_now)];
    return `${sent === now ? words.orderDiets : words.orderChanged({ sent, now })} ${diets.join(', ')}.`;
  }

  /** @param {string} diet */
  #diet(diet) {
    /** @type {Record<string, string>} */
    const names = this.page.words.diets;
    return names[diet] ?? diet;
  }

  async #send() {
    const { page } = this;
    const { words } = page;
    const meals = this.#meals;
    if (!meals) return;
    const last = standing(meals.orders);
    const offered = ways(meals.lunch, last).filter(({ plates }) => sum(plates));
    if (!offered.length) return page.say('order-status', words.orderNothing);
    let [chosen] = offered;
    const [before] = meals.orders;
    const email = this.#field('order-email', words.orderEmail, this.email || before?.email || '');
    const contact = this.#field('order-contact', words.orderContact, this.contact || before?.contact || '');
    email.input.type = 'email';
    email.input.required = true;
    contact.input.maxLength = LABEL_CHARACTERS;
    const choice = element('fieldset', {}, element('legend', { textContent: words.orderHowMany }));
    for (const way of offered) choice.append(this.#way(way, way === chosen, () => (chosen = way)));
    const isConfirmedNow = await isConfirmed({
      title: words.orderAsk,
      text: last ? words.orderReplaces({ count: sum(last.meals), when: page.dayAndHour(last.at) }) : '',
      yes: words.orderYes,
      no: words.sendNothing,
      isHarmless: true,
      fields: [choice, email.field, contact.field],
      isComplete: () => {
        [this.email, this.contact] = [email.input.value.trim(), contact.input.value.trim()];
        const isRight = email.input.checkValidity();
        if (!isRight) insist(email.input, words.emailWrong);
        return isRight;
      },
    });
    if (isConfirmedNow) await this.#mail(chosen, meals.lunch);
  }

  /**
   * @param {Way} way
   * @param {boolean} isChosen
   * @param {() => void} choose
   */
  #way({ isBooked, plates }, isChosen, choose) {
    const { words } = this.page;
    const radio = element('input', { type: 'radio', name: 'order-way', checked: isChosen });
    radio.addEventListener('change', choose);
    const said = isBooked ? words.orderBooked : words.orderForeseen;
    return element(
      'label',
      { className: 'tick' },
      radio,
      element(
        'span',
        {},
        element('strong', { textContent: said({ count: sum(plates) }) }),
        element('span', { className: 'hint', textContent: this.batch.dishes(plates) }),
      ),
    );
  }

  /**
   * @param {string} id
   * @param {string} label
   * @param {string} value
   */
  #field(id, label, value) {
    const made = element('input', { id, value, autocomplete: 'off' });
    return {
      input: made,
      field: element('div', { className: 'field' }, element('label', { htmlFor: id, textContent: label }), made),
    };
  }

  /**
   * @param {Way} way
   * @param {Lunch} lunch
   */
  async #mail({ isBooked, plates }, lunch) {
    const { page, email, contact } = this;
    const { words, language } = page;
    const order = { email, contact, meals: plates, service_level: isBooked ? null : page.serviceLevel, language };
    page.say('order-status', words.orderGoes);
    // What is told of an order that went, or did not, was read: this is another one, even if it says the same.
    const isTold = this.orders.some(
      ({ order_id: id, state }) => id === this.attempt.idOf(order) && state !== MailState.SENDING,
    );
    if (isTold) this.attempt = new Attempt(uuid);
    const order_id = this.attempt.idOf(order);
    const outcome = await this.once(() => page.ask('POST', '/api/catering/orders', { order_id, ...order }));
    if (!outcome) return;
    const isUnheard = outcome.kind === 'unreachable' || (outcome.kind === 'problem' && isOfMoment(outcome));
    this.unheard = isUnheard ? order_id : '';
    await this.batch.show(outcome, (failed) => this.#refused(failed));
  }

  /** @param {import('../organiser/context.js').Failed} outcome */
  #refused(outcome) {
    const { words } = this.page;
    if (this.unheard) return words.orderUnheard;
    const isEmail = outcome.kind === 'problem' && outcome.problem.errors?.some(({ field }) => field === 'email');
    return isEmail ? words.emailWrong : this.page.said(outcome);
  }

  async #sheet() {
    const { page } = this;
    const meals = this.#meals;
    const [way] = meals ? ways(meals.lunch, standing(meals.orders)) : [];
    const counted = way?.isBooked ? 'booked=true' : `service_level=${page.serviceLevel}`;
    const path = /** @type {const} */ (`/api/exports/order.pdf?${counted}&language=${page.language}`);
    await fetched(page, path, 'order.pdf', byId('order-status'));
  }
}
