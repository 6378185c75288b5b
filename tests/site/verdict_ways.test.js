import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ScanContext } from '../../functions/pages/site/scan/context.js';
import { verdictText } from '../../functions/pages/site/scan/verdict_text.js';
import {
  ada,
  adaId,
  answered,
  ATELIER,
  bao,
  DOOR,
  isAnswered,
  learn,
  listed,
  phoneAt,
  rosterBody,
  round,
  SCANS,
} from './phones.js';
import { result, unchanged, ROSTER } from './phones.js';

const LUNCH = { ...ATELIER, id: 'lunch', group: 'lunch', title: 'Déjeuner', closes_at: '2022-08-30T12:00:00.000Z' };
const slot = (id, from, until) => ({ id, starts_at: `2022-08-30T${from}:00Z`, ends_at: `2022-08-30T${until}:00Z` });
const EVENT = {
  event: { timezone: 'Europe/Paris', contact: 'equipe@example.org' },
  slots: [slot('strategic', '09:05', '10:15'), slot('prospective', '13:20', '14:30')],
  ateliers: [
    { id: 'atelier-1', number: 1, slot: 'strategic', title: 'Décrypter', room: 'Salle A' },
    { id: 'atelier-6', number: 6, slot: 'prospective', title: 'Coopérer', room: 'Salle F' },
  ],
};

/** A phone at a door, in French, and what it says of the badges that it reads alone. */
async function doorOf(id, attendees, routes = {}) {
  const door = await phoneAt(routes);
  await learn(door.phone, rosterBody({ checkpoints: [DOOR, ATELIER, LUNCH], attendees }));
  await door.phone.learnProgramme(EVENT);
  await door.phone.standAt(id);
  const page = new ScanContext({ ...door, signals: null, languages: { spoken: ['fr'], chosen: null } });
  const said = (entry) => {
    const text = verdictText(entry, page);
    return { ...text, ways: text.ways.map((way) => way.replaceAll('\u00a0', ' ')) };
  };
  return { ...door, page, said, read: async (sought) => said(await door.scanning.take(sought)) };
}

const later = (door, minutes) => {
  door.time.now += minutes * 60_000;
  door.time.monotonic += minutes * 60_000;
};

test('a badge that was read here just now lets the same person pass; later, their name is asked for', async () => {
  const door = await doorOf('entrance', [listed(ada)]);
  await door.read({ badge: ada });

  later(door, 1);
  const { sort, word, ways } = await door.read({ badge: ada });
  assert.deepEqual([sort, word], ['already', 'Badge déjà lu']);
  assert.deepEqual(ways, ['à 11 h 12, par ce téléphone', 'Badge lu à l’instant, ici : laissez passer.']);

  const named = await door.read({ attendee_id: adaId });
  assert.equal(named.word, 'Entrée déjà notée');
  assert.match(named.ways[1], /^Une entrée est déjà notée à ce nom/, 'no badge says who that is');

  later(door, 20);
  assert.match((await door.read({ badge: ada })).ways[1], /^Demandez le nom\. Si c’est le bon, laissez passer/);
});

test('a badge that was read elsewhere has its name asked for, however lately', async () => {
  const door = await doorOf('entrance', [listed(ada)], {
    [SCANS]: ({ scans: [scan] }) =>
      answered([result(scan, { verdict: 'already_admitted', since: scan.at, by: 'Porte B' })]),
  });
  isAnswered(door);

  const { ways } = await door.read({ badge: ada });

  assert.equal(ways[0], 'à 11 h 12, par Porte B');
  assert.match(ways[1], /^Demandez le nom/);
});

test('the entrance says where somebody is expected next, and nothing to who has no atelier left', async () => {
  const door = await doorOf('entrance', [
    listed(ada, { ateliers: ['atelier-6', 'atelier-1'] }),
    listed(bao, { ateliers: ['atelier-1'] }),
  ]);

  assert.deepEqual((await door.read({ badge: ada })).ways, ['À 11 h 05 : Atelier n° 1, Hall']);

  later(door, 90);
  assert.deepEqual((await door.read({ badge: bao })).ways, []);
  assert.equal((await door.read({ badge: ada })).ways.at(-1), 'À 15 h 20 : Atelier n° 6, Salle F');
});

const lunches = (number) => ({ [LUNCH.id]: { present: number, booked: 3, walk_ins: 1, seats: null } });
const counted = (number) => ({
  [SCANS]: () => answered([], { headcounts: lunches(number) }),
  [ROSTER]: unchanged,
});

test('who booked no meal waits for those who did, and is served when theirs are fetched', async () => {
  const door = await doorOf('lunch', [listed(ada), listed(bao, { lunch: true })], counted(3));
  await round(door);
  door.phone.missed();

  // Three are served, one of them without a booking: one of three booked is left, Bao's.
  const waits = await door.read({ badge: ada });
  assert.deepEqual([waits.word, waits.override, waits.isAdvised], ['Pas de repas réservé', 'Servir quand même', false]);
  assert.deepEqual(waits.ways, ['1 repas réservé attend encore.', 'Donnez ce qui reste à partir de 13 h 30.']);

  await door.read({ badge: bao });
  const served = await door.read({ badge: ada });
  assert.deepEqual([served.isAdvised, served.ways.length], [true, 1]);
  assert.match(served.ways[0], /^Tous les repas réservés sont servis/);
});

test('half an hour before lunch closes, meals that nobody has fetched go to others', async () => {
  const door = await doorOf('lunch', [listed(ada)], counted(0));
  assert.equal((await door.read({ badge: ada })).ways[0], 'Les repas réservés passent d’abord.', 'not counted yet');
  await round(door);
  door.phone.missed();

  later(door, 138);

  const { isAdvised, ways } = await door.read({ badge: ada });
  assert.deepEqual([isAdvised, ways], [true, ['Depuis 13 h 30, vous pouvez donner les repas qui restent.']]);
});

test('a meal is served once: who was read just now may still wait for the plate, others have had it', async () => {
  const door = await doorOf('lunch', [listed(ada, { lunch: true })]);
  await door.read({ badge: ada });

  const { word, ways } = await door.read({ badge: ada });
  assert.deepEqual(
    [word, ways[1]],
    ['Repas déjà servi', 'Badge lu à l’instant, ici : servez si ce n’est pas encore fait.'],
  );
  later(door, 10);
  assert.match((await door.read({ badge: ada })).ways[1], /^Un repas par personne/);
});

test('where no seat is left, the volunteer is told whom to ask', async () => {
  const door = await doorOf('atelier-1', [listed(ada)]);
  const { scan, ...entry } = await door.scanning.take({ badge: ada });
  const full = { ...entry, scan, verdict: 'full' };

  assert.equal(door.said(full).ways.at(-1), 'Demandez à l’équipe : equipe@example.org');
  assert.equal(adaId, entry.attendee_id);
});
