/** The question before a link ends: what it led to, and who is left without it. */

/** @typedef {import('./phones.js').StaffPass} StaffPass */

/**
 * Ask whether a link is to end, and whether those that it led to are.
 *
 * @param {{pass: StaffPass, state: import('./volunteers.js').State, below: StaffPass[]}} listed
 * @param {import('../words/dashboard.js').Words} words
 * @param {StaffPass[]} good all links that still work
 * @returns {import('../organiser/dialogue.js').Question}
 */
export function revocation({ pass, state, below }, words, good = []) {
  const name = pass.label || words.namelessPhone;
  const isOver = state === 'revoked' || state === 'expired';
  const own = below.some((one) => one.own) ? words.revokeAmongThem : '';
  const ending = [pass.id, ...below.map(({ id }) => id)];
  const organisers = good.filter(({ role }) => role === 'organiser');
  const isLast = organisers.length > 0 && organisers.every(({ id }) => ending.includes(id));
  const text = [
    isOver ? '' : words.revokeText,
    isLast ? words.revokeLast : '',
    below.length ? words.revokeDescendants({ count: below.length }) : '',
    pass.own ? words.revokeOwn : own,
  ];
  const asked = {
    title: isOver ? words.revokeBelow({ label: name }) : words.revokeTitle({ label: name }),
    text: text.filter(Boolean).join(' '),
    ...(isLast ? { sure: words.revokeLastSure, tickFirst: words.revokeLastTick } : {}),
  };
  if (isOver) return { ...asked, yes: words.revokeAll({ count: below.length }) };
  return below.length
    ? { ...asked, yes: words.revokeAlone, more: words.revokeAll({ count: below.length + 1 }) }
    : { ...asked, yes: words.revoke };
}
