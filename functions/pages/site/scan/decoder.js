/** What QR code a picture shows: the decoder's own files, in WebAssembly, beside the pages. */

import { prepareZXingModule, purgeZXingModule, readBarcodes } from '../zxing/reader/index.js';
import { WAYS, greyOf, prepared } from './picture.js';

/** Without it the module is fetched from a public address: works at a page, fails offline. */
const OVERRIDES = { locateFile: (/** @type {string} */ name) => new URL(`../zxing/${name}`, import.meta.url).href };

/** How many pictures in a row showed nothing: what decides how the next is read. */
let unread = 0;

/** @type {Promise<void> | null} */
let loading = null;

/**
 * Load the decoder, once; after a failure, anew.
 *
 * @throws whatever kept it from loading: no file, no memory, no WebAssembly in this browser
 */
export async function prepare() {
  try {
    await (loading ??= load());
  } catch (error) {
    forget();
    throw error;
  }
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<string | null>} what the QR code in its present picture says
 * @throws whatever befell the decoder; prepare it again
 */
export async function read(video) {
  const grey = await greyOf(video);
  if (!grey) return null;
  const way = WAYS[unread % WAYS.length];
  try {
    const [found] = await readBarcodes(prepared(grey, way), way.options);
    unread = found ? 0 : unread + 1;
    return found ? found.text : null;
  } catch (error) {
    forget();
    throw error;
  }
}

async function load() {
  const module = await prepareZXingModule({ overrides: OVERRIDES, fireImmediately: true });
  // zxing-wasm 3.1.4 keeps every list of results for ever: 2 KB a badge read, 40 MB for one left in sight for an hour.
  // It copies the list before it waits for anything, so a microtask comes after that.
  const readPixels = module.readBarcodesFromPixmap;
  module.readBarcodesFromPixmap = (...picture) => {
    const found = readPixels(...picture);
    queueMicrotask(() => /** @type {any} */ (found).delete());
    return found;
  };
}

/** It would keep a failed attempt, or a module that broke, for ever. */
function forget() {
  loading = null;
  purgeZXingModule();
}
