import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  ada,
  answered,
  ATELIER,
  bao,
  DOOR,
  isAnswered,
  learn,
  listed,
  PASS,
  phoneAt,
  rosterBody,
  SCANS,
} from './phones.js';

const VILLAGE = { ...DOOR, id: 'village', group: 'village' };
const LUNCH = { ...DOOR, id: 'lunch', group: 'lunch' };
const PROGRAMME = { ateliers: [{ id: 'atelier-9', number: 9, title: 'Atelier N°9', room: 'Amphi' }] };

/** What a page shows of a phone, or a scan is judged by. */
function shown(phone) {
  const { pass, device, name, checkpointId, direction, roster, rosterAt, programme, doors, ended, event } = phone;
  return { pass, device, name, checkpointId, direction, roster, rosterAt, programme, doors, ended, event };
}

/** How often a phone says that something of it has changed while somebody acts. */
const byId = (one, other) => (one.id < other.id ? -1 : 1);

async function changes(phone, act) {
  let told = 0;
  const count = () => (told += 1);
  phone.addEventListener('change', count);
  await act();
  phone.removeEventListener('change', count);
  return told;
}

test('a phone that is opened again is the one it was', async () => {
  const { phone, scanDb, time } = await phoneAt({}, { roster: rosterBody({ checkpoints: [DOOR, ATELIER] }) });
  await scanDb.keep('device', (phone.device = 'a-device-of-its-own'));
  await phone.takeName('Ada');
  await phone.learnProgramme(PROGRAMME);
  await phone.standAt('atelier-1');
  await phone.setDirection('out');
  phone.clock.learn(time.now + 5_000, time.now, time.now, 0);
  await scanDb.keep('clock', phone.clock.state);
  await scanDb.keep('doors', (phone.doors = { at: 1, doors: { 'atelier-1': { present: 3 } } }));

  const { phone: again } = await phoneAt({}, { scanDb });

  assert.deepEqual(shown(again), shown(phone));
  assert.deepEqual([again.people.size, again.headcount, again.now()], [1, { present: 3 }, phone.now()]);
  assert.equal(again.known.eventTag, phone.known.eventTag);
  assert.notEqual(again.known.key, null);
  assert.equal(again.api.secret, PASS);
});

test('a new phone knows nobody and no door, and has a device of its own', async () => {
  const { phone, scanDb } = await phoneAt({}, { roster: null });

  assert.deepEqual(shown(phone), {
    pass: null,
    device: 'scan-000000000001',
    name: '',
    checkpointId: null,
    direction: 'in',
    roster: null,
    rosterAt: null,
    programme: null,
    doors: null,
    ended: null,
    event: '',
  });
  assert.equal(await scanDb.setting('device'), phone.device);
  assert.deepEqual([phone.checkpoint, phone.headcount, phone.hasWayOut, phone.isAnswered], [null, null, false, false]);
});

test('another link starts anew, and the name, the device and whose the scans are stay', async () => {
  const { phone, scanDb } = await phoneAt({}, { roster: rosterBody({ checkpoints: [DOOR, ATELIER] }) });
  await phone.takeName('Ada');
  await phone.standAt('atelier-1');
  await phone.setDirection('out');
  await phone.end('pass_expired');

  assert.equal(await changes(phone, () => phone.takeLink('q'.repeat(43))), 1);

  const { phone: again } = await phoneAt({}, { scanDb, roster: null });
  for (const one of [phone, again]) {
    assert.deepEqual([one.pass, one.roster, one.people.size, one.checkpointId], ['q'.repeat(43), null, 0, null]);
    assert.deepEqual([one.direction, one.ended, one.doors, one.rosterAt], ['in', null, null, null]);
    assert.deepEqual([one.name, one.device, one.event], ['Ada', 'scan-000000000001', 'forum-essai']);
  }
});

test('the same link again changes nothing, unless it had ended', async () => {
  const { phone, scanning } = await phoneAt();
  await scanning.take({ badge: bao });

  assert.equal(await changes(phone, () => phone.takeLink(PASS)), 0);
  assert.notEqual(phone.roster, null);

  await phone.end('pass_expired');
  await phone.takeLink(PASS);
  assert.deepEqual([phone.ended, phone.pass], [null, PASS]);
});

test('a phone goes by the name of its link, else of its holder, else by a part of its device', async () => {
  const { phone } = await phoneAt({}, { roster: null });
  assert.equal(phone.label, 'scan-000');

  await phone.takeName('Ada');
  assert.equal(phone.label, 'Ada');

  await learn(phone, rosterBody());
  assert.equal(phone.label, 'Porte A1');
});

test('a phone stands at its only door, or where it was put, and turns inwards there', async () => {
  const { phone } = await phoneAt({}, { roster: rosterBody({ checkpoints: [DOOR, ATELIER, LUNCH, VILLAGE] }) });
  assert.equal(phone.checkpoint, null);

  for (const [door, hasWayOut] of [
    [DOOR, true],
    [ATELIER, true],
    [LUNCH, false],
    [VILLAGE, false],
  ]) {
    await phone.setDirection('out');
    await phone.standAt(door.id);
    assert.deepEqual([phone.checkpoint, phone.direction, phone.hasWayOut], [door, 'in', hasWayOut]);
  }
  await phone.standAt('gone');
  assert.equal(phone.checkpoint, null);
  await learn(phone, rosterBody());
  assert.deepEqual(phone.checkpoint, DOOR);
});

test('a place is named by its door or by the programme, and one that nobody knows by its id alone', async () => {
  const { phone } = await phoneAt();
  assert.deepEqual([phone.atelier('atelier-9'), phone.place('atelier-9').title], [null, null]);

  await phone.learnProgramme(PROGRAMME);

  assert.deepEqual(phone.place('entrance'), { checkpoint: 'entrance', title: 'Entrée A1', room: 'Hall' });
  assert.deepEqual(phone.place('atelier-9'), { checkpoint: 'atelier-9', title: 'Atelier N°9', room: 'Amphi' });
  assert.deepEqual(phone.place('atelier-8'), { checkpoint: 'atelier-8', title: null, room: null });
});

test('a phone counts as answered for ten seconds, or until nobody answers', async () => {
  const at = await phoneAt();
  const { phone, time } = at;
  isAnswered(at);

  time.monotonic += 9_999;
  assert.equal(phone.isAnswered, true);
  time.monotonic += 1;
  assert.equal(phone.isAnswered, false);

  isAnswered(at);
  assert.equal(await changes(phone, () => phone.missed()), 1);
  assert.equal(phone.isAnswered, false);
});

test('who has changed is learnt beside the others, with the cursor to ask by next', async () => {
  const { phone, scanDb } = await phoneAt();
  const gone = listed(ada, { name: null, cancelled: true });
  const roster = { ...phone.roster, fetchedAt: 7, cursor: 'since=2' };

  const told = await changes(phone, () => phone.learnRoster({ roster, attendees: [listed(bao)], whole: false }));
  await phone.learnRoster({ roster, attendees: [gone], whole: false });

  const { phone: again } = await phoneAt({}, { scanDb });
  assert.equal(told, 1);
  for (const one of [phone, again]) {
    assert.deepEqual([one.rosterAt, one.roster, one.people.size], [7, roster, 1]);
    assert.deepEqual([...one.people.byId.values()].sort(byId), [gone, listed(bao)].sort(byId));
  }
});

test('a phone on which the people were not kept asks for them again', async () => {
  const { phone, scanDb } = await phoneAt();
  const { roster } = phone;
  const [before] = phone.people.byId.values();
  // Whom no database takes: it breaks off after the first of them.
  const attendees = [listed(bao), { ...listed(ada), name: () => {} }];

  const learning = phone.learnRoster({ roster: { ...roster, cursor: 'since=2' }, attendees, whole: false });

  await assert.rejects(learning, { name: 'DataCloneError' });
  const { phone: again } = await phoneAt({}, { scanDb });
  for (const one of [phone, again]) {
    assert.deepEqual(one.roster, roster);
    assert.deepEqual([...one.people.byId.values()], [before]);
  }
});

test('a roster that an earlier page has kept in one is taken up, and kept as today', async () => {
  const { phone, scanDb } = await phoneAt();
  const earlier = { ...phone.roster, attendees: [listed(ada), listed(bao)] };
  await scanDb.roster.forget();
  await scanDb.keep('roster', earlier);

  for (const _ of ['when it is moved', 'and from then on']) {
    const { phone: again } = await phoneAt({}, { scanDb });
    assert.deepEqual([again.people.size, again.roster, again.rosterAt], [2, phone.roster, phone.rosterAt]);
    assert.equal(await scanDb.setting('roster'), undefined);
  }
});

test('people of another link, or of one that has ended, are not taken up', async () => {
  for (const left of [{ pass: 'n'.repeat(43) }, { ended: 'pass_revoked' }]) {
    const { scanDb } = await phoneAt();
    // As an earlier page would, which knows of no database beside this.
    for (const [name, value] of Object.entries(left)) await scanDb.keep(name, value);

    const { phone } = await phoneAt({}, { scanDb, roster: null });

    assert.deepEqual([phone.roster, phone.people.size], [null, 0]);
    assert.equal(await scanDb.roster.load(PASS), null);
  }
});

test('a page is told when a link ends, and when the server speaks', async () => {
  const { phone } = await phoneAt({ 'GET /api/roster': () => new Response(null, { status: 304 }) });

  assert.equal(await changes(phone, () => phone.api.ask('GET', '/api/roster')), 1);
  assert.equal(await changes(phone, () => phone.end('pass_revoked')), 1);
});

test('what ended a link is kept with the scans that are left, and what the server said of the doors', async () => {
  const headcounts = { entrance: { present: 3, booked: 4, seats: null } };
  const at = await phoneAt({ [SCANS]: () => answered([], { headcounts }) });
  await at.phone.api.ask('POST', '/api/scans', { body: {} });
  const saved = await phoneAt({}, { scanDb: at.scanDb });
  assert.deepEqual([saved.phone.headcount, saved.phone.clock.state], [headcounts.entrance, at.phone.clock.state]);

  await at.scanning.take({ badge: bao });
  await at.phone.end('pass_revoked');

  const { phone } = await phoneAt({}, { scanDb: at.scanDb });
  assert.deepEqual([phone.ended, phone.pass, phone.roster, phone.doors], ['pass_revoked', PASS, null, null]);
});
