/**
 * The server's clock, as a phone learns it from every answer.
 *
 * Somebody may set the phone's own clock between two answers: from then on the offset is wrong.
 */

/**
 * @typedef {object} Sample of one answer
 * @property {number} offset what to add to the phone's clock, in milliseconds
 * @property {number} roundTrip how long the answer took; the offset is wrong by half of it at most
 * @property {number} [at] when it came, by the server's clock
 *
 * @typedef {object} Clocks what they say at one moment
 * @property {number} server
 * @property {number} [ran] one that never steps, and may stand still while the phone sleeps
 */

const KEPT = 5;
/** More than clocks drift apart while a handful of answers is kept. */
const SLACK_MS = 250;
/** How well somebody sets a clock by hand. */
const BY_HAND_MS = 2 * 60_000;
/** Nobody leaves a phone lying for longer in the middle of an event: a clock that jumped by more was set. */
const LONGEST_SLEEP_MS = 7 * 24 * 60 * 60_000;
/** What the server takes for a time. */
const FIRST_MS = Date.UTC(1900, 0, 2);
const LAST_MS = Date.UTC(2199, 11, 31) - 1;

export class Clock {
  /** @param {Sample[]} [samples] the newest first */
  constructor(samples = []) {
    this.samples = samples;
    const at = samples[0]?.at;
    /** @type {Clocks | null} of a page that was opened again, when the newest answer came */
    this.last = at === undefined ? null : { server: at };
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
   * @param {number} [ranMs] as `now` gets it
   * @returns {Sample[]} the state to keep
   */
  learn(serverMs, sentMs, receivedMs, ranMs) {
    const offset = serverMs - (sentMs + receivedMs) / 2;
    const sample = { offset, roundTrip: receivedMs - sentMs, at: receivedMs + offset };
    // The phone's clock was put back while the answer was on its way: it says nothing.
    if (!(sample.roundTrip >= 0) || !Number.isFinite(sample.offset)) return this.samples;
    const agreeing = this.samples.filter((other) => agree(sample, other));
    this.samples = [sample, ...agreeing].slice(0, KEPT);
    this.last = { server: receivedMs + this.offset, ran: ranMs };
    return this.samples;
  }

  /** What to add to the phone's clock, in milliseconds: that of the quickest of the last answers. */
  get offset() {
    const [first, ...others] = this.samples;
    if (!first) return 0;
    return others.reduce((best, sample) => (sample.roundTrip < best.roundTrip ? sample : best), first).offset;
  }

  /**
   * @param {number} localMs by the phone's own clock
   * @param {number} [ranMs] by one that never steps
   */
  now(localMs, ranMs) {
    const expected = localMs + this.offset;
    if (!this.last) return writable(expected);
    const server = this.last.server + elapsed(this.last, expected, localMs, ranMs);
    if (server !== expected)
      this.samples = this.samples.map((one) => ({ ...one, offset: one.offset + server - expected }));
    this.last = { server, ran: ranMs };
    return writable(server);
  }
}

/**
 * What a scan can be stamped with: one of an impossible time is stored and listed, not refused.
 *
 * @param {number} ms
 */
function writable(ms) {
  return Math.min(Math.max(ms, FIRST_MS), LAST_MS);
}

/**
 * How long it is since the clocks were read last.
 *
 * A clock that never steps stands still while the phone sleeps, and a page that is opened again has another one: it
 * tells the least that passed. A jump ahead may be sleep, or a clock that was slow and is right now; it is taken for
 * the latter where the phone's clock then shows just what would have passed, or where no page sleeps for so long.
 *
 * @param {Clocks} since
 * @param {number} expected the server's time, if nobody has set the phone's clock
 * @param {number} localMs
 * @param {number} [ranMs]
 * @returns {number} milliseconds
 */
function elapsed(since, expected, localMs, ranMs) {
  const untouched = expected - since.server;
  const ran = since.ran === undefined || ranMs === undefined ? 0 : Math.max(0, ranMs - since.ran);
  const ifRight = localMs - since.server;
  const isPutBack = untouched < ran - SLACK_MS;
  const mayBeRight = ifRight >= ran - BY_HAND_MS;
  const isSeen = since.ran !== undefined && Math.abs(ifRight - ran) <= BY_HAND_MS;
  const isPutOn = untouched - ifRight > BY_HAND_MS && mayBeRight && (isSeen || untouched - ifRight > LONGEST_SLEEP_MS);
  if (!isPutBack && !isPutOn) return untouched;
  return mayBeRight && !isSeen ? Math.max(ran, ifRight) : ran;
}

/**
 * @param {Sample} one
 * @param {Sample} other
 */
function agree(one, other) {
  return Math.abs(one.offset - other.offset) <= (one.roundTrip + other.roundTrip) / 2 + SLACK_MS;
}
