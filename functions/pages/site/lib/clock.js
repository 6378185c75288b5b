/** The server's clock, as a phone learns it from every answer. */

/**
 * @typedef {object} Sample of one answer
 * @property {number} offset what to add to the phone's clock, in milliseconds
 * @property {number} roundTrip how long the answer took; the offset is wrong by half of it at most
 */

const KEPT = 5;
/** More than clocks drift apart while a handful of answers is kept. */
const SLACK_MS = 250;

export class Clock {
  /** @param {Sample[]} [samples] the newest first */
  constructor(samples = []) {
    this.samples = samples;
  }

  /**
   * @param {Sample[]} state
   * @returns {Clock} as it was when its state was kept
   */
  static from(state) {
    return new Clock(state.slice(0, KEPT));
  }

  /** What is kept across a reload. */
  get state() {
    return this.samples;
  }

  /**
   * Learn from an answer; the server read its clock at some moment between sending and receiving.
   *
   * What contradicts the new answer was learnt before one of the two clocks was put right, and is forgotten.
   *
   * @param {number} serverMs
   * @param {number} sentMs by the phone's clock, as is
   * @param {number} receivedMs
   * @returns {Sample[]} the state to keep
   */
  learn(serverMs, sentMs, receivedMs) {
    const sample = { offset: serverMs - (sentMs + receivedMs) / 2, roundTrip: receivedMs - sentMs };
    // The phone's clock was put back while the answer was on its way: it says nothing.
    if (!(sample.roundTrip >= 0) || !Number.isFinite(sample.offset)) return this.samples;
    const agreeing = this.samples.filter((other) => agree(sample, other));
    this.samples = [sample, ...agreeing].slice(0, KEPT);
    return this.samples;
  }

  /** What to add to the phone's clock, in milliseconds: that of the quickest of the last answers. */
  get offset() {
    const [first, ...others] = this.samples;
    if (!first) return 0;
    return others.reduce((best, sample) => (sample.roundTrip < best.roundTrip ? sample : best), first).offset;
  }

  /** @param {number} localMs */
  now(localMs) {
    return localMs + this.offset;
  }
}

/**
 * @param {Sample} one
 * @param {Sample} other
 */
function agree(one, other) {
  return Math.abs(one.offset - other.offset) <= (one.roundTrip + other.roundTrip) / 2 + SLACK_MS;
}
