import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { prepareZXingModule as prepareReader, readBarcodes } from 'zxing-wasm/reader';
import { prepareZXingModule as prepareWriter, writeBarcode } from 'zxing-wasm/writer';

import { WAYS, prepared } from '../../functions/pages/site/scan/picture.js';

/** As long as a badge, in its characters. */
const TEXT = '-60E23Q.L*+K%SLN-D%MTBFJ'.padEnd(122, 'FGWV5 0EMNOZN3');
const [WIDTH, HEIGHT] = [1280, 720];
const GREY = 130;
const AT_ONCE = 5;

let code;

before(async () => {
  for (const [prepare, name] of [
    [prepareReader, 'reader'],
    [prepareWriter, 'writer'],
  ]) {
    const file = new URL(import.meta.resolve(`zxing-wasm/${name}/zxing_${name}.wasm`));
    await prepare({ overrides: { wasmBinary: await readFile(file) }, fireImmediately: true });
  }
  ({ symbol: code } = await writeBarcode(TEXT, { format: 'QRCode', options: 'ecLevel=M' }));
});

/** What a camera sees: a code with so many pixels a module, turned, bent and lit; each pixel is the mean of nine. */
function seen({ module = 8, angle = 0.2, bend = (u, v) => [u, v], light = (value) => value } = {}) {
  const values = new Uint8ClampedArray(WIDTH * HEIGHT);
  const [cos, sin] = [Math.cos(angle) / module, Math.sin(angle) / module];
  const at = (x, y) => {
    const [u, v] = bend((x * cos + y * sin) / code.width, (y * cos - x * sin) / code.width);
    const [column, row] = [Math.floor((u + 0.5) * code.width), Math.floor((v + 0.5) * code.width)];
    const paper = Math.max(-column, -row, column - code.width + 1, row - code.width + 1);
    if (paper > 4) return light(GREY, u, v);
    return light(paper > 0 ? 255 : code.data[row * code.width + column], u, v);
  };
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) {
      let sum = 0;
      for (const dx of [-0.33, 0, 0.33])
        for (const dy of [-0.33, 0, 0.33]) sum += at(x + dx - WIDTH / 2, y + dy - HEIGHT / 2);
      values[y * WIDTH + x] = sum / 9;
    }
  return { values, stride: WIDTH, width: WIDTH, height: HEIGHT };
}

/** What each of the ways reads, of the same picture. */
async function read(grey) {
  const texts = [];
  for (const way of WAYS) texts.push((await readBarcodes(prepared(grey, way), way.options))[0]?.text ?? null);
  return texts;
}

test('a badge in good light is read from the first picture', async () => {
  assert.equal((await read(seen()))[0], TEXT);
});

for (const [light, how] of Object.entries({
  'under a glare': { light: (value, u, v) => value + 260 * Math.exp(-((u - 0.2) ** 2 + v ** 2) * 8) },
  'bent round a bottle': { bend: (u, v) => [Math.asin(Math.max(-1, Math.min(1, u * 1.2))) / 1.2, v] },
  'half in the shade': { light: (value, u, v) => value * (u > v ? 1 : 0.2) },
  'on a screen with its moiré': { light: (value, u, v) => value * (0.7 + 0.3 * Math.sin(u * 300) * Math.sin(v * 280)) },
  'with little contrast': { light: (value) => 100 + value / 9 },
  'in the dark': { light: (value) => 4 + value / 16 },
  'with a corner torn off': { light: (value, u, v) => (u + v > 0.62 ? GREY : value) },
  'far away': { module: 2, angle: 0.1 },
  'white on black': { light: (value) => 255 - value },
  'in a mirror': { bend: (u, v) => [-u, v] },
})) {
  test(`a badge ${light} is read within five pictures, and as nothing else`, async () => {
    const texts = await read(seen(how));

    assert.ok(texts.slice(0, AT_ONCE).includes(TEXT), `${light}: ${texts.map((text) => text === TEXT)}`);
    assert.deepEqual(
      texts.filter((text) => text !== null && text !== TEXT),
      [],
    );
  });
}

test('a picture without a code shows none, in any way', async () => {
  const grey = seen({ light: (_, u, v) => 128 + 120 * Math.sin(u * 90) * Math.sin(v * 70 + u * 20) });

  assert.deepEqual(
    await read(grey),
    WAYS.map(() => null),
  );
});

test('a picture whose lines are longer than it is wide is read the same', async () => {
  const { values } = seen();
  const stride = WIDTH + 64;
  const wider = new Uint8Array(stride * HEIGHT).fill(7);
  for (let y = 0; y < HEIGHT; y += 1) wider.set(values.subarray(y * WIDTH, (y + 1) * WIDTH), y * stride);

  assert.equal((await read({ values: wider, stride, width: WIDTH, height: HEIGHT }))[0], TEXT);
});
