import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DashboardContext } from '../../functions/pages/site/dashboard/context.js';
import { OrganiserContext } from '../../functions/pages/site/organiser/context.js';
import { wordsOf } from '../../functions/pages/site/words/dashboard.js';

const FRENCH = { spoken: ['fr'], chosen: null, keep: () => {} };
const OVER = { kind: 'problem', status: 401, problem: { code: 'pass_revoked' } };
const answered = (body) => ({ kind: 'answer', status: 200, body, etag: null });

/** A server that answers each link when it is told to. */
function slow() {
  const waiting = [];
  const ask = (method, path) =>
    path.startsWith('/api/programme') ? answered({}) : new Promise((done) => waiting.push(done));
  return { api: { secret: '', ask, now: () => 0 }, waiting };
}

test('an earlier link that is over does not end the one that was opened after it', async () => {
  const { api, waiting } = slow();
  const page = new OrganiserContext(wordsOf, api, FRENCH);
  const ended = [];
  page.addEventListener('ended', ({ detail }) => ended.push(detail));

  const [first, second] = [page.enter('old'), page.enter('new')];
  const late = page.ask('GET', '/api/attendees');
  waiting[1](answered({ mails: [] }));
  waiting[0](OVER);

  assert.equal(await first, null);
  assert.equal((await second).kind, 'answer');
  api.secret = 'newest';
  waiting[2](OVER);
  assert.equal((await late).kind, 'problem');
  assert.deepEqual(ended, []);
});

test('the link that is in use ends when the server says so', async () => {
  const { api, waiting } = slow();
  const page = new OrganiserContext(wordsOf, api, FRENCH);
  const ended = [];
  page.addEventListener('ended', ({ detail }) => ended.push(detail));
  api.secret = 'old';

  const asked = page.ask('GET', '/api/attendees');
  waiting[0](OVER);
  await asked;

  assert.deepEqual(ended, ['pass_revoked']);
});

for (const language of ['fr', 'en']) {
  test(`an organiser is told which characters no paper shows, or that the name is blank (${language})`, () => {
    const page = new OrganiserContext(wordsOf, slow().api, { ...FRENCH, spoken: [language] });
    const said = (characters) =>
      page.said({ kind: 'problem', status: 409, problem: { code: 'unprintable', characters } });

    assert.match(said('𓀀𓂀'), /𓀀𓂀/);
    assert.doesNotMatch(said(''), /[«“]/);
  });
}

test('a list of conflicts that lags behind its number is asked for again every five seconds', async () => {
  let now = 1_000_000;
  const listed = [[], [], ['a']];
  let asked = 0;
  const api = {
    secret: 's',
    now: () => now,
    ask: async (method, path) => {
      if (path.startsWith('/api/headcounts')) return answered({ conflicts: 1, checkpoints: {} });
      if (path === '/api/conflicts') return answered({ conflicts: listed[Math.min(asked++, 2)] });
      return answered({});
    },
  };
  const page = new DashboardContext(api, FRENCH);
  page.watch.start();

  for (let second = 0; second < 60; second += 1, now += 1_000) await page.watch.turn();

  assert.ok(asked >= 3 && asked <= 4, String(asked));
  assert.deepEqual(page.watch.get('conflicts').conflicts, ['a']);
});
