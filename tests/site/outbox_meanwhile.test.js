import assert from 'node:assert/strict';
import { test } from 'node:test';

import { drain } from '../../functions/pages/site/lib/outbox.js';
import {
  answer,
  asideIds,
  fresh,
  result,
  server,
  shelfOf,
  shelfWith,
  unjudged,
  UNREACHABLE,
  waitingIds,
} from './outboxes.js';

test('a scan that the phone decided by itself while it was asked for is kept, with its decision', async () => {
  const scanDb = await shelfOf(fresh(1, null));
  const { send } = server(async ([entry]) => {
    await scanDb.change(entry.seq, { scan: { ...entry.scan, offline: 'not_booked' }, verdict: 'not_booked' });
    return answer([result(entry)]);
  });

  const drained = await drain(scanDb, send);

  const [kept] = await scanDb.waiting();
  assert.deepEqual([drained.sent, drained.kept, kept.verdict, kept.scan.offline], [0, 1, 'not_booked', 'not_booked']);
});

test('a refusal of what was asked does not set the decision aside that came after it', async () => {
  const scanDb = await shelfOf(fresh(1, null));
  const { send } = server(async ([entry]) => {
    await scanDb.change(entry.seq, { scan: { ...entry.scan, offline: 'admitted' }, verdict: 'admitted' });
    return answer([unjudged(entry, 'forbidden', false)]);
  });

  await drain(scanDb, send);

  assert.deepEqual([await waitingIds(scanDb), await asideIds(scanDb)], [['scan-0001'], []]);
});

test('a scan that is undone while it is on its way stays undone', async () => {
  const scanDb = await shelfWith(1);
  const { send } = server(async ([entry]) => {
    await scanDb.change(entry.seq, { undone: true, undo: 'wanted' });
    return answer([result(entry)]);
  });

  await drain(scanDb, send);

  const [undone] = await scanDb.inState('undo');
  assert.deepEqual([undone.undone, undone.result.verdict, (await scanDb.waiting()).length], [true, 'admitted', 0]);
});

test('a scan that comes while others are on their way leaves in the same round', async () => {
  const scanDb = await shelfWith(1);
  const { send, messages } = server(async (entries, number) => {
    if (number === 1) await scanDb.add(fresh(2));
    return answer(entries.map((entry) => result(entry)));
  });

  const drained = await drain(scanDb, send);

  assert.deepEqual([messages, drained.sent], [[['scan-0001'], ['scan-0002']], 2]);
});

/** A scan database on which nothing more is written after so many changes, as when a phone's battery is taken out. */
function dying(scanDb, changes) {
  let left = changes;
  const change = async (...asked) => {
    if (left-- <= 0) throw new Error('no power');
    return scanDb.change(...asked);
  };
  return { waiting: scanDb.waiting.bind(scanDb), change };
}

for (const written of [0, 1, 49, 50, 51, 73]) {
  test(`a phone that dies when ${written} answers are stored comes to the same end`, async () => {
    const scanDb = await shelfWith(120);
    const stored = new Map();
    const { send } = server((entries) => {
      // The server answers a scan that it has already as it did the first time.
      for (const entry of entries) if (!stored.has(entry.scan.scan_id)) stored.set(entry.scan.scan_id, result(entry));
      return answer(entries.map((entry) => stored.get(entry.scan.scan_id)));
    });
    await assert.rejects(drain(dying(scanDb, written), send), /no power/);
    assert.equal((await scanDb.counts()).unsent, 120 - written);

    const drained = await drain(scanDb, send);

    assert.deepEqual([drained.sent, (await scanDb.counts()).unsent, stored.size], [120 - written, 0, 120]);
  });
}

test('two tabs that send the same scans keep one answer each', async () => {
  const scanDb = await shelfWith(60);
  const { send } = server((entries) => answer(entries.map((entry) => result(entry, { conflicts: ['closed'] }))));

  await Promise.all([drain(scanDb, send), drain(scanDb, send)]);

  assert.deepEqual([(await scanDb.counts()).unsent, (await scanDb.inState('alert')).length], [0, 60]);
});

test('a network that comes and goes loses nothing', async () => {
  const scanDb = await shelfWith(130);
  const accepted = new Set();
  let request = 0;
  const send = async (entries) => {
    request += 1;
    if (request % 3 === 1) return UNREACHABLE;
    for (const { scan } of entries) accepted.add(scan.scan_id);
    // Stored by the server, but the answer is lost on its way.
    if (request % 3 === 2) return UNREACHABLE;
    return answer(entries.map((entry) => result(entry)));
  };

  let rounds = 0;
  while ((await scanDb.counts()).unsent > 0 && rounds < 20) {
    await drain(scanDb, send);
    rounds += 1;
  }

  assert.deepEqual([(await scanDb.counts()).unsent, accepted.size, await asideIds(scanDb)], [0, 130, []]);
});
