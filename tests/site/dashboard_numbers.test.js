import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sureness } from '../../functions/pages/site/organiser/interval.js';
import { answersCounted, arrived, refusals, totalAt, usual } from '../../functions/pages/site/dashboard/numbers.js';
import { hours } from '../../functions/pages/site/dashboard/curve.js';
import { scale, ticks } from '../../functions/pages/site/organiser/shapes.js';
import { USUAL, at, page, headcounts, iso } from './dashboards.js';

test('arrivals add up step by step and stay level between', () => {
  const arrivals = [
    { from: iso('09:00'), count: 3 },
    { from: iso('09:05'), count: 2 },
    { from: iso('10:00'), count: 1 },
  ];
  const points = arrived(headcounts({ entrance: { arrivals } }), at('10:02'));

  assert.deepEqual(
    points.map((point) => [new Date(point.at).toISOString().slice(11, 16), point.total]),
    [
      ['07:00', 0],
      ['07:05', 3],
      ['07:10', 5],
      ['08:00', 5],
      ['08:02', 6],
    ],
  );
});

test('nobody arrived is an empty curve', () => {
  assert.deepEqual(arrived(headcounts(), at('10:00')), []);
});

test('what is usual lies on straight lines between the hours that are known', () => {
  const curve = usual(headcounts({}, { usual: USUAL }));

  assert.deepEqual(
    ['08:00', '09:00', '09:30', '11:00', '15:00'].map((hour) => Math.round(totalAt(curve, at(hour)))),
    [0, 20, 40, 60, 80],
  );
  assert.equal(totalAt([], at('10:00')), 0);
});

test('no more hours are written below the curve than have room side by side', () => {
  const shown = (language, begins, ends) => {
    const asked = page(language);
    const x = scale([at(begins), at(ends)], [44, 440]);
    return hours(at(begins), at(ends), x, asked).map((hour) => asked.hour(hour).replaceAll('\u00a0', ' '));
  };

  assert.deepEqual(shown('de', '08:30', '11:00'), ['9 Uhr', '10 Uhr', '11 Uhr']);
  assert.deepEqual(shown('de', '08:30', '18:20'), ['9 Uhr', '11 Uhr', '13 Uhr', '15 Uhr', '17 Uhr']);
  assert.equal(shown('fr', '08:30', '18:20').length, 10);
});

test('refusals are summed over the doors, the most frequent first', () => {
  const counts = headcounts({
    entrance: { refused_by_verdict: { unreadable: 2, cancelled: 1 } },
    'atelier-1': { refused_by_verdict: { not_booked: 3, unreadable: 2, full: 0 } },
  });

  assert.deepEqual(refusals(counts), [
    ['unreadable', 4],
    ['not_booked', 3],
    ['cancelled', 1],
  ]);
});

test('an axis has few, round steps and reaches beyond the largest number', () => {
  assert.deepEqual(ticks(208), [0, 50, 100, 150, 200, 250]);
  assert.deepEqual(ticks(3), [0, 1, 2, 3]);
  assert.deepEqual(ticks(0), [0, 1]);
  assert.deepEqual(ticks(30_000, 3), [0, 10_000, 20_000, 30_000]);
});

test('how often the truth lies in the interval is what the server says of it', () => {
  const of = (interval, language) => sureness({ expected: { interval } }, page(language)).replaceAll('\u00a0', ' ');

  assert.equal(of(0.9, 'fr'), '9 fois sur 10');
  assert.equal(of(0.95, 'fr'), '9,5 fois sur 10');
  assert.equal(of(0.8, 'en'), '8 times in 10');
});

test('answers are counted by the labels of their choices, and by yes and no', () => {
  const questions = [
    { id: 'acces', label: 'Accès', choices: [{ id: 'pmr', label: 'De plain-pied' }] },
    { id: 'photo', label: 'Photo', choices: [] },
  ];
  const count = (registered, present) => ({ registered, present });
  const answers = { acces: { pmr: count(6, 4), gone: count(1, 0) }, photo: { yes: count(3, 2), no: count(0, 0) } };

  assert.deepEqual(answersCounted({ questions, answers }, { answerYes: 'Oui', answerNo: 'Non' }), [
    {
      id: 'acces',
      label: 'Accès',
      answers: [
        ['pmr', 'De plain-pied', 6, 4],
        ['gone', 'gone', 1, 0],
      ],
    },
    {
      id: 'photo',
      label: 'Photo',
      answers: [
        ['yes', 'Oui', 3, 2],
        ['no', 'Non', 0, 0],
      ],
    },
  ]);
  assert.deepEqual(answersCounted({}, { answerYes: 'Oui', answerNo: 'Non' }), []);
});
