/** The camera as the page shows it: its picture, its buttons, its troubles, and each badge it sees once. */

import { canonical } from '../lib/badge.js';
import { Guard } from '../lib/guard.js';
import { button, byId, element } from '../ui/dom.js';
import { Camera } from './camera.js';

/** How long a picture may take to come before a check says that it has not. */
const START_MS = 8_000;

/** Dispatches `change` when its state changes. */
export class CameraView extends EventTarget {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {{deviceId: string | null, seen: Record<string, number>}} kept
   * @param {{saw: (badge: string, sight: 'new' | 'back') => void, heeds: () => boolean}} door
   */
  constructor(page, kept, { saw, heeds }) {
    super();
    this.page = page;
    this.saw = saw;
    this.heeds = heeds;
    this.guard = new Guard(kept.seen);
    /** @type {'unknown' | 'fine' | import('./camera.js').Trouble} */
    this.state = 'unknown';
    this.camera = new Camera(
      /** @type {HTMLVideoElement} */ (byId('video')),
      {
        text: (text) => this.#text(text),
        nothing: () => {},
        started: () => this.#is('fine'),
        trouble: (kind) => this.#is(kind),
      },
      { deviceId: kept.deviceId },
    );
    byId('torch').addEventListener('click', () => void this.#torch());
    byId('switch-camera').addEventListener('click', () => void this.#switch());
    byId('wake-sound').addEventListener('click', () => void page.signals.test());
    page.addEventListener('words', () => this.draw());
  }

  /** Start, and wait until it sees or says why not. */
  async start() {
    const known = new Promise((done) => {
      this.addEventListener('change', done, { once: true });
      setTimeout(done, START_MS);
    });
    await this.camera.start();
    if (this.state === 'unknown') await known;
  }

  stop() {
    this.camera.stop();
    this.#is('unknown');
  }

  /** Forget which badges were seen: another direction is another question. */
  forget() {
    this.guard.clear();
  }

  /** @param {CameraView['state']} state */
  #is(state) {
    this.state = state;
    this.draw();
    this.dispatchEvent(new Event('change'));
  }

  draw() {
    const { words, signals } = this.page;
    const { camera, state } = this;
    const trouble = state !== 'fine' && state !== 'unknown';
    byId('camera').dataset.state = state;
    byId('camera-trouble').hidden = !trouble;
    byId('camera-trouble').replaceChildren(
      ...(trouble
        ? [
            element('p', { textContent: words.cameraTrouble[state] }),
            button(words.retry, () => void camera.restart(), 'main'),
          ]
        : []),
    );
    byId('torch').hidden = !camera.canTorch;
    byId('switch-camera').hidden = !camera.canSwitch;
    byId('wake-sound').hidden = signals.works || signals.muted;
  }

  /** @param {string} read */
  #text(read) {
    if (!this.heeds()) return;
    const text = canonical(read);
    const now = Date.now();
    const sight = this.guard.saw(text, now);
    const kept = this.guard.toKeep(now, sight === 'new');
    if (kept) void this.page.scanDb.keep('guard', kept);
    if (sight !== 'held') this.saw(text, sight);
  }

  async #torch() {
    const lit = byId('torch').getAttribute('aria-pressed') === 'true';
    byId('torch').setAttribute('aria-pressed', String(await this.camera.torch(!lit)));
  }

  async #switch() {
    await this.camera.switchCamera();
    await this.page.scanDb.keep('camera', this.camera.deviceId);
    this.draw();
  }
}
