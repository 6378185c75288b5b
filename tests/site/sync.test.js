import assert from 'node:assert/strict';
import { test } from 'node:test';

import { EVENT } from './badges.js';
import {
  accepts,
  ada,
  answered,
  bao,
  json,
  listed,
  PASS,
  phoneAt,
  problem,
  result,
  ROSTER,
  rosterBody,
  round,
  SCANS,
  unchanged,
} from './phones.js';

const REGISTER = 'POST /api/attendees';

const hands =
  (body, etag = '"one"') =>
  () =>
    json(body, 200, { etag });
const dia = {
  event: EVENT,
  registration_id: 'registration-of-dia',
  at: '2022-08-30T09:00:00.000Z',
  checkpoint: 'entrance',
  group: 'entrance',
  body: { given_name: 'Dia', family_name: 'Exemple', consent: true },
};

test('a phone with nothing to send shows that it is there, and learns the count', async () => {
  const headcounts = { entrance: { present: 12, booked: 40, seats: null } };
  const at = await phoneAt({ [SCANS]: () => answered([], { headcounts }), [ROSTER]: unchanged });

  await round(at);

  assert.deepEqual(at.asked[0].body.scans, []);
  assert.equal(at.phone.headcount.present, 12);
  assert.equal(at.phone.isAnswered, true);
});

test('the roster is asked for again every minute, by its tag', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  await round(at);
  await round(at);
  at.time.monotonic += 60_000;

  await round(at);

  const asked = at.asked.filter(({ route }) => route === ROSTER);
  assert.deepEqual(
    asked.map(({ headers }) => headers.get('if-none-match')),
    ['"one"', '"one"'],
  );
});

test('a list that may lack somebody is asked for again at once, but not again and again', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  await round(at);
  const asked = () => at.asked.filter(({ route }) => route === ROSTER).length;

  at.sync.lookAgain();
  await at.sync.running;
  assert.equal(asked(), 1);
  at.time.monotonic += 6_000;
  at.sync.lookAgain();
  await at.sync.running;
  assert.equal(asked(), 2);
});

test('a new roster replaces the old one as a whole', async () => {
  const at = await phoneAt({
    [SCANS]: accepts,
    [ROSTER]: hands(rosterBody({ attendees: [listed(bao, { name: 'Bao E.' })] }), '"two"'),
  });

  await round(at);

  assert.deepEqual(
    at.phone.people.find('bao', 9).people.map(({ name }) => name),
    ['Bao E.'],
  );
  assert.deepEqual(at.phone.people.find('ada', 9).people, []);
});

test('who has changed is asked for by the cursor of the last answer, and learnt beside the others', async () => {
  const cursors = ['since=1', 'since=2'];
  const few = { whole: false, attendees: [listed(bao, { name: 'Bao E.' })], next: null };
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: hands(rosterBody({ cursor: cursors[0] }), '"two"') });
  await round(at);
  const paths = [];
  at.server.routes[ROSTER] = (_body, { path }) => {
    paths.push(path);
    return json({ ...few, cursor: cursors[1], server_time: new Date(at.time.now).toISOString() });
  };

  for (const _ of cursors) {
    at.time.monotonic += 60_000;
    await round(at);
  }

  assert.deepEqual(paths, ['/api/roster?after=since%3D1', '/api/roster?after=since%3D2']);
  assert.equal(at.phone.people.size, 2);
});

test('a roster that has changed is fetched with one request', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: hands(rosterBody(), '"two"') });

  await round(at);

  assert.equal(at.asked.filter(({ route }) => route === ROSTER).length, 1);
});

test('the programme is asked for by its tag, and what the phone has of it stays', async () => {
  const told = { ateliers: [{ id: 'atelier-1', number: 1, title: 'Atelier N°1', room: 'A' }] };
  const tags = [];
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  at.server.routes['GET /api/programme'] = (_body, { headers }) => {
    tags.push(headers.get('if-none-match'));
    return tags.length === 1
      ? json({ ...told, received_at: '' }, 200, { etag: '"p"' })
      : new Response(null, { status: 304 });
  };

  for (const _ of ['first', 'second']) {
    await round(at);
    at.time.monotonic += 60_000;
  }

  assert.deepEqual(tags, ['', '"p"']);
  assert.equal(at.phone.atelier('atelier-1').number, 1);
});

test('a roster of several pages is taken only when all its pages are', async () => {
  const pages = (_body, { path }) => {
    if (!path.includes('page'))
      return json(rosterBody({ attendees: [listed(bao)], next: 'bao' }), 200, { etag: '"two"' });
    throw new TypeError('Failed to fetch');
  };
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: pages });

  await round(at);

  assert.equal(at.phone.people.size, 1);
  assert.equal(at.phone.people.find('ada', 9).people.length, 1);
});

for (const code of ['pass_revoked', 'pass_expired']) {
  test(`${code} takes the roster at once, and the pass when nothing is left to send`, async () => {
    const at = await phoneAt({ [SCANS]: () => problem(401, code) });

    await round(at);

    assert.deepEqual([at.phone.roster, at.phone.people.size, at.phone.pass, at.phone.ended], [null, 0, null, code]);
    assert.equal(await at.scanDb.roster.load(PASS), null);
    assert.equal(await at.scanDb.setting('pass'), undefined);
  });
}

test('a revoked phone keeps its pass while scans are left, and every scan', async () => {
  const at = await phoneAt();
  await at.scanning.take({ badge: ada });
  at.server.routes = { [SCANS]: () => problem(401, 'pass_revoked') };

  await round(at);

  assert.deepEqual([at.phone.roster, at.phone.pass], [null, PASS]);
  assert.equal((await at.scanDb.waiting()).length, 1);
});

test('a pass that expired still brings the scans that were made before', async () => {
  const at = await phoneAt();
  await at.scanning.take({ badge: ada });
  at.server.routes = {
    [SCANS]: ({ scans }) => (scans.length ? accepts({ scans }) : problem(401, 'pass_expired')),
    [ROSTER]: () => problem(401, 'pass_expired'),
  };
  await round(at);

  await round(at);

  assert.deepEqual([(await at.scanDb.counts()).unsent, at.phone.ended, at.phone.pass], [0, 'pass_expired', null]);
});

for (const status of [401, 403, 429, 503]) {
  test(`another ${status} wipes nothing`, async () => {
    const at = await phoneAt({ [SCANS]: () => problem(status, 'unauthorised') });

    await round(at);

    assert.notEqual(at.phone.roster, null);
    assert.equal(at.phone.pass, PASS);
    assert.equal(at.phone.isAnswered, false);
  });
}

test('a phone that fails waits longer each time, and no longer once it is answered', async () => {
  const at = await phoneAt();
  at.sync.around.random = () => 1;
  await round(at);
  await round(at);
  await round(at);
  at.server.routes = { [SCANS]: accepts, [ROSTER]: unchanged };

  await round(at);

  assert.deepEqual(
    at.timers.map(({ after }) => after),
    [4_000, 8_000, 16_000, 5_000],
  );
});

test('being woken in the middle of a round runs another right after it', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  at.sync.wake();
  at.sync.wake();

  await at.sync.running;

  assert.equal(at.timers.at(-1).after, 0);
});

test('a round that is asked for while one runs is one of its own, and is waited for', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  let rounds = 0;
  at.sync.addEventListener('round', () => (rounds += 1));
  at.sync.wake();

  await at.sync.round();

  assert.equal(rounds, 2);
});

test('a page that is left runs no round more', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  at.sync.wake();
  at.sync.stop();
  await at.sync.running;

  await round(at);

  assert.equal(at.timers.length, 0);
  assert.equal(at.asked.filter(({ route }) => route === SCANS).length, 1);
});

test('a fault in a round does not stop the rounds, which come less often', async () => {
  const at = await phoneAt();
  at.sync.around.locks = { request: () => Promise.reject(new RangeError('a fault of ours')) };
  at.sync.around.random = () => 1;

  for (let n = 0; n < 3; n += 1) await assert.rejects(round(at), RangeError);

  assert.deepEqual(
    at.timers.map(({ after }) => after),
    [4_000, 8_000, 16_000],
  );
});

test('somebody registered while nobody answered is registered, and then counted, once', async () => {
  const registered = [];
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  await at.scanDb.keepRegistration(dia);
  at.server.routes[REGISTER] = (body) => {
    registered.push(body);
    if (registered.length === 1) throw new TypeError('the answer was lost');
    return json({ attendee_id: 'dia', pass: null }, 201);
  };
  await round(at);
  await round(at);

  await round(at);

  assert.deepEqual(
    registered.map((body) => body.registration_id),
    [dia.registration_id, dia.registration_id],
  );
  const sent = at.asked.flatMap(({ body }) => body?.scans ?? []);
  assert.deepEqual(
    sent.map(({ scan_id, attendee_id, at: when, offline }) => [scan_id, attendee_id, when, offline]),
    [[dia.registration_id, 'dia', dia.at, 'admitted']],
  );
  assert.deepEqual(await at.scanDb.registrations(), []);
});

for (const [status, code] of [
  [403, 'forbidden'],
  [409, 'already_registered'],
  [422, 'invalid_request'],
]) {
  test(`a registration that is refused with ${code} is set aside, and keeps nothing else back`, async () => {
    const at = await phoneAt({
      [SCANS]: accepts,
      [ROSTER]: unchanged,
      [REGISTER]: () => problem(status, code),
    });
    await at.scanDb.keepRegistration(dia);
    await at.scanning.take({ badge: ada });

    await round(at);
    await round(at);

    assert.deepEqual(await at.scanDb.counts(), { unsent: 0, aside: 1 });
    assert.equal(at.asked.filter(({ route }) => route === REGISTER).length, 1);
    assert.equal((await at.scanDb.registrations())[0].problem.code, code);
  });
}

test('a registration that its form is still asking for is left to it', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged, [REGISTER]: () => json({ attendee_id: 'dia' }) });
  await at.scanDb.keepRegistration(dia);
  at.scanning.asking.add(dia.registration_id);

  await round(at);

  assert.equal(at.asked.filter(({ route }) => route === REGISTER).length, 0);
  at.scanning.asking.delete(dia.registration_id);
  await round(at);
  assert.equal(at.asked.filter(({ route }) => route === REGISTER).length, 1);
});

test('what the server refused while the phone was alone is an alarm', async () => {
  const at = await phoneAt();
  await at.scanning.take({ badge: ada });
  const conflicts = ['double_admission'];
  at.server.routes = {
    [SCANS]: ({ scans }) =>
      answered(scans.map((scan) => result(scan, { conflicts, server_verdict: 'already_admitted' }))),
  };

  await round(at);

  assert.deepEqual(
    (await at.scanDb.inState('alert')).map(({ result }) => result.attendee.name),
    ['Ada E.'],
  );
});

test('a late refusal of the earlier link does not end the link that was opened meanwhile', async () => {
  const at = await phoneAt();
  const next = 'n'.repeat(43);
  at.server.routes = {
    [SCANS]: async () => {
      await at.phone.takeLink(next);
      return problem(401, 'pass_expired');
    },
  };

  await round(at);

  assert.deepEqual([at.phone.pass, at.phone.ended], [next, null]);
});

test('a roster that was asked for with the earlier link is not learnt under the next', async () => {
  const at = await phoneAt({ [SCANS]: accepts });
  at.server.routes[ROSTER] = async () => {
    await at.phone.takeLink('n'.repeat(43));
    return json(rosterBody(), 200, { etag: '"two"' });
  };

  await round(at);

  assert.equal(at.phone.roster, null);
});

test('an undo that is still to be told keeps the pass, and is counted as unsent', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  const entry = await at.scanning.take({ badge: ada });
  await round(at);
  await at.scanning.takeBack(entry);
  at.server.routes = { [SCANS]: () => problem(401, 'pass_revoked') };

  await round(at);

  assert.deepEqual([(await at.scanDb.counts()).unsent, at.phone.pass], [1, PASS]);
});

test('a scan that was set aside stays undone: the server knows nothing to undo', async () => {
  const refuse = ({ scans }) =>
    answered(scans.map(({ scan_id }) => ({ scan_id, problem: { code: 'forbidden', retry: false } })));
  const at = await phoneAt();
  await at.scanning.takeBack(await at.scanning.take({ badge: ada }));
  at.server.routes = { [SCANS]: refuse, [ROSTER]: unchanged, '/undo': () => problem(404, 'not_found') };

  await round(at);

  const [entry] = await at.scanDb.inState('aside');
  assert.deepEqual([entry.undone, entry.undo], [true, 'wanted']);
});

test('an undo that the server cannot do now keeps neither the next one nor the roster waiting', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  const entries = [await at.scanning.take({ badge: ada }), await at.scanning.take({ badge: bao })];
  await round(at);
  for (const entry of entries) await at.scanDb.change(entry.seq, { undone: true, undo: 'wanted' });
  at.server.routes['/undo'] = () => problem(500, 'fault');
  at.asked.length = 0;
  at.time.monotonic += 60_000;

  await round(at);

  assert.equal(at.asked.filter(({ route }) => route.endsWith('/undo')).length, 2);
  assert.equal(at.asked.filter(({ route }) => route === ROSTER).length, 1);
});

test('JSON of somebody else undoes nothing, registers nobody and sets no clock', async () => {
  const at = await phoneAt();
  await at.scanDb.keepRegistration(dia);
  const entry = await at.scanning.take({ badge: ada });
  await at.scanDb.change(entry.seq, { waiting: undefined, undone: true, undo: 'wanted' });
  at.server.routes = {
    [SCANS]: () => answered([]),
    [REGISTER]: () => json({ ok: true }),
    '/undo': () => json({ ok: true }),
  };

  await round(at);
  await at.scanning.sendUndo(entry);

  assert.equal((await at.scanDb.registrations()).length, 1);
  assert.equal((await at.scanDb.inState('undo')).length, 1);
  at.phone.missed();
  at.server.routes = { [SCANS]: () => json({ ok: true }) };
  await round(at);
  assert.equal(at.phone.isAnswered, false);
});
