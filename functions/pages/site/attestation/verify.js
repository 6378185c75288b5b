/** Whether an attestation is genuine, and of the name on it, as the server tells whoever holds the paper. */

/**
 * @typedef {'none' | 'asking' | 'yes' | 'named' | 'other' | 'unnamed' | 'no' | 'away'} State none: the link bears no code;
 *   named, other: of the name that was typed, of another; unnamed: its code does not tell; away: nobody answered
 * @typedef {object} Finding
 * @property {State} state
 * @property {string} event its name, where the server named it
 */

/** The letters of a code. One that was cut short is still sent, and the server says no. */
const CODE = /^[A-Za-z0-9_-]+$/;
const LONGEST = 1_000;

/**
 * @param {string} hash of the address
 * @returns {string | null} the code in it, if there is anything that looks like one
 */
export function codeIn(hash) {
  const code = hash.replace(/^#/, '').trim();
  return CODE.test(code) && code.length <= LONGEST ? code : null;
}

/**
 * Ask the server; only its own words are a yes or a no.
 *
 * @param {Pick<import('../lib/api.js').Api, 'ask'>} api
 * @param {string} code
 * @param {string} [name] on the paper, if somebody typed it
 * @returns {Promise<Finding>}
 */
export async function verified(api, code, name = '') {
  const path = /** @type {const} */ (`/api/attestations/${code}`);
  const outcome = await (name ? api.ask('POST', path, { body: { name } }) : api.ask('GET', path));
  if (outcome.kind !== 'answer' || typeof outcome.body?.genuine !== 'boolean') return { state: 'away', event: '' };
  return { state: stateOf(outcome.body, name), event: String(outcome.body.event ?? '') };
}

/**
 * @param {{genuine: boolean, name_matches?: boolean | null}} answer
 * @param {string} name
 * @returns {State}
 */
function stateOf({ genuine, name_matches: matches }, name) {
  if (!genuine) return 'no';
  if (!name) return 'yes';
  if (typeof matches !== 'boolean') return 'unnamed';
  return matches ? 'named' : 'other';
}
