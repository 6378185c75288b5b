import assert from 'node:assert/strict';
import { test } from 'node:test';

import { silentOnes, inBatches, batchText } from '../../functions/pages/site/dashboard/batch_action.js';
import { at, page, iso } from './dashboards.js';

const answered = (body) => ({ kind: 'answer', status: 200, body, etag: null });
const problem = (code) => ({ kind: 'problem', status: 503, problem: { code } });
const NOBODY = { kind: 'unreachable' };

/** What is said at the end of an act that a server answers from a list; with what it was asked and told meanwhile. */
async function ended(...answers) {
  const asked = [];
  const counts = [];
  const teller = page('fr');
  const server = {
    ask: async (method, path, body) => {
      asked.push(body);
      return answers.shift();
    },
  };
  const outcome = await inBatches(server, '/api/day/end', { early: true }, ({ count }) => counts.push(count));
  const saying = {
    words: teller.words,
    said: (failed) =>
      failed.kind === 'problem' ? teller.words.problems[failed.problem.code] : teller.words.unreachable,
  };
  return { asked, counts, outcome, said: batchText(outcome, 'ended', saying).replaceAll('\u00a0', ' ') };
}

test('an act goes on page by page until everybody was seen to, and counts on', async () => {
  const { asked, counts, said } = await ended(answered({ left: 100, next: 'p' }), answered({ left: 3, next: null }));

  assert.deepEqual(asked, [{ early: true }, { early: true, page: 'p' }]);
  assert.deepEqual(counts, [100, 103]);
  assert.equal(said, '103 sorties sont notées.');
});

test('who was changed before the server stopped is still told, and that nothing has changed is not', async () => {
  const { outcome, said } = await ended(answered({ left: 100, next: 'p' }), problem('later'));

  assert.equal(outcome.count, 100);
  assert.equal(
    said,
    '100 sorties sont notées. Le reste n’est pas fait : recommencez, personne n’est compté deux fois.',
  );
});

test('a page that brought nobody may be followed by one that does', async () => {
  assert.equal((await ended(answered({ left: 0, next: 'p' }), answered({ left: 1 }))).said, '1 sortie est notée.');
});

test('what was refused from the start says why, and nothing of a rest', async () => {
  assert.match((await ended(problem('later'))).said, /rien n’a changé\. Réessayez dans un instant\.$/);
  assert.equal((await ended(problem('event_closed'))).said, 'L’événement est clos : plus rien ne s’y note.');
});

test('where nobody answered, it may be done: to begin again does no harm', async () => {
  assert.match((await ended(NOBODY)).said, /^Le serveur ne répond pas\..* personne n’est compté deux fois\.$/);
  assert.match((await ended(answered({ left: 2, next: 'p' }), NOBODY)).said, /^2 sorties sont notées\. Le serveur/);
});

test('phones that may have scans of those who would lose their seats are named', () => {
  const phones = [
    { label: 'Porte 3', outbox: 2, last_seen_at: iso('10:48') },
    { label: '', outbox: 0, last_seen_at: iso('11:01') },
  ];

  assert.equal(
    silentOnes(phones, page('fr'), at('11:00')).replaceAll('\u00a0', ' '),
    'Porte 3 (vu il y a 12 min · Non envoyés : 2), sans nom (vu à l’instant)',
  );
});
