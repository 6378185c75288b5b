import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { ScanContext } from '../../functions/pages/site/scan/context.js';
import { verdictText } from '../../functions/pages/site/scan/verdict_text.js';
import { wordsOf } from '../../functions/pages/site/words/scan.js';
import { adaId, ATELIER, learn, listed, phoneAt, ada, rosterBody } from './phones.js';

const LUNCH = { ...ATELIER, id: 'lunch', group: 'lunch', title: 'Déjeuner' };
const EVENT = {
  event: { timezone: 'Europe/Paris' },
  slots: [],
  ateliers: [
    { id: 'atelier-1', number: 1, slot: 'strategic', title: 'Décrypter', room: 'Salle A' },
    { id: 'atelier-3', number: 3, slot: 'strategic', title: 'Financer', room: 'Salle C' },
  ],
};
const NOTHING = { since: null, by: null, moved_from: null, walk_in: false, override_possible: false, booked: [] };

async function pageOf(language = 'fr') {
  const { phone, scanning, sync, scanDb } = await phoneAt();
  const page = new ScanContext({
    scanDb,
    phone,
    scanning,
    sync,
    signals: null,
    languages: { spoken: [language], chosen: null },
  });
  await learn(
    phone,
    rosterBody({ checkpoints: [ATELIER, LUNCH], attendees: [listed(ada, { lunch: true, diet: 'vegan' })] }),
  );
  await phone.learnProgramme(EVENT);
  return page;
}

/** An entry as the phone decided it; with a result, as the server did. */
function entry(verdict, own = {}, more = {}) {
  const scan = { scan_id: 'scan-0001', checkpoint: 'atelier-1', direction: 'in', at: '2022-08-30T09:12:00.000Z' };
  const decided = { verdict, ...NOTHING, unsure: [], newcomer: false, present: 0, ...own };
  return { scan, attendee_id: adaId, name: 'Ada E.', group: 'strategic', verdict, result: null, own: decided, ...more };
}

test('every verdict of the contract has its word, in both languages', () => {
  const cases = JSON.parse(readFileSync(new URL('../cases/admission.json', import.meta.url), 'utf8'));
  const codes = new Set(JSON.stringify(cases).match(/(?<="verdict":")\w+/g));

  for (const language of ['fr', 'en']) {
    for (const code of codes) assert.ok(wordsOf(language).recorded[code], `${language}: ${code}`);
  }
  assert.ok(codes.size > 8);
});

test('who is at the wrong door is told the right one', async () => {
  const booked = [{ checkpoint: 'atelier-3', title: 'Financer', room: 'Salle C' }];

  const text = verdictText(entry('not_booked', { booked, override_possible: true }), await pageOf());

  assert.deepEqual(
    [text.sort, text.word, text.name, text.override],
    ['refused', 'Pas d’inscription ici', 'Ada E.', 'Laisser entrer'],
  );
  assert.ok(text.ways.includes('Inscription\u00a0: Atelier n°\u00a03, Salle C'));
});

test('a diet is told at lunch, where a meal is served, and nowhere else', async () => {
  const page = await pageOf();
  const lunch = { scan: { ...entry('admitted').scan, checkpoint: 'lunch' }, group: 'lunch' };

  assert.deepEqual(verdictText(entry('admitted', {}, lunch), page).strong, ['Végan']);
  assert.deepEqual(verdictText(entry('already_admitted', {}, lunch), page).strong, ['Végan']);
  assert.deepEqual(verdictText(entry('too_early', {}, lunch), page).strong, []);
  assert.deepEqual(verdictText(entry('admitted'), page).strong, []);
});

test('whoever booked no meal was never asked how they eat', async () => {
  const page = await pageOf();
  const lunch = { scan: { ...entry('admitted').scan, checkpoint: 'lunch' }, group: 'lunch' };
  const result = { ...NOTHING, verdict: 'admitted', walk_in: true, attendee: null, diet: 'none' };
  const said = (more) =>
    verdictText(entry('admitted', {}, { ...lunch, result: { ...result, ...more } }), page).strong[0];

  assert.equal(said({}), 'Régime jamais demandé\u00a0: demandez-lui');
  assert.equal(said({ diet: null }), 'Régime jamais demandé\u00a0: demandez-lui');
  assert.equal(said({ diet: 'vegan' }), 'Végan');
  assert.equal(said({ walk_in: false }), 'Aucun régime particulier');
});

test('what a phone decided alone says so, and what it could not know', async () => {
  const text = verdictText(entry('admitted', { unsure: ['elsewhere', 'seats'] }), await pageOf('en'));

  assert.deepEqual(text.small.slice(1), ['Decided without network', 'Seats: last known count.']);
});

test('somebody whom the roster lacks is let in as a new registration', async () => {
  const text = verdictText(entry('admitted', { newcomer: true }, { attendee_id: 'new', name: null }), await pageOf());

  assert.deepEqual([text.sort, text.name], ['accepted', 'Nouvelle inscription']);
});

test('the server’s answer speaks louder than the phone’s own decision', async () => {
  const result = {
    ...NOTHING,
    verdict: 'admitted',
    attendee: { name: 'Ada E.', kind: 'speaker', organisation: '' },
    diet: null,
  };

  const text = verdictText(entry('admitted', { unsure: ['elsewhere'], newcomer: true }, { result }), await pageOf());

  assert.deepEqual([text.strong, text.small], [[], ['Intervenant·e']]);
});

test('a door that is not open leads to one of the link that is', async () => {
  const page = await pageOf();
  page.phone.roster.checkpoints[0].closes_at = '2022-08-30T09:00:00.000Z';
  await page.phone.standAt('atelier-1');

  assert.equal(verdictText(entry('too_late'), page).otherDoor.id, 'lunch');
  assert.equal(verdictText(entry('cancelled'), page).otherDoor, null);
});

test('a scan that the server will never judge says so, and offers nothing', async () => {
  const problem = { code: 'forbidden', detail: 'Not at this checkpoint.' };

  const text = verdictText(entry(null, {}, { aside: 1, problem }), await pageOf());

  assert.deepEqual([text.sort, text.override, text.undo], ['refused', '', false]);
  assert.ok(!text.ways.join().includes(problem.detail), 'the server’s English is not for a volunteer');
});
