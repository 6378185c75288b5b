import assert from 'node:assert/strict';
import { test } from 'node:test';

import { drain } from '../../functions/pages/site/lib/outbox.js';
import { answer, result, server, shelfWith } from './outboxes.js';
import { accepts, ada, phoneAt, round, SCANS } from './phones.js';

/**
 * A disk without room: whatever is put there is taken back when it is to be written, as browsers do.
 *
 * @param {import('node:test').TestContext} about
 */
function fillStorage(about) {
  for (const name of ['add', 'put']) {
    const write = IDBObjectStore.prototype[name];
    about.mock.method(IDBObjectStore.prototype, name, function (...given) {
      const request = write.apply(this, given);
      request.addEventListener('success', () => this.transaction._abort('QuotaExceededError'));
      return request;
    });
  }
}

test('a phone whose storage is full lets nobody in that it could not keep, and goes on once there is room', async (about) => {
  const at = await phoneAt();
  const first = await at.scanning.take({ badge: ada });
  fillStorage(about);

  await assert.rejects(at.scanning.take({ badge: ada }), { name: 'QuotaExceededError' });

  assert.deepEqual(await at.scanDb.waiting(), [first]);
  about.mock.restoreAll();
  await at.scanning.take({ badge: ada });
  at.server.routes[SCANS] = accepts;
  await round(at);
  assert.equal((await at.scanDb.counts()).unsent, 0);
});

test('all of an outbox reaches the server from a phone that can keep no answer, and is answered once there is room', async (about) => {
  const scanDb = await shelfWith(120);
  const { send, messages } = server((entries) => answer(entries.map((entry) => result(entry))));
  fillStorage(about);

  await assert.rejects(drain(scanDb, send), { name: 'QuotaExceededError' });

  assert.deepEqual(
    messages.map((ids) => ids.length),
    [50, 50, 20],
  );
  assert.equal((await scanDb.counts()).unsent, 120);
  about.mock.restoreAll();
  assert.equal((await drain(scanDb, send)).sent, 120);
  assert.equal((await scanDb.counts()).unsent, 0);
});
