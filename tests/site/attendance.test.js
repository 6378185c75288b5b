import assert from 'node:assert/strict';
import { test } from 'node:test';

import { factsOf, fold, isAtelier, stay } from '../../functions/pages/site/lib/attendance.js';

const ENTRANCE = { id: 'entrance', group: 'entrance' };
const LUNCH = { id: 'lunch', group: 'lunch' };
const ATELIER_1 = { id: 'atelier-1', group: 'strategic' };
const ATELIER_2 = { id: 'atelier-2', group: 'strategic' };

/** Somebody went in, or out where the verdict is `left`. */
function fact(checkpoint, hour, verdict = 'admitted', more = {}) {
  const scan_id = `scan-${checkpoint}-${hour}`;
  const direction = verdict === 'left' ? 'out' : 'in';
  return { scan_id, checkpoint, direction, at: moment(hour), verdict, by: 'Porte A1', ...more };
}

function moment(hour) {
  return `2022-08-30T${hour}:00.000Z`;
}

/** A scan as the phone keeps it. */
function entry(checkpoint, hour, verdict, more = {}) {
  const { scan_id, direction, at } = fact(checkpoint, hour, verdict ?? 'admitted');
  const scan = { scan_id, checkpoint, direction, at, override: false, offline: null };
  return { seq: 1, scan, verdict, result: null, ...more };
}

function orders(items) {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

test('nobody is anywhere without facts', () => {
  const nobody = fold([]);

  assert.equal(nobody.inside, false);
  assert.equal(nobody.place, null);
  assert.equal(stay(nobody, ENTRANCE), null);
});

test('an entry anywhere is an entry into the building', () => {
  for (const checkpoint of ['entrance', 'atelier-1', 'lunch', 'village']) {
    const attendance = fold([fact(checkpoint, '09:00')]);

    assert.equal(attendance.inside, true);
    assert.equal(stay(attendance, ENTRANCE).checkpoint, checkpoint);
    assert.equal(attendance.first.get('entrance').at, moment('09:00'));
  }
});

test('entering one atelier leaves the other', () => {
  const attendance = fold([fact('atelier-1', '09:00'), fact('atelier-2', '09:20', 'moved')]);

  assert.equal(stay(attendance, ATELIER_1), null);
  assert.equal(stay(attendance, ATELIER_2).at, moment('09:20'));
  assert.equal(stay(attendance, ENTRANCE).at, moment('09:00'));
});

test('leaving an atelier where one is not changes nothing', () => {
  const attendance = fold([fact('atelier-1', '09:00'), fact('atelier-2', '09:20', 'left')]);

  assert.equal(attendance.place, 'atelier-1');
});

test('leaving the atelier is staying in the building', () => {
  const attendance = fold([fact('atelier-1', '09:00'), fact('atelier-1', '09:20', 'left')]);

  assert.equal(attendance.place, null);
  assert.equal(attendance.inside, true);
});

test('leaving the building is leaving the atelier too', () => {
  const attendance = fold([fact('atelier-1', '09:00'), fact('entrance', '09:20', 'left')]);

  assert.equal(attendance.place, null);
  assert.equal(attendance.inside, false);
});

test('lunch is eaten once, whoever went where since', () => {
  const attendance = fold([fact('lunch', '10:30'), fact('lunch', '10:40', 'left'), fact('entrance', '11:00', 'left')]);

  assert.equal(stay(attendance, LUNCH).at, moment('10:30'));
});

test('a repeated entry does not begin a stay anew', () => {
  const attendance = fold([fact('entrance', '08:00'), fact('entrance', '08:30', 'already_admitted')]);

  assert.equal(stay(attendance, ENTRANCE).at, moment('08:00'));
});

test('a repeated entry of an atelier does not begin a stay anew either', () => {
  const attendance = fold([fact('atelier-1', '09:00'), fact('atelier-1', '09:30', 'already_admitted')]);

  assert.equal(stay(attendance, ATELIER_1).at, moment('09:00'));
});

test('a refused scan is no fact', () => {
  for (const verdict of ['cancelled', 'too_early', 'not_booked', 'full', 'unknown_badge']) {
    assert.equal(fold([fact('entrance', '08:00', verdict)]).inside, false);
  }
});

test('the order in which facts are told makes no difference, nor does telling them twice', () => {
  const facts = [
    fact('atelier-1', '09:00'),
    fact('atelier-2', '09:20', 'moved'),
    fact('entrance', '09:40', 'left'),
    fact('lunch', '10:30'),
    fact('entrance', '10:40', 'already_admitted'),
  ];
  const found = fold(facts);

  for (const order of orders(facts)) assert.deepEqual(fold([...order, ...order]), found);
});

test('facts of one moment follow their ids', () => {
  const out = fact('entrance', '09:00', 'left', { scan_id: 'b' });

  assert.equal(fold([out, fact('entrance', '09:00', 'admitted', { scan_id: 'a' })]).inside, false);
  assert.equal(fold([out, fact('entrance', '09:00', 'admitted', { scan_id: 'c' })]).inside, true);
});

test('facts are ordered by their moment, however it is written', () => {
  const early = fact('entrance', '09:00', 'admitted', { at: '2022-08-30T11:00:00+02:00' });
  const late = fact('entrance', '09:01', 'left', { at: '2022-08-30T09:01:00.000Z' });

  assert.equal(fold([late, early]).inside, false);
});

test('all but the entrance, lunch and the village are ateliers', () => {
  for (const name of ['entrance', 'lunch', 'village']) assert.equal(isAtelier(name), false);
  for (const name of ['strategic', 'prospective', 'atelier-9']) assert.equal(isAtelier(name), true);
});

test("a phone's scans are facts as they stand: neither undone, refused nor undecided", () => {
  const entries = [
    entry('entrance', '08:00', 'admitted'),
    entry('entrance', '08:10', 'already_admitted', { undone: true }),
    entry('lunch', '10:30', 'not_booked'),
    entry('lunch', '10:31', null),
  ];

  assert.deepEqual(factsOf(entries, 'Porte A1'), [fact('entrance', '08:00')]);
});

test('an answer tells of an earlier entry at another phone', () => {
  const result = { since: moment('08:00'), by: 'Porte B' };
  const facts = factsOf([entry('entrance', '08:10', 'already_admitted', { result })], 'Porte A1');

  const began = stay(fold(facts), ENTRANCE);

  assert.deepEqual([began.at, began.by], [moment('08:00'), 'Porte B']);
});

test("an undone entry of the phone's own does not come back by what was answered about it", () => {
  const result = { since: '2022-08-30T10:00:00+02:00', by: 'Porte A1' };
  const entries = [
    entry('entrance', '08:00', 'admitted', { undone: true }),
    entry('entrance', '08:10', 'already_admitted', { result }),
  ];

  assert.equal(stay(fold(factsOf(entries, 'Porte A1')), ENTRANCE).at, moment('08:10'));
});

test('of two scans of one moment the one with the greater id came last', () => {
  const came = { ...fact('entrance', '08:00'), scan_id: 'b' };
  const left = { ...fact('entrance', '08:00', 'left'), scan_id: 'a' };

  for (const facts of [
    [came, left],
    [left, came],
  ]) {
    assert.equal(fold(facts).inside, true);
    assert.equal(fold(facts.map((one) => ({ ...one, scan_id: one === came ? 'a' : 'b' }))).inside, false);
  }
});

test('the first entry is the one that counts, however often somebody comes', () => {
  const { first } = fold([fact('lunch', '10:30'), fact('lunch', '11:00', 'already_admitted')]);

  assert.deepEqual([first.get('lunch').at, first.get('entrance').at], [moment('10:30'), moment('10:30')]);
});
