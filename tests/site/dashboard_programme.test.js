/** The programme corrected by an organiser: what is sent of what was typed, and what is shown of what would change. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { changes, alterations, lineOf, shown } from '../../functions/pages/site/dashboard/alterations.js';
import { iso, page } from './dashboards.js';

const DAY = { date: '2022-08-30', timezone: 'Europe/Paris' };
const SLOT = { sort: 'slots', id: 'strategic', starts_at: iso('11:05'), ends_at: iso('12:15'), filed: {} };
const ATELIER = { sort: 'ateliers', id: 'atelier-2', room: 'Salle 2', capacity: 30, filed: {} };
const DOOR = {
  ...{ sort: 'checkpoints', id: 'lunch', opens_at: iso('12:00'), closes_at: iso('14:00') },
  ...{ room: 'Hall', filed: { room: 'Cour' } },
};
const THINGS = [SLOT, ATELIER, DOOR];
const read = (typed) => alterations(THINGS, new Map(Object.entries(typed)), DAY);

test('only what somebody changed is sent, an hour as the moment of the day of the event', () => {
  const { body, count, wrong } = read({
    'slots/strategic/starts_at': '11:15',
    'slots/strategic/ends_at': '12:15',
    'ateliers/atelier-2/room': ' Amphi ',
    'ateliers/atelier-2/capacity': '30',
  });

  assert.deepEqual(body, {
    slots: { strategic: { starts_at: iso('11:15') } },
    ateliers: { 'atelier-2': { room: 'Amphi' } },
  });
  assert.deepEqual([count, wrong], [2, []]);
  assert.equal(shown(SLOT, 'starts_at', DAY), '11:05');
  assert.deepEqual(read({}), { body: {}, count: 0, wrong: [] });
});

test('what cannot be meant is named and not sent; a door may be without a room, an atelier not', () => {
  for (const [key, text] of [
    ['slots/strategic/starts_at', ''],
    ['ateliers/atelier-2/room', '  '],
    ['ateliers/atelier-2/capacity', ''],
    ['ateliers/atelier-2/capacity', '-1'],
    ['ateliers/atelier-2/capacity', '4.5'],
    ['ateliers/atelier-2/capacity', '10001'],
    ['ateliers/atelier-2/capacity', '1e3'],
  ]) {
    assert.deepEqual(read({ [key]: text }), { body: {}, count: 0, wrong: [key] }, `${key} ${text}`);
  }
  assert.deepEqual(read({ 'checkpoints/lunch/room': '' }).body, { checkpoints: { lunch: { room: '' } } });
  assert.deepEqual(read({ 'ateliers/atelier-2/capacity': '0' }).body, {
    ateliers: { 'atelier-2': { capacity: 0 } },
  });
});

test('each thing that changes is shown as people read it, before and after', () => {
  const after = [SLOT, { ...ATELIER, room: 'Amphi', filed: { room: 'Salle 2' } }, { ...DOOR, closes_at: iso('14:30') }];

  const lines = changes(THINGS, after).map(([was, is]) => [lineOf(was, page('fr')), lineOf(is, page('fr'))]);

  assert.deepEqual(
    lines.map((line) => line.map((text) => text.replaceAll('\u00a0', ' '))),
    [
      ['Salle 2 · 30 places', 'Amphi · 30 places'],
      ['12 h – 14 h · Hall', '12 h – 14 h 30 · Hall'],
    ],
  );
});
