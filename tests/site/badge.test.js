import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { canonical, codeOf, importKey, isGenuine, read, typedCode } from '../../functions/pages/site/lib/badge.js';
import { badgeText, base45, publicKey, subtle } from './badges.js';

const CASES = JSON.parse(readFileSync(new URL('../cases/badge.json', import.meta.url), 'utf8'));
const CODES = JSON.parse(readFileSync(new URL('../cases/codes.json', import.meta.url), 'utf8'));
const KEY = await importKey(subtle, CASES.public_key);
const OWN_KEY = await importKey(subtle, publicKey);

for (const expected of CASES.badges) {
  test(`${expected.name} says what the case says`, async () => {
    const badge = read(expected.text);

    assert.equal(badge.eventTag, expected.event_tag);
    assert.deepEqual([badge.attendeeId, badge.issue], [expected.attendee_id, expected.issue]);
    assert.equal(codeOf(badge.attendeeId), expected.code);
    assert.equal(await isGenuine(subtle, KEY, badge), expected.genuine);
    assert.deepEqual([expected.text, expected.canonical].map(canonical), [expected.canonical, expected.canonical]);
  });
}

for (const { name, text } of CASES.no_badges) {
  test(`${name} is no badge`, () => {
    assert.equal(read(text), null);
    assert.equal(canonical(text), text);
  });
}

test('a badge takes 17 signed bytes and a signature of 64', async () => {
  const { signed, signature } = read(await badgeText({}));

  assert.deepEqual([signed.length, signature.length], [17, 64]);
});

test('a badge of any 80 bytes behind the version survives its own text', () => {
  for (let trial = 0; trial < 500; trial += 1) {
    // An s that begins with two 0 bits is the lower of its two.
    const raw = Buffer.concat([Buffer.from([1]), randomBytes(80)]);
    raw[49] &= 0x3f;
    const badge = read(base45(raw));

    assert.deepEqual(Buffer.concat([badge.signed, badge.signature]), raw);
    assert.equal(canonical(base45(raw)), base45(raw));
    assert.equal(badge.eventTag, raw.subarray(1, 5).toString('hex'));
    assert.match(badge.attendeeId, /^[0-7][0-9A-HJKMNP-TV-Z]{17}$/);
  }
});

test('a badge that is cut, doubled or mixed up is none, or says nothing but what is in it', async () => {
  const text = await badgeText({});
  const others = ['', ' ', '%', ':', '\u0000', 'é', '\ud800', '🙂', 'a', text, text.toLowerCase()];
  for (let trial = 0; trial < 500; trial += 1) {
    const at = randomBytes(1)[0] % (text.length + 1);
    const length = randomBytes(1)[0] % 9;
    const put = others[randomBytes(1)[0] % others.length];
    const mixed = text.slice(0, at) + put + text.slice(at + length);
    const badge = read(mixed);
    assert.ok(badge === null || badge.signed.length + badge.signature.length === 81, JSON.stringify(mixed));
    assert.equal(canonical(canonical(mixed)), canonical(mixed));
  }
});

test('a badge with one bit turned is not genuine, wherever the bit lies', async () => {
  const genuine = read(await badgeText({}));
  const raw = Buffer.concat([genuine.signed, genuine.signature]);
  for (let bit = 8; bit < raw.length * 8; bit += 1) {
    const turned = Buffer.from(raw);
    turned[bit >> 3] ^= 1 << (bit & 7);
    assert.equal(await isGenuine(subtle, OWN_KEY, read(base45(turned))), false, `bit ${bit}`);
  }
  assert.equal(await isGenuine(subtle, OWN_KEY, genuine), true);
});

test("another event's key does not make a badge genuine", async () => {
  assert.equal(await isGenuine(subtle, KEY, read(await badgeText({}))), false);
});

test('a key that is none is said to be none', async () => {
  await assert.rejects(importKey(subtle, { ...publicKey, y: publicKey.x }));
});

for (const [typed, code] of CODES.codes) {
  test(`the code typed as ${JSON.stringify(typed)} is ${code}`, () => {
    assert.equal(typedCode(typed), code);
  });
}

for (const typed of CODES.none) {
  test(`${JSON.stringify(typed)} is no code`, () => {
    assert.equal(typedCode(typed), null);
  });
}
