import assert from 'node:assert/strict';
import { test } from 'node:test';

import { shiftsOf } from '../../functions/pages/site/dashboard/door_hours.js';
import { missing, terms } from '../../functions/pages/site/dashboard/invitation.js';
import { printable } from '../../functions/pages/site/dashboard/link_made.js';
import { branches, descendants } from '../../functions/pages/site/dashboard/invitations.js';
import { revocation } from '../../functions/pages/site/dashboard/revocation.js';
import { stateOf } from '../../functions/pages/site/dashboard/volunteers.js';
import { wordsOf } from '../../functions/pages/site/words/dashboard.js';
import { dayAndHourAt, instantAt } from '../../functions/pages/site/lib/zoned.js';
import { at, device, iso, pass } from './dashboards.js';

test('a link is never opened, active, revoked or expired', () => {
  assert.equal(stateOf(pass(['entrance'], []), at('11:00')), 'unused');
  assert.equal(stateOf(pass(['entrance'], [device('10:00')]), at('11:00')), 'active');
  assert.equal(stateOf(pass([], [], { role: 'organiser' }), at('11:00')), 'active');
  assert.equal(stateOf(pass([], [device('10:00')]), at('23:00')), 'expired');
  assert.equal(stateOf(pass([], [], { revoked_at: iso('10:00') }), at('23:30')), 'revoked');
});

const wished = (fields) => ({
  ...{ role: 'volunteer', label: '', checkpoints: ['entrance'], schedule: [], supervisor: false, walk_ins: true },
  until: at('18:00'),
  ...fields,
});

test('an invitation needs a door, an organiser a name, both an hour to come', () => {
  assert.equal(missing(wished(), at('11:00')), null);
  assert.equal(missing(wished({ checkpoints: [] }), at('11:00')), 'noDoors');
  assert.equal(missing(wished({ role: 'organiser' }), at('11:00')), 'needsLabel');
  assert.equal(missing(wished({ schedule: null }), at('11:00')), 'hoursWrong');
  assert.equal(missing(wished({ until: NaN }), at('11:00')), 'untilWrong');
  assert.equal(missing(wished(), at('18:00')), 'untilWrong');
});

test('an organiser is invited to everything, so to no door', () => {
  const sent = terms(wished({ role: 'organiser', label: 'Lola', supervisor: true }));

  assert.deepEqual(sent, { label: 'Lola', expires_at: iso('18:00') });
  assert.deepEqual(terms(wished()).checkpoints, ['entrance']);
});

test('the hours at a ticked door are where somebody is due; half of them, or the wrong way round, are not guessed', () => {
  const event = { date: '2022-08-30', timezone: 'Europe/Paris' };
  const row = (fields) => ({ id: 'entrance', isTicked: true, from: '', to: '', ...fields });

  const due = shiftsOf([row({ from: '08:00', to: '11:00' }), row({ id: 'lunch' })], event);
  assert.deepEqual(due, [{ checkpoint: 'entrance', starts_at: iso('08:00'), ends_at: iso('11:00') }]);
  assert.deepEqual(shiftsOf([row({ from: '08:00', to: '11:00', isTicked: false })], event), []);
  for (const wrong of [{ from: '08:00' }, { to: '11:00' }, { from: '11:00', to: '08:00' }])
    assert.equal(shiftsOf([row(wrong)], event), null);
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
  const link = (id, fields = {}) => ({ id, pass: `secret-${id}`, expires_at: iso('18:00'), ...fields });
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

const link = (id, by = null, fields = {}) =>
  pass([], [], { id, label: id, role: 'organiser', invited_by: by, ...fields });

test('links stand below the one that made them, and tell who that is where it is not listed', () => {
  const all = [
    link('lola'),
    link('zoe', 'lola'),
    link('une'),
    link('yan', 'zoe'),
    link('xia', 'lola'),
    link('w', 'gone'),
  ];
  const places = (some) =>
    branches(some, all).map(({ pass: { id }, depth, inviter }) => [id, depth, inviter?.id ?? null]);

  assert.deepEqual(places(all), [
    ['lola', 0, null],
    ['zoe', 1, 'lola'],
    ['yan', 2, 'zoe'],
    ['xia', 1, 'lola'],
    ['une', 0, null],
    ['w', 0, null],
  ]);
  assert.deepEqual(places(all.filter(({ id }) => id !== 'zoe')).slice(0, 3), [
    ['lola', 0, null],
    ['xia', 1, 'lola'],
    ['une', 0, null],
  ]);
  assert.deepEqual(places([all[3]]), [['yan', 0, 'zoe']]);
});

test('all that a link led to are found, however long the chain', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) => link(`n${at}`, at ? `n${at - 1}` : null));

  assert.equal(descendants(chain, 'n0').length, 19_999);
  assert.equal(branches(chain, chain).at(-1).depth, 19_999);
  assert.deepEqual(
    descendants([link('a'), link('b', 'a'), link('c', 'b'), link('d')], 'a').map(({ id }) => id),
    ['b', 'c'],
  );
});

test('who revokes a link is told what it led to, and whether their own is among it', () => {
  const ask = (fields, language = 'fr') => revocation({ state: 'active', below: [], ...fields }, wordsOf(language));
  const lola = link('Lola');

  assert.deepEqual([ask({ pass: lola }).yes, ask({ pass: lola }).more], ['Révoquer', undefined]);
  const below = [link('a', 'Lola'), link('b', 'a', { own: true })];
  const asked = ask({ pass: lola, below });
  assert.match(
    asked.text,
    /2 liens encore valables ont été créés avec lui, ou avec un lien créé par lui\. Le lien de cette page en fait/,
  );
  assert.deepEqual([asked.yes, asked.more], ['Révoquer ce lien seul', 'Révoquer 3 liens']);
  assert.match(ask({ pass: link('Lola', null, { own: true }) }, 'en').text, /It is the link of this page/);
  const over = ask({ pass: lola, state: 'revoked', below: below.slice(0, 1) }, 'en');
  assert.deepEqual([over.title, over.yes, over.more], ['Revoke the links made by “Lola”?', 'Revoke 1 link', undefined]);
});

test('the last organiser’s link is revoked only by somebody who says that they know', () => {
  const words = wordsOf('fr');
  const [lola, zoe, door] = [
    link('Lola', null, { own: true }),
    link('Zoé'),
    link('Porte', null, { role: 'volunteer' }),
  ];
  const sure = (pass, good, more = {}) => revocation({ pass, state: 'active', below: [], ...more }, words, good).sure;

  assert.match(sure(lola, [lola, door]), /dernier lien d’organisateur/);
  assert.equal(sure(lola, [lola, zoe]), undefined);
  assert.equal(sure(door, [lola, door]), undefined);
  assert.match(sure(lola, [lola, zoe], { below: [zoe] }), /dernier lien/);
});
