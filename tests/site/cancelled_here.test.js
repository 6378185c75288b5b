import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eraseCancelled } from '../../functions/pages/site/badge/cancelled_here.js';
import { cancel, erase } from '../../functions/pages/site/badge/requests.js';
import { MemoryWallet } from '../../functions/pages/site/badge/wallet.js';
import { loseOnce, PASS, Server, phoneOf } from './attendees.js';
import { problem } from './phones.js';

test('cancelling and erasing take the badge off the phone', async () => {
  for (const [act, code, route] of [
    [cancel, 'cancelled', 'DELETE /api/registration'],
    [erase, 'erased', 'POST /api/registration/erasure'],
  ]) {
    const server = new Server();
    const { badges, wallet } = await phoneOf(server);

    assert.deepEqual(await act(badges, badges.shown), { kind: 'done' });

    assert.deepEqual(server.writes, [[route, null]]);
    assert.deepEqual(badges.ended, { code, name: 'Ada Exemple' });
    assert.deepEqual(await wallet.badges(), []);
  }
});

test('a cancellation whose answer was lost is asked for again, which the server answers the same', async () => {
  for (const [act, route] of [
    [cancel, 'DELETE /api/registration'],
    [erase, 'POST /api/registration/erasure'],
  ]) {
    const server = new Server();
    const { badges } = await phoneOf(server);
    loseOnce(server, route);

    assert.deepEqual(await act(badges, badges.shown), { kind: 'done' });

    assert.equal(server.writes.length, 2);
    assert.equal(badges.shown, null);
  }
});

test('who has cancelled may still have everything erased, also when the page is opened again', async () => {
  for (const memory of [undefined, new MemoryWallet()]) {
    const server = new Server();
    const { badges, wallet } = await phoneOf(server, { wallet: memory });
    await cancel(badges, badges.shown);

    const { badges: later } = await phoneOf(server, { opened: false, wallet });
    assert.deepEqual(later.cancelled.people, [{ attendee_id: 'ADA', pass: PASS, name: 'Ada Exemple' }]);
    assert.deepEqual(await eraseCancelled(later, later.cancelled.people[0]), { kind: 'done' });

    const { route, pass } = server.asked.at(-1);
    assert.deepEqual([route, pass], ['POST /api/registration/erasure', PASS]);
    assert.deepEqual(later.ended, { code: 'erased', name: 'Ada Exemple' });
    assert.deepEqual([later.cancelled.people, await wallet.setting('left')], [[], []]);
  }
});

test('an erasure after cancelling that nobody answers, or that is refused, can be asked for again', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  await cancel(badges, badges.shown);
  const [leaver] = badges.cancelled.people;
  server.instead['POST /api/registration/erasure'] = () => problem(503, 'later');
  assert.equal((await eraseCancelled(badges, leaver)).problem.code, 'later');

  server.leave();
  assert.deepEqual(await eraseCancelled(badges, leaver), { kind: 'unsure' });

  assert.deepEqual(badges.cancelled.people, [leaver]);
});

test('an erasure after cancelling that an organiser has made already is said, and offered no more', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  await cancel(badges, badges.shown);
  server.instead['POST /api/registration/erasure'] = () => problem(401, 'unauthorised');

  assert.deepEqual(await eraseCancelled(badges, badges.cancelled.people[0]), { kind: 'ended' });

  assert.equal(badges.ended.code, 'unauthorised');
  assert.deepEqual(badges.cancelled.people, []);
});

test('who has erased is offered no more to erase', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);

  await erase(badges, badges.shown);

  assert.deepEqual(badges.cancelled.people, []);
});

test('cancelling with a link that has ended meanwhile says that, and not that it is cancelled', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.instead['DELETE /api/registration'] = () => problem(401, 'pass_revoked');

  assert.deepEqual(await cancel(badges, badges.shown), { kind: 'ended' });

  assert.equal(badges.ended.code, 'pass_revoked');
  assert.deepEqual(badges.cancelled.people, []);
});

test('a cancellation is unsure where nobody answers any more, and the badge stays', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.leave();

  assert.deepEqual(await cancel(badges, badges.shown), { kind: 'unsure' });

  assert.equal(badges.ended, null);
  assert.notEqual(badges.shown, null);
});

test('an erasure that is refused erases nothing here', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.instead['POST /api/registration/erasure'] = () => problem(503, 'later');

  assert.equal((await erase(badges, badges.shown)).problem.code, 'later');

  assert.notEqual(badges.shown, null);
});
