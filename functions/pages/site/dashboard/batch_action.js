/** What is done to many people, page by page: how far it came, and what is said of it. */

/**
 * @typedef {import('../organiser/context.js').Failed} Failed
 * @typedef {import('./context.js').Desk} Desk
 *
 * @typedef {'released' | 'ended' | 'undone'} Done
 * @typedef {{count: number, failed: Failed | null}} Swept how much it changed, and what stopped it
 * @typedef {{label: string, outbox: number, last_seen_at: string}} Unsent a phone whose scans the server may not have
 */

/**
 * Ask the server until it has been through everybody.
 *
 * @param {Pick<Desk, 'ask'>} desk
 * @param {string} path
 * @param {object} body
 * @param {(soFar: Swept) => void} tell
 * @returns {Promise<Swept>}
 */
export async function swept(desk, path, body, tell) {
  let count = 0;
  /** @type {string | null} */
  let page = null;
  do {
    const outcome = await desk.ask('POST', path, page ? { ...body, page } : body);
    if (outcome.kind !== 'answer') return { count, failed: outcome };
    const { released = 0, left = 0, undone = 0, next = null } = outcome.body;
    count += released + left + undone;
    page = next;
    tell({ count, failed: null });
  } while (page);
  return { count, failed: null };
}

/**
 * Say how much was changed, and what is to be done where it stopped: what was changed stays so.
 *
 * @param {Swept} swept
 * @param {Done} done
 * @param {Pick<Desk, 'words' | 'said'>} desk
 */
export function toldOf({ count, failed }, done, desk) {
  const { words } = desk;
  if (!failed) return words[done](count);
  const isUnsure = count > 0 || failed.kind === 'unreachable';
  // "Nothing has changed" is true of the first page only.
  const why = count > 0 && failed.kind === 'problem' && failed.problem.code === 'later' ? '' : desk.said(failed);
  return [count > 0 ? words[done](count) : '', why, isUnsure ? words.sweepAgain : ''].filter(Boolean).join(' ');
}

/**
 * Name the phones that may have scans of people who would lose their seats.
 *
 * @param {Unsent[]} phones
 * @param {Pick<Desk, 'words' | 'ago'>} desk
 * @param {number} now
 */
export function silentOnes(phones, desk, now) {
  const { words } = desk;
  return phones
    .map(({ label, outbox, last_seen_at: seen }) => {
      const ago = words.phoneSeen(desk.ago(Math.max(0, now - Date.parse(seen))));
      const unsent = outbox ? words.named(words.unsentColumn, outbox) : '';
      return `${label || words.namelessPhone} (${[ago, unsent].filter(Boolean).join(' · ')})`;
    })
    .join(', ');
}
