import assert from 'node:assert/strict';
import { test } from 'node:test';

import { slots } from '../../functions/pages/site/badge/day.js';
import { askLink, everything, file, fileName, notMade } from '../../functions/pages/site/badge/papers.js';
import { saidOf, spaced } from '../../functions/pages/site/ui/words.js';
import { wordsOf } from '../../functions/pages/site/words/badge.js';
import { PASS, Server, phoneOf, registration } from './attendees.js';
import { json, problem } from './phones.js';

const [fr, en] = [wordsOf('fr'), wordsOf('en')];

test('a file is named after its person, in letters that every disk takes', () => {
  assert.equal(fileName('Émilie D’Oméga-Ö', 'pdf'), 'badge-emilie-d-omega-o.pdf');
  assert.equal(fileName('../../etc/passwd', 'png'), 'badge-etc-passwd.png');
  assert.equal(fileName('李 Ли', 'ics'), 'badge-李-ли.ics');
  assert.equal(fileName('💐', 'svg'), 'badge.svg');
  assert.equal(fileName('Ada Exemple', 'attestation'), 'attestation-ada-exemple.pdf');
});

test('a file is asked for with the pass of the badge shown', async () => {
  const server = new Server();
  server.instead['GET /api/badge.pdf'] = () => new Response('%PDF', { headers: { 'content-type': 'application/pdf' } });
  const { badges } = await phoneOf(server);

  const outcome = await file(badges, badges.shown, 'pdf');

  assert.equal(await outcome.body.text(), '%PDF');
  assert.equal(server.asked.at(-1).pass, PASS);
});

test('a sign-in page is not saved as a PDF', async () => {
  const server = new Server();
  server.instead['GET /api/badge.pdf'] = () => new Response('<h1>', { headers: { 'content-type': 'text/html' } });
  const { badges } = await phoneOf(server);

  assert.deepEqual(await file(badges, badges.shown, 'pdf'), { kind: 'unreachable' });
});

test('an attestation is asked for with the pass, and who was never seen is told that there is none', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  server.instead['GET /api/attestation.pdf'] = () => problem(409, 'nothing_to_attest');

  const outcome = await file(badges, badges.shown, 'attestation');

  assert.equal(outcome.problem.code, 'nothing_to_attest');
  assert.deepEqual([server.asked.at(-1).route, server.asked.at(-1).pass], ['GET /api/attestation.pdf', PASS]);
  assert.notEqual(badges.shown, null);
});

test('a name that paper cannot show is told with what is lacking, in both languages', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  for (const words of [fr, en]) {
    for (const characters of ['𓀀', '']) {
      const refused = json({ code: 'unprintable', characters }, 409);
      server.instead['GET /api/badge.pdf'] = () => refused;

      const said = notMade(await file(badges, badges.shown, 'pdf'), words);

      assert.equal(said, words.unprintable({ characters }));
      assert.ok(said.includes(characters));
      assert.notEqual(said, notMade({ kind: 'unreachable' }, words));
    }
  }
});

test('a file of a registration that has ended takes the badge off the phone', async () => {
  const server = new Server();
  server.instead['GET /api/badge.ics'] = () => problem(401, 'pass_revoked');
  const { badges } = await phoneOf(server);

  await file(badges, badges.shown, 'ics');

  assert.equal(badges.shown, null);
});

test('everything that is stored is not taken for a registration', async () => {
  const server = new Server();
  server.instead['GET /api/registration/data'] = () => json({ registration: { badge: 'OTHER' }, scans: [] });
  const { badges } = await phoneOf(server);

  const outcome = await everything(badges, badges.shown);

  assert.deepEqual(outcome.body.scans, []);
  assert.equal(badges.shown.registration.badge, 'BADGE 1');
});

test('a seat that was given back sends its person to the door, unless they have another in the series', async () => {
  const server = new Server();
  const { badges } = await phoneOf(server);
  const page = { badges, words: fr, atelierName: (id) => `<${id}>`, spokenIn: () => ({ lang: '' }) };
  const dayOf = async (more) => {
    server.registration = registration(more);
    await badges.refresh();
    const [{ name, title, room, isMine }] = slots(page);
    return [name, title, room, isMine];
  };

  const given = await dayOf({ ateliers: [], released: ['atelier-2'] });
  const another = await dayOf({ ateliers: ['atelier-1'], released: ['atelier-2'] });

  assert.deepEqual(given, ['<atelier-2>', fr.seatReleased, 'Salle 2', false]);
  assert.deepEqual(another, ['<atelier-1>', 'Titre 1', 'Salle 1', true]);
  assert.deepEqual(await dayOf({ ateliers: [] }), ['Stratégiques', fr.noAtelierChosen, '', false]);
});

test('a link is asked for without any pass', async () => {
  const server = new Server();
  server.instead['POST /api/links'] = () => json({ asked: true }, 202);
  const { badges } = await phoneOf(server);

  await askLink(badges.api, 'ada@example.org');

  assert.deepEqual(server.asked.at(-1), {
    ...{ route: 'POST /api/links', body: { email: 'ada@example.org' }, pass: undefined },
  });
});

test('French ends no line before its high signs, and has no straight apostrophe', () => {
  assert.equal(spaced('Vraiment ? « oui »'), 'Vraiment\u00a0? «\u00a0oui\u00a0»');
  assert.equal(spaced("L'atelier d'Ada, o'neill@example.org"), "L’atelier d’Ada, o'neill@example.org");
  assert.equal(fr.removeSure({ name: 'Ada' }).match(/.\?$/)[0], '\u00a0?');
});

test('no French word that a name follows asks to be cut short before a vowel', () => {
  const said = [...Object.values(fr.ended), fr.badgeOf, fr.removeSure].map((say) => say({ name: 'Ada' }));

  assert.deepEqual(
    said.filter((text) => /\b(de|que|le|la) Ada/.test(text)),
    [],
  );
});

test('the gateway’s own refusal is said in the words for it', () => {
  for (const { problems } of [fr, en]) assert.equal(saidOf(problems, 'http_429'), problems.too_many_requests);
});
