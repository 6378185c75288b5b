/** Real badges of an invented event, signed by a key that is made for the tests. */

import { createHash } from 'node:crypto';

export const { subtle } = globalThis.crypto;
export const EVENT = 'forum-essai';
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };

export const keys = await subtle.generateKey(CURVE, true, ['sign', 'verify']);
export const publicKey = await subtle.exportKey('jwk', keys.publicKey);

/** @param {string} event */
export function tagOf(event) {
  return createHash('sha256').update(event).digest().subarray(0, 4);
}

/** Eleven bytes that stand for a name. */
export function idBytes(name) {
  return createHash('sha256').update(name).digest().subarray(0, 11);
}

/** What the QR code of a badge says, signed unless a signature is given. */
export async function badgeText({ event = EVENT, name = 'Ada', issue = 1, version = 1, signature = null }) {
  const statement = Buffer.concat([Buffer.from([version]), tagOf(event), idBytes(name), Buffer.from([issue])]);
  const signed = signature ?? (await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, statement));
  return base45(Buffer.concat([statement, Buffer.from(signed)]));
}

/** @param {Uint8Array} raw */
export function base45(raw) {
  let text = '';
  for (let start = 0; start < raw.length; start += 2) {
    const pair = raw.subarray(start, start + 2);
    let value = pair.reduce((sum, byte) => sum * 256 + byte, 0);
    for (let digit = 0; digit <= pair.length; digit += 1) {
      text += ALPHANUMERIC[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}
