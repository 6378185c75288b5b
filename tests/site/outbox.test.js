import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Api } from '../../functions/pages/site/lib/api.js';
import { drain, pause } from '../../functions/pages/site/lib/outbox.js';
import {
  answer,
  asideIds,
  fresh,
  poisonedBy,
  problem,
  result,
  server,
  shelfOf,
  shelfWith,
  unjudged,
  UNREACHABLE,
  waitingIds,
} from './outboxes.js';

test('120 scans leave in their order, at most 50 at once', async () => {
  const scanDb = await shelfWith(120);
  const { send, messages } = server((entries) => answer(entries.map((entry) => result(entry))));

  const drained = await drain(scanDb, send);

  assert.deepEqual(
    messages.map((ids) => ids.length),
    [50, 50, 20],
  );
  assert.deepEqual(messages.flat(), [...messages.flat()].sort());
  assert.deepEqual([drained.sent, drained.stopped, (await scanDb.counts()).unsent], [120, null, 0]);
});

test('an empty outbox sends nothing', async () => {
  const { send, messages } = server(() => UNREACHABLE);

  const drained = await drain(await shelfWith(0), send);

  assert.deepEqual([messages, drained.stopped], [[], null]);
});

test('the answer is kept with its scan, and the verdict that stands', async () => {
  const scanDb = await shelfOf(fresh(1, null));
  const fields = { since: '2022-08-30T08:00:00.000Z', by: 'Porte B', verdict: 'already_admitted' };

  await drain(scanDb, server(([entry]) => answer([result(entry, fields)])).send);

  const [kept] = await scanDb.recent(1);
  assert.equal(kept.verdict, 'already_admitted');
  assert.equal(kept.result.by, 'Porte B');
  assert.equal('waiting' in kept, false);
});

test('the last count at the doors and the time of the server are handed on', async () => {
  const counts = { entrance: { present: 3, booked: 9, seats: null } };
  const { send } = server((entries, number) => {
    const more = number === 2 ? { headcounts: counts, received_at: 'later' } : {};
    return answer(
      entries.map((entry) => result(entry)),
      more,
    );
  });

  const drained = await drain(await shelfWith(60), send);

  assert.deepEqual([drained.headcounts, drained.receivedAt], [counts, 'later']);
});

for (const outcome of [UNREACHABLE, ...[401, 403, 408, 429, 500, 502, 503, 504].map((status) => problem(status))]) {
  const name = outcome.status ?? outcome.kind;

  test(`${name} keeps every scan and says why`, async () => {
    const scanDb = await shelfWith(60);
    const { send, messages } = server(() => outcome);

    const drained = await drain(scanDb, send);

    assert.equal(messages.length, 1);
    assert.equal(drained.stopped, outcome);
    assert.deepEqual([drained.sent, drained.aside, (await scanDb.counts()).unsent], [0, 0, 60]);
  });

  test(`${name} in the middle keeps what was not answered`, async () => {
    const scanDb = await shelfWith(120);
    const { send } = server((entries, number) => {
      return number === 2 ? outcome : answer(entries.map((entry) => result(entry)));
    });

    const drained = await drain(scanDb, send);

    assert.deepEqual([drained.sent, drained.stopped, (await waitingIds(scanDb))[0]], [50, outcome, 'scan-0051']);
  });

  test(`${name} while scans are sent one by one sets none aside`, async () => {
    const scanDb = await shelfWith(10);
    const { send, messages } = server((entries, number) => {
      if (entries.length > 1) return problem(422);
      return number > 4 ? outcome : answer(entries.map((entry) => result(entry)));
    });

    const drained = await drain(scanDb, send);

    assert.deepEqual([drained.sent, drained.stopped, await asideIds(scanDb)], [3, outcome, []]);
    assert.equal((await waitingIds(scanDb))[0], 'scan-0004');
    assert.equal(messages.length, 5);
  });
}

for (const status of [400, 404, 409, 413, 422]) {
  test(`${status} for 120 scans of which one is poisoned sets that one aside, and no other`, async () => {
    const scanDb = await shelfWith(120);
    const { send, messages } = poisonedBy(['scan-0077'], status);

    const drained = await drain(scanDb, send);

    assert.deepEqual([drained.sent, drained.aside, drained.stopped], [119, 1, null]);
    assert.deepEqual([await asideIds(scanDb), await waitingIds(scanDb)], [['scan-0077'], []]);
    // 50; 50, each of them alone, and an empty one; 20.
    assert.equal(messages.length, 1 + 1 + 50 + 1 + 1);
  });
}

test('a scan alone that is refused is set aside with the reason, and can still be read', async () => {
  const scanDb = await shelfWith(1);

  await drain(scanDb, poisonedBy(['scan-0001']).send);

  const [aside] = await scanDb.inState('aside');
  assert.equal(aside.problem.code, 'invalid_request');
  assert.equal(aside.scan.badge, 'badge 1');
});

test('a message that is refused even when empty is no scan’s fault', async () => {
  const scanDb = await shelfWith(3);
  const refused = problem(404, 'http_404');

  const drained = await drain(scanDb, server(() => refused).send);

  assert.deepEqual([drained.stopped, drained.aside, (await scanDb.counts()).unsent], [refused, 0, 3]);
});

test('an expired pass that may still bring its scans sets a poisoned one aside', async () => {
  const scanDb = await shelfWith(2);
  const poisoned = poisonedBy(['scan-0001']);

  const drained = await drain(scanDb, async (entries) => {
    return entries.length ? poisoned.send(entries) : problem(401, 'pass_expired');
  });

  assert.deepEqual([drained.sent, await asideIds(scanDb)], [1, ['scan-0001']]);
});

test('a problem of one scan to be tried again keeps it, and does not hold up the others', async () => {
  const scanDb = await shelfWith(60);
  const { send, messages } = server((entries) => {
    return answer(entries.map((entry) => (entry.seq % 20 ? result(entry) : unjudged(entry, 'later', true))));
  });

  const drained = await drain(scanDb, send);

  assert.equal(messages.length, 2);
  assert.deepEqual([drained.sent, drained.kept, drained.stopped], [57, 3, null]);
  assert.deepEqual(await waitingIds(scanDb), ['scan-0020', 'scan-0040', 'scan-0060']);
});

test('a problem of one scan that is final sets it aside, and nothing is sent again for it', async () => {
  const scanDb = await shelfWith(3);
  const { send, messages } = server((entries) => {
    return answer(entries.map((entry) => (entry.seq === 2 ? unjudged(entry, 'forbidden', false) : result(entry))));
  });

  const drained = await drain(scanDb, send);

  assert.deepEqual([messages.length, drained.sent, await asideIds(scanDb)], [1, 2, ['scan-0002']]);
});

test('a problem that does not say whether to try again keeps the scan', async () => {
  const scanDb = await shelfWith(1);

  await drain(scanDb, server(([entry]) => answer([{ scan_id: entry.scan.scan_id, problem: { code: 'odd' } }])).send);

  assert.deepEqual([await waitingIds(scanDb), await asideIds(scanDb)], [['scan-0001'], []]);
});

for (const [name, results] of [
  ['none at all', []],
  ['another scan', [{ scan_id: 'scan-9999', verdict: 'admitted', conflicts: [] }]],
  ['no scan in particular', [{ verdict: 'admitted', conflicts: [] }, null, 7, { problem: { retry: false } }]],
  ['a scan without a verdict', [{ scan_id: 'scan-0001' }, { scan_id: 'scan-0002', verdict: 1 }]],
]) {
  test(`an answer about ${name} removes nothing`, async () => {
    const scanDb = await shelfWith(2);

    const drained = await drain(scanDb, server(() => answer(results)).send);

    assert.deepEqual([drained.sent, drained.kept, await waitingIds(scanDb)], [0, 2, ['scan-0001', 'scan-0002']]);
  });
}

for (const body of [{}, null, [], 'welcome', { results: 'ok' }, { results: { 'scan-0001': 'admitted' } }]) {
  test(`JSON that is not ours, ${JSON.stringify(body)}, is nobody there`, async () => {
    const scanDb = await shelfWith(60);
    const { send, messages } = server(() => ({ kind: 'answer', status: 200, body, etag: null }));

    const drained = await drain(scanDb, send);

    assert.deepEqual([messages.length, drained.stopped, (await scanDb.counts()).unsent], [1, UNREACHABLE, 60]);
  });
}

test('a Wi-Fi sign-in page answers 200 to everything and takes nothing', async () => {
  const scanDb = await shelfWith(3);
  const page = () => new Response('<h1>Bienvenue</h1>', { status: 200, headers: { 'content-type': 'text/html' } });
  const api = new Api(
    async () => page(),
    () => 0,
  );

  const drained = await drain(scanDb, (entries) => api.ask('POST', '/api/scans', { body: { scans: entries } }));

  assert.deepEqual([drained.stopped, (await scanDb.counts()).unsent], [UNREACHABLE, 3]);
});

test('results in another order, and of a scan twice, find their scans', async () => {
  const scanDb = await shelfWith(3);
  const { send } = server((entries) => answer([...entries, ...entries].reverse().map((entry) => result(entry))));

  const drained = await drain(scanDb, send);

  assert.deepEqual([drained.sent, (await scanDb.counts()).unsent], [3, 0]);
});

for (const [name, offline, answered, alarms] of [
  ['let in twice', 'admitted', { conflicts: ['double_admission'], server_verdict: 'already_admitted' }, true],
  ['let in over the seats', 'admitted', { conflicts: ['over_capacity'] }, true],
  ['moved while the clock was ahead, too', 'moved', { conflicts: ['double_admission', 'clock'] }, true],
  ['refused, and another atelier too full', 'full', { conflicts: ['over_capacity'], server_verdict: 'moved' }, true],
  ['refused, and let in by the server', 'full', { conflicts: ['withdrawn'], server_verdict: 'moved' }, true],
  ['let in by a clock that is ahead', 'admitted', { conflicts: ['clock'] }, false],
  ['refused by the phone alone', 'cancelled', { conflicts: [], server_verdict: 'admitted' }, false],
  ['refused with the clock ahead', 'cancelled', { conflicts: ['clock'], server_verdict: 'admitted' }, false],
  ['let in again without a contradiction', 'admitted', { conflicts: [], server_verdict: 'already_admitted' }, false],
  ['asked of the server, with the clock ahead', null, { conflicts: ['clock'] }, false],
]) {
  test(`${name} ${alarms ? 'is' : 'is not'} for the volunteer to see`, async () => {
    const scanDb = await shelfOf(fresh(1, offline));

    const { conflicts } = await drain(scanDb, server(([entry]) => answer([result(entry, answered)])).send);

    assert.equal(conflicts.length, alarms ? 1 : 0);
    assert.deepEqual(await scanDb.inState('alert'), conflicts);
  });
}

test('pauses grow from 2 to 30 seconds, each of its own length', () => {
  assert.equal(
    pause(0, () => 0.999),
    2_000,
  );
  const longest = [1, 2, 3, 4, 5, 2_000].map((failures) => pause(failures, () => 1));
  assert.deepEqual(longest, [4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  for (const failures of [1, 4, 50])
    assert.equal(
      pause(failures, () => 0),
      2_000,
    );
  assert.equal(
    pause(4, () => 0.5),
    16_000,
  );
});

test('an event that is closed keeps no scan from leaving once it is opened again, and the phone knows why it stays', async () => {
  const scanDb = await shelfWith(2);
  const closed = server((entries) => answer(entries.map((entry) => unjudged(entry, 'event_closed', true))));
  const open = server((entries) => answer(entries.map((entry) => result(entry))));

  const shut = await drain(scanDb, closed.send);
  const held = (await scanDb.waiting()).map((entry) => entry.held);
  const later = await drain(scanDb, open.send);

  assert.deepEqual([shut.kept, shut.aside, held], [2, 0, ['event_closed', 'event_closed']]);
  assert.equal(later.sent, 2);
  assert.deepEqual(await waitingIds(scanDb), []);
});

test('what the server only has no time for is not said to be held', async () => {
  const scanDb = await shelfWith(1);
  const busy = server((entries) => answer(entries.map((entry) => unjudged(entry, 'later', true))));

  await drain(scanDb, busy.send);

  assert.equal((await scanDb.waiting())[0].held, undefined);
});
