import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Awake } from '../../functions/pages/site/badge/awake.js';

/** A phone whose screen can be kept alight, and whose timers a test runs. */
function phone({ refuses = false } = {}) {
  const locks = [];
  const timers = new Map();
  const request = async () => {
    if (refuses) throw new DOMException('', 'NotAllowedError');
    const lock = { released: false, release: async () => void (lock.released = true) };
    locks.push(lock);
    return lock;
  };
  const clocks = {
    setTimeout: (act) => timers.set(timers.size + 1, act) && timers.size,
    clearTimeout: (id) => timers.delete(id),
  };
  return { awake: new Awake({ wakeLock: { request } }, clocks), locks, timers, clocks };
}

test('the screen stays alight while a badge is held out, and no longer', async () => {
  const { awake, locks } = phone();

  await awake.hold();
  await awake.hold();
  assert.deepEqual(
    locks.map((lock) => lock.released),
    [false],
  );

  await awake.release();
  assert.equal(locks[0].released, true);
});

test('a phone that lies about is let go dark', async () => {
  const { awake, locks, timers } = phone();
  await awake.hold();

  for (const act of timers.values()) await act();

  assert.equal(locks[0].released, true);
});

test('a screen that the phone itself let go dark is lit again when the page comes back', async () => {
  const { awake, locks } = phone();
  await awake.hold();
  locks[0].released = true;

  await awake.hold();

  assert.equal(locks.length, 2);
});

test('a phone that refuses, or has no such lock, shows the badge all the same', async () => {
  const { awake, clocks } = phone({ refuses: true });
  await awake.hold();
  await awake.release();

  const old = new Awake({}, clocks);
  await old.hold();
  await old.release();
});
