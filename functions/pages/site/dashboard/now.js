/** How the day goes: what to do next, who is where, how the phones are. */

import { byId, element, redraw, write } from '../ui/dom.js';
import { MINUTE_MS } from '../ui/localised.js';
import { table, tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { Group } from '../words/codes.js';
import { key, seriesOf, tableOf } from './bars.js';
import { curve, rows } from './curve.js';
import { interval } from '../organiser/interval.js';
import { secondBatch } from '../organiser/ordered.js';
import { answersCounted, arrived, doorOf, refusals, series, usual } from './numbers.js';
import { whom } from './people.js';
import { isBatteryLow, isClockWrong, isSilent, phones } from './phones.js';

/**
 * @typedef {import('./context.js').DashboardContext} DashboardContext
 * @typedef {import('./numbers.js').Headcounts} Headcounts
 * @typedef {import('./phones.js').Phone} Phone
 */

const PHONES = 12;

export class Now {
  /** @param {DashboardContext} page */
  constructor(page) {
    this.page = page;
    const draw = () => this.draw();
    page.addEventListener('words', draw);
    page.watch.addEventListener('heard', draw);
    addEventListener('resize', draw);
  }

  open() {
    this.draw();
  }

  draw() {
    const { headcounts, programme, language, screen, isWall } = this.page;
    byId('now-wait').hidden = Boolean(headcounts && programme);
    byId('now-body').hidden = !(headcounts && programme);
    if (!headcounts || !programme || screen !== 'now') return;
    this.#figures(headcounts);
    const all = series(headcounts, programme, this.page.now());
    redraw(byId('bars'), [language, isWall, all], () => seriesOf(all, this.page));
    redraw(byId('bars-key'), language, () => key(this.page));
    redraw(byId('bars-table'), [language, isWall, all], () => [tableOf(all, this.page)]);
    this.#arrivals(headcounts);
    this.#meals();
    this.#refusals(headcounts);
    this.#answers(headcounts);
    this.#phones();
  }

  /** @param {Headcounts} headcounts */
  #figures(headcounts) {
    const { page } = this;
    const { words, language, programme, isWall } = page;
    const of = (/** @type {string} */ group) => {
      const id = programme && doorOf(programme, group)?.id;
      return id ? (headcounts.checkpoints[id] ?? null) : null;
    };
    const [entrance, lunch, village] = Object.values(Group).map(of);
    const came = entrance?.ever ?? 0;
    const percent = Math.round((100 * came) / Math.max(1, headcounts.registered));
    const cancelled = headcounts.cancelled ? words.cancelled({ count: headcounts.cancelled }) : '';
    /** @type {[string, number, string, string[], string, string[]?][]} each with its people, and more with theirs */
    const figures = [
      ['inside', headcounts.inside, words.inside, ['inside:yes'], ''],
      ['came', came, words.arrivedOf({ count: came }), ['came:yes'], words.percentOf({ percent })],
      ['registered', headcounts.registered, words.registered, [], cancelled, ['cancelled:yes']],
    ];
    if (lunch) {
      const booked = words.ofBooked({ count: lunch.booked });
      figures.push(['served', lunch.ever, words.servedOf, ['came:lunch'], booked, ['lunch:yes']]);
    }
    if (village) {
      const announced = words.ofAnnounced({ count: village.booked });
      figures.push(['visitors', village.ever, words.visitors, ['came:village'], announced, ['village:yes']]);
    }
    redraw(byId('figures'), [language, isWall, figures], () =>
      figures.map(([id, count, said, people, more, others]) => {
        const value = this.#count(count);
        return element(
          'div',
          { className: 'figure', id: `figure-${id}` },
          element('dt', {}, said),
          element(
            'dd',
            {},
            element('strong', { className: 'figures' }, whom(value, people, page, words.named({ name: said, value }))),
          ),
          more ? element('dd', { className: 'soft small figures' }, others ? whom(more, others, page) : more) : null,
        );
      }),
    );
  }

  /** @param {number} count */
  #count(count) {
    return new Intl.NumberFormat(this.page.language).format(count);
  }

  /** @param {Headcounts} headcounts */
  #arrivals(headcounts) {
    const { page } = this;
    const { words, language } = page;
    // A curve that is drawn anew at each answer would move for nothing.
    const now = Math.floor(this.page.now() / MINUTE_MS) * MINUTE_MS;
    const drawn = { today: arrived(headcounts, now), usual: usual(headcounts), registered: headcounts.registered, now };
    const width = Math.max(280, byId('arrivals').clientWidth);
    redraw(byId('arrivals'), [language, width, drawn], () => [curve(drawn, width, page)]);
    byId('usual-key').hidden = drawn.usual.length === 0;
    redraw(byId('arrivals-table'), [language, drawn], () => {
      const columns = [words.fields.at, words.today, words.usual].slice(0, drawn.usual.length ? 3 : 2);
      const lines = rows(drawn, page).map((line) => line.slice(0, columns.length));
      return [table(words.arrivals, columns, lines)];
    });
  }

  /** The meals as they are foreseen, in the server's own words. */
  #meals() {
    const { words, language, watch } = this.page;
    const meals = watch.get('catering');
    byId('meals-part').hidden = !meals?.lunch.booked;
    if (!meals) return;
    const { lunch, explanation } = meals;
    const { low, high } = lunch.expected;
    write(byId('now-meals'), explanation);
    const batch = secondBatch(lunch, words);
    byId('now-batch').hidden = !batch;
    byId('now-batch').textContent = batch;
    redraw(byId('now-interval'), [language, lunch], () => [
      interval(lunch, words.intervalDesc({ low, high, order: lunch.to_order })),
    ]);
  }

  /** @param {Headcounts} headcounts */
  #refusals(headcounts) {
    const { words, language } = this.page;
    const found = refusals(headcounts);
    const most = Math.max(1, ...found.map(([, count]) => count));
    redraw(byId('refusals'), [language, found], () =>
      found.length
        ? found.map(([verdict, count]) => {
            const meter = element('span', { className: 'share' });
            meter.style.setProperty('--share', `${(100 * count) / most}%`);
            meter.ariaHidden = 'true';
            const number = element('span', { className: 'figures', textContent: this.#count(count) });
            return element('li', {}, element('span', {}, saidOf(words.recorded, verdict)), number, meter);
          })
        : [element('li', { className: 'soft', textContent: words.noRefusals })],
    );
  }

  /** @param {Headcounts} headcounts */
  #answers(headcounts) {
    const { page } = this;
    const { words, language, isWall } = page;
    const all = answersCounted(headcounts, words);
    byId('answers-part').hidden = !all.length;
    redraw(byId('answers'), [language, isWall, all], () =>
      all.map(({ id, label, answers }) => {
        const heads = [label, words.registeredColumn, words.insideColumn];
        const made = table(
          label,
          heads,
          answers.map(([code, name, ...counts]) => [
            name,
            ...counts.map((count, at) => {
              const value = this.#count(count);
              const filters = [`answer.${id}:${code}`, ...(at ? ['inside:yes'] : [])];
              return whom(value, filters, page, words.named({ name: `${name}, ${heads[at + 1]}`, value }));
            }),
          ]),
        );
        made.classList.add('numbers');
        return made;
      }),
    );
  }

  #phones() {
    const { page } = this;
    const { words, language, passes, programme } = page;
    const all = passes && programme ? phones(passes, programme, page.now()) : [];
    // To the minute: what moves every second would be read aloud every second.
    const rows = all.map((phone) => this.#row(phone));
    redraw(byId('phones'), [language, passes !== null, rows], () => {
      if (!passes) return [element('p', { className: 'soft', textContent: words.loading })];
      if (!all.length) return [element('p', { className: 'soft', textContent: words.noPhones })];
      const heads = [words.phone, words.lastSeen, words.unsentColumn, words.clock, words.batteryColumn];
      const lines = rows
        .slice(0, PHONES)
        .map(({ name, doors, cells }) => [
          element('span', {}, name, element('span', { className: 'soft small', textContent: ` ${doors}` })),
          ...cells.map(([text, isWrong]) => (isWrong ? tag(`▲ ${text}`, 'warm') : text)),
        ]);
      const more = all.length - PHONES;
      return [
        table(words.phones, heads, lines),
        ...(more > 0 ? [element('p', { className: 'soft', textContent: words.morePhones({ count: more }) })] : []),
      ];
    });
  }

  /**
   * @param {Phone} phone
   * @returns {{name: string, doors: string, cells: [string, boolean][]}} each cell with whether it is wrong
   */
  #row(phone) {
    const { page } = this;
    const { words } = page;
    const { label, checkpoints, isEverywhere, over, silence, outbox, clock_skew_seconds: skew, battery, open } = phone;
    const isWrong = isClockWrong(phone);
    const doors = isEverywhere ? words.everywhere : page.doors(checkpoints);
    return {
      name: label || words.namelessPhone,
      doors: over ? `${doors} · ${words.states[over]}` : doors,
      cells: [
        [page.ago(silence), isSilent(phone) && open.length > 0],
        [String(outbox), outbox > 0],
        [isWrong ? words.clockOff({ off: page.span(skew * 1000) }) : words.clockRight, isWrong],
        [battery === null ? words.unknown : words.percent({ count: battery }), isBatteryLow(phone)],
      ],
    };
  }
}
