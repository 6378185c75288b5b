import assert from 'node:assert/strict';
import { test } from 'node:test';

import { detailsOf } from '../../functions/pages/site/dashboard/journal.js';
import { take } from '../../functions/pages/site/dashboard/taking.js';
import { wordsOf } from '../../functions/pages/site/dashboard/words.js';
import { desk } from './dashboards.js';

const headersOf = (told) => ({ get: (name) => told[name] ?? null });
const fileOf = (content, told = {}, status = 200) => ({
  ...{ kind: 'answer', status, body: new Blob([content]), headers: headersOf(told) },
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
  return [await take(server, '/api/exports/report.pdf', around), rests];
}

test('a document that is answered is saved under the name that the server gives it', async () => {
  const told = { 'content-disposition': 'attachment; filename="destins-2022-bilan.pdf"' };

  assert.equal((await taken(fileOf('%PDF-', told)))[0].name, 'destins-2022-bilan.pdf');
  assert.equal((await taken(fileOf('%PDF-', { 'content-type': 'application/pdf' })))[0].name, 'report.pdf');
  // Statistics are JSON themselves.
  const [json] = await taken(fileOf('{"url": 1}', { ...JSON_TYPE, ...told }));
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

test('an act tells what it changed in words, whatever it was', () => {
  const of = (what, details, attendee_id = null) =>
    detailsOf({ what, attendee_id, details }, desk('fr')).replaceAll('\u00a0', ' ');
  const moved = { atelier: 'atelier-2', room: { before: 'A', after: 'B' }, capacity: { before: 30, after: 40 } };

  assert.equal(of('atelier_changed', moved), 'Atelier N°2 · Salle : A → B · Places : 30 → 40');
  assert.equal(of('corrected', { fields: ['email', 'diet', 'shoe_size'] }), 'E-mail, Régime, Autre renseignement');
  assert.equal(of('day_ended', { left: 2 }), '2 sorties sont notées.');
  // Of one person the act's own name says it.
  assert.equal(of('day_ended', { left: 1 }, 'ada'), '');
  assert.equal(of('invited', { role: 'volunteer', label: '', checkpoints: ['lunch'] }), 'sans nom (Bénévole) · lunch');
  assert.equal(of('erased', {}), '');
});
