import assert from 'node:assert/strict';
import { test } from 'node:test';

import { MemoryWallet } from '../../functions/pages/site/badge/wallet.js';
import { NOON, OTHER_PASS, PASS, Server, phoneOf, registration, svg } from './attendees.js';
import { json, problem } from './phones.js';

const signIn = () => new Response('<h1>Wi-Fi</h1>', { headers: { 'content-type': 'text/html' } });

test('a link that is opened is kept with the badge drawn, and opens again without a network', async () => {
  const server = new Server();
  const { wallet } = await phoneOf(server);
  server.leave();

  const { badges } = await phoneOf(server, { opened: false, wallet });
  await badges.refresh();

  assert.equal(badges.shown.registration.given_name, 'Ada');
  assert.equal(badges.shown.svg, '<svg>BADGE 1</svg>');
  assert.equal(badges.shown.seenAt, NOON);
  assert.equal(badges.programme.ateliers.length, 4);
  assert.equal(badges.reached, false);
});

test('the badge is drawn once, and anew when it is another', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  await badges.refresh();
  assert.equal(server.asked.filter(({ route }) => route.endsWith('.svg')).length, 1);

  server.registration = registration({ badge: 'BADGE 2', issue: 2 });
  await badges.refresh();

  assert.equal(badges.shown.svg, '<svg>BADGE 2</svg>');
});

test('the old code is never shown for a new badge', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.registration = registration({ badge: 'BADGE 2', issue: 2 });
  server.instead['GET /api/badge.svg'] = signIn;

  await badges.refresh();
  assert.equal(badges.shown.svg, null);

  delete server.instead['GET /api/badge.svg'];
  await badges.refresh();
  assert.equal(badges.shown.svg, '<svg>BADGE 2</svg>');
});

test('a link that was opened without a network is opened when there is one', async () => {
  const server = new Server();
  const { fetch } = server;
  server.leave();
  const { badges, wallet } = await phoneOf(server);
  assert.deepEqual([badges.refused, badges.shown, badges.isOpening], ['waiting', null, false]);

  const { badges: later } = await phoneOf(server, { opened: false, wallet });
  assert.equal(later.isOpening, true);
  server.fetch = fetch;
  await later.refresh();

  assert.equal(later.shown.pass, PASS);
  assert.equal(later.refused, null);
});

test('a sign-in page is nobody, and changes nothing that is kept', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.instead['GET /api/registration'] = signIn;

  await badges.refresh();

  assert.equal(badges.reached, false);
  assert.equal(badges.shown.registration.given_name, 'Ada');
});

test('a link that opens nothing is told, and leaves the badges that are here', async () => {
  for (const [status, code] of [
    [401, 'unauthorised'],
    [401, 'pass_revoked'],
    [401, 'pass_expired'],
    [403, 'forbidden'],
  ]) {
    const server = new Server();
    const { badges } = await phoneOf(server);
    server.instead['GET /api/registration'] = () => {
      const { pass } = server.asked.at(-1);
      return pass === PASS ? json(server.registration) : problem(status, code);
    };

    await badges.open(OTHER_PASS);
    await badges.refresh();

    assert.equal(badges.refused, code);
    assert.equal(badges.shown.registration.given_name, 'Ada');
    assert.deepEqual(await badges.wallet.held(), []);
  }
});

test('two people on one phone: each link is kept, the last one opened is shown, the other a touch away', async () => {
  const server = new Server();
  const { badges, wallet } = await phoneOf(server);
  server.instead['GET /api/registration'] = () =>
    json(
      server.asked.at(-1).pass === OTHER_PASS
        ? registration({ attendee_id: 'BEA', given_name: 'Bea' })
        : registration(),
    );

  await badges.open(OTHER_PASS);
  await badges.refresh();
  assert.equal(badges.shown.registration.given_name, 'Bea');
  assert.equal(badges.all.length, 2);

  await badges.show('ADA');
  const { badges: later } = await phoneOf(server, { opened: false, wallet });
  assert.equal(later.shown.registration.given_name, 'Ada');
});

const whose = (server) => () =>
  json(
    server.asked.at(-1).pass === OTHER_PASS ? registration({ attendee_id: 'BEA', given_name: 'Bea' }) : registration(),
  );

test('two links opened one right after the other are both kept, and the last one is shown', async () => {
  for (const wallet of [undefined, new MemoryWallet()]) {
    const server = new Server();
    server.instead['GET /api/registration'] = whose(server);
    const { badges, time } = await phoneOf(server, { opened: false, wallet });

    const first = badges.open(PASS);
    time.now += 1;
    await Promise.all([first, badges.open(OTHER_PASS)]);
    await badges.refresh();

    assert.deepEqual(
      badges.all.map((kept) => kept.registration.given_name),
      ['Ada', 'Bea'],
    );
    assert.equal(badges.shown.registration.given_name, 'Bea');
    assert.deepEqual(await badges.wallet.held(), []);
  }
});

test('a link opened while the server is being asked is asked about as well', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  let answer;
  server.instead['GET /api/registration'] = () => new Promise((done) => (answer = () => done(json(registration()))));
  const asking = badges.refresh();
  while (!answer) await new Promise((done) => setTimeout(done));

  await badges.open(OTHER_PASS);
  server.instead['GET /api/registration'] = whose(server);
  const again = badges.refresh();
  answer();
  await Promise.all([asking, again]);

  assert.equal(badges.shown.registration.given_name, 'Bea');
  assert.equal(badges.refreshing.isBusy, false);
});

test('of two links that wait for the network, the one that is no good does not take the other with it', async () => {
  const server = new Server();
  const { fetch } = server;
  server.leave();
  const { badges, time } = await phoneOf(server);
  time.now += 1;
  await badges.open(OTHER_PASS);
  await badges.refresh();
  assert.deepEqual(await badges.wallet.held(), [PASS, OTHER_PASS]);
  server.fetch = fetch;
  server.instead['GET /api/registration'] = () =>
    server.asked.at(-1).pass === OTHER_PASS ? problem(401, 'pass_expired') : problem(503, 'later');

  await badges.refresh();
  assert.deepEqual([badges.refused, await badges.wallet.held()], ['pass_expired', [PASS]]);

  delete server.instead['GET /api/registration'];
  await badges.refresh();
  assert.equal(badges.shown.pass, PASS);
});

test('a second link of the same person takes the place of the first', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);

  await badges.open(OTHER_PASS);
  await badges.refresh();

  assert.deepEqual(
    badges.all.map((kept) => kept.pass),
    [OTHER_PASS],
  );
});

test('a badge taken off the phone leaves the registration, and the other badge, as they are', async () => {
  const server = new Server();
  const { badges, wallet } = await phoneOf(server);
  await wallet.put({ ...badges.shown, attendee_id: 'BEA' });
  await badges.load();

  await badges.remove('ADA');

  assert.deepEqual(
    (await wallet.badges()).map((kept) => kept.attendee_id),
    ['BEA'],
  );
  assert.deepEqual(server.writes, []);
});

test('a badge taken off while its new code is being drawn stays off', async () => {
  const server = new Server();
  const { badges, wallet } = await phoneOf(server);
  server.registration = registration({ badge: 'BADGE 2', issue: 2 });
  let draw;
  server.instead['GET /api/badge.svg'] = () => new Promise((done) => (draw = () => done(svg('BADGE 2'))));
  const asking = badges.ask(badges.shown);
  while (!draw) await new Promise((done) => setTimeout(done));

  await badges.remove('ADA');
  draw();
  await asking;

  assert.equal(badges.shown, null);
  assert.deepEqual(await wallet.badges(), []);
});

test('a registration that was cancelled or has expired is forgotten, and said by name', async () => {
  for (const code of ['pass_revoked', 'pass_expired', 'unauthorised']) {
    const server = new Server();
    const { badges, wallet } = await phoneOf(server);
    server.instead['GET /api/registration'] = () => problem(401, code);

    await badges.refresh();

    assert.deepEqual(badges.ended, { code, name: 'Ada Exemple' });
    assert.equal(badges.shown, null);
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
    const { badges } = await phoneOf(server);
    server.instead['GET /api/registration'] = () => problem(status, code);

    await badges.refresh();

    assert.equal(badges.ended, null);
    assert.equal(badges.shown.registration.given_name, 'Ada');
  }
});

test('an ended link does not take the badge that a newer link has opened in another tab', async () => {
  const server = new Server();
  const { badges, wallet } = await phoneOf(server);
  await wallet.put({ ...badges.shown, pass: OTHER_PASS });
  server.instead['GET /api/registration'] = () => problem(401, 'pass_expired');

  await badges.ask(badges.all[0]);

  assert.equal((await wallet.badges())[0].pass, OTHER_PASS);
  assert.equal(badges.ended, null);
});

test('what another tab has taken off is gone here too, and said', async () => {
  const server = new Server();
  const { badges, wallet } = await phoneOf(server);
  await wallet.remove('ADA');

  await badges.load();

  assert.deepEqual(badges.ended, { code: 'removed', name: 'Ada Exemple' });
});

test('an answer to what was asked before a change is old news', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  let answer;
  server.instead['GET /api/registration'] = () => new Promise((done) => (answer = done));
  const asking = badges.ask(badges.shown);
  await new Promise((done) => setTimeout(done));

  await badges.heard(badges.shown, await badges.write(badges.shown, 'PATCH', '/api/registration', { drink: true }));
  answer(json(registration({ drink: false })));
  await asking;

  assert.equal(badges.shown.registration.drink, true);
});

test('the other tabs are told of news, and not of the same again', async () => {
  const server = new Server();
  const { badges, news } = await phoneOf(server);
  const before = news.length;
  await badges.refresh();
  assert.equal(news.length, before);

  server.registration = registration({ drink: true });
  await badges.refresh();
  assert.equal(news.length, before + 1);
});

test('where nobody answers, one badge is asked about and not all of them', async () => {
  const server = new Server();
  const { badges, wallet } = await phoneOf(server);
  await wallet.put({ ...badges.shown, attendee_id: 'BEA' });
  await badges.load();
  let asked = 0;
  server.fetch = async () => {
    asked += 1;
    throw new TypeError('Failed to fetch');
  };

  await badges.refresh();

  assert.equal(asked, 1);
});

test('a browser that keeps nothing shows the badge for as long as the page is open', async () => {
  const server = new Server();
  server.instead['GET /api/badge.svg'] = () => svg('here');
  const { badges } = await phoneOf(server, { wallet: new MemoryWallet() });

  assert.equal(badges.shown.svg, '<svg>here</svg>');
  assert.equal(badges.wallet.isKept, false);
});
