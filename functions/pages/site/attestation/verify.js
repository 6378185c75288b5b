/** Whether an attestation is genuine, as the server tells whoever holds the paper. */

/**
 * @typedef {'none' | 'asking' | 'yes' | 'no' | 'away'} State none: the link bears no code; away: nobody answered
 * @typedef {object} Verdict
 * @property {State} state
 * @property {string} event its name, where the server told it
 */

/** What a code is written in; what is cut off on its way is still asked for, and is no. */
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
 * @returns {Promise<Verdict>}
 */
export async function verified(api, code) {
  const outcome = await api.ask('GET', `/api/attestations/${code}`);
  if (outcome.kind !== 'answer' || typeof outcome.body?.genuine !== 'boolean') return { state: 'away', event: '' };
  return { state: outcome.body.genuine ? 'yes' : 'no', event: String(outcome.body.event ?? '') };
}
