import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { begin, camera, cameras, decoder, events, fit, locks, page, pass, picture, settle } from './cameras.js';

test('the rear camera is asked for, and what it sees is told with its time', async () => {
  await camera.start();
  await picture();
  await picture('BADGE');

  assert.deepEqual(events, ['started', 'nothing', 'BADGE@200']);
  assert.deepEqual(
    cameras.asked.map(({ facingMode }) => facingMode),
    [{ ideal: 'environment' }],
  );
});

test('a badge in sight is told of again and again, with a rest between', async () => {
  await camera.start();
  for (let turn = 0; turn < 6; turn += 1) await picture('BADGE', 33);

  assert.deepEqual(events, ['started', 'BADGE@33', 'BADGE@198']);
});

test('of thirty pictures a second every other one is read', async () => {
  await camera.start();
  for (let turn = 0; turn < 30; turn += 1) await picture(null, 33);

  assert.equal(events.filter((what) => what === 'nothing').length, 15);
});

test('a clock that is set back does not blind the camera', async () => {
  await camera.start();
  await picture('A');
  await picture('B', -3_600_000);

  assert.equal(events.length, 3);
});

test('what a stopped camera was still reading is not told', async () => {
  let answer;
  decoder.read = () => new Promise((done) => (answer = done));
  await camera.start();
  await picture();
  camera.stop();
  answer('LATE');
  await settle();

  assert.deepEqual(events, ['started']);
  assert.deepEqual(cameras.live, []);
});

test('a camera that is stopped while it is asked for is given back when it comes', async () => {
  cameras.held = true;
  const starting = camera.start();
  camera.stop();
  cameras.waiting[0]();
  await starting;

  assert.equal(cameras.tracks.length, 1);
  assert.deepEqual([cameras.live, events], [[], []]);
});

test('of two answers to two questions one is kept, whichever comes first', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    begin();
    cameras.held = true;
    const starts = [camera.start(), camera.restart()];
    for (const answer of order) {
      cameras.waiting[answer]();
      await settle();
    }
    await Promise.all(starts);

    assert.equal(cameras.tracks.length, 2);
    assert.equal(cameras.live.length, 1);
    assert.equal(camera.running, true);
    camera.stop();
    assert.deepEqual(cameras.live, []);
  }
});

test('whatever order start, stop, restart and hiding come in, one camera lives at most', async () => {
  // A linear congruential generator: the same orders at every run.
  let seed = 7;
  const below = (limit) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * limit);
  };
  cameras.held = true;
  const acts = [
    () => void camera.start(),
    () => camera.stop(),
    () => void camera.restart(),
    () => page.become('hidden'),
    () => page.become('visible'),
    () => cameras.waiting.splice(below(3), 1)[0]?.(),
    () => cameras.waiting.splice(0).forEach((answer) => answer()),
    () => cameras.tracks.at(-1)?.die(),
    () => mock.timers.tick(1000),
  ];
  for (let turn = 0; turn < 3000; turn += 1) {
    acts[below(acts.length)]();
    if (below(2)) continue;
    await settle();
    assert.ok(cameras.live.length <= 1, `turn ${turn}`);
  }
  camera.stop();
  cameras.waiting.splice(0).forEach((answer) => answer());
  await settle();

  assert.deepEqual(cameras.live, []);
  assert.ok(cameras.tracks.length > 100);
  assert.ok(locks.every((lock) => !lock.held));
});

test('a refusal that comes after the camera was stopped is not told', async () => {
  cameras.held = true;
  cameras.answers = ['NotReadableError'];
  const starting = camera.start();
  camera.stop();
  cameras.waiting[0]();
  await starting;
  await pass(10_000);

  assert.deepEqual([events, cameras.asked.length], [[], 1]);
});

test('a camera stopped while the phone lists its cameras does not run', async () => {
  const listed = await cameras.enumerateDevices();
  cameras.enumerateDevices = async () => {
    camera.stop();
    return listed;
  };
  await camera.start();

  assert.deepEqual([events, cameras.live, camera.running], [[], [], false]);
});

test('a person who tries again is not followed by the phone trying again', async () => {
  cameras.answers = ['NotReadableError', null];
  await camera.start();
  await camera.restart();
  await pass(1000);

  assert.equal(cameras.asked.length, 2);
});

test('the end of a camera that was given back does not matter', async () => {
  await camera.start();
  await camera.restart();
  cameras.tracks[0].die();
  await settle();

  assert.deepEqual([events, cameras.live.length], [['started', 'started'], 1]);
});

test('started twice, it is asked for once', async () => {
  await Promise.all([camera.start(), camera.start()]);
  await camera.start();

  assert.equal(cameras.asked.length, 1);
});

test('in the background the camera is given back, and taken again when the page is seen', async () => {
  await camera.start();
  page.become('hidden');
  assert.deepEqual([cameras.live, camera.running], [[], false]);
  await pass(10_000);
  page.become('visible');
  await settle();

  assert.equal(cameras.live.length, 1);
  assert.deepEqual(events, ['started', 'started']);
});

test('a stopped camera stays stopped when the page is seen again', async () => {
  await camera.start();
  camera.stop();
  page.become('hidden');
  page.become('visible');
  await settle();

  assert.deepEqual(cameras.live, []);
});

test('a page that starts hidden waits until it is seen', async () => {
  page.visibilityState = 'hidden';
  await camera.start();
  assert.equal(cameras.asked.length, 0);
  page.become('visible');
  await settle();

  assert.deepEqual(events, ['started']);
});

test('the screen stays on while the camera runs, and not longer', async () => {
  await camera.start();
  await settle();
  page.become('hidden');
  page.become('visible');
  await settle();

  assert.deepEqual(
    locks.map((lock) => lock.held),
    [false, true],
  );
  camera.stop();
  assert.deepEqual(
    locks.map((lock) => lock.held),
    [false, false],
  );
});

test('leave to keep the screen on that comes too late is given back', async () => {
  let grant;
  const lock = { held: true, release: async () => void (lock.held = false) };
  camera.navigator.wakeLock.request = () => new Promise((done) => (grant = () => done(lock)));
  await camera.start();
  camera.stop();
  grant();
  await settle();

  assert.equal(lock.held, false);
});

test('the next camera is taken in turn, remembered, and given up where it is gone', async () => {
  await camera.start();
  assert.equal(camera.canSwitch, true);
  await camera.switchCamera();
  assert.deepEqual([camera.deviceId, cameras.live], ['front', ['front']]);
  await camera.switchCamera();
  assert.deepEqual([camera.deviceId, cameras.live], ['rear', ['rear']]);

  camera.stop();
  fit({ deviceId: 'unplugged' });
  cameras.answers = ['OverconstrainedError', null];
  await camera.start();
  assert.deepEqual(cameras.live, ['rear']);
});

test('a phone with one camera has none to switch to', async () => {
  cameras.ids = ['rear'];
  await camera.start();

  assert.equal(camera.canSwitch, false);
});

test('the lamp is offered where there is one, and comes back on with the camera', async () => {
  await camera.start();
  assert.deepEqual([camera.canTorch, await camera.torch(true)], [false, false]);
  cameras.torch = true;
  await camera.restart();
  assert.deepEqual([camera.canTorch, await camera.torch(true)], [true, true]);
  await camera.restart();
  assert.deepEqual(
    cameras.tracks.map((track) => track.lit),
    [false, true, true],
  );
  cameras.tracks[2].applyConstraints = async () => {
    throw new DOMException('', 'OverconstrainedError');
  };

  assert.equal(await camera.torch(true), false);
});
