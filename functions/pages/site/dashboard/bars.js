/** The ateliers drawn: how many are present, are expected and would still fit, one bar each. */

import { element } from '../ui/dom.js';
import { table, tag } from '../ui/widgets.js';
import { isFull } from './numbers.js';
import { whom } from './people.js';
import { HATCHED, shape } from '../organiser/shapes.js';

/**
 * @typedef {import('./numbers.js').AtelierCount} AtelierCount
 * @typedef {import('./numbers.js').Series} Series
 * @typedef {import('./context.js').DashboardContext} DashboardContext
 */

/**
 * @param {Series[]} all
 * @param {DashboardContext} page
 * @returns {Node[]}
 */
export function seriesOf(all, page) {
  const most = Math.max(1, ...all.flatMap(({ ateliers }) => ateliers.map(reach)));
  return all.map((slot) => {
    const when = tag(page.words.seriesWhen[slot.when], slot.when === 'running' ? '' : 'quiet');
    const made = element(
      'section',
      { className: 'stack series' },
      element(
        'h4',
        { className: 'row' },
        element('span', {
          textContent: slot.title,
          ...page.spokenIn(
            page.programme?.slots.find(({ id }) => id === slot.id),
            'title',
          ),
        }),
        ' ',
        element('span', { className: 'soft figures', textContent: page.hours(slot.starts_at, slot.ends_at) }),
        when,
      ),
      element(
        'ol',
        { className: 'plain-list bars' },
        ...slot.ateliers.map((atelier) =>
          slot.when === 'over' ? barAfter(atelier, most, page) : bar(atelier, most, page),
        ),
      ),
    );
    made.dataset.when = slot.when;
    return made;
  });
}

/** @param {AtelierCount} atelier */
function reach({ capacity, taken, present, came }) {
  return Math.max(capacity, taken, present, came);
}

/**
 * @param {AtelierCount} atelier
 * @param {number} most
 * @param {DashboardContext} page
 */
function bar(atelier, most, page) {
  const { words } = page;
  const { id, present, taken, capacity, free, waiting } = atelier;
  const over = Math.max(0, taken - capacity);
  const states = [
    isFull(atelier)
      ? tag(over ? words.overNow({ count: over }) : words.freeNow({ count: 0 }), 'warm')
      : tag(words.freeNow({ count: free }), 'quiet'),
    waiting ? tag(whom(words.waitingNow({ count: waiting }), [`waiting:${id}`], page), 'warm') : null,
  ];
  return line(
    atelier,
    states,
    drawn(atelier, most, words.barDesc({ present, taken, capacity })),
    whom(words.presentHere({ count: present }), [`inside:${id}`], page),
    page,
  );
}

/**
 * Draw an atelier that is over: nobody is expected any more, and who went on to the next has been there all the same.
 *
 * @param {AtelierCount} atelier
 * @param {number} most
 * @param {DashboardContext} page
 */
function barAfter(atelier, most, page) {
  const { words } = page;
  const { id, came, booked, capacity } = atelier;
  const picture = drawn({ present: came, taken: 0, capacity }, most, words.barAfterDesc({ came, booked, capacity }));
  return line(atelier, [], picture, whom(words.cameNow({ count: came }), [`came:${id}`], page), page);
}

/**
 * @param {AtelierCount} atelier
 * @param {(Node | null)[]} states
 * @param {Node} picture
 * @param {Node} who
 * @param {DashboardContext} page
 */
function line({ id, title, booked, capacity, room }, states, picture, who, page) {
  const { words } = page;
  const people = [`atelier:${id}`];
  return element(
    'li',
    { className: 'bar', id: `bar-${id}` },
    element(
      'span',
      { className: 'bar-name' },
      element('strong', { textContent: page.atelierNumber(id) }),
      ' ',
      whom(title, people, page),
    ),
    element('span', { className: 'bar-state row' }, ...states),
    picture,
    element(
      'span',
      { className: 'bar-text soft figures' },
      who,
      ' · ',
      element('span', { className: 'no-wall' }, whom(words.bookedHere({ count: booked }), people, page), ' · '),
      words.seatsOf({ count: capacity }),
      room ? ' · ' : null,
      element('span', { className: 'room', textContent: room }),
    ),
  );
}

/**
 * @param {Pick<AtelierCount, 'present' | 'taken' | 'capacity'>} atelier
 * @param {number} most
 * @param {string} title
 */
function drawn({ present, taken, capacity }, most, title) {
  const part = (/** @type {number} */ count) => `${Math.round((count / most) * 1000) / 10}%`;
  const reserved = Math.max(present, taken);
  return shape(
    'svg',
    { role: 'img', class: 'bar-picture', 'aria-label': title },
    shape('title', {}, title),
    shape('rect', { class: 'bar-free', x: 0, y: 4, width: part(capacity), height: 16 }),
    shape('rect', { fill: HATCHED, x: part(present), y: 4, width: part(reserved - present), height: 16 }),
    shape('rect', { class: 'bar-present', x: 0, y: 4, width: part(present), height: 16 }),
    shape('line', { class: 'bar-seats', x1: part(capacity), x2: part(capacity), y1: 0, y2: 24 }),
  );
}

/** @param {DashboardContext} page */
export function key({ words }) {
  const sample = (/** @type {Record<string, string | number>} */ attributes) =>
    shape(
      'svg',
      { class: 'sample', viewBox: '0 0 24 16', 'aria-hidden': 'true' },
      shape('rect', { x: 0.5, y: 0.5, width: 23, height: 15, ...attributes }),
    );
  return [
    [sample({ class: 'bar-present' }), words.keyPresent],
    [sample({ fill: HATCHED }), words.keyExpected],
    [sample({ class: 'bar-free' }), words.keyFree],
  ].map(([drawing, said]) => element('span', {}, drawing, ` ${said}`));
}

/**
 * @param {Series[]} all
 * @param {DashboardContext} page
 */
export function tableOf(all, page) {
  const { words } = page;
  const heads = [
    words.fields.atelier,
    words.room,
    words.present,
    words.cameColumn,
    words.booked,
    words.capacity,
    words.free,
  ];
  const lines = all.flatMap(({ ateliers }) =>
    ateliers.map(({ id, room, present, came, booked, capacity, free, waiting }) => {
      const of = (/** @type {number} */ count, /** @type {string} */ filter, /** @type {string} */ name) =>
        whom(
          String(count),
          [`${filter}:${id}`],
          page,
          words.named({ name: `${page.atelierNumber(id)}, ${name}`, value: count }),
        );
      return [
        page.atelierNumber(id),
        room,
        of(present, 'inside', words.present),
        of(came, 'came', words.cameColumn),
        of(booked, 'atelier', words.booked),
        String(capacity),
        String(free),
        of(waiting, 'waiting', words.waitingColumn),
      ];
    }),
  );
  return table(words.fields.ateliers, [...heads, words.waitingColumn], lines);
}
