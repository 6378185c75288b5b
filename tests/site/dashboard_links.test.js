import assert from 'node:assert/strict';
import { test } from 'node:test';

import { message, missing, printable } from '../../functions/pages/site/dashboard/invitation.js';
import { stateOf } from '../../functions/pages/site/dashboard/volunteers.js';
import { dayAndHourAt, instantAt } from '../../functions/pages/site/lib/zoned.js';
import { at, device, iso, pass } from './dashboards.js';

test('a link is never opened, active, revoked or expired', () => {
  assert.equal(stateOf(pass(['entrance'], []), at('11:00')), 'unused');
  assert.equal(stateOf(pass(['entrance'], [device('10:00')]), at('11:00')), 'active');
  assert.equal(stateOf(pass([], [], { role: 'organiser' }), at('11:00')), 'active');
  assert.equal(stateOf(pass([], [device('10:00')]), at('23:00')), 'expired');
  assert.equal(stateOf(pass([], [], { revoked_at: iso('10:00') }), at('23:30')), 'revoked');
});

const wished = (told) => ({
  ...{ role: 'volunteer', label: '', checkpoints: ['entrance'], supervisor: false, walk_ins: true, until: at('18:00') },
  ...told,
});

test('an invitation needs a door, an organiser a name, both an hour to come', () => {
  assert.equal(missing(wished(), at('11:00')), null);
  assert.equal(missing(wished({ checkpoints: [] }), at('11:00')), 'noDoors');
  assert.equal(missing(wished({ role: 'organiser' }), at('11:00')), 'needsLabel');
  assert.equal(missing(wished({ until: NaN }), at('11:00')), 'untilWrong');
  assert.equal(missing(wished(), at('18:00')), 'untilWrong');
});

test('an organiser is invited to everything, so to no door', () => {
  const told = message(wished({ role: 'organiser', label: 'Lola', supervisor: true }));

  assert.deepEqual(told, { role: 'organiser', label: 'Lola', expires_at: iso('18:00') });
  assert.deepEqual(message(wished()).checkpoints, ['entrance']);
});

test('hours are those of the clocks at the event, in summer and in winter', () => {
  assert.equal(instantAt('2022-08-30', '18:00', 'Europe/Paris'), Date.parse('2022-08-30T16:00Z'));
  assert.equal(instantAt('2022-12-30', '18:00', 'Europe/Paris'), Date.parse('2022-12-30T17:00Z'));
  assert.equal(instantAt('2022-10-30', '01:30', 'Europe/Paris'), Date.parse('2022-10-29T23:30Z'));
  assert.equal(instantAt('2022-10-30', '04:00', 'Europe/Paris'), Date.parse('2022-10-30T03:00Z'));
  assert.equal(instantAt('2022-08-30', '00:00', 'America/Montreal'), Date.parse('2022-08-30T04:00Z'));
  assert.ok(Number.isNaN(instantAt('', '18:00', 'Europe/Paris')));
  assert.deepEqual(dayAndHourAt(Date.parse('2022-08-30T22:30Z'), 'Europe/Paris'), ['2022-08-31', '00:30']);
});

test('cards are printed of the links that still open something, one that is over spoils no sheet', () => {
  const link = (id, told = {}) => ({ id, pass: `secret-${id}`, expires_at: iso('18:00'), ...told });
  const made = [link('a'), link('b'), link('c', { expires_at: iso('10:30') }), link('d')];
  const passes = [
    pass(['lunch'], [], { id: 'a' }),
    pass(['lunch'], [], { id: 'b', revoked_at: iso('10:00') }),
    pass(['lunch'], [], { id: 'z', revoked_at: iso('10:00') }),
  ];
  const ids = (hour, some = made) => printable(some, passes, at(hour)).map(({ id }) => id);

  assert.deepEqual(ids('11:00'), ['a', 'd']);
  assert.deepEqual(ids('10:00'), ['a', 'c', 'd']);
  assert.deepEqual(ids('18:00'), []);
  const many = Array.from({ length: 120 }, (_, number) => link(`n${number}`));
  assert.deepEqual([ids('11:00', many).length, ids('11:00', many)[0]], [100, 'n20']);
});
