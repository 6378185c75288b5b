import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forgetNotes } from '../../functions/pages/site/lib/notes.js';
import { outboxFiles } from '../../functions/pages/site/lib/outbox_file.js';
import { ScanContext } from '../../functions/pages/site/scan/context.js';
import { verdictText } from '../../functions/pages/site/scan/verdict_text.js';
import {
  accepts,
  ada,
  answered,
  isAnswered,
  json,
  learn,
  listed,
  PASS,
  phoneAt,
  problem,
  result,
  ROSTER,
  rosterBody,
  round,
  SCANS,
} from './phones.js';

const ENDS = '2022-08-30T15:00:00.000Z';
const ACCESS = {
  id: 'acces',
  label: 'Aménagement',
  choices: [
    { id: 'pmr', label: 'Accès de plain-pied' },
    { id: 'lsf', label: 'Langue des signes' },
  ],
  until: ENDS,
};
const ALLERGY = { id: 'allergie', label: 'Allergie', choices: [], until: '2022-08-30T12:00:00.000Z' };
const NOTES = { acces: ['pmr', 'lsf'], allergie: 'SECRET' };
const noted = (notes = NOTES) =>
  rosterBody({ questions: [ACCESS, ALLERGY], attendees: [listed(ada, notes ? { notes } : {})] });

/** A phone at a door that needs to know something of Ada. */
async function doorOf(routes = {}, notes = NOTES) {
  const door = await phoneAt(routes);
  await learn(door.phone, noted(notes));
  const languages = { spoken: 'fr', chosen: null };
  const page = new ScanContext({ ...door, signals: null, languages });
  return { ...door, page, said: (entry) => verdictText(entry, page).notes };
}

/** All that is on the phone, as text. */
async function onThePhone({ phone, scanDb }) {
  const kept = ['roster', 'programme', 'doors'].map((name) => scanDb.setting(name));
  const entries = await scanDb.recent(100);
  const people = [...phone.people.byId.values()];
  const told = [phone.roster, people, await scanDb.roster.load(phone.pass), await outboxFiles(phone)];
  return JSON.stringify([entries, ...(await Promise.all(kept)), ...told]);
}

test('a door without a network says what it needs to know, by its questions and choices', async () => {
  const door = await doorOf();

  const entry = await door.scanning.take({ badge: ada });

  const said = ['Aménagement\u00a0: Accès de plain-pied, Langue des signes', 'Allergie\u00a0: SECRET'];
  assert.deepEqual(door.said(entry), said);
  const [kept] = await door.scanDb.recent(1);
  assert.deepEqual(door.said(kept), said);
});

test('what the server has just answered counts, not what the phone has of before', async () => {
  for (const [attendee, said] of [
    [{ notes: { acces: ['lsf'] } }, ['Aménagement\u00a0: Langue des signes']],
    [{}, []],
  ]) {
    const door = await doorOf({
      [SCANS]: ({ scans: [scan] }) => {
        const one = result(scan);
        return answered([{ ...one, attendee: { ...one.attendee, ...attendee } }]);
      },
    });
    isAnswered(door);

    assert.deepEqual(door.said(await door.scanning.take({ badge: ada })), said);
  }
});

test('whose badge is forged is nobody of whom a note tells', async () => {
  const door = await doorOf();
  const entry = await door.scanning.take({ badge: ada });

  assert.deepEqual(door.said({ ...entry, verdict: 'forged_badge' }), []);
});

test('no scan keeps a note, and no file brings one off the phone', async () => {
  const door = await doorOf({
    [SCANS]: ({ scans }) =>
      answered(
        scans.map((scan) => {
          const one = result(scan);
          return { ...one, attendee: { ...one.attendee, notes: { allergie: 'ANSWERED' } } };
        }),
      ),
  });
  isAnswered(door);
  const entry = await door.scanning.take({ badge: ada });
  assert.deepEqual(door.said(entry), ['Allergie\u00a0: ANSWERED']);
  door.server.routes = {};
  door.phone.missed();
  await door.scanning.take({ badge: ada });

  const [{ scan }] = await door.scanDb.waiting();
  await door.scanDb.change(1, { result: { ...result(scan), attendee: { ...result(scan).attendee, notes: NOTES } } });

  assert.ok(!JSON.stringify(await door.scanDb.recent(9)).match(/ANSWERED|SECRET/));
  assert.ok(!JSON.stringify(await outboxFiles(door.phone)).match(/ANSWERED|SECRET/));
});

test('each note leaves the phone at its hour by its own clock, though nobody answers, and scans wait on', async () => {
  const door = await doorOf();
  await door.scanning.take({ badge: ada });

  door.time.now = Date.parse(ALLERGY.until);
  await round(door);
  assert.ok(!(await onThePhone(door)).includes('SECRET'));
  const [entry] = await door.scanDb.waiting();
  assert.deepEqual(door.said(entry), ['Aménagement\u00a0: Accès de plain-pied, Langue des signes']);

  door.time.now = Date.parse(ENDS);
  await round(door);
  assert.ok(!(await onThePhone(door)).includes('pmr'));
  assert.deepEqual([door.said(entry), (await door.scanDb.waiting()).length], [[], 1]);
  assert.equal(door.phone.people.byId.get(entry.attendee_id).name, 'Ada E.');
});

test('a phone that was put away lets go of notes before it shows anything', async () => {
  const { scanDb } = await doorOf();
  const later = await phoneAt({}, { scanDb, roster: null });
  later.time.now = Date.parse(ENDS) + 1;

  await forgetNotes(later.phone);

  assert.ok(!(await onThePhone(later)).match(/SECRET|pmr/));
});

test('notes go with the names when the pass is over', async () => {
  const door = await doorOf({ [SCANS]: () => problem(401, 'pass_revoked') });
  await door.scanning.take({ badge: ada });

  await door.phone.end('pass_revoked');

  assert.ok(!(await onThePhone(door)).match(/SECRET|pmr/));
});

test('a roster that an earlier page kept shows its notes by the programme, and lets go of them when the event ends', async () => {
  const door = await doorOf();
  const { questions: _, ...roster } = door.phone.roster;
  await door.phone.learnRoster({ roster, attendees: [...door.phone.people.byId.values()], whole: true });
  await door.phone.learnProgramme({ event: { ends_at: ENDS }, questions: [ACCESS], ateliers: [] });

  const entry = await door.scanning.take({ badge: ada });
  assert.deepEqual(door.said(entry), ['Aménagement\u00a0: Accès de plain-pied, Langue des signes']);

  door.time.now = Date.parse(ENDS);
  await round(door);
  assert.ok(!JSON.stringify(await door.scanDb.roster.load(PASS)).match(/SECRET|pmr/));
});

test('a roster that comes after the event is kept without its notes', async () => {
  const door = await doorOf({
    [SCANS]: () => answered([], { received_at: ENDS }),
    [ROSTER]: () => json({ ...noted(), server_time: ENDS }),
  });
  door.time.now = Date.parse(ENDS);

  await round(door);

  assert.ok(!(await onThePhone(door)).match(/SECRET|pmr/));
  assert.deepEqual(door.phone.roster.questions, []);
});

test('what an earlier page kept of notes in its scans goes at their hour, and unsent scans stay', async () => {
  const door = await doorOf({ [SCANS]: accepts, [ROSTER]: () => problem(503, 'later') });
  await door.scanning.take({ badge: ada });
  const [{ seq, scan }] = await door.scanDb.waiting();
  const kept = result(scan, { attendee: { ...result(scan).attendee, notes: NOTES } });
  // As that page wrote it.
  await door.scanDb.database.write('scans', (store) =>
    store.put({ seq, event: door.phone.event, scan, waiting: 1, attendee_id: null, name: 'Ada E.', result: kept }),
  );
  assert.ok((await onThePhone(door)).includes('SECRET'));

  door.time.now = Date.parse(ENDS);
  await forgetNotes(door.phone);

  assert.ok(!(await onThePhone(door)).match(/SECRET|pmr/));
  assert.deepEqual(
    (await door.scanDb.waiting()).map((entry) => [entry.name, entry.scan.scan_id]),
    [['Ada E.', scan.scan_id]],
  );
});
