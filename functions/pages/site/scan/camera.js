/**
 * The phone's camera as a source of texts: asked for, kept alive, given back.
 *
 * A camera dies of many things in a day: a call, another app, a pocket. While it is wanted and the page is visible, it
 * is asked for again by itself; in the background it is given back, for the battery's sake, and because iOS would let
 * it die there without a word.
 */

import { close, hasTorch, light, list, open, troubleOf } from './browser_camera.js';
import { Frames } from './frames.js';

/**
 * @typedef {import('./browser_camera.js').Trouble} Trouble
 * @typedef {import('./frames.js').Decoder} Decoder
 *
 * @typedef {object} Listener
 * @property {(text: string, seenAtMs: number) => void} text each time a code is read, the same one too
 * @property {() => void} nothing each time a picture shows none
 * @property {() => void} started pictures are being read, for the first time or again
 * @property {(kind: Trouble) => void} trouble not again for the same kind, until `started`, `restart` or `stop`
 */

/** How often to look whether pictures come, and how often in a row there may be none. */
const LOOK_MS = 1000;
const MISSES_UNTIL_LOST = 3;

/** When to ask again for what may come back by itself; the last for ever. */
const AGAIN_MS = [500, 1000, 2000, 4000, 8000];

export class Camera {
  /** @type {MediaStream | null} */
  #stream = null;
  /** @type {WakeLockSentinel | undefined} */
  #wakeLock;
  /** @type {Promise<Decoder> | null} */
  #decoder = null;
  /** @type {Promise<void> | null} */
  #opening = null;
  /** @type {Frames | null} */
  #pictures = null;
  /** @type {Trouble | null} */
  #reported = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #looking;
  /** Counts up when the camera is given back: code that waited and finds another number does nothing. */
  #lease = 0;
  #wanted = false;
  #failures = 0;
  #cameras = 0;
  #torch = false;

  /**
   * @param {HTMLVideoElement} video `playsinline muted`; one that is hidden gives no pictures: stop the camera then
   * @param {Listener} listener
   * @param {object} [more]
   * @param {string | null} [more.deviceId] the camera that was chosen before
   * @param {() => Promise<Decoder>} [more.decoder]
   * @param {Pick<Navigator, 'mediaDevices' | 'wakeLock'>} [more.navigator]
   * @param {Pick<Document, 'visibilityState' | 'addEventListener'>} [more.page]
   * @param {() => number} [more.now] the phone's own clock
   */
  constructor(video, listener, more = {}) {
    this.video = video;
    this.listener = listener;
    /** Which camera was chosen, to be remembered; null while the phone chooses. */
    this.deviceId = more.deviceId ?? null;
    // A decoder that does not load costs the camera; imported above, it would cost the whole page.
    this.loadDecoder = more.decoder ?? (() => import('./decoder.js'));
    this.navigator = more.navigator ?? navigator;
    this.page = more.page ?? document;
    this.now = more.now ?? Date.now;
    this.page.addEventListener('visibilitychange', () => this.#appear());
  }

  /** Whether pictures are being read. */
  get running() {
    return this.#pictures !== null;
  }

  /** Whether there is a lamp. */
  get canTorch() {
    return hasTorch(this.#track());
  }

  /** Whether there is another camera, as far as is known once one has been started. */
  get canSwitch() {
    return this.#cameras > 1;
  }

  /**
   * Load the decoder, ahead of the camera.
   *
   * @returns {Promise<Decoder | null>} null after `trouble('decoder')`
   */
  async prepare() {
    this.#decoder ??= this.loadDecoder().then((decoder) => decoder.prepare().then(() => decoder));
    try {
      return await this.#decoder;
    } catch {
      // No file, no WebAssembly in this browser, no memory: whatever it was, no picture can be read.
      this.#decoder = null;
      this.#tell('decoder');
      return null;
    }
  }

  /** Want the camera until `stop`; a hidden page gets it when it is seen again. */
  async start() {
    this.#wanted = true;
    await (this.#opening ?? this.restart());
  }

  /** Give the camera back; nothing is called any more, not even for a picture that is being read. */
  stop() {
    this.#wanted = false;
    this.#reported = null;
    this.#release();
  }

  /** Ask for the camera anew, if it is wanted: once a person has seen to a trouble. */
  async restart() {
    this.#reported = null;
    this.#failures = 0;
    await this.#open();
  }

  /**
   * @param {boolean} on
   * @returns {Promise<boolean>} whether the lamp is on now; it comes on again with the camera
   */
  async torch(on) {
    return (this.#torch = await light(this.#track(), on));
  }

  /** Take the next camera, in the phone's own order. */
  async switchCamera() {
    const ids = await list(this.navigator.mediaDevices);
    const present = this.#track()?.getSettings().deviceId ?? this.deviceId ?? '';
    if (ids.length > 1) this.deviceId = ids[(ids.indexOf(present) + 1) % ids.length];
    await this.restart();
  }

  async #open() {
    this.#release();
    if (!this.#wanted || this.page.visibilityState === 'hidden') return;
    if (this.navigator.mediaDevices) await (this.#opening = this.#ask(this.#lease));
    else this.#tell('insecure');
  }

  /** @param {number} lease */
  async #ask(lease) {
    const isWanted = () => lease === this.#lease;
    try {
      // A question that iOS never answers must not hold up the next: two may be open, and the older one lapses.
      const shown = open(this.navigator.mediaDevices, this.deviceId, isWanted).then((stream) =>
        isWanted() ? this.#show(stream) : close(stream),
      );
      const [, decoder] = await Promise.all([shown, this.prepare()]);
      if (!isWanted()) return;
      if (decoder) await this.#run(decoder);
      else this.#release();
    } catch (error) {
      if (isWanted()) this.#fail(troubleOf(error));
    }
  }

  /** @param {MediaStream | null} stream */
  async #show(stream) {
    if (!stream) return;
    this.#stream = stream;
    this.#track()?.addEventListener('ended', () => {
      if (this.#stream === stream) this.#fail('lost');
    });
    this.video.srcObject = stream;
    await this.video.play();
  }

  /** @param {Decoder} decoder */
  async #run(decoder) {
    const lease = this.#lease;
    this.#cameras = (await list(this.navigator.mediaDevices)).length;
    if (this.#torch) await this.torch(true);
    if (lease !== this.#lease) return;
    const reading = { ...this.listener, broken: () => this.#fail('decoder') };
    const frames = (this.#pictures = new Frames(this.video, decoder, reading, this.now));
    let missed = 0;
    this.#looking = setInterval(() => {
      missed = frames.count() && !this.#track()?.muted ? 0 : missed + 1;
      // Not as soon as it starts: a camera that starts and shows nothing would be asked for without a pause.
      if (!missed) this.#failures = 0;
      else if (missed === MISSES_UNTIL_LOST) this.#fail('lost');
    }, LOOK_MS);
    void this.#stayAwake();
    this.#reported = null;
    this.listener.started();
  }

  async #stayAwake() {
    const lease = this.#lease;
    try {
      const lock = await this.navigator.wakeLock?.request('screen');
      if (lease === this.#lease) this.#wakeLock = lock;
      else await lock?.release();
    } catch {
      // A phone short of power says no, and may.
    }
  }

  #appear() {
    if (this.page.visibilityState === 'hidden') this.#release();
    else if (this.#wanted && !this.#opening) void this.#open();
  }

  #release() {
    this.#lease += 1;
    this.#opening = null;
    this.#pictures?.end();
    this.#pictures = null;
    clearTimeout(this.#again);
    clearInterval(this.#looking);
    close(this.#stream);
    this.#stream = null;
    this.video.srcObject = null;
    void this.#wakeLock?.release();
    this.#wakeLock = undefined;
  }

  /** @param {Trouble} kind */
  #fail(kind) {
    this.#release();
    if (kind === 'decoder') this.#decoder = null;
    if (kind === 'busy' || kind === 'lost' || kind === 'decoder') {
      this.#again = setTimeout(() => void this.#open(), AGAIN_MS[Math.min(this.#failures, AGAIN_MS.length - 1)]);
      this.#failures += 1;
    }
    this.#tell(kind);
  }

  /** @param {Trouble} kind */
  #tell(kind) {
    if (kind === this.#reported) return;
    this.#reported = kind;
    this.listener.trouble(kind);
  }

  #track() {
    return this.#stream?.getVideoTracks()[0];
  }
}
