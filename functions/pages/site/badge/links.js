/** Links that were opened: each is kept until the server has said whose it is. */

import { endingOf } from './endings.js';

/**
 * Ask whose they are, also of one that is opened meanwhile; the last one is shown.
 *
 * @param {import('./badges.js').Own} own
 */
export async function askLinks(own) {
  const asked = new Set();
  const next = async () => (await own.wallet.held()).find((secret) => !asked.has(secret));
  for (let secret = await next(); secret; secret = await next()) {
    asked.add(secret);
    await askLink(own, secret);
  }
  own.isOpening = false;
  if (asked.size) own.changed();
}

/**
 * @param {import('./badges.js').Own} own
 * @param {string} secret
 */
async function askLink(own, secret) {
  const drawing = own.drawn(secret);
  const outcome = await own.api.ask('GET', '/api/registration', { secret });
  if (outcome.kind === 'answer') {
    await own.learn(outcome.body, secret, drawing);
    await own.show(outcome.body.attendee_id);
    return own.wallet.drop(secret);
  }
  const ending = endingOf(outcome);
  own.refused = ending ?? 'waiting';
  if (ending) await own.wallet.drop(secret);
}
