import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

import { canonical } from '../../functions/pages/site/lib/badge.js';
import { BADGES, judged } from '../../functions/pages/site/scan/exercise.js';
import { verdictText } from '../../functions/pages/site/scan/verdict_text.js';
import { wordsOf } from '../../functions/pages/site/words/scan.js';

const [MODULES, QUIET, PIXELS] = [37, 4, 4];
const words = wordsOf('fr');
const page = {
  words,
  phone: { people: { byId: new Map() }, label: 'ce téléphone', roster: null },
  programme: null,
  now: () => Date.parse('2022-08-30T07:00:00Z'),
  hour: (/** @type {string} */ at) => at.slice(11, 16),
};

before(async () => {
  const file = new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: await readFile(file) }, fireImmediately: true });
});

/** The picture of a code, as the page draws it. */
function picture(modules) {
  const bits = [...Buffer.from(modules, 'base64')].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const side = (MODULES + 2 * QUIET) * PIXELS;
  const data = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let at = 0; at < side * side; at += 1) {
    const [x, y] = [at % side, Math.floor(at / side)].map((place) => Math.floor(place / PIXELS) - QUIET);
    const isDark = x >= 0 && y >= 0 && x < MODULES && y < MODULES && bits[y * MODULES + x] === '0';
    if (isDark) data.fill(0, 4 * at, 4 * at + 3);
  }
  return { data, width: side, height: side };
}

async function shown([, , , modules]) {
  const [{ text }] = await readBarcodes(picture(modules), { formats: ['QRCode'] });
  const entry = await judged(canonical(text), page, webcrypto.subtle);
  return verdictText({ ...entry, exercise: true }, page);
}

test('the three badges of the exercise give the three kinds of verdict, as the page judges them', async () => {
  const texts = await Promise.all(BADGES.map(shown));

  assert.deepEqual(
    texts.map(({ sort, name }) => [sort, name]),
    [
      ['accepted', 'Ada'],
      ['already', 'Bea'],
      ['refused', ''],
    ],
  );
  assert.equal(texts[2].word, words.verdicts.forged_badge ?? words.recorded.forged_badge);
  assert.deepEqual(texts[1].ways, ['à 06:48, par Porte B', words.again.earlier]);
});

test('a verdict of the exercise says that it is one, and can be neither undone nor overridden', async () => {
  for (const { strong, small, undo, override } of await Promise.all(BADGES.map(shown)))
    assert.deepEqual([strong, small, undo, override], [[words.exerciseOnly], [], false, '']);
});
