/** Reads pictures as the scan page reads a camera's: from stdin, each a header of two uint32 and a byte a pixel. */

import { readFile } from 'node:fs/promises';

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

import { WAYS, prepared } from '../../functions/pages/site/scan/picture.js';

const wasmBinary = await readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const input = Buffer.concat(chunks);

for (let at = 0; at < input.length; ) {
  const [width, height] = [input.readUInt32LE(at), input.readUInt32LE(at + 4)];
  const values = input.subarray(at + 8, (at += 8 + width * height));
  const ways = [];
  for (const way of WAYS) {
    const begun = performance.now();
    const [found] = await readBarcodes(prepared({ values, stride: width, width, height }, way), way.options);
    ways.push({ text: found?.text ?? null, ms: performance.now() - begun });
  }
  console.log(JSON.stringify(ways));
}
