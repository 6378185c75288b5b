import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nextShift, openDoor, proposal } from '../../functions/pages/site/lib/shifts.js';
import { ATELIER, DOOR } from './phones.js';

const at = (hour) => `2022-08-30T${hour}:00.000Z`;
const door = (id, opens, closes) => ({ ...DOOR, id, opens_at: at(opens), closes_at: at(closes) });
const DOORS = [
  door('entrance', '06:30', '16:00'),
  { ...ATELIER, opens_at: at('08:45'), closes_at: at('10:15') },
  door('lunch', '10:00', '12:00'),
];
const shift = (checkpoint, starts, ends) => ({ checkpoint, starts_at: at(starts), ends_at: at(ends) });
const LOLAS = [
  shift('entrance', '06:00', '09:00'),
  shift('atelier-1', '09:00', '10:15'),
  shift('lunch', '10:00', '12:00'),
];

/** A phone as a proposal sees it: where it stands, when, and what its link says. */
function phone(checkpoint, hour, schedule = LOLAS, checkpoints = DOORS) {
  const here = checkpoints.find(({ id }) => id === checkpoint) ?? null;
  return { checkpoint: here, roster: { checkpoints, pass: { schedule } }, now: () => Date.parse(at(hour)) };
}

const proposed = (...asked) => proposal(phone(...asked))?.door.id ?? null;

test('at its hour, the place where somebody is due is proposed; where they are already, nothing is', () => {
  assert.equal(proposed('entrance', '08:59'), null);
  assert.equal(proposed('entrance', '09:00'), 'atelier-1');
  assert.equal(proposed('atelier-1', '09:30'), null);
});

test('where one shift begins before another ends, the one that begins is due', () => {
  assert.equal(proposed('atelier-1', '09:59'), null);
  assert.equal(proposed('atelier-1', '10:00'), 'lunch');
});

test('each shift is proposed under a key of its own, so that one declined stays declined and the next does not', () => {
  const keys = ['09:00', '09:40', '10:00'].map((hour) => proposal(phone('entrance', hour)).key);

  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
});

test('a door that has closed proposes another of the link that is open, the last to have opened', () => {
  assert.equal(proposed('atelier-1', '10:15', []), null);
  assert.equal(proposed('atelier-1', '10:16', []), 'lunch');
  assert.equal(proposed('lunch', '12:01', []), 'entrance');
  assert.equal(proposed('entrance', '17:00', []), null);
});

test('nobody is sent to a door that their link does not open, nor from nowhere', () => {
  assert.equal(proposed('entrance', '09:00', LOLAS, DOORS.slice(0, 1)), null);
  assert.equal(proposed('nowhere', '09:00'), null);
  assert.equal(proposal({ checkpoint: null, roster: null, now: Date.now }), null);
});

test('a roster that an earlier page kept has no schedule, and proposes no place', () => {
  const kept = { ...phone('entrance', '09:00'), roster: { checkpoints: DOORS, pass: {} } };

  assert.deepEqual([proposal(kept), nextShift(kept)], [null, null]);
});

test('before the first shift and between two, the next one is known', () => {
  assert.equal(nextShift(phone('entrance', '05:00')).checkpoint, 'entrance');
  assert.equal(nextShift(phone('entrance', '09:30')).checkpoint, 'atelier-1');
  assert.equal(nextShift(phone('entrance', '13:00')), null);
});

test('an open door is another one, open now', () => {
  assert.equal(openDoor(phone('lunch', '09:00')).id, 'atelier-1');
  assert.equal(openDoor(phone('entrance', '07:00')), null);
});
