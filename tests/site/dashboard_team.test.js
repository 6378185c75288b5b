import assert from 'node:assert/strict';
import { test } from 'node:test';

import { team } from '../../functions/pages/site/dashboard/team.js';
import { iso, PROGRAMME } from './dashboards.js';

const read = (text) => team(text, PROGRAMME, (id) => (id === 'atelier-1' ? 'N° 1' : id), ['Partout']);
const codes = (text) => read(text).flatMap(({ faults }) => faults.map(({ code }) => code));

test('a line is a phone: its name, its door, from when to when, and an address', () => {
  for (const line of [
    'Lola;entrance;8h;11h05;lola@example.org',
    'Lola\tentrance\t8:00\t11:05\tlola@example.org',
    'Lola, Entrance, 08h00 - 11h05, lola@example.org',
    '"Lola" ; lola@example.org ; 8 h – 11 h 05 ; ENTRANCE',
    'Lola | entrance | 8h à 11h05 | lola@example.org',
  ]) {
    assert.deepEqual(read(line), [
      {
        label: 'Lola',
        checkpoints: ['entrance'],
        schedule: [{ checkpoint: 'entrance', starts_at: iso('08:00'), ends_at: iso('11:05') }],
        email: 'lola@example.org',
        copy: 0,
        faults: [],
      },
    ]);
  }
});

test('the lines of one name are one phone, which is led from door to door; nameless ones are not', () => {
  const [lola, ...others] = read('Lola;Atelier 1;11h;12h15\nZoé;lunch\nlola;entrance;8h;11h\n;lunch\n;lunch');

  assert.deepEqual(lola.checkpoints, ['atelier-1', 'entrance']);
  assert.deepEqual(
    lola.schedule.map(({ checkpoint }) => checkpoint),
    ['entrance', 'atelier-1'],
  );
  assert.deepEqual(
    others.map(({ label, copy }) => [label, copy]),
    [
      ['Zoé', 0],
      ['', 0],
      ['', 1],
    ],
  );
});

test('a door is known by its number, its series or a word for all of them', () => {
  const doors = (cell) => read(`Lola;${cell}`)[0].checkpoints;

  for (const cell of ['N° 1', 'n°1', 'atelier 1', 'Atelier-1']) assert.deepEqual(doors(cell), ['atelier-1'], cell);
  assert.deepEqual(doors('Stratégiques'), ['atelier-1', 'atelier-2', 'atelier-3']);
  assert.deepEqual(doors('entrance + lunch'), ['entrance', 'lunch']);
  // Where one door alone begins so, nobody has to type the rest.
  const hall = PROGRAMME.checkpoints.map((one) => (one.id === 'entrance' ? { ...one, title: 'Entrée A1' } : one));
  const typed = (cell) => team(`Lola;${cell}`, { ...PROGRAMME, checkpoints: hall }, (id) => id, [])[0];
  assert.deepEqual(typed('entrée').checkpoints, ['entrance']);
  assert.deepEqual(typed('atelier').faults, [{ code: 'unknownPart', text: 'atelier' }]);
  assert.equal(doors('partout').length, PROGRAMME.checkpoints.length);
});

test('a door is known by what people call it, unless the programme calls another one so', () => {
  const called = (cell, more = {}) =>
    team(`Lola;${cell}`, { ...PROGRAMME, ...more }, (id) => id, [], { lunch: 'Repas/Déjeuner' })[0];
  const hall = PROGRAMME.checkpoints.map((one) => (one.id === 'entrance' ? { ...one, title: 'Repas' } : one));

  assert.deepEqual(called('repas').checkpoints, ['lunch']);
  assert.deepEqual(called('Déjeuner').checkpoints, ['lunch']);
  assert.deepEqual(called('repas', { checkpoints: hall }).checkpoints, ['entrance']);
});

test('the line with the columns’ names and empty lines are nobody', () => {
  const found = read('Nom\tLieu\tDe\tÀ\n\nLola\tentrance\t8h\t11h\n\t\t\t\n');

  assert.deepEqual(
    found.map(({ label }) => label),
    ['Lola'],
  );
});

test('a first line that cannot be understood is no heading', () => {
  assert.deepEqual(codes('Anna;accueil;matin'), ['unknownPart', 'unknownPart']);
});

test('what cannot be understood is said of its line, and nothing is guessed', () => {
  assert.deepEqual(codes('Lola'), ['noDoor']);
  assert.deepEqual(codes('Lola;Cave'), ['unknownPart']);
  assert.deepEqual(codes('Lola;entrance;8h'), ['badHours']);
  assert.deepEqual(codes('Lola;entrance;11h;8h'), ['badHours']);
  assert.deepEqual(codes('Lola;entrance;8h;9h;10h;11h'), ['badHours']);
  assert.deepEqual(codes('Lola;entrance;25h;26h'), ['unknownPart', 'unknownPart']);
  assert.deepEqual(codes('Lola;Stratégiques;11h;12h'), ['oneDoor']);
  assert.deepEqual(codes(`${'x'.repeat(61)};entrance`), ['longName']);
  assert.deepEqual(read('Lola;Cave')[0].faults, [{ code: 'unknownPart', text: 'Cave' }]);
});

test('a team is as large as its cards fit in one file', () => {
  const many = Array.from({ length: 101 }, (_, at) => `Personne ${at};entrance`).join('\n');

  assert.deepEqual(
    read(many).flatMap(({ label, faults }) => faults.map(({ code }) => [label, code])),
    [['Personne 100', 'tooMany']],
  );
});
