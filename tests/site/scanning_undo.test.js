import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ada, adaId, answered, bao, isAnswered, json, phoneAt, problem, result, round, SCANS } from './phones.js';

test('a scan that was taken back no longer keeps anyone out', async () => {
  const { scanning } = await phoneAt();
  const first = await scanning.take({ badge: ada });
  await scanning.takeBack(first);

  const entry = await scanning.take({ badge: ada });

  assert.equal(entry.verdict, 'admitted');
});

test('a scan that was undone before it left is undone once it has', async () => {
  const at = await phoneAt();
  const entry = await at.scanning.take({ badge: ada });
  await at.scanning.takeBack(entry);
  at.server.routes = {
    [SCANS]: ({ scans }) => answered(scans.map((scan) => result(scan))),
    '/undo': () => json({ scan_id: entry.scan.scan_id, undone_at: 'now', headcounts: {} }),
  };

  await round(at);

  assert.deepEqual(
    at.asked.map(({ route }) => route),
    [SCANS, `POST /api/attendees/${adaId}/scans/${entry.scan.scan_id}/undo`, 'GET /api/roster'],
  );
  assert.deepEqual(await at.scanDb.inState('undo'), []);
});

test('a scan that cannot be taken back counts again, and says so', async () => {
  const at = await phoneAt({
    [SCANS]: ({ scans }) => answered([result(scans[0])]),
    '/undo': () => problem(409, 'undo_too_late'),
  });
  isAnswered(at);
  const entry = await at.scanning.take({ badge: ada });

  const taken = await at.scanning.takeBack(entry);

  assert.deepEqual([taken.undone, taken.undo, taken.undo_refused], [undefined, undefined, 'undo_too_late']);
  assert.equal((await at.scanDb.inState('alert')).length, 1);
});

/** What was asked of the server to take a scan back. */
const undone = ({ asked }) => asked.filter(({ route }) => route.endsWith('/undo'));

test('a scan is taken back at once only where the server has it and answers', async () => {
  const at = await phoneAt({ '/undo': () => json({}) });
  const waiting = await at.scanning.take({ badge: ada });
  isAnswered(at);
  assert.equal((await at.scanning.takeBack(waiting)).undo, 'wanted');

  at.server.routes[SCANS] = ({ scans }) =>
    answered([{ scan_id: scans[0].scan_id, problem: { code: 'x', retry: false } }]);
  assert.equal((await at.scanning.takeBack(await at.scanning.take({ badge: bao }))).undo, 'wanted');

  at.server.routes[SCANS] = ({ scans }) => answered([result(scans[0])]);
  const known = await at.scanning.take({ badge: bao });
  at.phone.missed();
  assert.equal((await at.scanning.takeBack(known)).undo, 'wanted');
  assert.deepEqual(undone(at), []);
});

test('a stranger’s scan is taken back too, and nothing but its own answer says that it was', async () => {
  const at = await phoneAt({ [SCANS]: ({ scans }) => answered([result(scans[0], { attendee: null })]) });
  isAnswered(at);
  const entry = await at.scanning.take({ badge: bao });

  for (const body of [null, {}, { scan_id: 'another' }]) {
    at.server.routes['/undo'] = () => json(body);
    assert.deepEqual(await at.scanning.sendUndo(entry), { entry, outcome: { kind: 'unreachable' } });
  }
  at.server.routes = {};
  assert.deepEqual(await at.scanning.sendUndo(entry), { entry, outcome: { kind: 'unreachable' } });

  const [{ route, body }] = undone(at);
  assert.equal(route, `POST /api/attendees/stranger/scans/${entry.scan.scan_id}/undo`);
  assert.deepEqual(body, {});
});
