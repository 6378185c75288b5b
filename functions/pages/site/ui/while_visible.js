/** Repeats a request while somebody looks at its answer. */

/**
 * Do something every so often while a part of the page is seen, and at once when it is seen again.
 *
 * @param {HTMLElement} part
 * @param {number} milliseconds
 * @param {() => unknown} act
 */
export function whileVisible(part, milliseconds, act) {
  const look = () => document.visibilityState === 'visible' && !part.hidden && void act();
  setInterval(look, milliseconds);
  document.addEventListener('visibilitychange', look);
}
