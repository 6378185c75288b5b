import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isForAll } from '../../functions/pages/site/dashboard/advice.js';
import { isUntold, mealFigures } from '../../functions/pages/site/organiser/meal_figures.js';
import { usual } from '../../functions/pages/site/dashboard/numbers.js';
import { PROGRAMME, USUAL, advised, came, codes, page, device, headcounts, pass, said, seats } from './dashboards.js';

test('a quiet day asks for nothing', () => {
  assert.deepEqual(advised('11:00'), []);
  assert.deepEqual(advised('11:30', { passes: null }), []);
});

test('before anybody is registered, the list is asked for', () => {
  const [one, ...others] = advised('11:00', { more: { registered: 0, cancelled: 0 } });

  assert.deepEqual(others, []);
  assert.match(said(one), /^Personne n’est encore inscrit\. Importez votre liste/);
  assert.deepEqual(advised('11:00', { more: { registered: 0, cancelled: 1 } }), []);
});

test('conflicts of one sort are told by it, others by their number, one as one', () => {
  const of = (number, sorts) =>
    said(
      advised('11:00', {
        more: { conflicts: number },
        conflicts: sorts && sorts.map((sort) => ({ conflicts: [sort] })),
      })[0],
    );

  assert.equal(of(3, ['double_admission', 'double_admission', 'double_admission']), '3 doubles admissions à régler.');
  assert.equal(of(1, ['over_capacity']), '1 entrée en surnombre à régler.');
  assert.equal(of(2, ['clock', 'closed']), '2 scans contredisent les règles.');
  assert.equal(of(1, null), '1 scan contredit les règles.');
  // The list is older than the number.
  assert.equal(of(2, ['clock']), '2 scans contredisent les règles.');
  assert.equal(of(1, ['something_new']), '1 scan contredit les règles.');
});

test('every sort of conflict can be said in both languages', () => {
  for (const sort of [
    'double_admission',
    'over_capacity',
    'not_booked',
    'cancelled',
    'unknown_badge',
    'closed',
    'withdrawn',
    'clock',
  ]) {
    for (const language of ['fr', 'en']) {
      const [one] = advised('11:00', { more: { conflicts: 1 }, conflicts: [{ conflicts: [sort] }] });
      assert.match(said(one, language), /^1 /);
      assert.doesNotMatch(said(one, language), /contredi|contradict/);
    }
  }
});

test('lunch is told in the three hours before it, with the meals to prepare', () => {
  const catering = { lunch: { booked: 210, to_order: 196, booked_came: 90, served: 0 } };

  assert.deepEqual(advised('08:59', { catering }), []);
  assert.equal(
    said(advised('11:10', { catering })[0]),
    'Déjeuner dans 50 min : 196 repas à préparer, 210 repas réservés.',
  );
  assert.equal(
    said(advised('11:10', { catering })[0], 'en'),
    'Lunch in 50 min: 196 meals to prepare, 210 meals booked.',
  );
  assert.deepEqual(advised('12:00', { catering }), []);
  assert.deepEqual(advised('11:10', { catering: { lunch: { booked: 0, to_order: 0 } } }), []);
});

test('while the doors are silent lunch is told with what is booked, and with the forecast as a saving', () => {
  const catering = { lunch: { booked: 33, to_order: 23, booked_came: 0, served: 0 } };
  const [one] = advised('11:10', { catering });

  assert.equal(
    said(one),
    'Déjeuner dans 50 min : 33 repas réservés, personne n’est encore passé à l’entrée. D’ordinaire, 23 suffiraient.',
  );
  const lunch = {
    ...catering.lunch,
    booked_inside: 0,
    served_not_booked: 0,
    expected: { mean: 21.4, low: 18, high: 25 },
  };
  const figures = (facts, isServed = false) =>
    mealFigures({ ...lunch, ...facts }, { isServed, certainty: '95 %', page: page('fr') }).map(([count, what]) =>
      [count, what].join(' '),
    );
  assert.deepEqual(figures({}), ['33 repas réservés', '23 suffiraient d’ordinaire']);
  assert.equal(figures({ booked_came: 4 })[0], '23 repas à commander');
  assert.deepEqual(figures({ served: 20, booked_came: 25, booked_inside: 3 }, true), [
    '20 repas servis',
    '33 repas réservés',
    '25 repas réservés, convive venu',
  ]);
  assert.equal(isUntold({ booked_came: 1, served: 0 }), false);
  assert.equal(isUntold({ booked_came: 0, served: 1 }), false);
});

test('an event without lunch is never told of one', () => {
  const programme = { ...PROGRAMME, checkpoints: PROGRAMME.checkpoints.filter(({ id }) => id !== 'lunch') };
  const catering = { lunch: { booked: 3, to_order: 3 } };

  assert.deepEqual(advised('11:10', { programme, catering }), []);
});

test('only mails that wait for an organiser are counted', () => {
  const mails = ['due', 'failed', 'sending'].map((state) => ({ state }));

  assert.equal(said(advised('11:00', { mails })[0]), '1 e-mail n’est peut-être pas parti.');
  assert.deepEqual(advised('11:00', { mails: [{ state: 'due' }] }), []);
});

test('mails that wait for the whole account say why, before those that wait for an organiser', () => {
  const mails = [
    { state: 'held', error: 'unreachable' },
    { state: 'held', error: 'sandbox' },
    { state: 'failed', error: 'refused' },
  ];

  const [first, second] = advised('11:00', { mails });
  assert.equal(first.severity, 'bad');
  assert.match(said(first), /^2 e-mails attendent\. Le compte d’envoi est encore à l’essai/);
  assert.equal(second.what, 'mails');
});

test('arrivals are compared with the usual, and only what is worth a word is told', () => {
  const of = (number, hour = '09:30') => advised(hour, { counts: came(number), more: { usual: USUAL } });

  assert.deepEqual(of(45), []);
  assert.equal(said(of(60)[0]), 'Plus de monde que d’ordinaire : 60 arrivées, contre 40 à cette heure.');
  assert.equal(said(of(1)[0], 'en'), 'Fewer people than usual: 1 arrival, where 40 is usual by now.');
  assert.deepEqual(codes(of(0, '08:30')), []);
  // What is told after the last hour that is known would stay for the rest of the day.
  assert.deepEqual(codes(of(0, '12:31')), []);
});

test('without anything usual the arrivals are not judged', () => {
  assert.deepEqual(advised('09:30', { counts: came(60) }), []);
  assert.deepEqual(usual(headcounts()), []);
});

test('people still counted inside after the end are told, with the way to end the day', () => {
  assert.deepEqual(advised('16:59', { more: { inside: 12 } }), []);
  const [one] = advised('17:00', { more: { inside: 1 } });

  assert.equal(one.place, 'end');
  assert.equal(said(one), 'La journée est finie, et 1 personne est encore comptée dans le bâtiment.');
});

test('what is urgent comes first', () => {
  const passes = [pass(['entrance'], [device('15:00')])];
  const counts = { 'atelier-6': seats(30) };
  const found = advised('15:00', { passes, counts, more: { conflicts: 2 } });

  assert.deepEqual(codes(found), ['unattended', 'full', 'conflicts']);
});

test('an advice that only counts on is the same advice', () => {
  const keys = (conflicts) => advised('11:00', { more: { conflicts } }).map(({ key }) => key);

  assert.deepEqual(keys(2), keys(3));
});

test('the words of all pages keep their meaning on this one', () => {
  assert.equal(page('fr').ago(1_000), 'à l’instant');
  assert.equal(page('en').ago(1_000), 'just now');
});

test('no sentence is left with a hole', () => {
  const phone = device('11:00', { outbox: 50, clock_skew_seconds: 4000, battery: 2 });
  const passes = [pass(['entrance'], [phone]), pass(['atelier-1'], [device('10:30')])];
  const counts = {
    'atelier-1': { ...seats(30, 30, { waiting: 2 }), ever: 3 },
    'atelier-6': seats(2, 30, { waiting: 1 }),
  };
  const catering = { lunch: { booked: 1, to_order: 1 } };
  const more = { conflicts: 1, usual: USUAL, inside: 3 };
  const found = advised('11:20', { passes, counts, catering, more, mails: [{ state: 'failed' }] });

  assert.ok(found.length >= 9, codes(found).join());
  for (const one of found) {
    for (const language of ['fr', 'en']) assert.doesNotMatch(said(one, language), /undefined|null|NaN|\[object|  /);
  }
});

test('on a wall stands nothing of the staff, their phones or what they have to settle', () => {
  const phone = device('11:00', { outbox: 50, battery: 2 });
  const counts = { 'atelier-1': { ...seats(30), absent: 3 }, 'atelier-6': seats(2, 30, { waiting: 1 }) };
  const passes = [pass(['entrance'], [phone])];
  const catering = { lunch: { booked: 1, to_order: 1 } };
  const more = { conflicts: 1, usual: USUAL };
  const found = advised('11:20', { passes, counts, catering, more, mails: [{ state: 'failed' }] });

  assert.deepEqual(codes(found.filter(isForAll)), ['full', 'lunch_soon', 'seats_waited_for', 'fewer_come']);
});
