/** The badges that are on this device already, offered to whoever comes back to the form. */

import { SessionValue, HANDED_OVER } from '../lib/session_value.js';

/** The database of the badge's page; it is not made here. */
const NAME = 'badge';
/** For so long the badge that was just made is offered, which its own page has not kept yet. */
const JUST_MADE_MS = 10 * 60_000;

/** @typedef {{name: string, choose: () => Promise<unknown>}} Kept whose badge, and how its page comes to show it */

const handed = new SessionValue(() => sessionStorage, HANDED_OVER);
/** Whose badge was made in this tab, and when. */
const made = new SessionValue(() => sessionStorage, 'made');

/**
 * Hand a badge that was just made over to its page.
 *
 * @param {string} secret
 * @param {string} name
 * @returns {boolean} whether it is there
 */
export function handOver(secret, name) {
  made.put({ name, at: Date.now() });
  return handed.put(secret);
}

/** Leave nothing of it to who comes next. */
export function forgetMade() {
  handed.clear();
  made.clear();
}

/**
 * @param {number} now
 * @returns {string} whose badge was made in this tab a moment ago and waits for its page; whatever is older is forgotten
 */
export function madeHere(now) {
  const { name = '', at = 0 } = made.get() ?? {};
  if (handed.get() && now >= at && now - at < JUST_MADE_MS) return String(name);
  forgetMade();
  return '';
}

/**
 * @param {IDBFactory} factory
 * @returns {Promise<Kept[]>} nobody where the browser keeps nothing
 */
export async function keptBadges(factory) {
  try {
    if (factory.databases && !(await factory.databases()).some(({ name }) => name === NAME)) return [];
    // Not at the top: most people who read the programme have no badge.
    const [{ openWallet, SHOWN }, { nameOf }] = await Promise.all([
      import('../badge/wallet.js'),
      import('../badge/endings.js'),
    ]);
    const wallet = await openWallet(factory, NAME);
    return (await wallet.badges()).map(({ attendee_id, registration }) => ({
      name: nameOf(registration),
      choose: () => wallet.keep(SHOWN, attendee_id),
    }));
  } catch (error) {
    if (error instanceof DOMException) return [];
    throw error;
  }
}

/**
 * Offer them before the way to the form, on the page that nobody has filled in yet.
 *
 * @param {string} fresh whose badge was just made here, if it was
 * @param {Kept[]} kept
 * @param {ReturnType<typeof import('../words/register.js').wordsOf>} words
 */
export function offer(fresh, kept, words) {
  const place = document.getElementById('ways');
  // Before the way to the form: whoever has a badge came for it.
  place?.prepend(...kept.map(({ name, choose }) => opening(name, choose, words)));
  if (!fresh || kept.some(({ name }) => name === fresh)) return;
  const open = opening(fresh, async () => {}, words);
  const forget = Object.assign(document.createElement('button'), {
    ...{ type: 'button', className: 'plain', textContent: words.forget_badge },
    onclick: () => {
      forgetMade();
      for (const each of [open, forget]) each.remove();
      place?.querySelector('a')?.focus();
    },
  });
  place?.prepend(open, forget);
}

/**
 * @param {string} name
 * @param {() => Promise<unknown>} choose
 * @param {ReturnType<typeof import('../words/register.js').wordsOf>} words
 */
function opening(name, choose, words) {
  const link = document.createElement('a');
  Object.assign(link, { className: 'button large', href: '/badge', textContent: words.open_badge_of({ name }) });
  link.addEventListener('click', async (event) => {
    event.preventDefault();
    await choose();
    location.assign(link.href);
  });
  return link;
}
