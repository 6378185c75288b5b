/**
 * The signed QR code that names an attendee, as a phone reads it.
 *
 * The space is one of its characters: never trim a badge. Of a signature (r, s) anybody can make a second that is as
 * good, (r, n - s): both are the same badge, which is read in the form whose s is the lower.
 */

import { CODE_CHARACTERS } from '../words/limits.js';

/**
 * @typedef {object} Badge what a badge states; whether its signature is right is for `isGenuine` to say
 * @property {string} eventTag hexadecimal
 * @property {string} attendeeId
 * @property {number} issue
 * @property {Uint8Array<ArrayBuffer>} signed the 17 bytes that are signed
 * @property {Uint8Array<ArrayBuffer>} signature in low form
 */

const VERSION = 1;
const TAG_BYTES = 4;
const ID_BYTES = 11;
const SIGNED_BYTES = 1 + TAG_BYTES + ID_BYTES + 1;
const SIGNATURE_BYTES = 64;
const HALF = SIGNATURE_BYTES / 2;
/** n, of P-256: how many points its generator makes. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** 81 bytes: 40 pairs in three characters each, the last byte in two. */
const LENGTH = 122;
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };

/**
 * @param {string} text what the QR code says
 * @returns {Badge | null} null for a text that is no badge
 */
export function read(text) {
  const raw = bytes(text);
  if (raw === null || raw[0] !== VERSION) return null;
  return {
    eventTag: hexadecimal(raw.subarray(1, 1 + TAG_BYTES)),
    attendeeId: base32(raw.subarray(1 + TAG_BYTES, 1 + TAG_BYTES + ID_BYTES)),
    issue: raw[SIGNED_BYTES - 1],
    signed: raw.slice(0, SIGNED_BYTES),
    signature: lowForm(raw.slice(SIGNED_BYTES)),
  };
}

/**
 * @param {string} text
 * @returns {string} the text as every form of the same badge is written; what is no badge stays as it is
 */
export function canonical(text) {
  const badge = read(text);
  return badge ? base45([...badge.signed, ...badge.signature]) : text;
}

/**
 * @param {SubtleCrypto} subtle
 * @param {JsonWebKey} jwk
 * @returns {Promise<CryptoKey>}
 */
export function importKey(subtle, jwk) {
  return subtle.importKey('jwk', jwk, CURVE, false, ['verify']);
}

/**
 * @param {SubtleCrypto} subtle
 * @param {CryptoKey} key
 * @param {Badge} badge
 * @returns {Promise<boolean>} whether the event's key signed it
 */
export function isGenuine(subtle, key, badge) {
  return subtle.verify(SIGNING, key, badge.signature, badge.signed);
}

/**
 * Find which of several texts is the badge: a scanner that poses as a keyboard may have typed any of them.
 *
 * @param {string[]} texts distinct, as the phone read it first
 * @param {{eventTag: string | undefined, key: CryptoKey | null, subtle: SubtleCrypto | undefined}} known
 * @returns {Promise<string>} the only badge among them, as its event's tag and signature tell; else the first
 */
export async function meant(texts, { eventTag, key, subtle }) {
  const badges = texts.flatMap((text) => ({ text, badge: read(text) })).filter(({ badge }) => badge !== null);
  const ours = badges.filter(({ badge }) => badge?.eventTag === eventTag);
  const candidates = ours.length ? ours : badges;
  if (candidates.length < 2) return candidates[0]?.text ?? texts[0];
  /** @type {string[]} */
  const genuine = [];
  for (const { text, badge } of candidates)
    if (badge && key && subtle && (await isGenuine(subtle, key, badge))) genuine.push(text);
  return genuine.length === 1 ? genuine[0] : texts[0];
}

/**
 * @param {string} text what somebody typed, read off a badge or heard
 * @returns {string | null} the short code it means, or null
 */
export function typedCode(text) {
  const code = text
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return code.length === CODE_CHARACTERS && [...code].every((character) => CROCKFORD.includes(character)) ? code : null;
}

/** @param {string} attendeeId */
export function codeOf(attendeeId) {
  return attendeeId.slice(0, CODE_CHARACTERS);
}

/**
 * What is no signature, such as one whose s is beyond n, stays as it is.
 *
 * @param {Uint8Array<ArrayBuffer>} signature r and s
 */
function lowForm(signature) {
  const s = BigInt(`0x${hexadecimal(signature.subarray(HALF))}`);
  if (s <= ORDER / 2n || s >= ORDER) return signature;
  let lower = ORDER - s;
  for (let place = SIGNATURE_BYTES - 1; place >= HALF; place -= 1, lower >>= 8n) {
    signature[place] = Number(lower & 255n);
  }
  return signature;
}

/** @param {number[]} raw */
function base45(raw) {
  let text = '';
  for (let start = 0; start < raw.length; start += 2) {
    const pair = raw.slice(start, start + 2);
    let value = pair.reduce((sum, byte) => sum * 256 + byte, 0);
    for (let digit = 0; digit <= pair.length; digit += 1, value = Math.floor(value / 45)) {
      text += ALPHANUMERIC[value % 45];
    }
  }
  return text;
}

/**
 * Decode base45 (RFC 9285) of a badge's length; null for any other text.
 *
 * @param {string} text
 */
function bytes(text) {
  if (text.length !== LENGTH) return null;
  const raw = new Uint8Array(SIGNED_BYTES + SIGNATURE_BYTES);
  for (let start = 0, filled = 0; start < LENGTH; start += 3) {
    const digits = [...text.slice(start, start + 3)].map((character) => ALPHANUMERIC.indexOf(character));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const size = digits.length - 1;
    if (digits.includes(-1) || value >= 256 ** size) return null;
    if (size === 2) raw[filled++] = value >> 8;
    raw[filled++] = value & 255;
  }
  return raw;
}

/**
 * Spell 11 bytes as 18 Crockford base-32 characters; the two bits that are missing stand in front.
 *
 * @param {Uint8Array} raw
 */
function base32(raw) {
  let spelled = '';
  let held = 0;
  let bits = (5 - ((raw.length * 8) % 5)) % 5;
  for (const byte of raw) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) spelled += CROCKFORD[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return spelled;
}

/** @param {Uint8Array} raw */
function hexadecimal(raw) {
  return [...raw].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
