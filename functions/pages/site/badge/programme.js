/** The programme as a phone keeps it: what may be chosen, and how many seats are left. */

/** Under which name it is kept. */
export const PROGRAMME = 'programme';

/**
 * Learn what the programme is now, in the language of the page.
 *
 * @param {import('./badges.js').Badges} badges
 */
export async function learnProgramme(badges) {
  const { api, programmeTag } = badges;
  const headers = programmeTag ? { 'if-none-match': programmeTag } : undefined;
  const language = badges.language();
  const outcome = await api.ask('GET', language ? `/api/programme?lang=${language}` : '/api/programme', {
    secret: '',
    headers,
  });
  badges.reached = outcome.kind !== 'unreachable';
  if (outcome.kind !== 'answer' || outcome.status === 304) return;
  badges.programme = outcome.body;
  badges.programmeTag = outcome.etag ?? '';
  await badges.wallet.keep(PROGRAMME, outcome.body);
  badges.changed();
}
