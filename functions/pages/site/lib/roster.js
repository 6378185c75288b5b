/** The little a phone keeps to decide offline: fetched page by page, replaced only as a whole. */

/**
 * @typedef {object} Roster
 * @property {string} event
 * @property {string} eventTag hexadecimal
 * @property {JsonWebKey} publicKey
 * @property {import('./messages.js').Pass} pass
 * @property {import('./messages.js').Checkpoint[]} checkpoints
 * @property {import('./messages.js').Listed[]} attendees
 * @property {number} fetchedAt milliseconds, by the server's clock
 * @property {string[]} tags the ETag of each page
 *
 * @typedef {{kind: 'roster', roster: Roster, serverTime: string | null} | import('./api.js').Refused
 *   | import('./api.js').Unreachable} Fetched
 */

const TRIES = 3;

/**
 * Ask whether anything changed, and for the roster if so.
 *
 * Pages that are not of one state of the list are asked for again; people who moved between them
 * would be missing otherwise.
 *
 * @param {import('./api.js').Api} api
 * @param {Roster | null} had
 * @param {() => number} now
 * @returns {Promise<Fetched>}
 */
export async function refreshed(api, had, now) {
  if (had) {
    // A page's tag stands for the revision of the whole list, so the first answers for all.
    const first = await api.ask('GET', '/api/roster', { headers: { 'if-none-match': had.tags[0] } });
    if (first.kind !== 'answer') return first;
    if (first.status === 304) return { kind: 'roster', roster: { ...had, fetchedAt: now() }, serverTime: null };
  }
  for (let trial = 1; ; trial += 1) {
    const fetched = await fetchAll(api, now);
    if (fetched.kind !== 'roster') return fetched;
    const { tags } = fetched.roster;
    if (tags.length === 1 || trial === TRIES || (await isCurrent(api, tags[0]))) return fetched;
  }
}

/**
 * @param {import('./api.js').Api} api
 * @param {string} tag
 */
async function isCurrent(api, tag) {
  const outcome = await api.ask('GET', '/api/roster', { headers: { 'if-none-match': tag } });
  return outcome.kind === 'answer' && outcome.status === 304;
}

/**
 * @param {import('./api.js').Api} api
 * @param {() => number} now
 * @returns {Promise<Fetched>}
 */
async function fetchAll(api, now) {
  const attendees = [];
  const tags = [];
  let body;
  for (let page = ''; ; page = `?page=${encodeURIComponent(body.next)}`) {
    const outcome = await api.ask('GET', `/api/roster${page}`);
    if (outcome.kind !== 'answer') return outcome;
    body = outcome.body;
    if (!Array.isArray(body?.attendees) || !Array.isArray(body.checkpoints)) return { kind: 'unreachable' };
    attendees.push(...body.attendees);
    tags.push(outcome.etag ?? '');
    if (!body.next) break;
  }
  const roster = {
    event: body.event,
    eventTag: body.event_tag,
    publicKey: body.public_key,
    pass: body.pass,
    checkpoints: body.checkpoints,
    attendees,
    fetchedAt: now(),
    tags,
  };
  return { kind: 'roster', roster, serverTime: body.server_time };
}
