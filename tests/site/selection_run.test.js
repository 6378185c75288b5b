// Something done to many people: how far it came, who is left out, and what stops it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runThrough } from '../../functions/pages/site/registrations/run_through.js';

const ANSWER = { kind: 'answer', status: 200, etag: null, body: {} };
const GONE = { kind: 'unreachable' };
const problem = (status, code) => ({ kind: 'problem', status, problem: { code } });

function around(more = {}) {
  const waits = [];
  return { waits, tell: () => {}, isStopped: () => false, pause: async (ms) => void waits.push(ms), ...more };
}

test('everybody is seen to once, and who was refused is told with the reason', async () => {
  const sent = [];
  const send = async ([id]) => {
    sent.push(id);
    return id === 'bea' ? problem(409, 'atelier_full') : ANSWER;
  };

  const { done, seen, total, leftOut, stoppedBy } = await runThrough(['ada', 'bea', 'cid', 'dan'], { send }, around());

  assert.deepEqual([done, seen, total, stoppedBy], [3, 4, 4, null]);
  assert.deepEqual(
    leftOut.map(({ id, failed }) => [id, failed.problem.code]),
    [['bea', 'atelier_full']],
  );
  assert.deepEqual(sent.sort(), ['ada', 'bea', 'cid', 'dan']);
});

test('one request about many people tells whom it leaves out', async () => {
  const ids = Array.from({ length: 250 }, (_, at) => `id-${at}`);
  const sizes = [];
  const send = async (some) => {
    sizes.push(some.length);
    const left_out = some.includes('id-7') ? [{ attendee_id: 'id-7', code: 'no_address' }] : [];
    return { ...ANSWER, body: { left_out } };
  };

  const { done, leftOut } = await runThrough(ids, { send, atOnce: 100 }, around());

  assert.deepEqual(sizes, [100, 100, 50]);
  assert.equal(done, 249);
  assert.deepEqual([leftOut[0].id, leftOut[0].failed.problem.code], ['id-7', 'no_address']);
});

test('a bad moment is waited out, and the same is asked again', async () => {
  const answers = [problem(503, 'later'), GONE, ANSWER];
  const within = around();

  const { done, leftOut } = await runThrough(['ada'], { send: async () => answers.shift() }, within);

  assert.deepEqual([done, leftOut, within.waits.length], [1, [], 2]);
});

for (const [what, last] of [
  ['no network', GONE],
  ['a pass that is over', problem(401, 'pass_revoked')],
]) {
  test(`${what} ends it, and who was not seen to is not called left out`, async () => {
    const ids = ['ada', 'bea', 'cid', 'dan', 'eve', 'fay'];
    const { done, seen, leftOut, stoppedBy } = await runThrough(ids, { send: async () => last }, around());

    assert.deepEqual([done, seen, leftOut, stoppedBy], [0, 0, [], last]);
  });
}

test('stopped, it sends no more and keeps what was done', async () => {
  let isStopped = false;
  const ids = Array.from({ length: 40 }, (_, at) => `id-${at}`);
  const tell = ({ seen }) => (isStopped ||= seen >= 5);

  const { seen, done, stoppedBy } = await runThrough(
    ids,
    { send: async () => ANSWER },
    around({ tell, isStopped: () => isStopped }),
  );

  assert.ok(seen >= 5 && seen < 10);
  assert.deepEqual([done, stoppedBy], [seen, null]);
});
