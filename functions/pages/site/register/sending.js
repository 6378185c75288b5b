/** Sends the form until a page of ours answers, whatever the network does meanwhile. */

import { Pause } from '../lib/pause.js';

/** As long as every page waits; a test holds it to `api.js`, which the form does not load. */
export const ANSWER_TIMEOUT_MS = 20_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
const TOO_MANY = 429;
const LATER = 503;

/**
 * @typedef {{kind: 'page', text: string}} Page
 * @typedef {{kind: 'busy'} | {kind: 'unreachable'}} Trouble
 */

/**
 * Post a form once. What is not our page counts as nobody there: a Wi-Fi sign-in page answers 200 to everything.
 *
 * @param {typeof globalThis.fetch} fetch
 * @param {string} address
 * @param {URLSearchParams} body
 * @param {AbortSignal} stopped
 * @returns {Promise<Page | Trouble>}
 */
export async function post(fetch, address, body, stopped) {
  const attempt = new AbortController();
  const giveUp = () => attempt.abort();
  const timeout = setTimeout(giveUp, ANSWER_TIMEOUT_MS);
  stopped.addEventListener('abort', giveUp);
  try {
    const options = /** @type {const} */ ({ cache: 'no-store', credentials: 'omit', redirect: 'error' });
    const response = await fetch(address, { method: 'POST', body, ...options, signal: attempt.signal });
    const { status } = response;
    if (status === TOO_MANY || status === LATER) return { kind: 'busy' };
    const text = await response.text();
    return isOurs(text) ? { kind: 'page', text } : { kind: 'unreachable' };
  } catch (error) {
    // What fetch throws says only that nothing came back: refused, timed out, cut off, redirected elsewhere.
    if (error instanceof TypeError || error instanceof DOMException) return { kind: 'unreachable' };
    throw error;
  } finally {
    clearTimeout(timeout);
    stopped.removeEventListener('abort', giveUp);
  }
}

/** @param {string} text */
function isOurs(text) {
  return /<main [^>]*data-page="/.test(text);
}

/** One form on its way: sent at once, and again by itself until it is answered or somebody stops it. */
export class Sending {
  /**
   * @param {(stopped: AbortSignal) => Promise<Page | Trouble>} send
   * @param {(trouble: Trouble) => void} failed called after each attempt in vain
   * @param {(act: () => void, milliseconds: number) => unknown} [later]
   */
  constructor(send, failed, later = (act, milliseconds) => setTimeout(act, milliseconds)) {
    this.send = send;
    this.failed = failed;
    this.pause = new Pause(later);
    this.stopping = new AbortController();
  }

  /** @returns {Promise<Page | null>} null once it was stopped, unless the page was there already */
  async page() {
    const { signal } = this.stopping;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      const outcome = await this.send(signal);
      if (outcome.kind === 'page') return outcome;
      if (signal.aborted) return null;
      this.failed(outcome);
      await this.pause.take(wait);
      if (signal.aborted) return null;
    }
  }

  stop() {
    this.stopping.abort();
    this.pause.wake();
  }
}
