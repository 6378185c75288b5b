import assert from 'node:assert/strict';
import { test } from 'node:test';

import { camera, cameras, decoder, events, fit, page, pass, picture, settle } from './cameras.js';

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
  fit({ mediaDevices: null });
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

test('a decoder that does not load is told, gives the camera back, and is loaded anew', async () => {
  let broken = true;
  fit({
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
  fit({
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
