/** The caterer's numbers: meals foreseen and to order, by diet and by kind; the village; the closing drink. */

import { byId, element, redraw } from '../ui/dom.js';
import { table } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { VISIT_STEP_SECONDS } from '../words/limits.js';
import { fetched } from '../organiser/export_download.js';
import { foreseen, interval, key, sureness } from '../organiser/interval.js';
import { isUntold, mealFigures } from '../organiser/meal_figures.js';
import { Level } from './level.js';
import { MealOrder } from './meal_order.js';
import { doorOf, isOver } from './numbers.js';
import { whom } from './people.js';
import { announced, wished } from '../organiser/wishes.js';
import { lettering, picture, scale, shape, ticks } from '../organiser/shapes.js';

/**
 * @typedef {import('../organiser/interval.js').Foreseen} Foreseen
 * @typedef {import('../lib/contract.js').LunchCount} Meals
 * @typedef {import('./numbers.js').Count} Count
 */

const QUARTER_MS = VISIT_STEP_SECONDS * 1_000;
const HEIGHT = 150;

/**
 * @param {string | HTMLElement} name
 * @param {Foreseen} meals
 * @returns {[string | HTMLElement, Foreseen]}
 */
const named = (name, meals) => [name, meals];

export class Lunch {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.order = new MealOrder(page);
    this.level = new Level(page);
    const draw = () => this.draw();
    page.addEventListener('words', draw);
    page.watch.addEventListener('heard', draw);
    addEventListener('resize', draw);
    byId('order-csv').addEventListener('click', () => void this.#fetch());
    byId('print').addEventListener('click', () => print());
  }

  open() {
    this.level.draw();
    this.draw();
  }

  draw() {
    const { page } = this;
    const { words, language, screen, watch } = page;
    const meals = watch.get('order') ?? watch.get('catering');
    byId('lunch-body').hidden = !meals;
    if (screen !== 'lunch') return;
    this.level.draw();
    if (!meals) return;
    const { lunch, village, explanation } = meals;
    byId('explanation').textContent = explanation;
    const isServed = this.#isServed();
    this.order.draw(isServed);
    redraw(byId('meals'), [language, lunch, isServed], () => this.#meals(lunch, isServed));
    redraw(byId('diets'), [language, words.diets, lunch, isServed], () => [
      isServed
        ? this.#counted(words.byDiet, words.fields.diet, ['booked', 'booked_came', 'served'], this.#byDiet(lunch))
        : this.#foreseen(lunch),
    ]);
    for (const id of ['level-part', 'intervals-key', 'diets-why']) byId(id).hidden = isServed;
    redraw(byId('intervals-key'), [language, lunch.expected.interval], () => key(lunch, page));
    const wishes = meals.wishes ?? [];
    byId('wishes-part').hidden = !wishes.length;
    redraw(byId('wishes'), [language, wishes], () => wished(wishes, words));
    redraw(byId('kinds'), [language, words.kinds, lunch.kinds, isServed], () => [this.#kinds(lunch, isServed)]);
    byId('village-status').textContent = [
      words.exhibitors({ inside: village.exhibitors_inside, booked: village.exhibitors_booked }),
      words.visitorsOf({ count: village.visitors, announced: village.announced }),
    ].join(' · ');
    const later = village.expected;
    byId('visits-part').hidden = !village.visits.length && !later.length;
    const width = Math.max(240, byId('visits').clientWidth);
    redraw(byId('visits'), [language, village.visits, width], () => [this.#visits(village.visits, width)]);
    redraw(byId('visits-table'), [language, village.visits, later], () => [
      table(
        words.visits,
        [words.fields.at, words.visitsColumn],
        [
          ...village.visits.map((/** @type {Count} */ { from, count }) => [page.hour(from), String(count)]),
          ...later.map((/** @type {import('../lib/contract.js').VisitsExpected} */ { from, expected }) => [
            page.hour(from),
            foreseen(expected, page),
          ]),
        ],
      ),
    ]);
    const glasses = { drink: foreseen(meals.drink.expected, page) };
    redraw(byId('ticks'), [language, meals.ticks, glasses], () => announced(meals.ticks, words, glasses));
  }

  /** Whether the last meal is served, and nothing is to be ordered any more. */
  #isServed() {
    const { programme } = this.page;
    const door = programme && doorOf(programme, 'lunch');
    return Boolean(door && isOver({ ends_at: door.closes_at }, this.page.now()));
  }

  /**
   * @param {Meals} lunch
   * @param {boolean} isServed
   */
  #meals(lunch, isServed) {
    const figures = mealFigures(lunch, { isServed, page: this.page, certainty: this.level.draw() });
    return figures.map(([count, said, more]) =>
      element(
        'div',
        { className: 'figure' },
        element('dt', {}, said),
        element('dd', {}, element('strong', { className: 'figures', textContent: count })),
        more ? element('dd', { className: 'soft small', textContent: more }) : null,
      ),
    );
  }

  /**
   * @param {Meals} lunch
   * @returns {[string | HTMLElement, Foreseen][]} each diet by its name, which leads to its people, and all together
   */
  #byDiet(lunch) {
    const { words, programme } = this.page;
    // A plate whose diet the programme has dropped is prepared all the same.
    const all = new Set([...(programme?.diets ?? []), ...Object.keys(lunch.diets)]);
    const known = [...all].filter((diet) => lunch.diets[diet]);
    /** @type {Record<string, string>} */
    const names = words.diets;
    const whose = (/** @type {string} */ diet) => whom(names[diet] ?? diet, [`diet:${diet}`], this.page);
    return [...known.map((diet) => named(whose(diet), lunch.diets[diet])), named(words.total, lunch)];
  }

  /** @param {Meals} lunch */
  #foreseen(lunch) {
    const { words } = this.page;
    const line = (/** @type {string | HTMLElement} */ name, /** @type {Foreseen} */ meals) => {
      const { low, high, mean } = meals.expected;
      const drawn = interval(meals, words.intervalDesc({ low, high, order: meals.to_order }));
      const strong = (/** @type {number} */ count) => element('strong', { textContent: String(count) });
      const numbers = [meals.booked_inside, meals.served, Math.round(mean), `${low} – ${high}`];
      const first = untold
        ? [strong(meals.booked), String(meals.to_order)]
        : [strong(meals.to_order), String(meals.booked)];
      return [name, ...first, ...numbers.map(String), drawn];
    };
    const untold = isUntold(lunch);
    const first = untold ? [words.bookedColumn, words.usuallyEnough] : [words.orderColumn, words.bookedColumn];
    const heads = [words.fields.diet, ...first, words.insideColumn, words.servedColumn];
    const made = table(
      words.byDiet,
      [...heads, words.expectedColumn, sureness(lunch, this.page), words.drawn],
      this.#byDiet(lunch).map(([name, meals]) => line(name, meals)),
    );
    made.classList.add('numbers');
    return made;
  }

  /**
   * @param {Meals} lunch
   * @param {boolean} isServed when who is still there tells nothing of meals any more
   */
  #kinds({ kinds }, isServed) {
    const { words } = this.page;
    const lines = Object.entries(kinds ?? {}).filter(([, { booked, served }]) => booked || served);
    return this.#counted(
      words.byKind,
      words.fields.kind,
      isServed ? ['booked', 'served'] : ['booked', 'booked_inside', 'served'],
      lines.map(([kind, meals]) => [saidOf(words.kinds, kind), meals]),
    );
  }

  /**
   * @param {string} title
   * @param {string} head what the lines are
   * @param {('booked' | 'booked_inside' | 'booked_came' | 'served')[]} columns
   * @param {[string | HTMLElement, Record<string, unknown>][]} lines
   */
  #counted(title, head, columns, lines) {
    const { words } = this.page;
    const heads = {
      booked: words.bookedColumn,
      booked_inside: words.insideColumn,
      booked_came: words.cameColumn,
      served: words.servedColumn,
    };
    const made = table(
      title,
      [head, ...columns.map((column) => heads[column])],
      lines.map(([name, meals]) => [name, ...columns.map((column) => String(meals[column]))]),
    );
    made.classList.add('numbers');
    return made;
  }

  /**
   * @param {Count[]} visits
   * @param {number} width
   */
  #visits(visits, width) {
    const { page } = this;
    const { words } = page;
    if (!visits.length) return element('p', { className: 'soft', textContent: words.visitsNone });
    const times = visits.map(({ from }) => Date.parse(from));
    const [first, last] = [Math.min(...times), Math.max(...times) + QUARTER_MS];
    const largest = visits.reduce((best, one) => (one.count > best.count ? one : best));
    const rows = ticks(largest.count, 3);
    const x = scale([first, Math.max(last, first + 4 * QUARTER_MS)], [34, width - 8]);
    const y = scale([0, rows[rows.length - 1]], [HEIGHT - 26, 10]);
    const every = Math.max(1, Math.ceil((4 * visits.length * 16) / width));
    return picture(
      {
        ...{ width, height: HEIGHT, title: words.visits, className: 'chart' },
        text: words.visitsDesc({ count: largest.count, hour: page.hour(largest.from) }),
      },
      ...rows.flatMap((row) => [
        shape('line', { class: 'grid', x1: 34, x2: width - 8, y1: y(row), y2: y(row) }),
        lettering(28, y(row) + 4, String(row), { 'text-anchor': 'end' }),
      ]),
      ...visits.flatMap(({ from, count }, at) => {
        const begins = Date.parse(from);
        const [left, right] = [x(begins) + 1, x(begins + QUARTER_MS) - 1];
        const bar = { class: 'bar-present', x: left, y: y(count), width: right - left, height: y(0) - y(count) };
        const middle = { 'text-anchor': 'middle' };
        return [
          shape('rect', bar),
          at % every === 0 ? lettering((left + right) / 2, HEIGHT - 8, page.hour(from), middle) : null,
        ];
      }),
    );
  }

  async #fetch() {
    const { page } = this;
    const asked = /** @type {const} */ (`language=${page.language}&service_level=${page.serviceLevel}`);
    await fetched(page, `/api/exports/order.csv?${asked}`, 'order.csv', byId('lunch-status'));
  }
}
