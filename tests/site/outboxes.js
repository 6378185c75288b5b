/** Scans that a phone keeps, and servers that a test makes up to take them. */

import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';

import { openScanDb } from '../../functions/pages/site/lib/scan_db.js';

export const UNREACHABLE = { kind: 'unreachable' };

/** A scan to be kept, decided by the phone alone unless it asks. */
export function fresh(number, offline = 'admitted') {
  const scan_id = `scan-${String(number).padStart(4, '0')}`;
  const where = { checkpoint: 'entrance', direction: 'in', at: '2022-08-30T08:00:00.000Z' };
  const scan = { scan_id, badge: `badge ${number}`, ...where, override: false, offline };
  const known = { attendee_id: null, name: null, group: 'entrance' };
  return { scan, ...known, verdict: offline, result: null, own: null, waiting: 1 };
}

export async function shelfOf(...entries) {
  const scanDb = await openScanDb(new IDBFactory());
  for (const entry of entries) await scanDb.add(entry);
  return scanDb;
}

/** A scan database with so many scans waiting, numbered from 1. */
export function shelfWith(count) {
  return shelfOf(...Array.from({ length: count }, (_, index) => fresh(index + 1)));
}

export function problem(status, code = 'invalid_request') {
  return { kind: 'problem', status, problem: { code } };
}

export function answer(results, more = {}) {
  return { kind: 'answer', status: 200, body: { results, headcounts: {}, received_at: 'now', ...more }, etag: null };
}

/** What the server says of a scan that it accepts as it is. */
export function result({ scan }, more = {}) {
  return { scan_id: scan.scan_id, verdict: scan.offline ?? 'admitted', server_verdict: null, conflicts: [], ...more };
}

export function unjudged({ scan }, code, retry) {
  return { scan_id: scan.scan_id, problem: { code, retry } };
}

/** A server that remembers which scans it was sent, message by message. */
export function server(answers) {
  const messages = [];
  const send = async (entries) => {
    messages.push(entries.map((entry) => entry.scan.scan_id));
    return answers(entries, messages.length);
  };
  return { send, messages };
}

/** A server that refuses every message with one of some scans in it. */
export function poisonedBy(scanIds, status = 422) {
  return server((entries) => {
    const isPoisoned = entries.some((entry) => scanIds.includes(entry.scan.scan_id));
    return isPoisoned ? problem(status) : answer(entries.map((entry) => result(entry)));
  });
}

export async function waitingIds(scanDb) {
  return (await scanDb.waiting()).map((entry) => entry.scan.scan_id);
}

export async function asideIds(scanDb) {
  return (await scanDb.inState('aside')).map((entry) => entry.scan.scan_id);
}
