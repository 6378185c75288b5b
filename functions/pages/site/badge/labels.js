/** What the codes in the fields of somebody's data are called, where all of it is shown. */

/**
 * Say what a code in a field is called.
 *
 * @param {string} code
 * @param {string} field
 * @param {Pick<import('./context.js').BadgeContext, 'words'>} page
 * @returns {string | undefined} nothing of a code that has no name
 */
export function saidIn(code, field, { words }) {
  const { entrance, lunch, village } = words.fields;
  const { kinds, mailKinds, mailStates, diets, recorded, conflictSorts, acts } = words;
  /** @type {Record<string, Record<string, string>>} */
  const names = {
    // A mail has a kind too. A code that this page does not know may belong to either.
    kind: { ...mailKinds, ...kinds, other: '' },
    reason: { ...mailKinds, other: '' },
    state: mailStates,
    diet: diets,
    language: words.names,
    direction: words.directions,
    verdict: recorded,
    offline: recorded,
    server_verdict: recorded,
    conflicts: conflictSorts,
    what: acts,
    fields: words.fields,
    checkpoint: { entrance, lunch, village },
    error: words.errors,
  };
  return names[field]?.[code] || names[field]?.other || undefined;
}
