import assert from 'node:assert/strict';
import { test } from 'node:test';

import { refreshed } from '../../functions/pages/site/lib/roster.js';
import { ada, bao, listed, rosterBody } from './phones.js';

const NOW = 1_000;
const page = (people, next, etag) => ({
  kind: 'answer',
  status: 200,
  etag,
  body: rosterBody({ attendees: people, next }),
});
const same = { kind: 'answer', status: 304, body: null, etag: null };
const gone = { kind: 'problem', status: 401, problem: { code: 'pass_revoked' } };

/** An API that gives one answer after the other, and what it was asked. */
async function asked(answers, had = null) {
  const calls = [];
  const api = {
    ask: async (method, path, more = {}) => {
      calls.push([method, path, more.headers?.['if-none-match']].filter(Boolean).join(' '));
      return answers[calls.length - 1];
    },
  };
  return { fetched: await refreshed(api, had, () => NOW), calls };
}

const one = async () => (await asked([page([listed(ada)], null, '"one"')])).fetched;

test('a roster is what its page says, of the hour when it came', async () => {
  const body = rosterBody({ attendees: [listed(ada)] });

  assert.deepEqual((await one()).roster, {
    event: body.event,
    eventTag: body.event_tag,
    publicKey: body.public_key,
    pass: body.pass,
    checkpoints: body.checkpoints,
    questions: body.questions,
    attendees: [listed(ada)],
    fetchedAt: NOW,
    tags: ['"one"'],
  });
});

test('a roster that has not changed is as fresh as the answer', async () => {
  const had = await one();
  const { fetched, calls } = await asked([same], { ...had.roster, fetchedAt: 0 });

  assert.deepEqual(calls, ['GET /api/roster "one"']);
  assert.deepEqual(fetched, had);
  assert.equal(fetched.roster.attendees, had.roster.attendees);
});

test('a roster of several pages is asked for page by page, and once more whether it is of one state', async () => {
  const { fetched, calls } = await asked([page([listed(ada)], 'a&b', '"one"'), page([listed(bao)], null, null), same]);

  assert.deepEqual(calls, ['GET /api/roster', 'GET /api/roster?page=a%26b', 'GET /api/roster "one"']);
  assert.deepEqual(fetched.roster.attendees, [listed(ada), listed(bao)]);
  assert.deepEqual(fetched.roster.tags, ['"one"', '']);
});

test('pages that are not of one state are asked for again, three times at most', async () => {
  const first = page([listed(ada)], 'next', '"one"');
  const last = page([listed(bao)], null, '"two"');
  const { fetched, calls } = await asked([first, last, first, first, last, gone, first, last]);

  assert.equal(fetched.kind, 'roster');
  assert.equal(fetched.roster.attendees.length, 2);
  assert.equal(calls.length, 8);
  assert.deepEqual(calls.slice(0, 4), [
    'GET /api/roster',
    'GET /api/roster?page=next',
    'GET /api/roster "one"',
    'GET /api/roster',
  ]);
});

for (const [name, answers, outcome] of [
  ['a link that is over', [gone], gone],
  ['nobody there', [{ kind: 'unreachable' }], { kind: 'unreachable' }],
  ['a page that does not come', [page([listed(ada)], 'next', '"one"'), gone], gone],
  ['JSON of somebody else', [{ ...same, status: 200, body: { welcome: 'Wi-Fi' } }], { kind: 'unreachable' }],
  ['nothing at all', [same], { kind: 'unreachable' }],
  ['people without doors', [{ ...same, status: 200, body: { attendees: [] } }], { kind: 'unreachable' }],
]) {
  test(`no roster is taken from ${name}`, async () => {
    assert.deepEqual((await asked(answers)).fetched, outcome);
  });
}
