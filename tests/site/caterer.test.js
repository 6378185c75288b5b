import assert from 'node:assert/strict';
import { test } from 'node:test';

import { momentOf, paceOf, platesOf } from '../../functions/pages/site/caterer/figures.js';
import { alike } from '../../functions/pages/site/organiser/wishes.js';
import { CatererContext } from '../../functions/pages/site/caterer/context.js';
import { at, iso, PROGRAMME } from './dashboards.js';

const diet = (booked, served = 0) => ({ booked, served, booked_inside: 0, booked_came: 0, expected: {} });
const order = (hour, meals, more = {}) => ({ order_id: hour, at: iso(hour), meals, state: 'sent', ...more });
const batch = (hour, meals) => ({ batch_id: hour, at: iso(hour), meals });
const meals = (more = {}) => ({
  ...{ as_of: iso('11:00'), orders: [], batches: [], servings: [], wishes: [] },
  lunch: { ...diet(33, 12), diets: { none: diet(30, 12), vegan: diet(3), other: diet(0) } },
  ...more,
});

test('before the service, during it and after it, by the door of lunch and by what is served', () => {
  const of = (hour, served = 0) => momentOf({ lunch: { served } }, PROGRAMME, at(hour));

  assert.deepEqual(
    [of('11:00'), of('11:50', 1), of('12:00'), of('14:00'), of('14:01', 9)],
    ['before', 'serving', 'serving', 'serving', 'over'],
  );
});

test('what is left is what was ordered and added since, less what was served', () => {
  const orders = [order('09:00', { none: 20, vegan: 1 }), order('08:00', { none: 99 })];
  const batches = [batch('11:00', { vegan: 2 }), batch('08:30', { none: 50 })];
  const { plates, all, isOrdered } = platesOf(meals({ orders, batches }));

  assert.deepEqual(
    plates.map((plate) => [plate.diet, plate.ordered, plate.left]),
    [
      ['none', 20, 8],
      ['vegan', 3, 3],
    ],
  );
  assert.deepEqual([all.ordered, all.left, isOrdered], [23, 11, true]);
  assert.equal(platesOf(meals()).isOrdered, false);
});

test('more served than ordered is told, not hidden', () => {
  const orders = [order('09:00', { none: 10 })];

  assert.equal(platesOf(meals({ orders })).all.left, -2);
});

test('the pace is that of the last minutes, and of all of them while they are few', () => {
  const servings = [
    { from: iso('12:00'), count: 10 },
    { from: iso('12:05'), count: 20 },
    { from: iso('12:10'), count: 24 },
    { from: iso('12:15'), count: 4 },
  ];

  assert.deepEqual(paceOf(servings, at('12:17')), { count: 48, minutes: 12, rate: 4 });
  assert.deepEqual(paceOf(servings.slice(0, 1), at('12:04')), { count: 10, minutes: 4, rate: 2.5 });
  assert.deepEqual(paceOf(servings, at('13:00')), { count: 0, minutes: 10, rate: 0 });
  assert.equal(paceOf([], at('12:17')), null);
});

function caterers(answers, kept = {}) {
  const store = {
    get: (name) => kept[name] ?? null,
    keep: (name, value) => (kept[name] = value),
    forget: (name) => delete kept[name],
  };
  const api = {
    secret: '',
    now: () => at('12:30'),
    ask: async (method, path) => answers[path.split('?')[0]] ?? { kind: 'unreachable' },
  };
  const page = new CatererContext(api, { spoken: ['fr'], chosen: null, keep() {} }, store);
  page.speak = () => {};
  return page;
}
const answer = (body) => ({ kind: 'answer', status: 200, body, etag: null });

test('without a network the page opens with what this link heard last, and knows how old it is', async () => {
  const kept = {};
  const first = caterers({ '/api/catering': answer(meals()), '/api/programme': answer(PROGRAMME) }, kept);
  await first.enter('the link');
  first.watch.start();
  await first.watch.turn();

  const later = caterers({}, kept);
  later.api.now = () => at('12:50');
  const outcome = await later.enter('the link');

  assert.equal(outcome.kind, 'answer');
  assert.deepEqual([later.meals.lunch.served, later.watch.age('catering')], [12, 20 * 60_000]);
  assert.equal(later.programme.event.name, 'Destins');
  assert.equal((await caterers({}, kept).enter('another link')).kind, 'unreachable');
});

test('who reads a language that the event lacks is asked for none until its languages are known', async () => {
  const page = caterers({
    '/api/catering': answer(meals()),
    '/api/programme': answer({ ...PROGRAMME, languages: ['fr'] }),
  });
  page.spoken = ['de'];
  const asked = [];
  const { ask } = page.api;
  page.api.ask = (method, path) => asked.push(path) && ask(method, path);

  await page.enter('the link');
  page.watch.start();
  await page.watch.turn();

  assert.deepEqual(
    asked.filter((path) => path.includes('catering')),
    ['/api/catering', '/api/catering?language=fr'],
  );
});

test('a link that was revoked opens nothing, and leaves nothing behind', async () => {
  const refused = { kind: 'problem', status: 401, problem: { code: 'pass_revoked' } };
  const kept = {};
  const page = caterers({ '/api/catering': answer(meals()), '/api/programme': answer(PROGRAMME) }, kept);
  await page.enter('the link');
  page.watch.start();
  await page.watch.turn();
  assert.ok(kept.heard);

  page.forget();

  assert.deepEqual([kept, page.meals], [{}, null]);
  assert.equal((await caterers({ '/api/catering': refused }, kept).enter('the link')).kind, 'problem');
});

test('what several people ask for alike is said once, with their number', () => {
  assert.deepEqual(alike(['Lait', 'Arachide', 'Lait ', 'Fruits  à coque', 'Fruits à coque']), [
    ['Lait', 2],
    ['Arachide', 1],
    ['Fruits à coque', 2],
  ]);
});
