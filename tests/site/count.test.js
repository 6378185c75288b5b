// The count at a door never steps back because another process of the server answered.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doorsAfter } from '../../functions/pages/site/lib/count.js';
import { NOON, SCANS, answered, phoneAt } from './phones.js';

const at = (seconds) => NOON + seconds * 1000;
const said = (present, asOf) => ({
  headcounts: { entrance: { present, booked: 40, seats: null } },
  as_of: asOf === undefined ? undefined : new Date(at(asOf)).toISOString(),
});
const present = (doors) => doors.doors.entrance.present;

/** What a phone shows after some answers: how many, as of when, heard when. */
function shown(...answers) {
  return answers.reduce((doors, [count, asOf, heard]) => doorsAfter(doors, said(count, asOf), at(heard)), null);
}

test('the newest sum is shown, and what its own process adds to it', () => {
  assert.equal(present(shown([3, 0, 1])), 3);
  assert.equal(present(shown([3, 0, 1], [4, 0, 1.5])), 4);
  assert.equal(present(shown([4, 0, 1], [2, 2, 3])), 2);
});

test('a sum that another process made before the last answer is not shown, even if it is newer', () => {
  // The first process added a scan in the first second; the second one summed before that.
  assert.equal(present(shown([4, 0, 1], [3, 0.5, 2])), 4);
  assert.equal(present(shown([4, 0, 1], [3, -1, 2])), 4);
  assert.equal(present(shown([4, 0, 1], [3, 0.5, 2], [5, 1, 2.5])), 5);
});

test('after a clock was set back, what is said is believed', () => {
  assert.equal(present(shown([4, 3600, 3601], [3, 0, 1])), 3);
});

test('a server that could not sum, and one that says nothing of when, change what is shown as they should', () => {
  const first = shown([4, 0, 1]);

  assert.equal(doorsAfter(first, { headcounts: {}, as_of: null }, at(2)), first);
  assert.equal(doorsAfter(null, { headcounts: {}, as_of: null }, at(2)), null);
  assert.equal(present(doorsAfter(first, said(5), at(2))), 5);
});

test('a phone keeps the count of the newest sum, over a reload too', async () => {
  const answers = [said(4, 0), said(3, -1)];
  const received = { received_at: new Date(at(1)).toISOString() };
  const phone = await phoneAt({ [SCANS]: () => answered([], { ...answers.shift(), ...received }) });

  await phone.phone.api.ask('POST', '/api/scans', { body: {} });
  await phone.phone.api.ask('POST', '/api/scans', { body: {} });
  const again = await phoneAt({}, { scanDb: phone.scanDb });

  assert.equal(phone.phone.headcount?.present, 4);
  assert.equal(again.phone.headcount?.present, 4);
});
