import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { IDBFactory } from 'fake-indexeddb';
import { test } from 'node:test';

import { Api } from '../../functions/pages/site/lib/api.js';
import { drain, pause } from '../../functions/pages/site/lib/outbox.js';
import { openScanDb } from '../../functions/pages/site/lib/scan_db.js';

const UNREACHABLE = { kind: 'unreachable' };

/** A scan to be kept, decided by the phone alone unless it asks. */
function fresh(number, offline = 'admitted') {
  const scan_id = `scan-${String(number).padStart(4, '0')}`;
  const where = { checkpoint: 'entrance', direction: 'in', at: '2022-08-30T08:00:00.000Z' };
  const scan = { scan_id, badge: `badge ${number}`, ...where, override: false, offline };
  const known = { attendee_id: null, name: null, group: 'entrance' };
  return { scan, ...known, verdict: offline, result: null, own: null, waiting: 1 };
}

async function shelfOf(...entries) {
  const scanDb = await openScanDb(new IDBFactory());
  for (const entry of entries) await scanDb.add(entry);
  return scanDb;
}

/** A scan database with so many scans waiting, numbered from 1. */
function shelfWith(count) {
  return shelfOf(...Array.from({ length: count }, (_, index) => fresh(index + 1)));
}

function problem(status, code = 'invalid_request') {
  return { kind: 'problem', status, problem: { code } };
}

function answer(results, more = {}) {
  return { kind: 'answer', status: 200, body: { results, headcounts: {}, received_at: 'now', ...more }, etag: null };
}

/** What the server says of a scan that it accepts as it is. */
function result({ scan }, more = {}) {
  return { scan_id: scan.scan_id, verdict: scan.offline ?? 'admitted', server_verdict: null, conflicts: [], ...more };
}

function unjudged({ scan }, code, retry) {
  return { scan_id: scan.scan_id, problem: { code, retry } };
}

/** A server that remembers which scans it was sent, message by message. */
function server(answers) {
  const messages = [];
  const send = async (entries) => {
    messages.push(entries.map((entry) => entry.scan.scan_id));
    return answers(entries, messages.length);
  };
  return { send, messages };
}

/** A server that refuses every message with one of some scans in it. */
function poisonedBy(scanIds, status = 422) {
  return server((entries) => {
    const isPoisoned = entries.some((entry) => scanIds.includes(entry.scan.scan_id));
    return isPoisoned ? problem(status) : answer(entries.map((entry) => result(entry)));
  });
}

async function waitingIds(scanDb) {
  return (await scanDb.waiting()).map((entry) => entry.scan.scan_id);
}

async function asideIds(scanDb) {
  return (await scanDb.inState('aside')).map((entry) => entry.scan.scan_id);
}

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
