import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

import { Camera } from '../../functions/pages/site/scan/camera.js';
import { Cameras, Page } from './cameras.js';

let cameras;
let page;
let video;
let decoder;
let locks;
let events;
let time;
let camera;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  cameras = new Cameras();
  page = new Page();
  time = 1_000_000;
  events = [];
  locks = [];
  video = {
    srcObject: null,
    see: null,
    play: async () => {},
    requestVideoFrameCallback: (see) => (video.see = see),
  };
  decoder = { sees: null, prepare: async () => {}, read: async () => decoder.sees };
  camera = made();
});

afterEach(() => {
  camera.stop();
  mock.timers.reset();
});

function made({ mediaDevices = cameras, load = async () => decoder, ...more } = {}) {
  const request = async () => {
    const lock = { held: true, release: async () => void (lock.held = false) };
    locks.push(lock);
    return lock;
  };
  const listener = {
    text: (text, seenAt) => events.push(`${text}@${seenAt - 1_000_000}`),
    nothing: () => events.push('nothing'),
    started: () => events.push('started'),
    trouble: (kind) => events.push(kind),
  };
  const navigator = { mediaDevices, wakeLock: { request } };
  return new Camera(video, listener, { navigator, page, now: () => time, decoder: load, ...more });
}

/** Let everything that waits for nothing but its turn have it. */
async function settle() {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

/** A picture comes, some time after the last. */
async function picture(sees = null, after = 100) {
  time += after;
  decoder.sees = sees;
  const { see } = video;
  video.see = null;
  see?.();
  await settle();
}

async function pass(ms) {
  for (let passed = 0; passed < ms; passed += 500) {
    mock.timers.tick(500);
    await settle();
  }
}

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
    cameras = new Cameras();
    cameras.held = true;
    camera = made();
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

const REFUSALS = { NotAllowedError: 'denied', NotFoundError: 'missing', NotReadableError: 'busy' };
for (const [name, kind] of Object.entries(REFUSALS)) {
  test(`${name} is told as ${kind}, and a person may try again`, async () => {
    cameras.answers = [name];
    await camera.start();
    cameras.answers = [null];
    await camera.restart();

    assert.deepEqual(events, [kind, 'started']);
  });
}

test('a page that is not on https says so', async () => {
  camera = made({ mediaDevices: null });
  await camera.start();

  assert.deepEqual(events, ['insecure']);
});

test('where no camera faces away, any will do', async () => {
  cameras.answers = ['OverconstrainedError', null];
  await camera.start();

  assert.deepEqual(events, ['started']);
  assert.equal(cameras.asked[1], true);
});

test('a camera that another app has is asked for again, told once', async () => {
  cameras.answers = ['NotReadableError', 'NotReadableError', 'NotReadableError', null];
  await camera.start();
  await pass(4000);

  assert.deepEqual(events, ['busy', 'started']);
});

test('a camera that nobody allowed is not asked for again by itself', async () => {
  cameras.answers = ['NotAllowedError'];
  await camera.start();
  await pass(30_000);

  assert.equal(cameras.asked.length, 1);
});

test('who comes back from the settings finds it asked for again', async () => {
  cameras.answers = ['NotAllowedError', null];
  await camera.start();
  page.become('hidden');
  page.become('visible');
  await settle();

  assert.deepEqual(events, ['denied', 'started']);
});

test('a camera that dies comes back by itself', async () => {
  await camera.start();
  cameras.tracks[0].die();
  await pass(1000);

  assert.deepEqual(events, ['started', 'lost', 'started']);
  assert.equal(cameras.live.length, 1);
});

test('a camera that shows nothing is lost, and asked for ever less often', async () => {
  await camera.start();
  await pass(60_000);

  assert.deepEqual(events.slice(0, 3), ['started', 'lost', 'started']);
  assert.ok(cameras.asked.length > 4 && cameras.asked.length < 10);
  assert.ok(cameras.live.length <= 1);
});

test('a camera that shows pictures is left alone', async () => {
  await camera.start();
  for (let second = 0; second < 20; second += 1) {
    await picture();
    await pass(1000);
  }

  assert.equal(cameras.asked.length, 1);
});

test('a muted camera is lost, whatever pictures come', async () => {
  await camera.start();
  cameras.tracks[0].muted = true;
  for (let second = 0; second < 3; second += 1) {
    await picture();
    await pass(1000);
  }

  assert.ok(events.includes('lost'));
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

test('a decoder that does not load is told, gives the camera back, and is loaded anew', async () => {
  let broken = true;
  camera = made({
    load: async () => {
      if (broken) throw new TypeError('Failed to fetch dynamically imported module');
      return decoder;
    },
  });
  await camera.start();
  assert.deepEqual([events, cameras.live], [['decoder'], []]);
  broken = false;
  await camera.restart();

  assert.deepEqual(events, ['decoder', 'started']);
});

test('the decoder may be loaded ahead, once for all', async () => {
  let loads = 0;
  camera = made({
    load: async () => {
      loads += 1;
      return decoder;
    },
  });
  await Promise.all([camera.prepare(), camera.prepare()]);
  await camera.start();

  assert.equal(loads, 1);
});

test('a decoder that breaks is replaced', async () => {
  await camera.start();
  decoder.read = async () => {
    throw new WebAssembly.RuntimeError('out of memory');
  };
  await picture();
  decoder.read = async () => decoder.sees;
  await pass(1000);
  await picture('BADGE');

  assert.deepEqual(events, ['started', 'decoder', 'started', 'BADGE@200']);
  assert.equal(cameras.live.length, 1);
});

test('the next camera is taken in turn, remembered, and given up where it is gone', async () => {
  await camera.start();
  assert.equal(camera.canSwitch, true);
  await camera.switchCamera();
  assert.deepEqual([camera.deviceId, cameras.live], ['front', ['front']]);
  await camera.switchCamera();
  assert.deepEqual([camera.deviceId, cameras.live], ['rear', ['rear']]);

  const other = made({ deviceId: 'unplugged' });
  camera.stop();
  cameras.answers = ['OverconstrainedError', null];
  await other.start();
  assert.deepEqual(cameras.live, ['rear']);
  other.stop();
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
