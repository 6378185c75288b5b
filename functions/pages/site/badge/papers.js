/**
 * What a person takes away: files made of their badge, everything stored about them, their link by mail.
 *
 * @typedef {import('../lib/api.js').Outcome} Outcome
 * @typedef {import('./badges.js').Badges} Badges
 * @typedef {import('./wallet.js').KeptBadge} KeptBadge
 */

/** For a printer or a layout: a module of 20 pixels makes 900 of the whole. */
const SAVED_MODULE_PIXELS = 20;
const PDF = /^application\/pdf/;

/** Where each file is, and its type. An answer of another type is not our file. */
export const FILES = /** @type {const} */ ({
  pdf: { path: '/api/badge.pdf', type: PDF },
  png: { path: `/api/badge.png?module=${SAVED_MODULE_PIXELS}`, type: /^image\/png/ },
  svg: { path: '/api/badge.svg', type: /^image\/svg\+xml/ },
  ics: { path: '/api/badge.ics', type: /^text\/calendar/ },
  attestation: { path: '/api/attestation.pdf', type: PDF },
});

/**
 * @param {Badges} badges
 * @param {KeptBadge} whose
 * @param {keyof typeof FILES} which
 * @returns {Promise<Outcome>} with a Blob for its body
 */
export async function file(badges, whose, which) {
  const kept = badges.find(whose.attendee_id) ?? whose;
  const { path, type } = FILES[which];
  const outcome = await badges.api.file(path, type, kept.pass);
  await badges.heard(kept, outcome);
  return outcome;
}

/**
 * Say why there is no file.
 *
 * @param {Exclude<Outcome, {kind: 'answer'}>} outcome
 * @param {import('../words/badge.js').Words} words
 */
export function notMade(outcome, words) {
  const { code = '', characters = '' } =
    outcome.kind === 'problem' ? outcome.problem : /** @type {Partial<import('../lib/contract.js').Problem>} */ ({});
  if (code === 'nothing_to_attest') return words.nothingToAttest;
  if (code === 'unprintable') return words.unprintable({ characters });
  return words.notFetched;
}

/**
 * @param {Badges} badges
 * @param {KeptBadge} whose
 * @returns {Promise<Outcome>} everything that is stored about somebody
 */
export async function everything(badges, whose) {
  const kept = badges.find(whose.attendee_id) ?? whose;
  const outcome = await badges.api.ask('GET', '/api/registration/data', { secret: kept.pass });
  await badges.heard(kept, outcome);
  return outcome;
}

/**
 * Have a link sent again; the answer is the same whether or not somebody is registered with the address.
 *
 * @param {import('../lib/api.js').Api} api
 * @param {string} email
 */
export function askLink(api, email) {
  return api.ask('POST', '/api/links', { secret: '', body: { email } });
}

/**
 * Name a file after its person, in letters that every disk takes.
 *
 * @param {string} name
 * @param {keyof typeof FILES | 'json'} which
 */
export function fileName(name, which) {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  const [begin, end] = which === 'attestation' ? [which, 'pdf'] : ['badge', which];
  return `${begin}${plain ? `-${plain}` : ''}.${end}`;
}
