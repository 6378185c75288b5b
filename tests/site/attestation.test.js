import assert from 'node:assert/strict';
import { test } from 'node:test';

import { codeIn, verified } from '../../functions/pages/site/attestation/verify.js';
import { wordsOf } from '../../functions/pages/site/words/attestation.js';

/** @param {any} outcome */
const answering = (outcome) => ({ ask: async () => outcome });
const answer = (/** @type {any} */ body) => answering({ kind: 'answer', status: 200, body, etag: null });

test('the code is what stands behind the # of the link', () => {
  assert.equal(codeIn('#Ab_-9'), 'Ab_-9');
  assert.equal(codeIn('# Ab '), 'Ab');
});

test('without a code, or with what can be none, nobody is asked', () => {
  for (const hash of ['', '#', '#a/b', '#é', '#a b', `#${'a'.repeat(1_001)}`]) assert.equal(codeIn(hash), null, hash);
});

test('the server says yes or no, and of which event', async () => {
  const event = 'Forum d’essai';

  assert.deepEqual(await verified(answer({ genuine: true, event }), 'x'), { state: 'yes', event });
  assert.deepEqual(await verified(answer({ genuine: false, event }), 'x'), { state: 'no', event });
  assert.deepEqual(await verified(answer({ genuine: true, event: null }), 'x'), { state: 'yes', event: '' });
});

test('the server says whether it is of the name that was typed, which stands in no address', async () => {
  /** @type {any[]} */
  const asked = [];
  const api = {
    ask: async (/** @type {any[]} */ ...more) => {
      asked.push(more);
      return { kind: 'answer', status: 200, body: { genuine: true, event: 'Forum', name_matches: true }, etag: null };
    },
  };

  assert.equal((await verified(/** @type {any} */ (api), 'code', 'Ada Exemple')).state, 'named');
  assert.deepEqual(asked, [['POST', '/api/attestations/code', { body: { name: 'Ada Exemple' } }]]);
});

test('another name, and a code that tells of none, are told apart from a forged one', async () => {
  const answered = async (/** @type {any} */ body) => (await verified(answer(body), 'code', 'Ada')).state;

  assert.equal(await answered({ genuine: true, event: '', name_matches: false }), 'other');
  assert.equal(await answered({ genuine: true, event: '', name_matches: null }), 'unnamed');
  assert.equal(await answered({ genuine: true, event: '' }), 'unnamed');
  assert.equal(await answered({ genuine: false, event: '', name_matches: null }), 'no');
});

test('whatever else is answered is neither yes nor no', async () => {
  const others = [
    { kind: 'unreachable' },
    { kind: 'problem', status: 429, problem: { code: 'http_429' } },
    { kind: 'problem', status: 404, problem: { code: 'not_found' } },
  ].map(answering);

  for (const api of [...others, answer(null), answer({}), answer({ genuine: 'yes' }), answer([])])
    assert.equal((await verified(/** @type {any} */ (api), 'x')).state, 'away');
});

test('every answer has its words in both languages', () => {
  for (const words of [wordsOf('fr'), wordsOf('en')]) {
    for (const state of /** @type {const} */ (['none', 'asking', 'yes', 'named', 'other', 'unnamed', 'no', 'away'])) {
      assert.ok(words.texts[state]({ event: 'Forum d’essai' }).length > 5);
      assert.equal(typeof words.answers[state], 'string');
    }
    assert.match(words.texts.yes({ event: 'Forum d’essai' }), /Forum d’essai/);
    // One of another event, which the same key has signed.
    for (const state of /** @type {const} */ (['yes', 'named']))
      assert.doesNotMatch(words.texts[state]({ event: '' }), /«|“/);
  }
});
