import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  ada,
  adaId,
  answered,
  ATELIER,
  bao,
  DOOR,
  isAnswered,
  listed,
  phoneAt,
  problem,
  result,
  rosterBody,
  round,
  SCANS,
} from './phones.js';

test('a phone that nobody has answered decides at once, and asks nobody', async () => {
  const { scanning, asked, scanDb } = await phoneAt();

  const entry = await scanning.take({ badge: ada });

  assert.equal(entry.verdict, 'admitted');
  assert.equal(entry.scan.offline, 'admitted');
  assert.deepEqual(asked, []);
  assert.deepEqual(await scanDb.waiting(), [entry]);
});

test('a phone that was answered asks the server, which knows more', async () => {
  const at = await phoneAt({ [SCANS]: ({ scans }) => answered([result(scans[0], { verdict: 'already_admitted' })]) });
  isAnswered(at);

  const entry = await at.scanning.take({ badge: ada });

  assert.equal(entry.verdict, 'already_admitted');
  assert.equal(at.asked[0].body.scans[0].offline, null);
  assert.equal(at.asked[0].body.battery, 80);
  assert.equal((await at.scanDb.counts()).unsent, 0);
});

test('a phone says how many scans it keeps besides those that it brings', async () => {
  const at = await phoneAt({ [SCANS]: ({ scans }) => answered(scans.map((scan) => result(scan))) });
  await at.scanning.take({ badge: ada });
  isAnswered(at);

  await at.scanning.take({ badge: bao });
  await round(at);

  const sent = at.asked.filter(({ route }) => route === SCANS).map(({ body }) => [body.scans.length, body.outbox]);
  assert.deepEqual(sent, [
    [1, 1],
    [1, 0],
  ]);
});

test('a scan is on the disk before the server is asked', async () => {
  const at = await phoneAt();
  isAnswered(at);
  let kept = null;
  at.server.routes[SCANS] = async ({ scans }) => {
    kept = await at.scanDb.waiting();
    return answered([result(scans[0])]);
  };

  await at.scanning.take({ badge: ada });

  assert.equal(kept.length, 1);
  assert.equal(kept[0].scan.badge, ada);
});

const silences = {
  'is not there': () => {
    throw new TypeError('Failed to fetch');
  },
  'is a Wi-Fi sign-in page': () => new Response('<h1>Bienvenue</h1>', { headers: { 'content-type': 'text/html' } }),
  'does not know the pass': () => problem(401, 'unauthorised'),
  'is overloaded': () => problem(503, 'later'),
  'answers for another scan': () => answered([{ ...result({ scan_id: 'another-scan', at: '' }) }]),
  'asks for patience': ({ scans }) =>
    answered([{ scan_id: scans[0].scan_id, problem: { code: 'later', retry: true } }]),
};
for (const [name, silence] of Object.entries(silences)) {
  test(`when the server ${name}, the phone decides and keeps the scan`, async () => {
    const at = await phoneAt({ [SCANS]: silence });
    isAnswered(at);

    const entry = await at.scanning.take({ badge: ada });

    assert.equal(entry.scan.offline, 'admitted');
    assert.equal((await at.scanDb.waiting())[0].scan.offline, 'admitted');
  });
}

test('once nobody answered in time, the next person does not wait for it again', async () => {
  const at = await phoneAt();
  isAnswered(at);
  await at.scanning.take({ badge: ada });
  at.asked.length = 0;

  await at.scanning.take({ badge: bao });

  assert.deepEqual(at.asked, []);
});

test('a scan that the server can never judge is set aside at once', async () => {
  const refuse = ({ scans }) => answered([{ scan_id: scans[0].scan_id, problem: { code: 'forbidden', retry: false } }]);
  const at = await phoneAt({ [SCANS]: refuse });
  isAnswered(at);

  const entry = await at.scanning.take({ badge: ada });

  assert.equal(entry.aside, 1);
  assert.equal(entry.problem.code, 'forbidden');
  assert.equal((await at.scanDb.counts()).unsent, 0);
});

test('the outbox leaves a scan alone while the door asks for it', async () => {
  const at = await phoneAt();
  isAnswered(at);
  let answer;
  at.server.routes[SCANS] = ({ scans }) => {
    if (!scans.length) return answered([]);
    return new Promise((done) => (answer = () => done(answered([result(scans[0])]))));
  };
  const taking = at.scanning.take({ badge: ada });
  while (!answer) await new Promise((later) => setTimeout(later, 1));

  await round(at);

  answer();
  await taking;
  assert.equal(at.asked.filter(({ body }) => body?.scans?.length).length, 1);
});

test('whoever came in here an hour ago is already in, also when only the server saw it', async () => {
  const since = '2022-08-30T08:00:00.000Z';
  const earlier = { verdict: 'already_admitted', since, by: 'Porte gauche' };
  const at = await phoneAt({ [SCANS]: ({ scans }) => answered([result(scans[0], earlier)]) });
  isAnswered(at);
  await at.scanning.take({ badge: ada });
  at.server.routes = {};

  const entry = await at.scanning.take({ badge: ada });

  assert.equal(entry.verdict, 'already_admitted');
  assert.equal(entry.own.since, since);
  assert.equal(entry.own.by, 'Porte gauche');
});

test('a genuine badge that the roster lacks is a new registration', async () => {
  const { scanning } = await phoneAt();

  const { verdict, own, attendee_id } = await scanning.take({ badge: bao });

  assert.equal(verdict, 'admitted');
  assert.equal(own.newcomer, true);
  assert.notEqual(attendee_id, null);
});

test('somebody chosen by name is judged as by their badge', async () => {
  const { scanning } = await phoneAt();

  const entry = await scanning.take({ attendee_id: adaId });

  assert.equal(entry.verdict, 'admitted');
  assert.deepEqual([entry.scan.attendee_id, entry.scan.badge], [adaId, undefined]);
});

test('people who were let in without a booking take the seats that were left', async () => {
  const roster = rosterBody({ checkpoints: [ATELIER], attendees: [listed(ada), listed(bao)] });
  const at = await phoneAt({}, { roster });
  at.phone.doors = {
    at: at.phone.now(),
    doors: { 'atelier-1': { present: 29, booked: 29, seats: { capacity: 30, taken: 29 } } },
  };
  const first = await at.scanning.take({ badge: ada, override: true });

  const second = await at.scanning.take({ badge: bao, override: true });

  assert.deepEqual([first.verdict, second.verdict], ['admitted', 'full']);
});

test('a scan is stamped with the server’s time, however wrong the phone’s clock is', async () => {
  const at = await phoneAt({ [SCANS]: () => answered([]) });
  at.time.now += 3_600_000;
  await round(at);
  at.server.routes = {};

  const entry = await at.scanning.take({ badge: ada });

  assert.equal(entry.scan.at, '2022-08-30T09:12:00.000Z');
});

test('somebody of whom the server has still to hear is judged by the phone, which knows more', async () => {
  const at = await phoneAt({
    [SCANS]: ({ scans }) => answered([result(scans[0])]),
    '/undo': () => problem(503, 'later'),
  });
  isAnswered(at);
  await at.scanning.takeBack(await at.scanning.take({ badge: ada }));
  isAnswered(at);
  at.asked.length = 0;

  const entry = await at.scanning.take({ badge: ada });

  assert.deepEqual([entry.verdict, entry.scan.offline, at.asked], ['admitted', 'admitted', []]);
});

test('what the phone refused makes it no wiser than the server, which is asked', async () => {
  const at = await phoneAt({}, { roster: rosterBody({ checkpoints: [ATELIER] }) });
  const refused = await at.scanning.take({ badge: ada });
  at.server.routes = { [SCANS]: ({ scans }) => answered([result(scans[0])]) };
  isAnswered(at);

  const entry = await at.scanning.take({ badge: ada, override: true });

  assert.deepEqual([refused.verdict, entry.scan.offline, at.asked.length], ['not_booked', null, 1]);
});

test('people go out where they came in, and are counted so', async () => {
  const { phone, scanning } = await phoneAt();
  await scanning.take({ badge: ada });
  await phone.setDirection('out');

  const out = await scanning.take({ badge: ada });
  const again = await scanning.take({ badge: ada });

  assert.deepEqual([out.verdict, out.own.present], ['left', -1]);
  assert.deepEqual([again.verdict, again.own.present], ['left', 0]);
  assert.equal(
    phone.checkpoint,
    phone.roster.checkpoints.find(({ id }) => id === DOOR.id),
  );
});

test('what is no badge, and whom nothing here vouches for, is refused and moves no count', async () => {
  const { phone, scanning } = await phoneAt();
  const nothing = { booked: [], since: null, by: null, moved_from: null, walk_in: false, override_possible: false };

  const text = await scanning.take({ badge: 'https://example.org/' });
  phone.tools.subtle = undefined;
  const stranger = await scanning.take({ badge: bao });

  for (const [entry, verdict] of [
    [text, 'unreadable'],
    [stranger, 'unknown_badge'],
  ]) {
    assert.deepEqual([entry.verdict, entry.scan.offline, entry.name], [verdict, verdict, null]);
    assert.deepEqual(entry.own, { verdict, ...nothing, unsure: [], newcomer: false, present: 0 });
  }
});

test('whoever leaves where they are not is let out, and counted once', async () => {
  const { phone, scanning } = await phoneAt();
  await phone.setDirection('out');
  const early = await scanning.take({ badge: ada });
  await phone.setDirection('in');
  const entry = await scanning.take({ badge: ada });
  const again = await scanning.take({ badge: ada });
  await phone.setDirection('out');
  const late = await scanning.take({ badge: ada });

  assert.deepEqual(
    [early, entry, again, late].map(({ verdict, own }) => [verdict, own.present]),
    [
      ['left', 0],
      ['admitted', 1],
      ['already_admitted', 0],
      ['left', -1],
    ],
  );
});

test('a server that has a fault has answered, and the door is free for the next scan', async () => {
  const at = await phoneAt({ [SCANS]: () => problem(503, 'later') });
  await at.phone.takeName('Ada');
  isAnswered(at);

  const entry = await at.scanning.take({ badge: ada });

  assert.deepEqual([entry.verdict, entry.scan.offline, at.phone.isAnswered], ['admitted', 'admitted', true]);
  assert.equal(at.scanning.asking.size, 0);
  assert.equal(at.asked[0].body.name, 'Ada');
});

test('the server is asked about what the phone cannot read, and about whom it does not know', async () => {
  const at = await phoneAt({ [SCANS]: ({ scans }) => answered([result(scans[0])]) });
  at.phone.tools.subtle = undefined;

  for (const badge of ['https://example.org/', bao]) {
    isAnswered(at);
    assert.equal((await at.scanning.take({ badge })).scan.offline, null);
  }
  assert.equal(at.asked.length, 2);
});

test('what is unsure of the badge is unsure of the verdict, and a badge that was replaced lets nobody in', async () => {
  for (const [issue, verdict, unsure] of [
    [0, 'admitted', ['elsewhere', 'issue']],
    [1, 'admitted', ['elsewhere']],
    [2, 'cancelled', []],
  ]) {
    const { scanning } = await phoneAt({}, { roster: rosterBody({ attendees: [listed(ada, { issue })] }) });
    const { own } = await scanning.take({ badge: ada });

    assert.deepEqual([own.verdict, own.unsure, own.newcomer], [verdict, unsure, false]);
    assert.equal(own.present, verdict === 'admitted' ? 1 : 0);
    assert.equal((await scanning.take({ badge: bao })).own.newcomer, true);
  }
});

test('only a supervisor lets people into a full atelier', async () => {
  for (const [supervisor, verdict] of [
    [false, 'full'],
    [true, 'admitted'],
  ]) {
    const pass = { ...rosterBody().pass, supervisor };
    const { phone, scanning } = await phoneAt({}, { roster: rosterBody({ checkpoints: [ATELIER], pass }) });
    phone.doors = { at: 0, doors: { 'atelier-1': { present: 1, booked: 1, seats: { capacity: 1, taken: 1 } } } };

    assert.equal((await scanning.take({ badge: ada, override: true })).verdict, verdict);
  }
});
