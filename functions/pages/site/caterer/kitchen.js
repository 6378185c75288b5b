/** The caterer's page, drawn: what was ordered and received, the plates by diet, what is expected, and how old it is. */

import { interval, key, sureness } from '../organiser/interval.js';
import { standing } from '../organiser/ordered.js';
import { wished } from '../organiser/wishes.js';
import { byId, element, redraw, write } from '../ui/dom.js';
import { MINUTE_MS } from '../ui/localised.js';
import { table } from '../ui/widgets.js';
import { lunchDoor, paceOf, platesOf } from './figures.js';
import { Ordered } from './ordered.js';

/**
 * @typedef {import('./figures.js').Meals} Meals
 * @typedef {import('./figures.js').Plate} Plate
 */

/** Some turns that failed: until then the age that is said is enough. */
const OLD_MS = MINUTE_MS;
const DRAWN = ['figures', 'order', 'batch', 'plates', 'expected', 'wishes'];
const SECOND_MS = 1_000;
const MINUS = '\u2212';

export class Kitchen {
  /** @param {import('./context.js').CatererContext} page */
  constructor(page) {
    this.page = page;
    this.ordered = new Ordered(page);
    page.addEventListener('words', () => this.draw());
    page.watch.addEventListener('heard', () => this.draw());
    byId('print').addEventListener('click', () => print());
  }

  draw() {
    const { page } = this;
    const { meals, words, language, programme, moment } = page;
    byId('event').textContent = programme?.event.name ?? '';
    document.title = [words.title, programme?.event.name].filter(Boolean).join(' – ');
    this.tellAge();
    if (!meals) return this.#clear();
    const { lunch, wishes, servings } = meals;
    const told = platesOf(meals);
    byId('kitchen').dataset.moment = moment;
    byId('kitchen-title').textContent = words.moment({ moment });
    redraw(byId('figures'), [language, moment, told], () => this.#figures(told));
    const pace = moment === 'serving' ? paceOf(servings, page.now()) : null;
    byId('pace').hidden = !pace;
    byId('pace').textContent = pace ? words.pace({ ...pace, rate: decimal(pace.rate, language) }) : '';
    const isOver = moment === 'over';
    this.ordered.draw(meals, isOver);
    redraw(byId('plates'), [language, words.diets, moment, told], () => [this.#plates(told)]);
    byId('expected-part').hidden = isOver;
    redraw(byId('key'), [language, lunch.expected.interval], () => key(lunch, page));
    redraw(byId('expected'), [language, words.diets, told], () =>
      [told.all, ...told.plates].map((plate) => this.#expected(plate)),
    );
    byId('wishes-part').hidden = !wishes.length;
    redraw(byId('wishes'), [language, wishes], () => wished(wishes, words));
    this.#serve(meals);
  }

  /** A link that is over leaves nothing on the page. */
  #clear() {
    for (const id of DRAWN) redraw(byId(id), null, () => []);
  }

  /** Say how old the numbers are, every second; numbers that nobody confirmed for long look it. */
  tellAge() {
    const { page } = this;
    const { watch, words, meals } = page;
    const age = watch.age('catering');
    const isOld = age !== null && age > OLD_MS;
    byId('kitchen').classList.toggle('is-old', isOld);
    const hour = meals ? page.hour(meals.as_of) : '';
    const ago = isOld ? page.ago(age) : words.secondsAgo({ count: Math.floor((age ?? 0) / SECOND_MS) });
    const fresh = hour ? words.freshAt({ hour, ago }) : '';
    const old = hour && isOld ? words.old({ hour, age: ago }) : '';
    byId('old').hidden = !old;
    byId('dated').textContent = meals ? page.dayAndHour(meals.as_of) : '';
    for (const [id, text] of [
      ['fresh', fresh],
      ['old', old],
    ]) {
      write(byId(id), text);
    }
  }

  /** @param {ReturnType<typeof platesOf>} told */
  #figures({ all, isOrdered }) {
    const { page } = this;
    const { words, moment } = page;
    const {
      booked,
      booked_inside: inside,
      served,
      served_not_booked: extra,
      expected,
    } = page.meals?.lunch ?? {
      ...all.meals,
      served_not_booked: 0,
    };
    const { low, high } = expected;
    /** @type {[number, string, string?]} */
    const eaten = [served, words.served, extra ? words.servedNotBooked({ count: extra }) : ''];
    const [rest, left] = [
      Math.abs(all.left),
      all.left < 0 ? words.short : moment === 'over' ? words.leftOver : words.left,
    ];
    /** @type {[number, string, string?][]} */
    const ordered = isOrdered ? [[all.ordered, words.ordered({ count: all.ordered })]] : [];
    /** @type {[number, string, string?][]} */
    const remaining = isOrdered ? [[rest, left({ count: rest })]] : [];
    /** @type {[number, string, string?]} */
    const foreseen = [
      Math.round(expected.mean),
      words.expected,
      words.between({ low, high, sureness: sureness(all.meals, page) }),
    ];
    /** @type {[number, string, string?][]} */
    const known = [
      [booked, words.bookedMeals({ count: booked })],
      [inside, words.bookedInside],
    ];
    const shown = {
      before: [...ordered, foreseen, ...known],
      serving: [...remaining, eaten, ...ordered, foreseen],
      over: [eaten, ...remaining, ...ordered, known[0]],
    }[moment];
    return shown.map(([count, said, more]) =>
      element(
        'div',
        { className: 'figure' },
        element('dt', {}, said),
        element('dd', {}, element('strong', { className: 'figures', textContent: String(count) })),
        more ? element('dd', { className: 'soft small', textContent: more }) : null,
      ),
    );
  }

  /** @param {ReturnType<typeof platesOf>} told */
  #plates({ plates, all, isOrdered }) {
    const { words, moment } = this.page;
    const first = isOrdered ? [words.orderedColumn] : [];
    const heads =
      moment === 'before'
        ? [...first, words.bookedColumn, words.insideColumn]
        : isOrdered
          ? [...first, words.servedColumn, words.leftColumn]
          : [words.bookedColumn, words.servedColumn];
    const numbers = (/** @type {Plate} */ { ordered, left, meals: { booked, booked_inside: inside, served } }) => {
      const asked = isOrdered ? [ordered] : [];
      if (moment === 'before') return [...asked, booked, inside];
      return isOrdered ? [ordered, served, left] : [booked, served];
    };
    return table(
      words.byDiet,
      [words.fields.diet, ...heads],
      [...plates, all].map((plate) => [this.#diet(plate.diet), ...numbers(plate).map(signed)]),
    );
  }

  /** @param {Plate} plate */
  #expected({ diet, ordered, meals }) {
    const { words } = this.page;
    const { mean, low, high } = meals.expected;
    const said = words.named({ name: this.#diet(diet), value: `${Math.round(mean)} (${low}\u00a0–\u00a0${high})` });
    const desc = words.intervalDesc({ low, high, ordered, served: meals.served });
    return element('li', {}, said, interval({ ...meals, to_order: ordered }, desc));
  }

  /** @param {Meals} meals */
  #serve({ orders }) {
    const { page } = this;
    const { programme } = page;
    const door = lunchDoor(programme);
    const { venue = '', address = '', contact = '' } = programme?.event ?? {};
    const where = [door ? page.hours(door.opens_at, door.closes_at) : '', door?.room, venue, address];
    byId('serve').textContent = where.filter(Boolean).join(', ');
    byId('call').textContent = standing(orders)?.contact || contact;
  }

  /** @param {string} diet */
  #diet(diet) {
    const { words } = this.page;
    /** @type {Record<string, string>} */
    const names = words.diets;
    return diet ? (names[diet] ?? diet) : words.total;
  }
}

/** @param {number} count */
function signed(count) {
  return count < 0 ? `${MINUS}${-count}` : String(count);
}

/**
 * @param {number} value
 * @param {string} language
 */
function decimal(value, language) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}
