/** The little a phone keeps to decide offline: all of it fetched once, page by page, then only who has changed. */

/**
 * @typedef {import('./contract.js').RosterAttendee} Listed
 *
 * @typedef {object} Roster all but its people
 * @property {string} event
 * @property {string} eventTag hexadecimal
 * @property {JsonWebKey} publicKey
 * @property {import('./contract.js').RosterPass} pass
 * @property {import('./contract.js').RosterCheckpoint[]} checkpoints
 * @property {import('./contract.js').DoorQuestion[]} [questions] absent from what an earlier page has kept
 * @property {number} fetchedAt milliseconds, by the server's clock
 * @property {string} [cursor] what asks for who changes from then on; an earlier page has kept none
 * @property {string[]} tags the ETag of each page, by which is asked without a cursor
 *
 * @typedef {{roster: Roster, attendees: Listed[], whole: boolean}} Learnt everybody, or only those who have changed
 * @typedef {{kind: 'roster'} & Learnt | import('./api.js').Refused | import('./api.js').Unreachable} Fetched
 */

const TRIES = 3;

/**
 * Ask who has changed; for everybody where the phone knows nobody, and where the server answers so.
 *
 * @param {import('./api.js').Api} api
 * @param {Roster | null} had
 * @param {() => number} now
 * @returns {Promise<Fetched>}
 */
export async function refreshed(api, had, now) {
  for (let trial = 1; ; trial += 1) {
    const fetched = await fetchAll(api, had, now);
    // A page is gone where the programme has changed, or the name of who was the last before it: from the beginning, then.
    if (trial === TRIES || fetched.kind !== 'problem' || fetched.problem.code !== 'not_found') return fetched;
  }
}

/**
 * @param {import('./api.js').Api} api
 * @param {Roster | null} had
 * @param {() => number} now
 * @returns {Promise<Fetched>}
 */
async function fetchAll(api, had, now) {
  const attendees = [];
  const tags = [];
  let outcome = await begun(api, had);
  for (;;) {
    if (outcome.kind !== 'answer') return outcome;
    const { body, etag, status } = outcome;
    if (had && status === 304) return { kind: 'roster', roster: { ...had, fetchedAt: now() }, attendees, whole: false };
    const whole = !had || body?.whole !== false;
    if (!Array.isArray(body?.attendees) || (whole && !Array.isArray(body.checkpoints))) return { kind: 'unreachable' };
    attendees.push(...body.attendees);
    tags.push(etag ?? '');
    if (!body.next) {
      const rest = whole ? rosterOf(body, tags) : { ...had, cursor: body.cursor };
      return { kind: 'roster', roster: { ...rest, fetchedAt: now() }, attendees, whole };
    }
    outcome = await api.ask('GET', `/api/roster?page=${encodeURIComponent(body.next)}`);
  }
}

/**
 * @param {import('./api.js').Api} api
 * @param {Roster | null} had
 */
function begun(api, had) {
  if (had?.cursor) return api.ask('GET', `/api/roster?after=${encodeURIComponent(had.cursor)}`);
  return api.ask('GET', '/api/roster', had ? { headers: { 'if-none-match': had.tags[0] } } : {});
}

/**
 * @param {any} body of the last page; all but its people is the same on every page
 * @param {string[]} tags
 * @returns {Omit<Roster, 'fetchedAt'>}
 */
function rosterOf(body, tags) {
  const { event, event_tag: eventTag, public_key: publicKey, pass, checkpoints, questions = [], cursor } = body;
  return { event, eventTag, publicKey, pass, checkpoints, questions, cursor, tags };
}
