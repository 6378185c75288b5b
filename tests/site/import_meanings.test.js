import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choicesOf } from '../../functions/pages/site/registrations/import_meanings.js';
import { respelled } from '../../functions/pages/site/registrations/import_names.js';
import { lost, mapped } from '../../functions/pages/site/registrations/mapping.js';
import { Meanings } from '../../functions/pages/site/registrations/meanings.js';
import { wordsOf } from '../../functions/pages/site/words/registrations.js';

const error = (field, value) => ({ field, value, code: 'unknown_answer', message: '' });
const line = (number, errors, notes = []) => ({ line: number, outcome: 'refused', errors, notes });
const told = (meanings) => meanings.asked.map(({ field, value, lines }) => [field, value, lines]);

test('answers that are not ours are asked once, the most frequent first, however they are spelled', () => {
  const meanings = new Meanings();

  const isNew = meanings.learn([
    line(2, [error('kind', 'presse'), error('lunch', 'à voir')]),
    line(3, [error('kind', 'PRESSE'), error('kind', 'PRESSE'), { field: 'email', code: 'x', message: '' }]),
  ]);

  assert.equal(isNew, true);
  assert.deepEqual(told(meanings), [
    ['kind', 'presse', 2],
    ['lunch', 'à voir', 1],
  ]);
});

test('what was given a meaning can still be changed once no line is told of it any more', () => {
  const meanings = new Meanings();
  meanings.learn([line(2, [error('kind', 'presse')]), line(3, [error('lunch', 'à voir')])]);
  meanings.say('kind', 'presse', 'speaker');

  assert.equal(meanings.learn([line(3, [error('lunch', 'à voir')])]), false);

  assert.deepEqual(meanings.said, { kind: { presse: 'speaker' } });
  assert.equal(told(meanings).length, 2);
  meanings.say('kind', 'presse', null);
  assert.equal(meanings.of('kind', 'presse'), undefined);
});

test('an answer may mean nothing, which is not to leave it open', () => {
  const meanings = new Meanings();

  meanings.say('ateliers', 'je ne sais pas', '');

  assert.deepEqual(meanings.said, { ateliers: { 'je ne sais pas': '' } });
});

test('another column for a field makes its answers forgotten, and no others', () => {
  const meanings = new Meanings();
  meanings.learn([line(2, [error('kind', 'presse'), error('lunch', 'à voir')])]);
  meanings.say('kind', 'presse', 'speaker');
  meanings.say('lunch', 'à voir', 'no');

  meanings.forget('kind');

  assert.deepEqual([told(meanings), meanings.said], [[['lunch', 'à voir', 1]], { lunch: { 'à voir': 'no' } }]);
});

test('a diet that counts as another keeps no line out', () => {
  const meanings = new Meanings();

  meanings.learn([line(2, [], [{ field: 'diet', value: 'halal', code: 'diet_words', message: '' }])]);

  assert.equal(meanings.asked[0].isKept, true);
});

test('an answer may mean whatever its field holds', () => {
  const page = {
    words: wordsOf('fr'),
    programme: {
      ateliers: [{ id: 'atelier-4' }],
      questions: [{ id: 'trajet', type: 'choice', choices: [{ id: 'bus', label: 'En bus' }] }],
    },
    atelier: (id) => (id === 'atelier-4' ? {} : null),
    atelierTitle: (id) => id,
    dietsOffered: () => [{ id: 'vegan', label: 'Végan' }],
    kindsOffered: (ids) => ids.map((id) => ({ id, label: id })),
    languagesOffered: () => [{ id: 'fr', label: 'Français' }],
  };
  const values = (field) => choicesOf(page, field).map(([value]) => value);

  assert.deepEqual(values('lunch'), ['yes', 'no']);
  assert.deepEqual(values('atelier-4'), ['yes', 'no']);
  assert.deepEqual(values('consent'), ['yes', 'no']);
  assert.deepEqual(values('diet'), ['vegan']);
  assert.deepEqual(values('ateliers'), ['', 'atelier-4']);
  assert.deepEqual(values('answers.trajet'), ['bus', '']);
  assert.deepEqual(values('status'), ['confirmed', 'waitlist', 'pending', 'cancelled']);
  assert.ok(values('kind').includes('exhibitor'));
});

test('what a column says that is left out is told by its most frequent answers', () => {
  const lines = ['oui', ' oui', '', 'non', 'peut-être', 'non', 'oui', 'à midi'].map((text) => ({ cells: [text] }));

  assert.deepEqual(lost({ lines }, { column: 0 }), {
    filled: 7,
    answers: [
      { text: 'oui', count: 3 },
      { text: 'non', count: 2 },
      { text: 'peut-être', count: 1 },
    ],
  });
});

test('a blank consent is sent, and is none', () => {
  const list = { columns: [{ column: 0 }, { column: 1 }], lines: [{ line: 2, cells: ['Ada', ''] }] };

  assert.deepEqual(mapped(list, ['given_name', 'consent']), [{ line: 2, cells: { given_name: 'Ada', consent: '' } }]);
});

test('names in capitals are shown with their usual spelling, of those who are to be registered', () => {
  const usual = { given_name: 'Marie', family_name: 'Dupont' };
  const names = { given_name: 'MARIE', family_name: 'DUPONT' };

  const found = respelled([
    { line: 2, outcome: 'registered', ...names, usual },
    { line: 3, outcome: 'known', ...names, usual },
    { line: 4, outcome: 'registered', given_name: 'Ada', family_name: 'Exemple', usual: null },
  ]);

  assert.deepEqual(found, [{ written: 'MARIE DUPONT', usual: 'Marie Dupont' }]);
});
