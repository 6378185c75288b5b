/**
 * The server as a phone sees it: what it answered, a problem it named, or nobody there.
 *
 * Whatever is not our JSON counts as nobody there: a Wi-Fi sign-in page answers 200 to everything.
 */

/**
 * @typedef {{body: any, sentAt: number, receivedAt: number}} Heard times in milliseconds of the phone's own clock
 * @typedef {{kind: 'answer', status: number, body: any, etag: string | null}} Answered
 * @typedef {{kind: 'problem', status: number, problem: import('./messages.js').Problem}} Refused
 * @typedef {{kind: 'unreachable'}} Unreachable
 * @typedef {Answered | Refused | Unreachable} Outcome
 */

/** A function gives up after 8 seconds and the gateway after 15: nothing comes later. */
const PATIENCE_MS = 20_000;

export class Api {
  /**
   * @param {typeof globalThis.fetch} fetch
   * @param {() => number} now
   * @param {(heard: Heard) => void} [heard] called whenever the server itself has spoken
   */
  constructor(fetch, now, heard = () => {}) {
    this.fetch = fetch;
    this.now = now;
    this.heard = heard;
    this.secret = '';
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{body?: unknown, headers?: Record<string, string>, patience?: number, secret?: string}} [more]
   * @returns {Promise<Outcome>}
   */
  async ask(method, path, { body, headers = {}, patience = PATIENCE_MS, secret = this.secret } = {}) {
    const sent = { authorization: `Bearer ${secret}`, ...headers };
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    /** @type {Record<string, string>} */
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const sentAt = this.now();
    const signal = AbortSignal.timeout(patience);
    try {
      const response = await this.fetch(path, {
        method,
        headers: { ...sent, ...type },
        ...json,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal,
      });
      return await this.#outcome(response, sentAt);
    } catch (error) {
      // What fetch throws says only that nothing came back: refused, timed out, cut off, redirected elsewhere.
      if (error instanceof TypeError || error instanceof DOMException) return { kind: 'unreachable' };
      throw error;
    }
  }

  /**
   * Fetch a picture that belongs to a pass.
   *
   * @param {string} path
   * @param {string} secret
   * @returns {Promise<Blob | null>} null where none came
   */
  async picture(path, secret) {
    const headers = { authorization: `Bearer ${secret}` };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      const response = await this.fetch(path, { headers, credentials: 'omit', redirect: 'error', signal });
      const isPicture = response.ok && /^image\//.test(response.headers.get('content-type') ?? '');
      return isPicture ? await response.blob() : null;
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return null;
      throw error;
    }
  }

  /**
   * @param {Response} response
   * @param {number} sentAt
   * @returns {Promise<Outcome>}
   */
  async #outcome(response, sentAt) {
    const { status } = response;
    const etag = response.headers.get('etag');
    const receivedAt = this.now();
    const body = status === 304 ? null : await json(response);
    if (body === undefined) return { kind: 'unreachable' };
    if (status < 300 || status === 304) {
      // A sign-in page may speak JSON as well; our clock it does not tell.
      if (status === 304 || body?.received_at || body?.server_time) this.heard({ body, sentAt, receivedAt });
      return { kind: 'answer', status, body, etag };
    }
    // The gateway's own refusals (throttled, too large) carry a message and no code.
    const problem = typeof body?.code === 'string' ? body : { code: `http_${status}`, detail: body?.message };
    return { kind: 'problem', status, problem };
  }
}

/**
 * @param {Response} response
 * @returns {Promise<any>} its JSON, or undefined where it is none
 */
async function json(response) {
  if (!/^application\/(\w+\+)?json\b/.test(response.headers.get('content-type') ?? '')) return undefined;
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
