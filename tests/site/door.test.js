import assert from 'node:assert/strict';
import { test } from 'node:test';

import { codeOf } from '../../functions/pages/site/lib/badge.js';
import { headcountWith, seatsWith } from '../../functions/pages/site/lib/count.js';
import { Guard } from '../../functions/pages/site/lib/guard.js';
import { secretOf } from '../../functions/pages/site/lib/link.js';
import { outboxFiles } from '../../functions/pages/site/lib/outbox_file.js';
import { People } from '../../functions/pages/site/lib/people.js';
import { isRefused } from '../../functions/pages/site/lib/api.js';
import { mayRegister, register } from '../../functions/pages/site/lib/walk_ins.js';
import { ada, bao, json, learn, listed, PASS, phoneAt, rosterBody } from './phones.js';

test('a badge that stays in view is one scan, however long', () => {
  const guard = new Guard();
  const sights = Array.from({ length: 200 }, (_, picture) => guard.saw('ada', picture * 100));

  assert.equal(sights.filter((sight) => sight === 'new').length, 1);
  assert.equal(sights.filter((sight) => sight === 'back').length, 0);
});

test('a badge is held for five seconds, and taken away after one', () => {
  for (const [after, sight] of [
    [999, 'held'],
    [1_000, 'back'],
    [4_999, 'back'],
    [5_000, 'new'],
  ]) {
    const guard = new Guard();
    guard.saw('ada', 0);
    assert.equal(guard.saw('ada', after), sight);
  }
});

test('what is seen is kept once a second, and at once when there is more to keep', () => {
  const guard = new Guard();
  guard.saw('ada', 1_000);

  assert.deepEqual(guard.toKeep(1_000, false), { ada: 1_000 });
  assert.equal(guard.toKeep(1_999, false), null);
  assert.deepEqual(guard.toKeep(1_999, true), { ada: 1_000 });
  assert.equal(guard.toKeep(2_998, false), null);
  assert.deepEqual(guard.toKeep(2_999, false), { ada: 1_000 });
});

test('a badge that is forgotten is new again, and so are all once the door is cleared', () => {
  const guard = new Guard({ ada: 0, bao: 0 });
  guard.forget('ada');
  assert.deepEqual([guard.saw('ada', 10), guard.saw('bao', 10)], ['new', 'held']);

  guard.clear();
  assert.deepEqual([guard.saw('ada', 20), guard.saw('bao', 20)], ['new', 'new']);
});

test('a badge taken away and shown again within seconds wants its answer again', () => {
  const guard = new Guard();
  guard.saw('ada', 0);

  assert.equal(guard.saw('ada', 2_000), 'back');
  assert.equal(guard.saw('ada', 7_000), 'new');
});

test('two badges in the picture are two scans, not one each time they alternate', () => {
  const guard = new Guard();
  const sights = ['ada', 'bao', 'ada', 'bao', 'ada'].map((text, picture) => guard.saw(text, picture * 100));

  assert.deepEqual(sights, ['new', 'new', 'held', 'held', 'held']);
});

test('what the guard keeps outlives a reload', () => {
  const before = new Guard();
  before.saw('ada', 1_000);

  assert.equal(new Guard(before.toKeep(1_000, true)).saw('ada', 1_500), 'held');
});

test('a clock that is put back holds nobody for hours', () => {
  const guard = new Guard();
  guard.saw('ada', 3_600_000);

  assert.equal(guard.saw('ada', 0), 'new');
});

test('people are found by the beginnings of their names, without accents or case', () => {
  const cleo = listed(bao, { name: 'Cléo Étienne D.', organisation: 'La Fonda' });
  const people = new People([listed(ada), cleo]);

  for (const typed of ['cleo', 'CLÉO', 'etie', 'cl d', '  Cléo  '])
    assert.deepEqual(people.find(typed, 8).people, [cleo], typed);
  for (const typed of ['', 'c', 'leo', 'cleo x', '!?']) assert.deepEqual(people.find(typed, 8).people, [], typed);
});

test('whose name begins so comes before whose organisation does', () => {
  const fonda = listed(ada, { name: 'Ada E.', organisation: 'Bao & Cie' });
  const people = new People([fonda, listed(bao, { name: 'Bao E.' })]);

  assert.deepEqual(
    people.find('bao', 8).people.map(({ name }) => name),
    ['Bao E.', 'Ada E.'],
  );
});

test('a family name helps beside a first name, of which the list has the initial', () => {
  const people = new People([listed(ada, { name: 'Zoé G.' }), listed(bao, { name: 'Zoé M.' })]);

  assert.deepEqual(
    people.find('zoe guérin', 8).people.map(({ name }) => name),
    ['Zoé G.'],
  );
});

test('a short code is read as people write it', () => {
  const people = new People([listed(ada), listed(bao)]);
  const code = codeOf(listed(ada).id);
  const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');

  assert.deepEqual(people.find(typed, 8).people, [listed(ada)]);
});

test('a code that nobody has is looked for among the names', () => {
  const people = new People([listed(ada, { name: 'Mathilde E.' })]);

  assert.equal(people.find('Mathilde', 8).people.length, 1);
});

const scan = { checkpoint: 'atelier-1', offline: 'admitted' };
const entry = (own, more = {}) => ({ scan: { ...scan, ...more.scan }, own, ...more });

test('the count is what the server said and what this phone did since', () => {
  const headcount = { present: 24, booked: 28, seats: { capacity: 30, taken: 29 } };
  const waiting = [
    entry({ present: 1, walk_in: true }),
    entry({ present: 1, walk_in: false }),
    entry({ present: -1, walk_in: false }),
    entry({ present: 1, walk_in: true }, { undone: true }),
    { ...entry({ present: 1, walk_in: true }), scan: { checkpoint: 'entrance', offline: 'admitted' } },
    // Asked of the server, repeated, and registered on the spot.
    { ...entry({ present: 1, walk_in: true }), scan: { ...scan, offline: null } },
    entry({ present: 0, walk_in: true }),
    entry(null),
  ];

  assert.deepEqual(headcountWith(headcount, waiting, 'atelier-1'), {
    present: 25,
    booked: 28,
    seats: { capacity: 30, taken: 30 },
  });
  assert.equal(headcountWith(null, waiting, 'atelier-1'), null);
  assert.equal(seatsWith({ ...headcount, seats: null }, waiting, 'atelier-1'), null);
});

test('a link is found in what is pasted, typed or read; anything else is none', () => {
  for (const text of [`https://example.org/scan#${PASS}`, `#${PASS}`, ` ${PASS}\n`]) assert.equal(secretOf(text), PASS);
  for (const text of ['', '#', `${PASS}x`, 'https://example.org/scan', `#${PASS.slice(1)}`])
    assert.equal(secretOf(text), null);
});

test('only a supervisor makes somebody a facilitator or an organiser at the door', () => {
  for (const kind of ['facilitator', 'organiser']) {
    assert.equal(mayRegister({ supervisor: true }, kind), true);
    assert.equal(mayRegister({ supervisor: false }, kind), false);
    assert.equal(mayRegister(undefined, kind), false);
  }
  assert.equal(mayRegister({ supervisor: false }, 'participant'), true);
});

const registered = {
  event: 'forum-essai',
  registration_id: 'registration-of-dia',
  at: '2022-08-30T09:00:00.000Z',
  checkpoint: 'entrance',
  group: 'entrance',
  body: { given_name: 'Dia', family_name: 'Exemple' },
};

test('somebody registered at the door is let in there by a scan of the same id', async () => {
  const { phone, scanDb, asked } = await phoneAt({ 'POST /api/attendees': () => json({ attendee_id: 'dia' }, 201) });
  await scanDb.keepRegistration(registered);

  const outcome = await register(phone, registered);

  assert.deepEqual(asked.at(-1).body, { ...registered.body, registration_id: 'registration-of-dia' });
  assert.deepEqual([outcome.kind, await scanDb.registrations()], ['answer', []]);
  const [{ seq, ...entry }] = await scanDb.waiting();
  assert.equal(typeof seq, 'number');
  assert.deepEqual(entry, {
    event: 'forum-essai',
    attendee_id: 'dia',
    name: 'Dia E.',
    group: 'entrance',
    verdict: 'admitted',
    result: null,
    own: null,
    scan: {
      scan_id: 'registration-of-dia',
      attendee_id: 'dia',
      checkpoint: 'entrance',
      direction: 'in',
      at: registered.at,
      override: false,
      offline: 'admitted',
    },
    waiting: 1,
  });
});

test('an answer that names nobody is nobody’s, and only some problems are somebody’s to put right', async () => {
  for (const body of [null, {}, { attendee_id: 7 }]) {
    const { phone, scanDb } = await phoneAt({ 'POST /api/attendees': () => json(body) });
    await scanDb.keepRegistration(registered);
    assert.deepEqual(await register(phone, registered), { kind: 'unreachable' });
    assert.equal((await scanDb.registrations()).length, 1);
  }
  const refused = (kind, status) => isRefused({ kind, status, problem: { code: 'some' } });
  for (const status of [403, 409, 413, 422]) assert.equal(refused('problem', status), true);
  for (const status of [401, 429, 503]) assert.equal(refused('problem', status), false);
  assert.equal(refused('answer', 409), false);
});

test('the outbox as a file holds what has not left, in order, and whose it is', async () => {
  const { phone, scanning, scanDb } = await phoneAt();
  const first = await scanning.take({ badge: ada });
  await scanning.take({ badge: bao });
  await scanning.takeBack(first);
  const dia = {
    registration_id: 'registration-of-dia',
    at: 'now',
    checkpoint: 'entrance',
    body: { given_name: 'Dia' },
  };
  await scanDb.keepRegistration({ ...dia, group: 'entrance', event: phone.event });
  await learn(phone, rosterBody());
  await phone.end('pass_revoked');

  const [file] = await outboxFiles(phone);

  assert.deepEqual(
    [file.format, file.version, file.event, file.device],
    ['pointage-outbox', 1, 'forum-essai', phone.device],
  );
  assert.deepEqual(
    file.scans.map((saved) => [saved.scan.badge, saved.undo, saved.refused]),
    [
      [ada, true, null],
      [bao, false, null],
    ],
  );
  assert.deepEqual(file.registrations, [dia]);
});
