import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choicesOf } from '../../functions/pages/site/badge/choices.js';
import {
  cancel,
  erase,
  keepAddress,
  leave,
  mailAgain,
  reissue,
  save,
  take,
} from '../../functions/pages/site/badge/requests.js';
import { wordsOf } from '../../functions/pages/site/words/badge.js';
import { loseOnce, OTHER_PASS, PASS, PROGRAMME, Server, phoneOf, registration } from './attendees.js';
import { json, problem } from './phones.js';

const PATCH = 'PATCH /api/registration';
const BADGE = 'POST /api/registration/badge';
const base = (more = {}) => choicesOf(registration(more), PROGRAMME);
const bea = (ada) => ({
  ...ada,
  ...{ attendee_id: 'BEA', pass: OTHER_PASS, registration: registration({ attendee_id: 'BEA' }) },
});
const slots = (strategic, prospective = '') => ({ strategic, prospective });

test('only what was changed is asked for', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);

  const result = await save(badges, badges.shown, base(), { ...base(), drink: true, given_name: 'Adèle' });

  assert.deepEqual(result, { kind: 'done' });
  assert.deepEqual(server.writes, [[PATCH, { given_name: 'Adèle', drink: true }]]);
  assert.equal(badges.shown.registration.given_name, 'Adèle');
});

test('nothing changed is nothing asked', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);

  assert.deepEqual(await save(badges, badges.shown, base(), base()), { kind: 'done' });

  assert.deepEqual(server.writes, []);
});

test('a choice made in another tab meanwhile stays when this one changes something else', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.registration = registration({ ateliers: ['atelier-2'], drink: true });

  const wanted = { ...base(), ateliers: slots('atelier-1', 'atelier-7') };
  assert.deepEqual(await save(badges, badges.shown, base(), wanted), { kind: 'done' });

  assert.deepEqual(server.writes, [[PATCH, { ateliers: ['atelier-2', 'atelier-7'] }]]);
});

test('the same choice made differently elsewhere is told before it is overwritten', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.registration = registration({ ateliers: ['atelier-2'], organisation: 'La Fonda' });
  const wanted = { ...base(), ateliers: slots(''), organisation: 'Ellyx' };

  const result = await save(badges, badges.shown, base(), wanted);
  assert.deepEqual(result, { kind: 'conflict', fields: ['organisation', 'ateliers'] });
  assert.deepEqual(server.writes, []);

  assert.deepEqual(await save(badges, badges.shown, base(), wanted, { anyway: true }), { kind: 'done' });
  assert.deepEqual(server.writes, [[PATCH, { organisation: 'Ellyx', ateliers: [] }]]);
});

test('of the event’s own questions only those that are answered otherwise are asked for', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  const answers = { telephone: '05', acces: ['pmr'], photo: true };
  server.registration = registration({ answers: { ...answers, trajet: 'bus' } });
  const before = choicesOf(registration({ answers }), PROGRAMME);

  const wanted = { ...before, answers: { telephone: '05', acces: null, photo: false, age: null } };
  assert.deepEqual(await save(badges, badges.shown, before, wanted), { kind: 'done' });

  assert.deepEqual(server.writes, [[PATCH, { answers: { acces: null, photo: false } }]]);
});

test('an answer given otherwise elsewhere is told before it is overwritten', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.registration = registration({ answers: { acces: ['lsf'] } });
  const before = choicesOf(registration({ answers: { acces: ['pmr'] } }), PROGRAMME);

  const wanted = { ...before, answers: { acces: ['pmr', 'lsf'] } };

  assert.deepEqual(await save(badges, badges.shown, before, wanted), { kind: 'conflict', fields: ['answers'] });
});

test('answers whose saving was not heard of are found to be saved', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.lost.add(PATCH);

  const wanted = { ...base(), answers: { acces: ['pmr'], photo: null } };
  assert.deepEqual(await save(badges, badges.shown, base(), wanted), { kind: 'done' });

  assert.deepEqual(server.writes, [[PATCH, { answers: { acces: ['pmr'] } }]]);
});

test('a full atelier is refused with what is free, and nothing else is lost', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  const full = { code: 'atelier_full', atelier: 'atelier-2', free: ['atelier-1'] };
  server.instead[PATCH] = () => json(full, 409);

  const result = await save(badges, badges.shown, base(), { ...base(), ateliers: slots('atelier-2') });

  assert.equal(result.kind, 'refused');
  assert.deepEqual(result.problem.free, ['atelier-1']);
  assert.deepEqual(badges.shown.registration.ateliers, ['atelier-1']);
});

test('a change whose answer was lost is found to be made', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.lost.add(PATCH);

  const wanted = { ...base(), waiting: slots('', 'atelier-6'), ateliers: slots('atelier-2') };
  assert.deepEqual(await save(badges, badges.shown, base(), wanted), { kind: 'done' });

  assert.equal(server.writes.length, 1);
  assert.deepEqual(badges.shown.registration.ateliers, ['atelier-2']);
});

test('a change that never arrived is said not to be made', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.instead[PATCH] = () => {
    throw new TypeError('Failed to fetch');
  };

  assert.deepEqual(await save(badges, badges.shown, base(), { ...base(), drink: true }), { kind: 'unreachable' });
});

test('a change is unsure where nobody can be asked afterwards', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.instead[PATCH] = () => {
    server.leave();
    throw new TypeError('Failed to fetch');
  };

  assert.deepEqual(await save(badges, badges.shown, base(), { ...base(), drink: true }), { kind: 'unsure' });
});

test('without a network nothing is asked and all stays', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.leave();

  assert.deepEqual(await save(badges, badges.shown, base(), { ...base(), drink: true }), { kind: 'unreachable' });
});

test('a change of a registration that was cancelled elsewhere ends here too', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.instead['GET /api/registration'] = () => problem(401, 'pass_revoked');

  assert.deepEqual(await save(badges, badges.shown, base(), { ...base(), drink: true }), { kind: 'ended' });

  assert.equal(badges.shown, null);
  assert.deepEqual(server.writes, []);
});

test('a seat that is offered takes the place of the one in its series', async () => {
  const server = new Server();
  const places = [{ atelier: 'atelier-2', since: '', place: null, offered_until: '2022-08-30T08:00:00Z' }];
  server.registration = registration({ ateliers: ['atelier-1', 'atelier-6'], waiting: places });
  const { badges } = await phoneOf(server);

  assert.deepEqual(await take(badges, badges.shown, 'atelier-2'), { kind: 'done' });

  assert.deepEqual(server.writes, [[PATCH, { ateliers: ['atelier-6', 'atelier-2'] }]]);
});

test('a seat declined leaves the other waiting lists as they are', async () => {
  const server = new Server();
  const place = (atelier) => ({ atelier, since: '', place: 1, offered_until: null });
  server.registration = registration({ waiting: [place('atelier-2'), place('atelier-7')] });
  const { badges } = await phoneOf(server);

  assert.deepEqual(await leave(badges, badges.shown, 'atelier-2'), { kind: 'done' });

  assert.deepEqual(server.writes, [[PATCH, { waiting: ['atelier-7'] }]]);
});

test('a seat that was offered and has lapsed is refused, and says so', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.instead[PATCH] = () => json({ code: 'atelier_full', atelier: 'atelier-2', free: [] }, 409);

  const result = await take(badges, badges.shown, 'atelier-2');

  assert.equal(result.problem.code, 'atelier_full');
});

test('a new badge is drawn and shown', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);

  assert.deepEqual(await reissue(badges, badges.shown), { kind: 'done' });

  assert.equal(badges.shown.svg, '<svg>BADGE 2</svg>');
});

test('a new badge whose answer was lost is asked for again by the same number, and made once', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  const { shown } = badges;
  loseOnce(server, BADGE);
  assert.deepEqual(await reissue(badges, shown), { kind: 'done' });

  // A badge that was before the person's eyes when they began is the one that goes, whatever has come since.
  assert.deepEqual(await reissue(badges, shown), { kind: 'done' });

  assert.deepEqual(server.writes, Array(3).fill([BADGE, { issue: 1 }]));
  assert.equal(badges.shown.svg, '<svg>BADGE 2</svg>');
});

test('a new badge is unsure where nobody answers, and the old one stays until somebody does', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.leave();

  assert.deepEqual(await reissue(badges, badges.shown), { kind: 'unsure' });

  assert.equal(badges.shown.svg, '<svg>BADGE 1</svg>');
});

test('another address is pending, also where the answer was lost, and the pass stays', async () => {
  for (const isLost of [false, true]) {
    const server = new Server();
    const { badges, wallet } = await phoneOf(server);
    if (isLost) server.lost.add(PATCH);

    const wanted = { ...base(), email: 'Ada@example.com' };
    assert.deepEqual(await save(badges, badges.shown, base(), wanted), { kind: 'done' });

    const [kept] = await wallet.badges();
    assert.deepEqual(
      [kept.registration.email, kept.registration.pending_email, kept.pass],
      ['ada@example.org', 'Ada@example.com', PASS],
    );
    assert.equal('pass' in kept.registration, false);
  }
});

test('the mail to a pending address is asked for again, and the address taken back', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  await save(badges, badges.shown, base(), { ...base(), email: 'ada@example.com' });

  assert.deepEqual(await mailAgain(badges, badges.shown), { kind: 'done' });
  assert.deepEqual(await keepAddress(badges, badges.shown), { kind: 'done' });

  assert.equal(badges.shown.registration.pending_email, null);
  assert.deepEqual(server.writes, [
    [PATCH, { email: 'ada@example.com' }],
    [PATCH, { email: 'ada@example.com' }],
    [PATCH, { pending_email: null }],
  ]);
});

test('an address that was confirmed meanwhile is neither asked for again nor taken back', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  await save(badges, badges.shown, base(), { ...base(), email: 'ada@example.com' });
  server.registration = registration({ email: 'ada@example.com', pending_email: null });
  const before = server.writes.length;

  assert.deepEqual(await mailAgain(badges, badges.shown), { kind: 'done' });
  assert.deepEqual(await keepAddress(badges, badges.shown), { kind: 'done' });

  assert.equal(server.writes.length, before);
});

test('a link that ended with a confirmed address says that the new one is in the mail', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.instead['GET /api/registration'] = () => problem(401, 'pass_revoked');

  assert.deepEqual(await save(badges, badges.shown, base(), { ...base(), drink: true }), { kind: 'ended' });

  assert.match(wordsOf('fr').ended[badges.ended.code]({ name: badges.ended.name }), /adresse a changé.*dernier e-mail/);
});

test('what was begun about one person is never done to another who is shown by then', async () => {
  const acts = [
    [(own, ada) => save(own, ada, base(), { ...base(), drink: true }), PATCH],
    [(own, ada) => take(own, ada, 'atelier-2'), PATCH],
    [reissue, BADGE],
    [cancel, 'DELETE /api/registration'],
    [erase, 'POST /api/registration/erasure'],
  ];
  for (const [act, route] of acts) {
    const server = new Server();
    const { badges, wallet } = await phoneOf(server);
    const ada = badges.shown;
    await wallet.put(bea(ada));
    await badges.load();
    await badges.show('BEA');

    assert.deepEqual(await act(badges, ada), { kind: 'done' });

    const asked = server.asked.filter((each) => each.route === route);
    assert.deepEqual(
      asked.map(({ pass }) => pass),
      [PASS],
    );
  }
});

test('pressing again once somebody is off the phone does nothing to who is shown in their place', async () => {
  for (const act of [cancel, erase, reissue, (own, ada) => save(own, ada, base(), { ...base(), drink: true })]) {
    const server = new Server();
    const { badges, wallet } = await phoneOf(server);
    const ada = badges.shown;
    await wallet.put(bea(ada));
    await badges.load();
    await badges.remove('ADA');

    assert.deepEqual(await act(badges, ada), { kind: 'ended' });

    assert.deepEqual(server.writes, []);
    assert.equal(badges.shown.attendee_id, 'BEA');
  }
});
