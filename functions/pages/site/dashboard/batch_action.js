/** What is done to many people, page by page: how far it came, and what is said of it. */

/**
 * @typedef {import('../organiser/context.js').Failed} Failed
 * @typedef {import('./context.js').DashboardContext} DashboardContext
 *
 * @typedef {'released' | 'ended' | 'undone' | 'told'} Done
 * @typedef {{count: number, failed: Failed | null}} BatchResult how much it changed, and what stopped it
 * @typedef {{label: string, outbox: number, last_seen_at: string}} Unsent a phone whose scans the server may not have
 */

/**
 * Ask the server until it has been through everybody.
 *
 * @param {Pick<DashboardContext, 'ask'>} page
 * @param {import('../lib/api.js').Routes['POST']} path
 * @param {object} body
 * @param {(soFar: BatchResult) => void} tell
 * @returns {Promise<BatchResult>}
 */
export async function inBatches(page, path, body, tell) {
  let count = 0;
  for (let sent = body; ;) {
    const outcome = await page.ask('POST', path, sent);
    if (outcome.kind !== 'answer') return { count, failed: outcome };
    const { released = 0, left = 0, undone = 0, asked = 0, next = null } = outcome.body;
    count += released + left + undone + asked;
    tell({ count, failed: null });
    if (!next) return { count, failed: null };
    sent = { ...body, page: next };
  }
}

/**
 * Say how much was changed, and what is to be done where it stopped: what was changed stays so.
 *
 * @param {BatchResult} result
 * @param {Done} done
 * @param {Pick<DashboardContext, 'words' | 'said'>} page
 */
export function batchText({ count, failed }, done, page) {
  const { words } = page;
  if (!failed) return words[done]({ count });
  const isUnsure = count > 0 || failed.kind === 'unreachable';
  // "Nothing has changed" is true of the first page only.
  const why = count > 0 && failed.kind === 'problem' && failed.problem.code === 'later' ? '' : page.said(failed);
  return [count > 0 ? words[done]({ count }) : '', why, isUnsure ? words.sweepAgain : ''].filter(Boolean).join(' ');
}

/**
 * Name the phones that may have scans of people who would lose their seats.
 *
 * @param {Unsent[]} phones
 * @param {Pick<DashboardContext, 'words' | 'ago'>} page
 * @param {number} now
 */
export function silentOnes(phones, page, now) {
  const { words } = page;
  return phones
    .map(({ label, outbox, last_seen_at: seen }) => {
      const ago = words.phoneSeen({ ago: page.ago(Math.max(0, now - Date.parse(seen))) });
      const unsent = outbox ? words.named({ name: words.unsentColumn, value: outbox }) : '';
      return `${label || words.namelessPhone} (${[ago, unsent].filter(Boolean).join(' · ')})`;
    })
    .join(', ');
}
