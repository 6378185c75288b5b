/** Exercise: three invented badges, read off this very screen and judged as at a door; nothing is kept or sent. */

import { canonical, importKey } from '../lib/badge.js';
import { Scanning } from '../lib/scanning.js';
import { byId, element } from '../ui/dom.js';
import { Group } from '../words/codes.js';

/** Of a key that was thrown away: nobody makes a fourth. `tests/site/exercise.test.js` holds the badges to today's form. */
const KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f0qwAcckz8klZjlJtt7Slm3EWEWKJxtjvtqMoYLZOpA',
  y: 'rOAqigo3onwhWS_Z3rf6lAee21FleTyJA00ykCpD4oc',
};
const EVENT_TAG = 'f55101cb';

/**
 * Whose badge it is, their id, since how many minutes they are in, and the modules of its code, row by row, 0 for a
 * dark one. The third was signed by another key.
 *
 * @type {[name: string, id: string, minutes: number, modules: string][]}
 */
export const BADGES = [
  [
    'Ada',
    '0ADA00000000000000',
    0,
    'AVSoPAPpGQCvkVOV6USLP62KJFHViNE+xev6+AVVVVAf++cz/2AIVENBdvqy8bE1KRo05yHVY0GA3mMMD+kRLiYCUseQw1V0wuPdROHvQBdVitiOYdbMYwWWH3uI2QEDVV8vNuorhbs2LTn+qvLKEdYFJZIRdJyBBSowK0ynyhR4hUUdTwX/h6rrgAReEZUPo9Mi7UUY0wAiK6HzqFFjbNpg+6lbt5ASmaO8fw==',
  ],
  [
    'Bea',
    '0BEA00000000000000',
    12,
    'AS0lFAPru5hvkUcZiUSLmmCqJFOxlNE+7Nfq+AVVVVAf9C6H/2BeGgNHVUq+Urx2DZpdjz0nw4EZ1scOGWp7Lu4xG3AMtPQGDkH1ZzlmQTKBJXSPUqb+KrdXs2jMW9kyUTFSr6oiVOWkP21eShYYGQTFZ4HRKm28AScq2VSf2Zs6Bo9uTQP/sOpbhARGJZSPrKve6UVQpiBaKMe2pFFm5goY+zrWOxAXDo50fw==',
  ],
  [
    'Cem',
    '0CEM00000000000000',
    0,
    'ASwwPAPtAn8vkVW4R0SLjILaJF4viFE+gRSu+AVVVVAf9n1X/1y0Fo7VOl+6b+Iqp5QFfcAlHDkG0DcMbYo5f64i7lqCvUHPx5eEsleq85c4apl2XfZoEjTGNqzZj1uhBC2fSJ80QQxrkYPhO8/9NfSyyo3Tu9ZlSxOgDCn2dHdt0IftRAf/uCabkAW6z5WPvy4u4kXET+BiLqnf/RFGDCgw+2uSHyAWlds6fw==',
  ],
];
/** Of the code of a badge; white around it; pixels of the picture for each. */
const [MODULES, QUIET, PIXELS] = [37, 4, 6];
const HOUR_MS = 60 * 60_000;
/** Another picture may come between: the camera's own, read at the same time. */
const TRIES = 9;

export class Exercise {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {import('./door.js').Door} door
   */
  constructor(page, { cameraView, verdict }) {
    this.page = page;
    this.camera = cameraView.camera;
    this.verdict = verdict;
    this.said = element('p', { role: 'status' });
    const buttons = BADGES.map(([name, , , modules]) => {
      const code = drawn(modules);
      const pressed = element('button', { type: 'button' }, code, name);
      pressed.onclick = () => void this.#show(code, pressed);
      return pressed;
    });
    byId('exercises').replaceChildren(this.said, element('p', { className: 'buttons' }, ...buttons));
    const say = () => (this.said.textContent = page.words.exerciseHow);
    page.addEventListener('words', say);
    say();
  }

  /**
   * @param {HTMLCanvasElement} code
   * @param {HTMLElement} pressed
   */
  async #show(code, pressed) {
    const decoder = await this.camera.prepare();
    for (let turn = 0; decoder && turn < TRIES; turn += 1) {
      const text = await decoder.read(/** @type {any} */ (code));
      if (text) return this.verdict.show({ ...(await judged(canonical(text), this.page)), exercise: true }, pressed);
    }
    this.said.textContent = this.page.words.cameraTrouble.decoder;
    return undefined;
  }
}

/**
 * Judge a badge by the rules of an entrance that is open, on a phone without a network.
 *
 * @param {string} badge
 * @param {{now: () => number, words: {exerciseDoor: string}}} page
 * @param {SubtleCrypto} subtle
 * @returns {Promise<import('../lib/scan_db.js').Entry>} which is kept nowhere
 */
export async function judged(badge, page, subtle = crypto.subtle) {
  const now = page.now();
  const [opens_at, closes_at] = [now - HOUR_MS, now + HOUR_MS].map((at) => new Date(at).toISOString());
  const checkpoint = { id: Group.ENTRANCE, group: Group.ENTRANCE, title: '', room: '', opens_at, closes_at };
  const people = BADGES.map(([name, id]) => ({ id, name, kind: 'participant', booked: [], issue: 1 }));
  const earlier = BADGES.filter(([, , minutes]) => minutes).map(([, id, minutes]) => ({
    scan: {
      scan_id: id,
      checkpoint: checkpoint.id,
      direction: 'in',
      at: new Date(now - minutes * 60_000).toISOString(),
    },
    attendee_id: id,
    verdict: 'admitted',
  }));
  const phone = {
    now: () => now,
    tools: { uuid: () => '' },
    checkpoint,
    direction: 'in',
    isAnswered: false,
    label: page.words.exerciseDoor,
    known: {
      eventTag: EVENT_TAG,
      key: await importKey(subtle, KEY),
      subtle,
      byId: new Map(people.map((person) => [person.id, person])),
    },
    scanDb: {
      add: async (/** @type {unknown} */ entry) => entry,
      ofAttendee: async (/** @type {string} */ id) => earlier.filter((entry) => entry.attendee_id === id),
      waiting: async () => [],
    },
  };
  return new Scanning(/** @type {any} */ (phone)).take({ badge });
}

/** @param {string} modules */
function drawn(modules) {
  const side = (MODULES + 2 * QUIET) * PIXELS;
  // As a camera's picture, it says its size so.
  const canvas = Object.assign(element('canvas', { width: side, height: side }), {
    videoWidth: side,
    videoHeight: side,
  });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return canvas;
  const packed = atob(modules);
  const palette = getComputedStyle(document.documentElement);
  context.fillStyle = palette.getPropertyValue('--white');
  context.fillRect(0, 0, side, side);
  context.fillStyle = palette.getPropertyValue('--black');
  for (let at = 0; at < MODULES ** 2; at += 1) {
    if ((packed.charCodeAt(at >> 3) >> (7 - (at & 7))) & 1) continue;
    const [x, y] = [(at % MODULES) + QUIET, Math.floor(at / MODULES) + QUIET];
    context.fillRect(x * PIXELS, y * PIXELS, PIXELS, PIXELS);
  }
  return canvas;
}
