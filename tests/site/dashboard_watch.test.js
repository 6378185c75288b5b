import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Watch } from '../../functions/pages/site/organiser/watch.js';

const answer = (body, more = {}) => ({ kind: 'answer', status: 200, body, etag: null, ...more });
const UNCHANGED = { kind: 'answer', status: 304, body: null, etag: '"a"' };
const NOBODY = { kind: 'unreachable' };
const HEADCOUNTS = { headcounts: { path: () => '/api/headcounts', every: 3_000 } };

/** A server that answers from a list, the last for ever, and a clock that is turned by hand. */
function scene(answers, sources = HEADCOUNTS) {
  const asked = [];
  const heard = [];
  const clock = { now: 1_000_000 };
  const look = async (path, etag) => {
    asked.push(etag ? `${path} ${etag}` : path);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    return typeof next === 'function' ? next() : next;
  };
  const watch = new Watch(look, () => clock.now, sources);
  for (const kind of ['heard', 'state']) watch.addEventListener(kind, ({ detail }) => heard.push(`${kind} ${detail}`));
  watch.start();
  const pass = async (milliseconds) => {
    for (const end = clock.now + milliseconds; clock.now < end; clock.now += 1_000) await watch.turn();
  };
  return { watch, asked, heard, clock, pass };
}

test('each source is asked for at its own pace', async () => {
  const sources = { ...HEADCOUNTS, mails: { path: () => '/api/mails', every: 60_000 } };
  const { asked, pass } = scene([answer({})], sources);

  await pass(60_000);

  assert.equal(asked.filter((path) => path === '/api/headcounts').length, 20);
  assert.equal(asked.filter((path) => path === '/api/mails').length, 1);
});

test('what has not changed is asked for by its tag, and told to nobody', async () => {
  const { watch, asked, heard, pass } = scene([answer({ inside: 3 }, { etag: '"a"' }), UNCHANGED]);

  await pass(9_000);

  assert.deepEqual(asked, ['/api/headcounts', '/api/headcounts "a"', '/api/headcounts "a"']);
  assert.deepEqual(heard, ['heard headcounts']);
  assert.deepEqual(watch.get('headcounts'), { inside: 3 });
});

test('the age of the numbers is that of the last answer, also of one that says nothing is new', async () => {
  const { watch, clock, pass } = scene([answer({}, { etag: '"a"' }), UNCHANGED, NOBODY]);
  assert.equal(watch.age('headcounts'), null);

  await pass(4_000);
  assert.equal(watch.age('headcounts'), 1_000);
  await pass(2_000);
  assert.equal(watch.isFailing('headcounts'), false);
  await pass(10_000);

  assert.equal(watch.age('headcounts'), 13_000);
  assert.equal(watch.isFailing('headcounts'), true);
  clock.now -= 60_000;
  assert.equal(watch.age('headcounts'), 0);
});

test('a server that does not answer is asked more and more slowly, and at its pace once it is back', async () => {
  const { watch, asked, heard, pass } = scene([NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, answer({ inside: 1 })]);

  await pass(96_000);
  assert.equal(asked.length, 5);
  assert.deepEqual(heard, ['state headcounts']);
  await pass(60_000);

  assert.deepEqual(heard.slice(0, 3), ['state headcounts', 'heard headcounts', 'state headcounts']);
  assert.equal(watch.isFailing('headcounts'), false);
  const count = asked.length;
  await pass(30_000);
  assert.equal(asked.length - count, 10);
});

test('a refusal is a failure too, and keeps what was heard', async () => {
  const { watch, pass } = scene([answer({ inside: 1 }), { kind: 'problem', status: 503, problem: { code: 'later' } }]);

  await pass(5_000);

  assert.deepEqual(watch.get('headcounts'), { inside: 1 });
  assert.equal(watch.isFailing('headcounts'), true);
});

test('a source that is slow already is not asked faster because it fails', async () => {
  const { asked, pass } = scene([NOBODY], { mails: { path: () => '/api/mails', every: 60_000 } });

  await pass(180_000);

  assert.equal(asked.length, 3);
});

test('what nobody wants to see is not asked for, and at once when somebody does', async () => {
  let wanted = null;
  const { asked, pass } = scene([answer({})], { order: { path: () => wanted, every: 10_000 } });

  await pass(20_000);
  assert.deepEqual(asked, []);
  wanted = '/api/catering?service_level=0.95';
  await pass(1_000);
  // The slider has moved: another question, without the tag of the first.
  wanted = '/api/catering?service_level=0.99';
  await pass(1_000);

  assert.deepEqual(asked, ['/api/catering?service_level=0.95', '/api/catering?service_level=0.99']);
});

test('one question at a time is asked of a source, however long its answer takes', async () => {
  let done = () => {};
  const slow = () => new Promise((resolve) => (done = () => resolve(answer({ inside: 2 }))));
  const { watch, asked, clock } = scene([slow, answer({ inside: 3 })]);

  const first = watch.turn();
  clock.now += 10_000;
  await watch.turn();
  assert.equal(asked.length, 1);
  done();
  await first;

  assert.deepEqual(watch.get('headcounts'), { inside: 2 });
});

test('an answer that comes after the pass has ended is forgotten', async () => {
  let done = () => {};
  const slow = () => new Promise((resolve) => (done = () => resolve(answer({ inside: 2 }))));
  const { watch, asked, heard, pass } = scene([slow]);

  const first = watch.turn();
  watch.stop();
  done();
  await first;
  await pass(10_000);

  assert.equal(watch.get('headcounts'), null);
  assert.deepEqual([asked.length, heard], [1, []]);
});

test('the clock is the server’s, which may be of another day, and is learnt again now and then', async () => {
  const body = () => ({ as_of: new Date(Date.parse('2022-08-30T09:00:00Z') + clock.now).toISOString() });
  const { watch, asked, clock, pass } = scene([() => answer(body(), { etag: '"a"' })]);

  await pass(1_000);
  assert.equal(
    new Date(watch.now).toISOString(),
    new Date(Date.parse('2022-08-30T09:00:00Z') + clock.now).toISOString(),
  );
  await pass(62_000);

  assert.deepEqual([asked[0], asked[1], asked[20]], ['/api/headcounts', '/api/headcounts "a"', '/api/headcounts']);
});

test('a source can be hurried', async () => {
  const { watch, asked, pass } = scene([answer({})], { conflicts: { path: () => '/api/conflicts', every: 600_000 } });

  await pass(5_000);
  watch.hurry('conflicts');
  await pass(5_000);

  assert.equal(asked.length, 2);
  assert.throws(() => watch.hurry('nothing'), /no source nothing/);
});

test('a source that is hurried while it is asked for is asked for once more: the answer may be older', async () => {
  let done = () => {};
  const slow = () => new Promise((resolve) => (done = () => resolve(answer({ conflicts: [] }))));
  const sources = { conflicts: { path: () => '/api/conflicts', every: 600_000 } };
  const { watch, asked, pass, clock } = scene([slow, answer({ conflicts: [1] })], sources);

  const first = watch.turn();
  watch.hurry('conflicts');
  watch.hurry('conflicts', 5_000);
  clock.now += 2_000;
  done();
  await first;
  await pass(30_000);

  assert.equal(asked.length, 2);
  assert.deepEqual(watch.get('conflicts'), { conflicts: [1] });
});

test('a hurry that may wait is kept over an answer that is on its way', async () => {
  let done = () => {};
  const slow = () => new Promise((resolve) => (done = () => resolve(answer({}))));
  const sources = { programme: { path: () => '/api/programme', every: 60_000 } };
  const { watch, asked, pass } = scene([slow, answer({})], sources);

  const first = watch.turn();
  watch.hurry('programme', 35_000);
  done();
  await first;
  await pass(35_000);
  assert.equal(asked.length, 1);
  await pass(1_000);

  assert.equal(asked.length, 2);
});

test('how soon a source is asked for again may follow from what was heard', async () => {
  let every = 5_000;
  const { asked, pass } = scene([answer({})], { conflicts: { path: () => '/api/conflicts', every: () => every } });

  await pass(15_000);
  assert.equal(asked.length, 3);
  every = 600_000;
  await pass(60_000);

  assert.equal(asked.length, 4);
});
