// Something done to many people that is cut off: by the network, or with the tab.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SessionValue } from '../../functions/pages/site/lib/session_value.js';
import { KeptJobs, planOf } from '../../functions/pages/site/registrations/job.js';
import { runThrough } from '../../functions/pages/site/registrations/run_through.js';

const IDS = Array.from({ length: 200 }, (_, at) => `id-${at}`);
const MAIL = { act: 'mail', details: { mail_id: 'run-1' }, left: IDS };

/** A device, and the jobs that a page reads from it: each time it is opened anew. */
function device(stored = {}) {
  const kept = new Map(Object.entries(stored));
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
  return () => new KeptJobs(new SessionValue(() => storage, 'people-jobs'));
}

/** A server that mails each person once an id, and answers some with a problem; the network goes after so many requests. */
function server({ most = Infinity, problems = {}, losesAnswers = false } = {}) {
  const mailed = [];
  const done = new Set();
  let count = 0;
  const ask = async (_method, path, { mail_id }) => {
    const id = path.split('/')[3];
    count += 1;
    if (count > most && !losesAnswers) return { kind: 'unreachable' };
    if (problems[id]) return { kind: 'problem', ...problems[id] };
    if (!done.has(`${mail_id} ${id}`)) mailed.push(id);
    done.add(`${mail_id} ${id}`);
    return count > most ? { kind: 'unreachable' } : { kind: 'answer', status: 200, body: {} };
  };
  return { mailed, ask, heal: () => (most = Infinity) };
}

async function run(jobs, job, ask) {
  const keep = jobs.begin(job);
  const around = { tell: ({ left }) => keep(left), isStopped: () => false, pause: async () => {} };
  return runThrough(job.left, planOf(job, { ask }), around);
}

test('the network cut in the middle leaves those who are left, and going on mails nobody twice', async () => {
  for (const losesAnswers of [false, true]) {
    const opened = device();
    const street = server({ most: 120, losesAnswers });

    const { done, stoppedBy } = await run(opened(), MAIL, street.ask);
    // The tab is closed, and opened again.
    const [job] = opened().all;

    assert.equal(stoppedBy.kind, 'unreachable');
    assert.deepEqual([job.left.length, job.details], [200 - done, MAIL.details]);
    street.heal();
    await run(opened(), job, street.ask);
    assert.deepEqual(street.mailed.toSorted(), IDS.toSorted());
    assert.deepEqual(opened().all, []);
  }
});

test('who was erased meanwhile or has no address is named, and does not come again', async () => {
  const opened = device();
  const problems = {
    'id-3': { status: 409, problem: { code: 'registration_cancelled' } },
    'id-7': { status: 409, problem: { code: 'no_address' } },
  };

  const { done, leftOut } = await run(opened(), MAIL, server({ problems }).ask);

  assert.deepEqual([done, leftOut.map(({ id }) => id).toSorted()], [198, ['id-3', 'id-7']]);
  assert.deepEqual(opened().all, []);
});

test('who was refused for the moment alone is named, and left to be gone on with', async () => {
  const opened = device();
  const problems = { 'id-3': { status: 503, problem: { code: 'later' } } };

  const { leftOut } = await run(opened(), MAIL, server({ problems }).ask);

  assert.deepEqual(
    leftOut.map(({ id }) => id),
    ['id-3'],
  );
  assert.deepEqual(opened().all, [{ ...MAIL, left: ['id-3'] }]);
});

test('an act pressed anew while it is cut off goes on under its name, also for some of the people', async () => {
  const opened = device();
  opened().begin(MAIL);

  const again = { act: 'mail', details: opened().begun('mail'), left: ['id-1', 'new'] };
  await run(opened(), again, server().ask);

  const [job] = opened().all;
  assert.deepEqual([job.details, job.left.length, job.left.includes('id-1')], [MAIL.details, 199, false]);
  assert.equal(opened().begun('write'), null);
});

test('another act does not make one forgotten that was cut off', async () => {
  const opened = device();
  opened().begin(MAIL);

  const move = { act: 'move', details: { move_to: 'atelier-1', notify: true }, left: ['id-1'] };
  await run(opened(), move, server().ask);
  opened().begin(move);

  assert.deepEqual(
    opened().all.map(({ act }) => act),
    ['mail', 'move'],
  );
  opened().forget(opened().all[0]);
  assert.deepEqual(opened().all, [move]);
});

test('what a device keeps that is no job is none', () => {
  for (const kept of [
    '{',
    '7',
    '[null,{"act":"sing","details":{},"left":["a"]},{"act":"mail","details":{},"left":[]}]',
  ])
    assert.deepEqual(device({ 'people-jobs': kept })().all, []);
});
