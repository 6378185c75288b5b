/** Keeps the screen alight while a badge is held out, where the phone allows it. */

/** A queue is shorter; a phone that lies about is not kept alight. */
const LONGEST_MS = 5 * 60_000;

export class Awake {
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  /** @type {number | undefined} */
  #timer;

  /**
   * @param {Pick<Navigator, 'wakeLock'>} navigator
   * @param {Pick<Window, 'setTimeout' | 'clearTimeout'>} timers
   */
  constructor(navigator, timers) {
    this.navigator = navigator;
    this.timers = timers;
  }

  /** Keep the screen alight for some minutes from now. */
  async hold() {
    this.timers.clearTimeout(this.#timer);
    this.#timer = this.timers.setTimeout(() => void this.release(), LONGEST_MS);
    if (this.#lock && !this.#lock.released) return;
    try {
      this.#lock = (await this.navigator.wakeLock?.request('screen')) ?? null;
    } catch {
      // A phone short of power says no, and may.
    }
  }

  async release() {
    this.timers.clearTimeout(this.#timer);
    const lock = this.#lock;
    this.#lock = null;
    await lock?.release();
  }
}
