/** What QR code a picture shows: the decoder's own files, in WebAssembly, beside the pages. */

import { prepareZXingModule, purgeZXingModule, readBarcodes } from '../zxing/reader/index.js';

/** Without it the module is fetched from a public address: works at a page, fails offline. */
const OVERRIDES = { locateFile: (/** @type {string} */ name) => new URL(`../zxing/${name}`, import.meta.url).href };

/**
 * What costs more finds no more: a QR code is found at any angle without turning the picture, and no badge is printed
 * white on black. `Plain` leaves every character as it is, the spaces at a badge's ends too.
 *
 * @type {import('../zxing/reader/index.js').ReaderOptions}
 */
const OPTIONS = {
  formats: ['QRCode'],
  maxNumberOfSymbols: 1,
  textMode: 'Plain',
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
};

/** A camera may give more than it was asked for; past this, pixels cost time and find no badge sooner. */
const LONGEST_SIDE = 800;

/** @type {HTMLCanvasElement | undefined} */
let canvas;

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
  const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
  const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
  if (!width || !height) return null;
  canvas ??= document.createElement('canvas');
  // To set a size clears the canvas and allocates it anew, even where it is the same.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new Error('no canvas');
  context.drawImage(video, 0, 0, width, height);
  try {
    const [found] = await readBarcodes(context.getImageData(0, 0, width, height), OPTIONS);
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
