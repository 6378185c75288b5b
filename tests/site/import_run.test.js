import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ImportRun } from '../../functions/pages/site/registrations/import_run.js';
import { LINES_AT_ONCE } from '../../functions/pages/site/words/limits.js';

const listOf = (count) =>
  Array.from({ length: count }, (_, at) => ({ line: at + 2, cells: { given_name: `Essai-${at + 2}` } }));
const answer = (results) => ({ kind: 'answer', status: 200, body: { results }, etag: null });
const problem = (status, code, more = {}) => ({ kind: 'problem', status, problem: { code, ...more } });
const every = (lines, outcome = 'registered') => answer(lines.map(({ line }) => ({ line, outcome, errors: [] })));
const unreachable = { kind: 'unreachable' };

/** A run whose server answers as the test says, call by call; waits end at once and are noted. */
function running(lines, ...answers) {
  const sent = [];
  const waits = [];
  const states = [];
  const send = async (chunk) => {
    sent.push(chunk.map(({ line }) => line));
    const given = answers.length > 1 ? answers.shift() : answers[0];
    return typeof given === 'function' ? given(chunk) : given;
  };
  const tools = {
    send,
    setTimeout: (wake, after) => {
      waits.push(after);
      queueMicrotask(wake);
    },
  };
  const run = new ImportRun(tools, lines);
  run.addEventListener('change', () => states.at(-1) === run.state || states.push(run.state));
  return { run, sent, waits, states };
}

test('a list goes a hundred lines at a time, each line once', async () => {
  const { run, sent } = running(listOf(250), every);

  await run.run();

  assert.deepEqual(
    sent.map(({ length }) => length),
    [100, 100, 50],
  );
  assert.equal(new Set(sent.flat()).size, 250);
  assert.equal(run.state, 'done');
  assert.equal(run.of('registered').length, 250);
});

test('an empty list is done at once and asks nobody', async () => {
  const { run, sent } = running([], every);

  await run.run();

  assert.deepEqual(sent, []);
  assert.equal(run.state, 'done');
});

test('what the server leaves for later is sent again, without waiting where it got on', async () => {
  const half = (lines) =>
    answer(lines.map(({ line }, at) => ({ line, outcome: at < 60 ? 'registered' : 'later', errors: [] })));
  const { run, sent, waits } = running(listOf(100), half, every);

  await run.run();

  assert.deepEqual(
    sent.map(({ length }) => length),
    [100, 40],
  );
  assert.deepEqual(waits, []);
  assert.equal(run.results.size, 100);
});

test('a server that gets nowhere is given time, longer each time', async () => {
  const nowhere = (lines) => every(lines, 'later');
  const { run, waits, states } = running(listOf(3), nowhere, nowhere, every);

  await run.run();

  assert.deepEqual(waits, [1000, 2000]);
  assert.deepEqual(states, ['running', 'waiting', 'running', 'done']);
});

for (const [failure, outcome] of [
  ['a lost network', unreachable],
  ['a server that is overloaded', problem(503, 'later')],
  ['a gateway that throttles', problem(429, 'http_429')],
  ['a fault of the server', problem(502, 'http_502')],
  ['a sign-in page that answers 200', { kind: 'answer', status: 200, body: { welcome: true }, etag: null }],
  ['an answer about other lines', answer([{ line: 999, outcome: 'registered', errors: [] }])],
]) {
  test(`${failure} loses no line: the run goes on by itself`, async () => {
    const { run, sent, states } = running(listOf(120), every, outcome, outcome, every);

    await run.run();

    assert.deepEqual(sent[1], sent[3]);
    assert.equal(run.results.size, 120);
    assert.deepEqual(states, ['running', 'waiting', 'running', 'done']);
  });
}

test('a run that waits says why', async () => {
  const why = [];
  const { run } = running(listOf(1), unreachable, problem(503, 'later'), every);
  run.addEventListener('change', () => run.state === 'waiting' && why.push(run.why));

  await run.run();

  assert.deepEqual(why, ['unreachable', 'later']);
  assert.equal(run.why, null);
});

test('the wait never grows beyond twenty seconds', async () => {
  const { run, waits } = running(listOf(1), ...Array(9).fill(unreachable), every);

  await run.run();

  assert.equal(Math.max(...waits), 20_000);
});

test('a network that is back ends the wait', async () => {
  const asked = [];
  const tools = {
    send: async (lines) => (asked.push(lines.length) === 1 ? unreachable : every(lines)),
    setTimeout: () => {},
  };
  const run = new ImportRun(tools, listOf(2));
  const whole = run.run();
  while (run.state !== 'waiting') await new Promise((done) => setImmediate(done));
  await new Promise((done) => setImmediate(done));

  run.pause.wake();
  await whole;

  assert.equal(run.state, 'done');
});

test('stopped, it keeps what is on its way and takes up with the next line', async () => {
  const { run, sent } = running(listOf(300), (lines) => {
    if (sent.length === 2) run.stop();
    return every(lines);
  });
  await run.run();
  assert.equal(run.state, 'stopped');
  assert.equal(run.results.size, 200);
  assert.equal(run.isUnfinished, true);

  await run.run();

  assert.equal(run.state, 'done');
  assert.deepEqual(
    sent.flat(),
    listOf(300).map(({ line }) => line),
  );
});

test('stopped while it waits, it does not wait any longer', async () => {
  const tools = { send: async () => unreachable, setTimeout: () => {} };
  const run = new ImportRun(tools, listOf(2));
  const whole = run.run();
  while (run.state !== 'waiting') await new Promise((done) => setImmediate(done));
  await new Promise((done) => setImmediate(done));

  run.stop();
  await whole;

  assert.equal(run.state, 'stopped');
  assert.equal(run.left.length, 2);
});

test('started twice it sends once', async () => {
  const { run, sent } = running(listOf(LINES_AT_ONCE), every);

  await Promise.all([run.run(), run.run()]);

  assert.equal(sent.length, 1);
});

for (const [status, code] of [
  [401, 'pass_revoked'],
  [401, 'pass_expired'],
  [403, 'forbidden'],
]) {
  test(`a pass that is no good (${code}) ends the run and loses nothing`, async () => {
    const { run, sent } = running(listOf(150), every, problem(status, code), every);
    await run.run();
    assert.deepEqual([run.state, run.why, run.left.length], ['ended', code, 50]);

    await run.run();

    assert.equal(run.state, 'done');
    assert.equal(sent.length, 3);
  });
}

test('one line for which a whole call is refused is found, told and left out', async () => {
  const bad = 37;
  const errors = [{ field: 'lines.0.cells.given_name', message: 'is not a text' }];
  const server = (lines) =>
    lines.some(({ line }) => line === bad) ? problem(422, 'invalid_request', { errors }) : every(lines);
  const { run } = running(listOf(250), server);

  await run.run();

  assert.equal(run.state, 'done');
  assert.equal(run.of('registered').length, 249);
  assert.deepEqual(run.of('refused'), [
    { line: bad, outcome: 'refused', errors: [{ field: 'given_name', message: 'is not a text' }] },
  ]);
});

test('a line that is too large for any call is refused by itself', async () => {
  const lines = listOf(5);
  lines[2].cells.organisation = 'x'.repeat(600_000);
  const server = (sent) => (JSON.stringify(sent).length > 512_000 ? problem(413, 'payload_too_large') : every(sent));
  const { run } = running(lines, server);

  await run.run();

  assert.deepEqual(
    run.of('refused').map(({ line, errors }) => [line, errors[0].code]),
    [[4, 'payload_too_large']],
  );
  assert.equal(run.of('registered').length, 4);
});

test('long lines go fewer at a time', async () => {
  const lines = listOf(100).map((each) => ({ ...each, cells: { organisation: 'é'.repeat(10_000) } }));
  const { run, sent } = running(lines, every);

  await run.run();

  assert.ok(Math.max(...sent.map(({ length }) => length)) <= 12);
  assert.equal(run.results.size, 100);
});

test('results are told in the order of the lines, whatever the order of the answers', async () => {
  const backwards = (lines) => every([...lines].reverse(), 'refused');
  const { run } = running(listOf(5), backwards);

  await run.run();

  assert.deepEqual(
    run.of('refused').map(({ line }) => line),
    [2, 3, 4, 5, 6],
  );
});

test('five thousand lines are fifty calls', async () => {
  const { run, sent } = running(listOf(5000), every);

  await run.run();

  assert.equal(sent.length, 50);
});
