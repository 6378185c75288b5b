import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Pocket } from '../../functions/pages/site/badge/wallet.js';
import { NOON, OTHER_PASS, PASS, Server, phoneOf, registration, svg } from './attendees.js';
import { json, problem } from './phones.js';

const signIn = () => new Response('<h1>Wi-Fi</h1>', { headers: { 'content-type': 'text/html' } });

test('a link that is opened is kept with the badge drawn, and opens again without a network', async () => {
  const server = new Server();
  const { wallet } = await phoneOf(server);
  server.leave();

  const { own } = await phoneOf(server, { opened: false, wallet });
  await own.refresh();

  assert.equal(own.shown.registration.given_name, 'Ada');
  assert.equal(own.shown.svg, '<svg>BADGE 1</svg>');
  assert.equal(own.shown.seenAt, NOON);
  assert.equal(own.programme.ateliers.length, 4);
  assert.equal(own.reached, false);
});

test('the badge is drawn once, and anew when it is another', async () => {
  const server = new Server();
  const { own } = await phoneOf(server);
  await own.refresh();
  assert.equal(server.asked.filter(({ route }) => route.endsWith('.svg')).length, 1);

  server.registration = registration({ badge: 'BADGE 2', issue: 2 });
  await own.refresh();

  assert.equal(own.shown.svg, '<svg>BADGE 2</svg>');
});

test('the old code is never shown for a new badge', async () => {
  const server = new Server();
  const { own } = await phoneOf(server);
  server.registration = registration({ badge: 'BADGE 2', issue: 2 });
  server.instead['GET /api/badge.svg'] = signIn;

  await own.refresh();
  assert.equal(own.shown.svg, null);

  delete server.instead['GET /api/badge.svg'];
  await own.refresh();
  assert.equal(own.shown.svg, '<svg>BADGE 2</svg>');
});

test('a link that was opened without a network is opened when there is one', async () => {
  const server = new Server();
  const { fetch } = server;
  server.leave();
  const { own, wallet } = await phoneOf(server);
  assert.deepEqual([own.refused, own.shown, own.isOpening], ['waiting', null, false]);

  const { own: later } = await phoneOf(server, { opened: false, wallet });
  assert.equal(later.isOpening, true);
  server.fetch = fetch;
  await later.refresh();

  assert.equal(later.shown.pass, PASS);
  assert.equal(later.refused, null);
});

test('a sign-in page is nobody, and changes nothing that is kept', async () => {
  const server = new Server();
  const { own } = await phoneOf(server);
  server.instead['GET /api/registration'] = signIn;

  await own.refresh();

  assert.equal(own.reached, false);
  assert.equal(own.shown.registration.given_name, 'Ada');
});

test('a link that opens nothing is told, and leaves the badges that are here', async () => {
  for (const [status, code] of [
    [401, 'unauthorised'],
    [401, 'pass_revoked'],
    [401, 'pass_expired'],
    [403, 'forbidden'],
  ]) {
    const server = new Server();
    const { own } = await phoneOf(server);
    server.instead['GET /api/registration'] = () => {
      const { pass } = server.asked.at(-1);
      return pass === PASS ? json(server.registration) : problem(status, code);
    };

    await own.open(OTHER_PASS);
    await own.refresh();

    assert.equal(own.refused, code);
    assert.equal(own.shown.registration.given_name, 'Ada');
    assert.deepEqual(await own.wallet.held(), []);
  }
});

test('two people on one phone: each link is kept, the last one opened is shown, the other a touch away', async () => {
  const server = new Server();
  const { own, wallet } = await phoneOf(server);
  server.instead['GET /api/registration'] = () =>
    json(
      server.asked.at(-1).pass === OTHER_PASS
        ? registration({ attendee_id: 'BEA', given_name: 'Bea' })
        : registration(),
    );

  await own.open(OTHER_PASS);
  await own.refresh();
  assert.equal(own.shown.registration.given_name, 'Bea');
  assert.equal(own.badges.length, 2);

  await own.show('ADA');
  const { own: later } = await phoneOf(server, { opened: false, wallet });
  assert.equal(later.shown.registration.given_name, 'Ada');
});

const whose = (server) => () =>
  json(
    server.asked.at(-1).pass === OTHER_PASS ? registration({ attendee_id: 'BEA', given_name: 'Bea' }) : registration(),
  );

test('two links opened one right after the other are both kept, and the last one is shown', async () => {
  for (const wallet of [undefined, new Pocket()]) {
    const server = new Server();
    server.instead['GET /api/registration'] = whose(server);
    const { own, time } = await phoneOf(server, { opened: false, wallet });

    const first = own.open(PASS);
    time.now += 1;
    await Promise.all([first, own.open(OTHER_PASS)]);
    await own.refresh();

    assert.deepEqual(
      own.badges.map((kept) => kept.registration.given_name),
      ['Ada', 'Bea'],
    );
    assert.equal(own.shown.registration.given_name, 'Bea');
    assert.deepEqual(await own.wallet.held(), []);
  }
});

test('a link opened while the server is being asked is asked about as well', async () => {
  const server = new Server();
  const { own } = await phoneOf(server);
  let answer;
  server.instead['GET /api/registration'] = () => new Promise((done) => (answer = () => done(json(registration()))));
  const asking = own.refresh();
  while (!answer) await new Promise((done) => setTimeout(done));

  await own.open(OTHER_PASS);
  server.instead['GET /api/registration'] = whose(server);
  const again = own.refresh();
  answer();
  await Promise.all([asking, again]);

  assert.equal(own.shown.registration.given_name, 'Bea');
  assert.equal(own.refreshing.isBusy, false);
});

test('of two links that wait for the network, the one that is no good does not take the other with it', async () => {
  const server = new Server();
  const { fetch } = server;
  server.leave();
  const { own, time } = await phoneOf(server);
  time.now += 1;
  await own.open(OTHER_PASS);
  await own.refresh();
  assert.deepEqual(await own.wallet.held(), [PASS, OTHER_PASS]);
  server.fetch = fetch;
  server.instead['GET /api/registration'] = () =>
    server.asked.at(-1).pass === OTHER_PASS ? problem(401, 'pass_expired') : problem(503, 'later');

  await own.refresh();
  assert.deepEqual([own.refused, await own.wallet.held()], ['pass_expired', [PASS]]);

  delete server.instead['GET /api/registration'];
  await own.refresh();
  assert.equal(own.shown.pass, PASS);
});

test('a second link of the same person takes the place of the first', async () => {
  const server = new Server();
  const { own } = await phoneOf(server);

  await own.open(OTHER_PASS);
  await own.refresh();

  assert.deepEqual(
    own.badges.map((kept) => kept.pass),
    [OTHER_PASS],
  );
});

test('a badge taken off the phone leaves the registration, and the other badge, as they are', async () => {
  const server = new Server();
  const { own, wallet } = await phoneOf(server);
  await wallet.put({ ...own.shown, attendee_id: 'BEA' });
  await own.load();

  await own.remove('ADA');

  assert.deepEqual(
    (await wallet.badges()).map((kept) => kept.attendee_id),
    ['BEA'],
  );
  assert.deepEqual(server.writes, []);
});

test('a badge taken off while its new code is being drawn stays off', async () => {
  const server = new Server();
  const { own, wallet } = await phoneOf(server);
  server.registration = registration({ badge: 'BADGE 2', issue: 2 });
  let draw;
  server.instead['GET /api/badge.svg'] = () => new Promise((done) => (draw = () => done(svg('BADGE 2'))));
  const asking = own.ask(own.shown);
  while (!draw) await new Promise((done) => setTimeout(done));

  await own.remove('ADA');
  draw();
  await asking;

  assert.equal(own.shown, null);
  assert.deepEqual(await wallet.badges(), []);
});

test('a registration that was cancelled or has expired is forgotten, and said by name', async () => {
  for (const code of ['pass_revoked', 'pass_expired', 'unauthorised']) {
    const server = new Server();
    const { own, wallet } = await phoneOf(server);
    server.instead['GET /api/registration'] = () => problem(401, code);

    await own.refresh();

    assert.deepEqual(own.ended, { code, name: 'Ada Exemple' });
    assert.equal(own.shown, null);
    assert.deepEqual(await wallet.badges(), []);
  }
});

test('a fault of the server, or too many requests, forgets nothing', async () => {
  for (const [status, code] of [
    [503, 'later'],
    [429, 'too_many_requests'],
    [500, 'fault'],
  ]) {
    const server = new Server();
    const { own } = await phoneOf(server);
    server.instead['GET /api/registration'] = () => problem(status, code);

    await own.refresh();

    assert.equal(own.ended, null);
    assert.equal(own.shown.registration.given_name, 'Ada');
  }
});

test('an ended link does not take the badge that a newer link has opened in another tab', async () => {
  const server = new Server();
  const { own, wallet } = await phoneOf(server);
  await wallet.put({ ...own.shown, pass: OTHER_PASS });
  server.instead['GET /api/registration'] = () => problem(401, 'pass_expired');

  await own.ask(own.badges[0]);

  assert.equal((await wallet.badges())[0].pass, OTHER_PASS);
  assert.equal(own.ended, null);
});

test('what another tab has taken off is gone here too, and said', async () => {
  const server = new Server();
  const { own, wallet } = await phoneOf(server);
  await wallet.remove('ADA');

  await own.load();

  assert.deepEqual(own.ended, { code: 'removed', name: 'Ada Exemple' });
});

test('an answer to what was asked before a change is old news', async () => {
  const server = new Server();
  const { own } = await phoneOf(server);
  let answer;
  server.instead['GET /api/registration'] = () => new Promise((done) => (answer = done));
  const asking = own.ask(own.shown);
  await new Promise((done) => setTimeout(done));

  await own.heard(own.shown, await own.write(own.shown, 'PATCH', '/api/registration', { drink: true }));
  answer(json(registration({ drink: false })));
  await asking;

  assert.equal(own.shown.registration.drink, true);
});

test('the other tabs are told of news, and not of the same again', async () => {
  const server = new Server();
  const { own, told } = await phoneOf(server);
  const before = told.length;
  await own.refresh();
  assert.equal(told.length, before);

  server.registration = registration({ drink: true });
  await own.refresh();
  assert.equal(told.length, before + 1);
});

test('where nobody answers, one badge is asked about and not all of them', async () => {
  const server = new Server();
  const { own, wallet } = await phoneOf(server);
  await wallet.put({ ...own.shown, attendee_id: 'BEA' });
  await own.load();
  let asked = 0;
  server.fetch = async () => {
    asked += 1;
    throw new TypeError('Failed to fetch');
  };

  await own.refresh();

  assert.equal(asked, 1);
});

test('a browser that keeps nothing shows the badge for as long as the page is open', async () => {
  const server = new Server();
  server.instead['GET /api/badge.svg'] = () => svg('here');
  const { own } = await phoneOf(server, { wallet: new Pocket() });

  assert.equal(own.shown.svg, '<svg>here</svg>');
  assert.equal(own.wallet.isKept, false);
});
