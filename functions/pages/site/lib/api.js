/**
 * The server as a phone sees it: what it answered, a problem it named, or nobody there.
 *
 * Whatever is not our JSON counts as nobody there: a Wi-Fi sign-in page answers 200 to everything.
 */

/**
 * @typedef {{body: any, sentAt: number, receivedAt: number}} Heard times in milliseconds of the phone's own clock
 * @typedef {{kind: 'answer', status: number, body: any, etag: string | null}} Answered
 * @typedef {{kind: 'problem', status: number, problem: import('./contract.js').Problem}} Refused
 * @typedef {{kind: 'unreachable'}} Unreachable
 * @typedef {Answered | Refused | Unreachable} Outcome
 *
 * @typedef {import('./contract.js').Routes} Routes
 * @typedef {keyof Routes} Method
 * @typedef {Routes['GET'] | Routes['POST']} Files
 */

/** A function stops trying after 8 seconds, and AWS ends it after 15: nothing comes later. */
export const ANSWER_TIMEOUT_MS = 20_000;
/** What draws a document has until the gateway gives up. */
const FILE_TIMEOUT_MS = 35_000;

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
   * @template {Method} M
   * @param {M} method
   * @param {Routes[M]} path
   * @param {{body?: unknown, headers?: Record<string, string>, timeout?: number, secret?: string}} [more] a body of
   *   bytes goes as it is, any other as JSON
   * @returns {Promise<Outcome>}
   */
  async ask(method, path, { body, headers = {}, timeout = ANSWER_TIMEOUT_MS, secret = this.secret } = {}) {
    const sent = { ...authorization(secret), ...headers };
    const json = body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) };
    const kind = body instanceof Blob ? 'application/octet-stream' : 'application/json';
    /** @type {Record<string, string>} */
    const type = body === undefined ? {} : { 'content-type': kind };
    const sentAt = this.now();
    return this.#ask(path, { method, headers: { ...sent, ...type }, ...json }, timeout, (response) =>
      this.#outcome(response, sentAt),
    );
  }

  /**
   * Fetch a file that belongs to a pass; the answer's body is a Blob.
   *
   * @param {Files} path
   * @param {RegExp} kind what its content type must be: a sign-in page is sent for a file as well
   * @param {string} [secret]
   * @param {unknown} [body] a file that is made of something is posted for
   * @returns {Promise<(Answered & {headers: Headers}) | Refused | Unreachable>}
   */
  async file(path, kind, secret = this.secret, body = undefined) {
    /** @type {RequestInit} */
    const asked =
      body === undefined
        ? { headers: authorization(secret) }
        : {
            method: 'POST',
            headers: { ...authorization(secret), 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    return this.#ask(path, asked, FILE_TIMEOUT_MS, async (response) => {
      if (!response.ok) {
        const outcome = await this.#outcome(response, this.now());
        return outcome.kind === 'problem' ? outcome : { kind: 'unreachable' };
      }
      if (!kind.test(response.headers.get('content-type') ?? '')) return { kind: 'unreachable' };
      const { status, headers } = response;
      return { kind: 'answer', status, body: await response.blob(), etag: headers.get('etag'), headers };
    });
  }

  /**
   * @template T
   * @param {string} path
   * @param {RequestInit} asked
   * @param {number} timeout
   * @param {(response: Response) => Promise<T | Unreachable>} read
   * @returns {Promise<T | Unreachable>}
   */
  async #ask(path, asked, timeout, read) {
    const signal = AbortSignal.timeout(timeout);
    try {
      const guarded = /** @type {const} */ ({ cache: 'no-store', credentials: 'omit', redirect: 'error', signal });
      return await read(await this.fetch(path, { ...asked, ...guarded }));
    } catch (error) {
      // What fetch throws says only that nothing came back: refused, timed out, cut off, redirected elsewhere.
      if (error instanceof TypeError || error instanceof DOMException) return { kind: 'unreachable' };
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
      // A sign-in page may speak JSON as well, but it does not know our clock.
      if (status === 304 || body?.received_at || body?.server_time) this.heard({ body, sentAt, receivedAt });
      return { kind: 'answer', status, body, etag };
    }
    // The gateway's own refusals (throttled, too large) carry a message and no code.
    const problem = typeof body?.code === 'string' ? body : { code: `http_${status}`, detail: body?.message };
    return { kind: 'problem', status, problem };
  }
}

/**
 * @param {Refused} refused
 * @returns {boolean} whether the pass is the reason, or what it may do
 */
export function isOfPass({ status }) {
  return status === 401 || status === 403;
}

/**
 * @param {Refused} refused
 * @returns {boolean} whether the moment is the reason: the same may be answered later
 */
export function isOfMoment({ status }) {
  return status >= 500 || status === 408 || status === 429;
}

/**
 * @param {Outcome} outcome
 * @returns {outcome is Refused} whether the same would be refused again, of whoever may ask it
 */
export function isRefused(outcome) {
  return outcome.kind === 'problem' && outcome.status !== 401 && !isOfMoment(outcome);
}

/**
 * @param {string} secret empty for what anybody may ask
 * @returns {Record<string, string>}
 */
function authorization(secret) {
  return secret ? { authorization: `Bearer ${secret}` } : {};
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
