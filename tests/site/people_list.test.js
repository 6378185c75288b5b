import assert from 'node:assert/strict';
import { test } from 'node:test';

import { listOf } from '../../functions/pages/site/dashboard/people.js';
import { Gathering } from '../../functions/pages/site/registrations/gathering.js';
import { Selection } from '../../functions/pages/site/registrations/selection.js';
import { View, askedFor } from '../../functions/pages/site/registrations/view.js';

const who = (id, hour = '08:00') => ({ id, name: id, registered_at: `2022-06-01T${hour}:00.000Z` });
const page = (attendees, next = null, more = {}) => ({
  ...{ kind: 'answer', status: 200 },
  body: { attendees, next, count: null, everybody: 10, looked_through: 5, ...more },
});
const idsOf = (people) => people.map(({ id }) => id);

/** Gathers a view from a server that answers one page after the other. */
function gathering(query, columns, ...pages) {
  const asked = [];
  const ask = async (path) => {
    asked.push(decodeURIComponent(path));
    return pages.shift();
  };
  return { gathered: new Gathering(ask, View.of(query), columns), asked };
}

test('a view that is sent to a colleague shows what it showed', () => {
  const view = new View({
    filters: [
      ['kind', 'speaker'],
      ['kind', 'exhibitor'],
      ['organisation', 'Ellyx & Cie: Poitiers, 50 %'],
    ],
    typed: 'ada é',
    columns: ['email', 'answer.photo'],
    sort: 'newest',
    page: 3,
  });

  assert.deepEqual(View.of(view.address.split('?')[1]), view);
  assert.match(view.address, /^#people\?filter=kind:speaker&filter=kind:exhibitor&.*columns=email,answer\.photo/);
  assert.equal(new View().address, '#people');
});

test('a number of the dashboard leads to the view of those whom it counts', () => {
  const filters = ['answer.ways:à pied & en train', 'inside:yes'];

  const address = listOf(filters);

  assert.deepEqual(
    View.of(address.split('?')[1]).filters.map((each) => each.join(':')),
    filters,
  );
  assert.equal(listOf([]), '/inscriptions#people');
});

test('an address that somebody mistyped is a view all the same', () => {
  const view = View.of('sort=by_luck&page=-2&page=x&columns=&filter=kind');

  assert.deepEqual([view.sort, view.page, view.columns, view.filters], ['name', 1, [], [['kind', '']]]);
});

test('another filter begins on the first page, and one is taken back alone', () => {
  const view = View.of('filter=kind:speaker&filter=kind:exhibitor&page=4');

  const fewer = view.filtered('kind', 'speaker', false);

  assert.deepEqual([fewer.page, fewer.filters], [1, [['kind', 'exhibitor']]]);
  assert.equal(fewer.filtered('kind', 'exhibitor', true).filters.length, 1);
});

test('the server is asked for what it does not tell of everybody', () => {
  assert.equal(
    askedFor(['organisation', 'email', 'lunch', 'inside', 'answer.a', 'answer.b', 'mail']),
    'lunch,diet,inside,place,answers,mail',
  );
});

test('only the page that is looked at is asked for, and its number is known without looking through', async () => {
  const { gathered, asked } = gathering('', 'lunch', page([who('ada')], 'b/+', { count: 120 }));

  await gathered.gather(1);

  assert.deepEqual([gathered.count, gathered.isComplete], [120, false]);
  assert.deepEqual(asked, ['/api/attendees?at_most=50&columns=lunch']);
});

test('whom a filter is about is gathered to the end, the first of them quickly', async () => {
  const pages = [page([who('ada')], 'b/+'), page([], 'c'), page([who('bea')])];
  const { gathered, asked } = gathering('filter=came:yes', '', ...pages);

  await gathered.gather();

  assert.deepEqual([idsOf(gathered.people), gathered.isComplete, gathered.lookedThrough], [['ada', 'bea'], true, 15]);
  assert.deepEqual(asked, [
    '/api/attendees?filter=came:yes&at_most=50',
    '/api/attendees?filter=came:yes&after=b/+',
    '/api/attendees?filter=came:yes&after=c',
  ]);
});

test('a name is found at once, before everybody is looked through for other words', async () => {
  const quick = { kind: 'answer', status: 200, body: { attendees: [who('zoe')], next: null } };
  const { gathered, asked } = gathering('q=zo é', '', quick, page([who('ann'), who('zoe')]));

  await gathered.gather();

  assert.deepEqual(idsOf(gathered.people), ['zoe', 'ann']);
  assert.equal(asked[0], '/api/attendees?q=zo é');
});

test('the last to register come first where the view says so, and somebody met twice is one', async () => {
  const pages = [
    page([who('ada', '08:00'), who('bea', '10:00')], 'more'),
    page([who('bea', '10:00'), who('cid', '09:00')]),
  ];
  const { gathered } = gathering('sort=newest', '', ...pages);

  await gathered.gather();

  assert.deepEqual(idsOf(gathered.people), ['bea', 'cid', 'ada']);
});

test('a page that does not come is said, and asked for again where it was left', async () => {
  const { gathered, asked } = gathering(
    'filter=came:no',
    '',
    page([who('ada')], 'b'),
    { kind: 'unreachable' },
    page([who('bea')]),
  );

  await gathered.gather();
  assert.deepEqual([gathered.failed?.kind, gathered.isComplete], ['unreachable', false]);
  await gathered.gather();

  assert.deepEqual([idsOf(gathered.people), gathered.failed, gathered.isComplete], [['ada', 'bea'], null, true]);
  assert.equal(asked[1], asked[2]);
});

test('nothing is asked for a view that is not looked at any more', async () => {
  const { gathered, asked } = gathering('filter=came:no', '', page([who('ada')], 'b'), page([who('bea')]));
  gathered.told = () => gathered.stop();

  await gathered.gather();

  assert.equal(asked.length, 1);
});

const found = new Map(['ada', 'bea', 'cid'].map((id) => [id, who(id)]));

test('people are ticked one by one, and named in the order of the list', () => {
  const selection = new Selection();
  selection.tick(['cid', 'ada'], true);

  const { ids, isAll, count, nameOf } = selection.of(found, 'filter=came:no');

  assert.deepEqual([ids, isAll, count, nameOf('ada')], [['ada', 'cid'], false, 2, 'ada']);
});

test('all that a view finds are ticked until one is not, or somebody came since', () => {
  const selection = new Selection();
  selection.tickAll([...found.keys()]);
  assert.deepEqual([selection.of(found, '').isAll, selection.of(found, '').count], [true, 3]);

  selection.tick(['bea'], false);
  assert.deepEqual([selection.of(found, '').isAll, selection.of(found, '').ids], [false, ['ada', 'cid']]);

  selection.tickAll([...found.keys()]);
  selection.keep([...found.keys(), 'dan']);
  assert.equal(selection.of(found, '').isAll, false);
});

test('who is gone from the list is acted on no more', () => {
  const selection = new Selection();
  selection.tick(['ada', 'bea'], true);

  selection.keep(['bea', 'cid']);

  assert.deepEqual(selection.of(found, '').ids, ['bea']);
});
