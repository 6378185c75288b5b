/** Has a page kept on the phone, by its service worker. */

/**
 * @param {Navigator} navigator
 * @param {string} page its address, and its worker's scope
 */
export async function install(navigator, page) {
  try {
    await navigator.serviceWorker?.register('/sw.js', { scope: page });
  } catch (error) {
    // Nobody there, a browser that keeps nothing, a sign-in page in its place: the page works without it until then.
    console.warn(error);
  }
}
