/** Cameras and a page that a test holds in its hand: what a browser would lend, and when. */

import { afterEach, beforeEach, mock } from 'node:test';

import { Camera } from '../../functions/pages/site/scan/camera.js';

class Track extends EventTarget {
  readyState = 'live';
  muted = false;
  lit = false;

  constructor(deviceId, torch) {
    super();
    this.deviceId = deviceId;
    this.torch = torch;
  }

  stop() {
    this.readyState = 'ended';
  }

  die() {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }

  getSettings() {
    return { deviceId: this.deviceId };
  }

  getCapabilities() {
    return this.torch ? { torch: true } : {};
  }

  async applyConstraints({ advanced: [{ torch }] }) {
    this.lit = torch;
  }
}

/** A phone's cameras: `answers` says what each question meets, the last for ever; `held` leaves them unanswered. */
export class Cameras {
  ids = ['front', 'rear'];
  answers = [null];
  held = false;
  torch = false;
  asked = [];
  waiting = [];
  tracks = [];

  getUserMedia({ video }) {
    this.asked.push(video);
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    const deviceId = video === true ? this.ids[0] : (video.deviceId?.exact ?? 'rear');
    return new Promise((done, failed) => {
      const settle = () => {
        if (answer) {
          failed(new DOMException('', answer));
          return;
        }
        const track = new Track(deviceId, this.torch);
        this.tracks.push(track);
        done({ getTracks: () => [track], getVideoTracks: () => [track] });
      };
      if (this.held) this.waiting.push(settle);
      else settle();
    });
  }

  async enumerateDevices() {
    return [...this.ids.map((deviceId) => ({ kind: 'videoinput', deviceId })), { kind: 'audioinput', deviceId: 'ear' }];
  }

  get live() {
    return this.tracks.filter((track) => track.readyState === 'live').map((track) => track.deviceId);
  }
}

export class Page extends EventTarget {
  visibilityState = 'visible';

  become(state) {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

export let cameras;
export let page;
let video;
export let decoder;
export let locks;
export let events;
let time;
export let camera;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  begin();
});

afterEach(() => {
  camera.stop();
  mock.timers.reset();
});

/** Begin with a phone that has just opened the page. */
export function begin() {
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
  fit();
}

/** Give the phone a camera, in the place of the one before. */
export function fit({ mediaDevices = cameras, load = async () => decoder, ...more } = {}) {
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
  camera = new Camera(video, listener, { navigator, page, now: () => time, decoder: load, ...more });
}

/** Let everything that waits for nothing but its turn have it. */
export async function settle() {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

/** A picture comes, some time after the last. */
export async function picture(sees = null, after = 100) {
  time += after;
  decoder.sees = sees;
  const { see } = video;
  video.see = null;
  see?.();
  await settle();
}

export async function pass(ms) {
  for (let passed = 0; passed < ms; passed += 500) {
    mock.timers.tick(500);
    await settle();
  }
}
