/** Files that somebody takes away, saved under a name. */

import { element } from './dom.js';

/** A browser has read it by then. */
const SAVED_MS = 60_000;

/**
 * @param {Blob} content
 * @param {string} name
 */
export function saveFile(content, name) {
  const href = URL.createObjectURL(content);
  element('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), SAVED_MS);
}
