import assert from 'node:assert/strict';
import { test } from 'node:test';

import { refreshed } from '../../functions/pages/site/lib/roster.js';
import { ada, bao, listed, rosterBody } from './phones.js';

const NOW = 1_000;
const CURSOR = 'since=1';
const page = (people, next, etag, more = {}) => ({
  kind: 'answer',
  status: 200,
  etag,
  body: rosterBody({ attendees: people, next, ...more }),
});
/** What a server answers that tells only of who has changed. */
const changes = (people, next = null, cursor = 'since=2') => ({
  kind: 'answer',
  status: 200,
  etag: null,
  body: { whole: false, cursor, server_time: '', attendees: people, next },
});
const same = { kind: 'answer', status: 304, body: null, etag: null };
const noPage = { kind: 'problem', status: 404, problem: { code: 'not_found' } };
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

const one = async (more) => (await asked([page([listed(ada)], null, '"one"', more)])).fetched;

test('a roster is what its page says, of the hour when it came', async () => {
  const body = rosterBody({ attendees: [listed(ada)] });
  const { roster, attendees, whole } = await one({ cursor: CURSOR });

  assert.deepEqual([attendees, whole], [[listed(ada)], true]);
  assert.deepEqual(roster, {
    event: body.event,
    eventTag: body.event_tag,
    publicKey: body.public_key,
    pass: body.pass,
    checkpoints: body.checkpoints,
    questions: body.questions,
    fetchedAt: NOW,
    cursor: CURSOR,
    tags: ['"one"'],
  });
});

test('who has a cursor asks for who changed since, and has all else already', async () => {
  const { roster } = await one({ cursor: CURSOR });
  const { fetched, calls } = await asked([changes([listed(bao)])], { ...roster, fetchedAt: 0 });

  assert.deepEqual(calls, ['GET /api/roster?after=since%3D1']);
  assert.deepEqual([fetched.attendees, fetched.whole], [[listed(bao)], false]);
  assert.deepEqual(fetched.roster, { ...roster, cursor: 'since=2', fetchedAt: NOW });
});

test('everybody replaces what was had where the server says so', async () => {
  const { roster } = await one({ cursor: CURSOR });
  const { fetched } = await asked([page([listed(bao)], null, '"two"', { whole: true, cursor: 'since=2' })], roster);

  assert.deepEqual([fetched.attendees, fetched.whole, fetched.roster.cursor], [[listed(bao)], true, 'since=2']);
});

test('a roster that an earlier page has kept is asked for by its tag, and is as fresh as the answer', async () => {
  const { roster } = await one();
  const { fetched, calls } = await asked([same], { ...roster, fetchedAt: 0 });

  assert.deepEqual(calls, ['GET /api/roster "one"']);
  assert.deepEqual(fetched, { kind: 'roster', roster, attendees: [], whole: false });
});

test('a roster of several pages is asked for page by page, everybody or those who changed', async () => {
  const all = await asked([page([listed(ada)], 'a&b', '"one"'), page([listed(bao)], null, null)]);
  assert.deepEqual(all.calls, ['GET /api/roster', 'GET /api/roster?page=a%26b']);
  assert.deepEqual(all.fetched.attendees, [listed(ada), listed(bao)]);
  assert.deepEqual(all.fetched.roster.tags, ['"one"', '']);

  const had = { ...all.fetched.roster, cursor: CURSOR };
  const few = await asked([changes([listed(bao)], 'next'), changes([listed(ada)])], had);
  assert.deepEqual(few.calls, ['GET /api/roster?after=since%3D1', 'GET /api/roster?page=next']);
  assert.deepEqual([few.fetched.attendees, few.fetched.whole], [[listed(bao), listed(ada)], false]);
});

test('a page that is gone meanwhile is asked for from the beginning, three times at most', async () => {
  const first = page([listed(ada)], 'next', '"one"');
  const again = await asked([first, noPage, first, page([listed(bao)], null, null)]);
  assert.deepEqual(again.fetched.attendees, [listed(ada), listed(bao)]);
  assert.deepEqual(again.calls.slice(1, 3), ['GET /api/roster?page=next', 'GET /api/roster']);

  const never = await asked([first, noPage, first, noPage, first, noPage]);
  assert.deepEqual([never.fetched, never.calls.length], [noPage, 6]);
});

for (const [name, answers, outcome] of [
  ['a link that is over', [gone], gone],
  ['nobody there', [{ kind: 'unreachable' }], { kind: 'unreachable' }],
  ['a page that does not come', [page([listed(ada)], 'next', '"one"'), gone], gone],
  ['JSON of somebody else', [{ ...same, status: 200, body: { welcome: 'Wi-Fi' } }], { kind: 'unreachable' }],
  ['nothing at all', [same], { kind: 'unreachable' }],
  ['changes of nobody that is known', [changes([listed(ada)])], { kind: 'unreachable' }],
  ['people without doors', [{ ...same, status: 200, body: { attendees: [] } }], { kind: 'unreachable' }],
]) {
  test(`no roster is taken from ${name}`, async () => {
    assert.deepEqual((await asked(answers)).fetched, outcome);
  });
}
