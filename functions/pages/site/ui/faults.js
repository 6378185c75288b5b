/** Faults of a page's own: who sees one can reload, and tell. */

import { byId } from './dom.js';
import { notice } from './widgets.js';

/** @typedef {import('./words.js').Language} Language */

/**
 * @param {Window} window
 * @param {(fault: string) => void} show called once for each
 * @returns {(error: unknown) => void} for a fault that was caught
 */
export function watchFaults(window, show) {
  const shown = new Set();
  const fault = (/** @type {unknown} */ error) => {
    const said = String(error);
    if (shown.has(said)) return;
    shown.add(said);
    show(said);
  };
  window.addEventListener('error', (event) => fault(event.error ?? event.message));
  window.addEventListener('unhandledrejection', (event) => fault(event.reason));
  return fault;
}

/**
 * Say faults on top of the page, in the language that it is in.
 *
 * @param {(language: Language) => {fault: string}} wordsOf
 * @returns {(fault: string) => void}
 */
export function onTop(wordsOf) {
  return (fault) => {
    const words = wordsOf(document.documentElement.lang);
    byId('faults').append(notice(`${words.fault} (${fault})`));
    byId('faults').hidden = false;
  };
}
