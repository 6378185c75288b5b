import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { Signals } from '../../functions/pages/site/scan/signals.js';

/** Web Audio as far as a tone needs it; `refuses` stands for a browser that waits for another gesture. */
class Audio extends EventTarget {
  static made = [];
  static refuses = false;

  constructor() {
    super();
    this.state = 'suspended';
    this.currentTime = 5;
    this.destination = {};
    this.tones = [];
    Audio.made.push(this);
  }

  async resume() {
    if (Audio.refuses) throw new DOMException('not now', 'NotAllowedError');
    this.become('running');
  }

  become(state) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  createOscillator() {
    const tone = { type: '', frequency: { value: 0 }, connect: (next) => next, stopped: [] };
    tone.start = (at) => (tone.from = at);
    tone.stop = (at = this.currentTime) => tone.stopped.push(at);
    this.tones.push(tone);
    return tone;
  }

  createGain() {
    const gain = { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} };
    return { gain, connect: () => {} };
  }
}

let shaken;
let signals;

beforeEach(() => {
  Audio.made = [];
  Audio.refuses = false;
  shaken = [];
  signals = made();
});

function made(more, browser = {}) {
  return new Signals({ AudioContext: Audio, vibrate: (pattern) => shaken.push(pattern), ...browser }, more);
}

const tones = () => Audio.made[0].tones;

test('before the first gesture nothing sounds, and nothing fails', () => {
  signals.accepted();

  assert.equal(signals.works, false);
  assert.deepEqual([Audio.made, shaken], [[], []]);
});

test('accepted rises, noted goes on rising, already repeats one tone, refused is one low and long', async () => {
  await signals.unlock();
  const pitches = {};
  for (const kind of ['accepted', 'noted', 'already', 'refused']) {
    signals[kind]();
    pitches[kind] = tones()
      .splice(0)
      .map((tone) => tone.frequency.value);
  }

  assert.equal(pitches.accepted.length, 2);
  assert.ok(pitches.accepted[0] < pitches.accepted[1]);
  assert.deepEqual(pitches.noted.slice(0, 2), pitches.accepted);
  assert.ok(pitches.noted.length > 4 && Math.min(...pitches.noted.slice(2)) > pitches.accepted[1]);
  assert.equal(pitches.already.length, 2);
  assert.equal(pitches.already[0], pitches.already[1]);
  assert.equal(pitches.refused.length, 1);
  assert.ok(pitches.refused[0] < 200);
});

test('no two signals feel alike', async () => {
  await signals.unlock();
  signals.accepted();
  signals.already();
  signals.refused();
  signals.alarm();

  assert.equal(new Set(shaken.map(String)).size, 4);
});

test('a verdict ends the sound of the one before', async () => {
  await signals.unlock();
  signals.alarm();
  const alarm = tones().slice();
  signals.accepted();

  assert.ok(alarm.every((tone) => tone.stopped.includes(Audio.made[0].currentTime)));
  assert.ok(
    tones()
      .slice(alarm.length)
      .every((tone) => tone.stopped.length === 1),
  );
});

test('a muted phone still shakes, and its test still sounds', async () => {
  signals = made({ muted: true });
  await signals.unlock();
  signals.refused();

  assert.deepEqual([tones().length, shaken.length], [0, 1]);
  assert.equal(await signals.test(), true);
  assert.equal(tones().length, 2);
});

test('a sound that could not be heard does not come later', async () => {
  await signals.unlock();
  Audio.made[0].become('interrupted');
  signals.refused();
  await signals.unlock();

  assert.equal(tones().length, 0);
});

test('a phone call takes sound away, and the next gesture brings it back', async () => {
  const page = new EventTarget();
  const changes = [];
  signals = made({ changed: (works) => changes.push(works) });
  const stop = signals.unlockOn(page);
  page.dispatchEvent(new Event('click'));
  await turn();
  Audio.made[0].become('interrupted');
  page.dispatchEvent(new Event('touchend'));
  await turn();
  stop();
  Audio.made[0].become('suspended');
  page.dispatchEvent(new Event('click'));
  await turn();

  assert.deepEqual(changes, [true, false, true, false]);
  assert.equal(Audio.made.length, 1);
});

test('a browser that wants another gesture is asked again at the next', async () => {
  Audio.refuses = true;
  assert.equal(await signals.unlock(), false);
  Audio.refuses = false;

  assert.equal(await signals.unlock(), true);
});

test('a phone without sound or vibration shows its verdicts in silence', async () => {
  signals = new Signals({});

  assert.equal(await signals.test(), false);
  signals.alarm();
});

test('a phone that cannot open sound shows its verdicts in silence', async () => {
  const broken = class {
    constructor() {
      throw new DOMException('no device', 'NotSupportedError');
    }
  };
  signals = made({}, { AudioContext: broken });

  assert.equal(await signals.test(), false);
  signals.accepted();
});

test('an iPhone that is switched to silent is asked to sound all the same', async () => {
  const audioSession = { type: 'auto' };
  await made({}, { audioSession }).unlock();

  assert.equal(audioSession.type, 'playback');
});

function turn() {
  return new Promise((done) => setTimeout(done));
}
