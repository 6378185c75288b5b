import assert from 'node:assert/strict';
import { test } from 'node:test';

import { series } from '../../functions/pages/site/dashboard/numbers.js';
import { PROGRAMME, advised, at, codes, headcounts, said, seats } from './dashboards.js';

test('a full atelier says where seats are left in the same series, most first', () => {
  const counts = {
    'atelier-1': seats(30),
    'atelier-2': seats(28),
    'atelier-3': seats(24),
    'atelier-6': seats(0),
  };
  const [one, ...others] = advised('11:00', { counts });

  assert.deepEqual(others, []);
  assert.equal(one.what, 'full');
  assert.equal(said(one), 'Atelier n° 1 complet ; il reste 6 places en n° 3 (Salle 3), 2 places en n° 2 (Salle 2).');
  assert.equal(
    said(one, 'en'),
    'Atelier no. 1 is full; still free: 6 seats in no. 3 (Salle 3), 2 seats in no. 2 (Salle 2).',
  );
});

test('several full ateliers of a series are told as one: people are sent to the same others', () => {
  const counts = { 'atelier-3': seats(31), 'atelier-1': seats(30, 30, { waiting: 2 }), 'atelier-2': seats(29) };
  const [one, ...others] = advised('11:00', { counts });

  assert.deepEqual([others, one.place], [[], 'waiting']);
  assert.equal(said(one), 'Ateliers n° 1, n° 3 complets ; il reste 1 place en n° 2 (Salle 2). 2 personnes attendent.');
  assert.equal(
    said(one, 'en'),
    'Ateliers no. 1, no. 3 are full; still free: 1 seat in no. 2 (Salle 2). 2 people are waiting.',
  );
});

test('one seat is a seat, not seats', () => {
  const counts = { 'atelier-1': seats(30, 30, { waiting: 1 }), 'atelier-2': seats(29), 'atelier-3': seats(30) };
  const [one] = advised('11:00', { counts });

  assert.equal(said(one), 'Ateliers n° 1, n° 3 complets ; il reste 1 place en n° 2 (Salle 2). 1 personne attend.');
  assert.equal(
    said(one, 'en'),
    'Ateliers no. 1, no. 3 are full; still free: 1 seat in no. 2 (Salle 2). 1 person is waiting.',
  );
  assert.equal(one.place, 'waiting');
});

test('a series without any seat left is told once', () => {
  const counts = { 'atelier-6': seats(30), 'atelier-7': seats(31, 30, { waiting: 3 }) };
  const found = advised('15:00', { counts });

  assert.deepEqual(codes(found), ['series_full']);
  assert.equal(said(found[0]), 'Prospectifs : tout est complet. 3 personnes attendent.');
});

test('the day before, a full atelier is only good to know; when its doors open, it is soon', () => {
  const counts = { 'atelier-6': seats(30) };

  assert.equal(advised('09:00', { counts })[0].severity, '');
  assert.equal(advised('14:30', { counts })[0].severity, 'warm');
});

test('of a series that is over nothing is asked any more', () => {
  const counts = { 'atelier-1': { ...seats(30), ever: 3 } };

  assert.deepEqual(advised('12:15', { counts }), []);
});

test('seats of absent people can be released from ten minutes after the start, where seats are short', () => {
  const counts = {
    'atelier-1': { ...seats(30), present: 20, ever: 22, absent: 8 },
    'atelier-2': { ...seats(10), present: 2, ever: 2, absent: 8 },
  };

  assert.ok(!codes(advised('11:14', { counts })).includes('absent'));
  const found = advised('11:15', { counts }).filter(({ what }) => what === 'absent');
  assert.equal(found.length, 1);
  assert.equal(
    said(found[0]),
    'Atelier n° 1 : 8 personnes inscrites ne sont pas venues, leurs places peuvent être libérées.',
  );
});

test('who is absent is counted by the server: a facilitator who is late loses no seat', () => {
  const counts = { 'atelier-1': { ...seats(30), booked: 30, ever: 20, absent: 1 } };
  const [one] = advised('11:30', { counts }).filter(({ what }) => what === 'absent');

  assert.equal(one.count, 1);
  assert.equal(said(one), 'Atelier n° 1 : 1 personne inscrite n’est pas venue, sa place peut être libérée.');
  assert.equal(said(one, 'en'), 'Atelier 1: 1 person booked has not come, and their seat can be released.');
});

test('a free seat that somebody waits for is to be offered, until the series begins', () => {
  const counts = { 'atelier-6': seats(27, 30, { waiting: 2 }) };
  const [one] = advised('14:00', { counts });

  assert.equal(said(one), 'Atelier n° 6 : 3 places libres, et 2 personnes attendent.');
  assert.equal(one.place, 'waiting');
  assert.deepEqual(advised('15:20', { counts }), []);
});

test('an atelier without seats, or that the numbers do not know, harms nothing', () => {
  const counts = headcounts();
  delete counts.checkpoints['atelier-1'];
  const [first] = series(counts, PROGRAMME, at('11:00'));

  assert.equal(first.ateliers.find(({ number }) => number === 1).capacity, 30);
  assert.deepEqual(codes(advised('11:00', { counts: { 'atelier-1': seats(0, 0) } })), ['full']);
});

test('who was ever in an atelier is told beside who is there', () => {
  const counts = headcounts({ 'atelier-1': { ...seats(30), present: 3, ever: 28 } });
  const atelier = series(counts, PROGRAMME, at('12:30'))
    .flatMap(({ ateliers }) => ateliers)
    .find(({ number }) => number === 1);

  assert.deepEqual([atelier.present, atelier.came], [3, 28]);
});

test('the series that runs or comes next is first, and in it the fullest', () => {
  const counts = headcounts({ 'atelier-2': seats(29), 'atelier-3': seats(10), 'atelier-7': seats(5) });
  const order = (hour) => series(counts, PROGRAMME, at(hour)).map(({ when, ateliers }) => [when, ateliers[0].number]);

  const found = { '09:00': ['next', 'later'], '11:30': ['running', 'next'], '13:00': ['next', 'over'] };
  for (const [hour, whens] of Object.entries(found))
    assert.deepEqual(
      order(hour).map(([when]) => when),
      whens,
    );
  assert.deepEqual(order('11:30'), [
    ['running', 2],
    ['next', 7],
  ]);
  assert.deepEqual(order('13:00')[0], ['next', 7]);
  assert.deepEqual(
    order('18:00').map(([when]) => when),
    ['over', 'over'],
  );
});
