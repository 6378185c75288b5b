import assert from 'node:assert/strict';
import { test } from 'node:test';

import { detailsOf } from '../../functions/pages/site/dashboard/journal.js';
import { runs, soleLink } from '../../functions/pages/site/dashboard/journal_runs.js';
import { download } from '../../functions/pages/site/organiser/export_download.js';
import { wordsOf } from '../../functions/pages/site/words/dashboard.js';
import { iso, page } from './dashboards.js';

const headersOf = (headers) => ({ get: (name) => headers[name] ?? null });
const fileOf = (content, headers = {}, status = 200) => ({
  ...{ kind: 'answer', status, body: new Blob([content]), headers: headersOf(headers) },
});
const JSON_TYPE = { 'content-type': 'application/json' };

/** Ask a server that answers from a list for a document; tells what came, and how long was waited. */
async function taken(...answers) {
  const rests = [];
  const server = {
    file: async () => answers.shift(),
    said: ({ problem }) => problem?.code ?? 'nobody',
    words: wordsOf('fr'),
  };
  const around = { name: 'report.pdf', rest: async (milliseconds) => void rests.push(milliseconds) };
  return [await download(server, '/api/exports/report.pdf', around), rests];
}

test('a document that is answered is saved under the name that the server gives it', async () => {
  const headers = { 'content-disposition': 'attachment; filename="destins-2022-bilan.pdf"' };

  assert.equal((await taken(fileOf('%PDF-', headers)))[0].name, 'destins-2022-bilan.pdf');
  assert.equal((await taken(fileOf('%PDF-', { 'content-type': 'application/pdf' })))[0].name, 'report.pdf');
  // Statistics are JSON themselves.
  const [json] = await taken(fileOf('{"url": 1}', { ...JSON_TYPE, ...headers }));
  assert.equal(json.kind, 'file');
});

test('a document that takes long is asked for again when the server says, and a large one comes as a link', async () => {
  const underway = fileOf('{"name": "a.xlsx", "asked_at": ""}', { ...JSON_TYPE, 'retry-after': '7' }, 202);
  const linked = fileOf('{"name": "a.xlsx", "url": "https://example.org/a"}', JSON_TYPE);

  assert.deepEqual(await taken(underway, fileOf('{}', JSON_TYPE, 202), linked), [
    { kind: 'link', url: 'https://example.org/a', name: 'a.xlsx' },
    [7_000, 5_000],
  ]);
});

test('a document that is refused, or for which nobody answers, is said so', async () => {
  const refused = { kind: 'problem', status: 409, problem: { code: 'nothing_to_attest' } };

  assert.deepEqual((await taken(refused))[0], { kind: 'failed', said: 'nothing_to_attest' });
  assert.deepEqual((await taken({ kind: 'unreachable' }))[0], { kind: 'failed', said: 'nobody' });
});

test('what one click did to many people is one line, and all else a line each', () => {
  const act = (what, attendee_id, by = 'Responsable', details = {}) => ({ what, attendee_id, by, details });
  const [four, seven] = [{ atelier: 'atelier-4' }, { atelier: 'atelier-7' }];
  const acts = [
    act('day_ended', 'ada'),
    act('day_ended', 'bea'),
    act('day_ended', 'cid', 'Accueil'),
    act('cancelled', 'cid', 'Accueil'),
    act('cancelled', 'dan', 'Accueil'),
    act('seats_released', 'eva', 'Accueil', four),
    act('seats_released', 'fay', 'Accueil', four),
    act('seats_released', 'gus', 'Accueil', seven),
    act('day_ended', 'ada'),
  ];

  const grouped = runs(acts).map((run) => run.map(({ attendee_id }) => attendee_id).join(' '));

  assert.deepEqual(grouped, ['ada bea', 'cid', 'cid', 'dan', 'eva fay', 'gus', 'ada']);
  assert.deepEqual(runs([]), []);
});

test('the people of one list are one line, and those of another list another', () => {
  const act = (name, hour) => ({ what: 'imported', attendee_id: name, by: 'Lola', at: iso(hour), details: {} });
  const acts = [act('dan', '15:01'), act('cid', '15:00'), act('bea', '09:06'), act('ada', '09:01')];

  assert.deepEqual(
    runs(acts).map((run) => run.length),
    [2, 2],
  );
});

test('what one link alone did is told as not known of whom', () => {
  const acts = Array.from({ length: 10 }, () => ({ by: 'Organisation' }));

  assert.equal(soleLink(acts), 'Organisation');
  assert.equal(soleLink(acts.slice(1)), null);
  assert.equal(soleLink([...acts, { by: 'Lola' }]), null);
});

test('an act tells what it changed in words, whatever it was', () => {
  const of = (what, details) => detailsOf({ what, details }, page('fr')).replaceAll('\u00a0', ' ');
  const moved = { atelier: 'atelier-2', room: { before: 'A', after: 'B' }, capacity: { before: 30, after: 40 } };

  assert.equal(of('atelier_changed', moved), 'Atelier n° 2 · Salle : A → B · Places : 30 → 40');
  assert.equal(
    of('corrected', { fields: ['email', 'diet', 'shoe_size'] }),
    'E-mail, Régime alimentaire, Autre renseignement',
  );
  // The act's own name says it.
  assert.equal(of('day_ended', { left: 1 }), '');
  assert.equal(of('invited', { role: 'volunteer', label: '', checkpoints: ['lunch'] }), 'sans nom (Bénévole) · lunch');
  assert.equal(of('wrote', { subject: 'Le plan', count: 97 }), 'Le plan · 97 personnes');
  assert.equal(of('scans_undone', { role: 'volunteer', label: 'A1', undone: 12 }), 'A1 (Bénévole) · 12 scans');
  assert.equal(of('erased', {}), '');
  const changes = [
    { place: ['slots', 'strategic', 'starts_at'], before: iso('11:05'), after: iso('11:15') },
    { place: ['checkpoints', 'lunch', 'room'], before: 'Hall', after: 'Cour' },
  ];
  assert.equal(of('programme_corrected', { changes }), 'Stratégiques : 11 h 05 → 11 h 15 · lunch, Salle : Hall → Cour');
  const conflict = { checkpoint: 'atelier-2', conflicts: ['full'] };
  assert.equal(of('conflict_settled', { ...conflict, kept: true }), 'Atelier n° 2');
  assert.equal(of('conflict_settled', { ...conflict, kept: false }), 'Atelier n° 2 · Le scan ne compte plus');
  assert.equal(of('move_told', { ateliers: ['atelier-2'], told: 28 }), 'Atelier n° 2 : 28 personnes');
});
