/**
 * A camera's present picture in grey, and the ways in which one picture after another is read.
 *
 * The first is read the plain way, which finds nearly every badge and costs least. One that shows nothing may show a
 * badge in bad light: the camera brings another at once, and every other one is read in a way that costs more.
 */

/**
 * @typedef {object} Grey a picture's brightness, a byte a pixel
 * @property {Uint8Array | Uint8ClampedArray} values
 * @property {number} stride how many bytes a line takes
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Way
 * @property {number} side a picture is made smaller, by a whole number, while its longer side keeps so many pixels
 * @property {Uint32Array} tones the opaque pixel for each brightness
 * @property {import('../zxing/reader/index.js').ReaderOptions} options
 */

/** A camera may give more than it was asked for; past this, pixels cost time and find nothing more. */
const LONGEST_SIDE = 1280;

/** The formats of a picture that begin with its brightness, a byte a pixel. */
const GREY_FIRST = /^(I420A?|I422A?|I444A?|NV12)$/;

/**
 * What costs more finds no more: a QR code is found at any angle without turning the picture. `Plain` leaves every
 * character as it is, the spaces at a badge's ends too.
 *
 * @type {import('../zxing/reader/index.js').ReaderOptions}
 */
const QUICK = {
  formats: ['QRCode'],
  maxNumberOfSymbols: 1,
  textMode: 'Plain',
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
};

/** Small, torn and blurred codes too, and those of a screen that shows white on black. */
const THOROUGH = { ...QUICK, tryHarder: true, tryDenoise: true, tryInvert: true };

/** @type {Way} */
const PLAIN = { side: 640, tones: tones(1), options: QUICK };

/** Of the first, third, fifth, … picture without a badge, and of those between them. Over and over, in this order. */
export const WAYS = [
  PLAIN,
  { side: LONGEST_SIDE, tones: tones(1), options: THOROUGH },
  PLAIN,
  // In the glare of a lamp all is nearly white; in the dark all is nearly black.
  { side: LONGEST_SIDE, tones: tones(0.5), options: THOROUGH },
  PLAIN,
  { side: LONGEST_SIDE, tones: tones(2.2), options: THOROUGH },
];

let copy = new Uint8Array(0);
let pixels = new Uint32Array(0);

/** @type {HTMLCanvasElement | undefined} */
let canvas;

/** Whether this browser lends the brightness itself: in a tenth of the time that drawing the picture takes. */
let isLent = 'VideoFrame' in globalThis;

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<Grey | null>} the present picture, until the next is asked for; null before the first one
 * @throws where there is no memory for a picture
 */
export async function greyOf(video) {
  if (!video.videoWidth || !video.videoHeight) return null;
  // A picture of the page's own, for exercise, is none that a camera lends.
  return (isLent && video.localName !== 'canvas' && (await lent(video))) || drawn(video);
}

/**
 * @param {Grey} grey
 * @param {Way} way
 * @returns {ImageData} the picture as it is read, until the next is made
 */
export function prepared({ values, stride, width, height }, { side, tones }) {
  const fold = Math.max(1, Math.floor(Math.max(width, height) / side));
  const [wide, high] = [Math.floor(width / fold), Math.floor(height / fold)];
  if (pixels.length !== wide * high) pixels = new Uint32Array(wide * high);
  const share = 1 / (fold * fold);
  let pixel = 0;
  for (let y = 0; y < high; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      let sum = 0;
      const corner = y * fold * stride + x * fold;
      for (let line = corner; line < corner + fold * stride; line += stride)
        for (let at = line; at < line + fold; at += 1) sum += values[at];
      pixels[pixel++] = tones[(sum * share) | 0];
    }
  }
  return /** @type {ImageData} */ ({ data: new Uint8ClampedArray(pixels.buffer), width: wide, height: high });
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<Grey | null>} null, for good, where the camera's format is another, or the browser does not lend it
 */
async function lent(video) {
  /** @type {VideoFrame | undefined} */
  let frame;
  try {
    frame = new VideoFrame(video);
    const seen = frame.visibleRect;
    if (!seen || !GREY_FIRST.test(frame.format ?? '')) throw new TypeError('another format');
    const size = frame.allocationSize();
    if (copy.length < size) copy = new Uint8Array(size);
    const [{ offset, stride }] = await frame.copyTo(copy);
    return { values: copy.subarray(offset), stride, width: seen.width, height: seen.height };
  } catch {
    isLent = false;
    return null;
  } finally {
    frame?.close();
  }
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Grey}
 */
function drawn(video) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
  const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
  canvas ??= document.createElement('canvas');
  // To set a size clears the canvas and allocates it anew, even where it is the same.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new Error('no canvas');
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const values = new Uint8ClampedArray(width * height);
  for (let at = 0; at < values.length; at += 1)
    values[at] = (data[4 * at] + 2 * data[4 * at + 1] + data[4 * at + 2]) / 4;
  return { values, stride: width, width, height };
}

/**
 * @param {number} gamma under 1 parts what is dark, above 1 what is bright
 * @returns {Uint32Array}
 */
function tones(gamma) {
  return Uint32Array.from(
    { length: 256 },
    (_, value) => 0xff000000 + Math.round(255 * (value / 255) ** gamma) * 0x10101,
  );
}
