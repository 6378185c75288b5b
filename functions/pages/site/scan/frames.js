/** The pictures of a running camera, read one at a time as they come: a timer would only make a badge wait. */

/**
 * @typedef {{prepare(): Promise<void>, read(video: HTMLVideoElement): Promise<string | null>}} Decoder
 *
 * @typedef {object} Listener
 * @property {(text: string, seenAtMs: number) => void} text each time a code is read, the same one too
 * @property {() => void} nothing each time a picture shows none
 * @property {() => void} broken the decoder failed, and nothing more is read
 */

/** Of 30 pictures a second every other one is read: at 66 ms the third would often be the next. */
const REST_MS = 60;

/** A badge just read is not followed by the next at once, and its verdict wants the processor. */
const REST_AFTER_TEXT_MS = 150;

export class Frames {
  #count = 0;
  #ended = false;
  #readAt = 0;
  #rest = 0;

  /**
   * @param {HTMLVideoElement} video
   * @param {Decoder} decoder
   * @param {Listener} reading
   * @param {() => number} now the phone's own clock
   */
  constructor(video, decoder, reading, now) {
    this.video = video;
    this.decoder = decoder;
    this.reading = reading;
    this.now = now;
    this.#await();
  }

  /** Read no more, and say nothing of a picture that is being read. */
  end() {
    this.#ended = true;
  }

  /** @returns {number} how many pictures came since this was last asked */
  count() {
    const count = this.#count;
    this.#count = 0;
    return count;
  }

  #await() {
    const see = () => void this.#see();
    if ('requestVideoFrameCallback' in this.video) this.video.requestVideoFrameCallback(see);
    else requestAnimationFrame(see);
  }

  async #see() {
    if (this.#ended) return;
    this.#count += 1;
    const seenAt = this.now();
    const since = seenAt - this.#readAt;
    // Less than nothing since: the phone's clock was set back, perhaps by hours.
    const resting = since >= 0 && since < this.#rest;
    const text = resting ? undefined : await this.#read();
    if (this.#ended) return;
    this.#await();
    if (text === undefined) return;
    this.#readAt = seenAt;
    // A slow phone keeps a third of its time for everything else.
    this.#rest = Math.max(text === null ? REST_MS : REST_AFTER_TEXT_MS, (this.now() - seenAt) * 1.5);
    if (text === null) this.reading.nothing();
    else this.reading.text(text, seenAt);
  }

  async #read() {
    try {
      return await this.decoder.read(this.video);
    } catch {
      // Whatever made WebAssembly fail, mostly memory, it will fail at the next picture as well.
      if (this.#ended) return undefined;
      this.end();
      this.reading.broken();
      return undefined;
    }
  }
}
