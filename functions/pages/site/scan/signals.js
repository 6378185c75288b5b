/**
 * What a verdict sounds and feels like: tones made on the phone, and vibration where there is any.
 *
 * A sound that cannot be heard now is dropped: one that came with the next touch would tell of the wrong badge. The
 * page shows everything as well, so nothing here ever fails aloud.
 */

/**
 * A tone: hertz, from and until in milliseconds, the wave's shape, loudness to 1.
 *
 * @typedef {[number, number, number, OscillatorType, number]} Tone
 * @typedef {{tones: Tone[], vibration: number[]}} Signal
 */

/**
 * Told apart in a noisy hall by length and direction, not by pitch alone.
 *
 * @type {Record<'accepted' | 'noted' | 'already' | 'refused' | 'alarm', Signal>}
 */
const SIGNALS = {
  accepted: {
    tones: [
      [880, 0, 90, 'triangle', 0.8],
      [1320, 90, 230, 'triangle', 0.8],
    ],
    vibration: [70],
  },
  // Let in, and there is something to read: it goes on upwards.
  noted: {
    tones: [
      [880, 0, 90, 'triangle', 0.8],
      [1320, 90, 230, 'triangle', 0.8],
      [1760, 330, 400, 'triangle', 0.9],
      [1760, 470, 540, 'triangle', 0.9],
      [2200, 610, 760, 'triangle', 0.9],
    ],
    vibration: [70, 60, 70, 60, 200],
  },
  already: {
    tones: [
      [620, 0, 140, 'triangle', 0.9],
      [620, 230, 370, 'triangle', 0.9],
    ],
    vibration: [70, 90, 70],
  },
  refused: {
    // A phone's loudspeaker has no bass: it is the overtones of the sawtooth that are heard.
    tones: [[165, 0, 700, 'sawtooth', 0.9]],
    vibration: [500],
  },
  alarm: {
    tones: [0, 1, 2, 3].flatMap(
      (round) =>
        /** @type {Tone[]} */ ([
          [1900, round * 420, round * 420 + 180, 'square', 1],
          [1400, round * 420 + 180, round * 420 + 360, 'square', 1],
        ]),
    ),
    vibration: [250, 120, 250, 120, 250, 120, 250],
  },
};

/** Without it a tone begins and ends with a click. */
const RAMP_SECONDS = 0.008;

/** Events in which a browser lets sound begin; iOS takes a touch only when it ends. */
const GESTURES = ['pointerup', 'touchend', 'click', 'keydown'];

export class Signals {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {OscillatorNode[]} */
  #sounding = [];
  #touched = false;

  /**
   * @param {object} browser
   * @param {typeof AudioContext} [browser.AudioContext]
   * @param {(pattern: number[]) => boolean} [browser.vibrate] bound to its navigator
   * @param {{type: string}} [browser.audioSession] Safari's `navigator.audioSession`
   * @param {{muted?: boolean, changed?: (works: boolean) => void}} [more] `muted` leaves vibration on
   */
  constructor(browser, { muted = false, changed = () => {} } = {}) {
    this.browser = browser;
    this.muted = muted;
    this.changed = changed;
  }

  /** Whether a sound made now is heard, as far as the browser says; a phone's volume it does not tell. */
  get works() {
    return this.#context?.state === 'running';
  }

  /**
   * Let sound begin; call it from a person's gesture, or leave that to `unlockOn`.
   *
   * @returns {Promise<boolean>} whether sound works now
   */
  async unlock() {
    this.#touched = true;
    try {
      this.#context ??= this.#opened();
      // `interrupted` is Safari's own state, after a call or a while in the background.
      if (this.#context && !this.works) await this.#context.resume();
    } catch {
      // No audio device, or the browser still waits for a gesture that it accepts: the next one tries again.
    }
    return this.works;
  }

  /**
   * Unlock at every gesture: a phone call or the background takes sound away again, at any time of the day.
   *
   * @param {EventTarget} target
   * @returns {() => void} stops
   */
  unlockOn(target) {
    const touched = () => {
      if (!this.works || !this.#touched) void this.unlock();
    };
    for (const gesture of GESTURES) target.addEventListener(gesture, touched, { capture: true, passive: true });
    return () => {
      for (const gesture of GESTURES) target.removeEventListener(gesture, touched, { capture: true });
    };
  }

  accepted() {
    this.#give(SIGNALS.accepted);
  }

  noted() {
    this.#give(SIGNALS.noted);
  }

  already() {
    this.#give(SIGNALS.already);
  }

  refused() {
    this.#give(SIGNALS.refused);
  }

  alarm() {
    this.#give(SIGNALS.alarm);
  }

  /**
   * Let a person hear the signal they will hear most, muted or not.
   *
   * @returns {Promise<boolean>} whether it sounded
   */
  async test() {
    const works = await this.unlock();
    this.#vibrate(SIGNALS.accepted.vibration);
    this.#sound(SIGNALS.accepted.tones);
    return works;
  }

  /** @param {Signal} signal */
  #give({ tones, vibration }) {
    this.#vibrate(vibration);
    if (!this.muted) this.#sound(tones);
  }

  /** @param {number[]} pattern */
  #vibrate(pattern) {
    // Chrome refuses before the first gesture, and complains in the console.
    if (this.#touched) this.browser.vibrate?.(pattern);
  }

  #opened() {
    const { AudioContext, audioSession } = this.browser;
    if (!AudioContext) return null;
    // A phone switched to silent mutes Web Audio otherwise, and iOS has no vibration to replace it.
    if (audioSession) audioSession.type = 'playback';
    const context = new AudioContext({ latencyHint: 'interactive' });
    context.addEventListener('statechange', () => this.changed(this.works));
    return context;
  }

  /** @param {Tone[]} tones */
  #sound(tones) {
    const context = this.#context;
    // A newer verdict speaks alone: the rest of an alarm would be taken for it.
    for (const oscillator of this.#sounding.splice(0)) oscillator.stop();
    if (!context || context.state !== 'running') return;
    const start = context.currentTime;
    for (const [frequency, from, until, type, loudness] of tones) {
      const oscillator = context.createOscillator();
      const volume = context.createGain();
      oscillator.type = type;
      oscillator.frequency.value = frequency;
      const [begin, end] = [start + from / 1000, start + until / 1000];
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(loudness, begin + RAMP_SECONDS);
      volume.gain.setValueAtTime(loudness, end - RAMP_SECONDS);
      volume.gain.linearRampToValueAtTime(0, end);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(begin);
      oscillator.stop(end);
      this.#sounding.push(oscillator);
    }
  }
}
