/** A random id for what has to stay one, however often it is sent. */

/**
 * @param {Pick<Crypto, 'getRandomValues'> & Partial<Pick<Crypto, 'randomUUID'>>} [source] `randomUUID` came to Safari only
 *   with 15.4
 */
export function uuid(source = crypto) {
  if (source.randomUUID) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
