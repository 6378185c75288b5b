/** The little a phone keeps to decide offline: fetched page by page, replaced only as a whole. */

/**
 * @typedef {object} Roster
 * @property {string} event
 * @property {string} eventTag hexadecimal
 * @property {JsonWebKey} publicKey
 * @property {import('./contract.js').RosterPass} pass
 * @property {import('./contract.js').RosterCheckpoint[]} checkpoints
 * @property {import('./contract.js').DoorQuestion[]} [questions] absent from what an earlier page has kept
 * @property {import('./contract.js').RosterAttendee[]} attendees
 * @property {number} fetchedAt milliseconds, by the server's clock
 * @property {string[]} tags the ETag of each page
 *
 * @typedef {{kind: 'roster', roster: Roster} | import('./api.js').Refused
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
  // A page's tag stands for the revision of the whole list, so the first answers for all.
  let first = await api.ask('GET', '/api/roster', had ? { headers: { 'if-none-match': had.tags[0] } } : {});
  for (let trial = 1; ; trial += 1) {
    if (first.kind !== 'answer') return first;
    if (had && first.status === 304) return { kind: 'roster', roster: { ...had, fetchedAt: now() } };
    const fetched = await fetchAll(api, first, now);
    if (fetched.kind !== 'roster') return fetched;
    const { tags } = fetched.roster;
    if (tags.length === 1 || trial === TRIES || (await isCurrent(api, tags[0]))) return fetched;
    first = await api.ask('GET', '/api/roster');
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
 * @param {import('./api.js').Outcome} first the answer of the first page
 * @param {() => number} now
 * @returns {Promise<Fetched>}
 */
async function fetchAll(api, first, now) {
  const attendees = [];
  const tags = [];
  let outcome = first;
  for (;;) {
    if (outcome.kind !== 'answer') return outcome;
    const { body, etag } = outcome;
    if (!Array.isArray(body?.attendees) || !Array.isArray(body.checkpoints)) return { kind: 'unreachable' };
    attendees.push(...body.attendees);
    tags.push(etag ?? '');
    if (!body.next) return { kind: 'roster', roster: rosterOf(body, attendees, tags, now()) };
    outcome = await api.ask('GET', `/api/roster?page=${encodeURIComponent(body.next)}`);
  }
}

/**
 * @param {any} body of the last page; all but its people is the same on every page
 * @param {import('./contract.js').RosterAttendee[]} attendees
 * @param {string[]} tags
 * @param {number} fetchedAt
 * @returns {Roster}
 */
function rosterOf(body, attendees, tags, fetchedAt) {
  const { event, event_tag: eventTag, public_key: publicKey, pass, checkpoints, questions = [] } = body;
  return { event, eventTag, publicKey, pass, checkpoints, questions, attendees, fetchedAt, tags };
}
