import assert from 'node:assert/strict';
import { test } from 'node:test';

import { takeSecret } from '../../functions/pages/site/lib/link.js';
import { Pause } from '../../functions/pages/site/lib/pause.js';
import { watchFaults } from '../../functions/pages/site/ui/faults.js';
import { install } from '../../functions/pages/site/ui/offline.js';
import { once } from '../../functions/pages/site/ui/once.js';

const PASS = 'a'.repeat(43);

/** An address bar, and what is left in it. */
function bar(hash) {
  const left = { address: `/badge${hash}` };
  return {
    left,
    location: { hash, pathname: '/badge' },
    history: { replaceState: (_, __, to) => (left.address = to) },
  };
}

for (const [hash, secret, address] of [
  [`#${PASS}`, PASS, '/badge'],
  ['#cut-off', '', '/badge'],
  ['', null, '/badge'],
]) {
  test(`of ${hash ? `the address ${hash.slice(0, 8)}…` : 'no fragment'} nothing stays in the address bar`, () => {
    const { left, location, history } = bar(hash);

    assert.equal(takeSecret(location, history), secret);
    assert.equal(left.address, address);
  });
}

test('a fragment that names a part of the page stays, and a pass beside it does not', () => {
  const isPlace = (fragment) => fragment === 'people';
  const part = bar('#people');
  assert.equal(takeSecret(part.location, part.history, isPlace), null);
  assert.equal(part.left.address, '/badge#people');

  const link = bar(`#${PASS}`);
  assert.equal(
    takeSecret(link.location, link.history, () => true),
    PASS,
  );
  assert.equal(link.left.address, '/badge');
});

test('a rest ends by itself, or as soon as somebody wakes it', async () => {
  const waits = [];
  const pause = new Pause((wake, milliseconds) => {
    waits.push(milliseconds);
    if (milliseconds < 100) setImmediate(wake);
  });
  pause.wake();

  await pause.take(50);
  const long = pause.take(5000);
  pause.wake();
  await long;

  assert.deepEqual(waits, [50, 5000]);
});

test('a fault is shown once, however it comes and however often', () => {
  const window = new EventTarget();
  const shown = [];
  const fault = watchFaults(window, (said) => shown.push(said));

  window.dispatchEvent(Object.assign(new Event('error'), { error: new Error('broken') }));
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new Error('broken') }));
  window.dispatchEvent(Object.assign(new Event('error'), { message: 'Script error.' }));
  fault(new TypeError('caught'));

  assert.deepEqual(shown, ['Error: broken', 'Script error.', 'TypeError: caught']);
});

test('a page works on where it cannot be kept', async (context) => {
  const warned = context.mock.method(console, 'warn', () => {});
  const register = async () => {
    throw new TypeError('Failed to register');
  };

  await install({ serviceWorker: { register } }, '/badge');
  await install({}, '/badge');

  assert.equal(warned.mock.callCount(), 1);
});

/** A button, as far as an act shows on it. */
function pressable() {
  const attributes = new Map();
  return {
    isAway: () => attributes.get('aria-disabled') === 'true',
    setAttribute: (name, value) => attributes.set(name, value),
    removeAttribute: (name) => attributes.delete(name),
  };
}

test('a button that is pressed twice acts once, and says so while it does', async () => {
  const send = pressable();
  const acting = once(() => [send]);
  const done = [];
  let finish;
  const first = acting(() => new Promise((end) => (finish = end)).then(() => done.push('first')));

  assert.equal(await acting(async () => done.push('second')), undefined);
  assert.equal(send.isAway(), true);
  finish();
  await first;

  assert.deepEqual([done, send.isAway()], [['first'], false]);
  assert.equal(await acting(async () => 'third'), 'third');
});

test('an act that fails leaves its button to be pressed again', async () => {
  const send = pressable();
  const acting = once(() => [send]);

  await assert.rejects(acting(() => Promise.reject(new Error('the file is gone'))));

  assert.equal(send.isAway(), false);
  assert.equal(await acting(async () => 'sent'), 'sent');
});
