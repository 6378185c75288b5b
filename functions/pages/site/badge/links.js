/** Links that were opened: each is kept until the server has said whose it is. */

import { endingOf } from './endings.js';

/**
 * Ask whose badge each link opens, those opened meanwhile too. The last one is shown.
 *
 * @param {import('./badges.js').Badges} badges
 */
export async function askLinks(badges) {
  const asked = new Set();
  const next = async () => (await badges.wallet.held()).find((secret) => !asked.has(secret));
  for (let secret = await next(); secret; secret = await next()) {
    asked.add(secret);
    await askLink(badges, secret);
  }
  badges.isOpening = false;
  if (asked.size) badges.changed();
}

/**
 * @param {import('./badges.js').Badges} badges
 * @param {string} secret
 */
async function askLink(badges, secret) {
  const drawing = badges.drawn(secret);
  const outcome = await badges.api.ask('GET', '/api/registration', { secret });
  if (outcome.kind === 'answer') {
    await badges.learn(outcome.body, secret, drawing);
    await badges.show(outcome.body.attendee_id);
    return badges.wallet.drop(secret);
  }
  const ending = endingOf(outcome);
  badges.refused = ending ?? 'waiting';
  if (ending) await badges.wallet.drop(secret);
}
