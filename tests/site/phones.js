/** A phone at a door without a browser: a real scan database and real badges, a server that a test makes up, and clocks. */

import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';

import { read } from '../../functions/pages/site/lib/badge.js';
import { Phone } from '../../functions/pages/site/lib/phone.js';
import { Scanning } from '../../functions/pages/site/lib/scanning.js';
import { openScanDb } from '../../functions/pages/site/lib/scan_db.js';
import { Sync } from '../../functions/pages/site/lib/sync.js';
import { badgeText, EVENT, publicKey, subtle, tagOf } from './badges.js';

export const SCANS = 'POST /api/scans';
export const ROSTER = 'GET /api/roster';
export const PASS = 'p'.repeat(43);
export const NOON = Date.parse('2022-08-30T09:12:00.000Z');
export const DOOR = {
  id: 'entrance',
  group: 'entrance',
  title: 'Entrée A1',
  room: 'Hall',
  capacity: null,
  opens_at: '2022-08-30T06:00:00.000Z',
  closes_at: '2022-08-30T16:00:00.000Z',
};
export const ATELIER = { ...DOOR, id: 'atelier-1', group: 'strategic', title: 'Atelier N°1', capacity: 30 };

export const ada = await badgeText({ name: 'Ada' });
export const bao = await badgeText({ name: 'Bao' });
export const adaId = read(ada).attendeeId;

export function listed(badge, more = {}) {
  const { attendeeId: id, issue } = read(badge);
  const person = {
    id,
    issue,
    name: 'Ada E.',
    kind: 'participant',
    organisation: 'La Fonda',
    booked: [],
    cancelled: false,
  };
  return { ...person, ...more };
}

export function rosterBody(more = {}) {
  return {
    event: EVENT,
    event_tag: tagOf(EVENT).toString('hex'),
    public_key: publicKey,
    server_time: new Date(NOON).toISOString(),
    pass: {
      label: 'Porte A1',
      role: 'volunteer',
      walk_ins: true,
      supervisor: false,
      expires_at: '2022-08-30T18:00:00Z',
    },
    checkpoints: [DOOR],
    questions: [],
    attendees: [listed(ada)],
    next: null,
    ...more,
  };
}

export function json(body, status = 200, headers = {}) {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } });
}

export function problem(status, code) {
  return json({ code, status, title: code }, status);
}

/** An answer to a batch: what is said of each scan, and the clock. */
export function answered(results, more = {}) {
  return json({ results, headcounts: {}, received_at: new Date(NOON).toISOString(), ...more });
}

export function result(scan, more = {}) {
  return {
    scan_id: scan.scan_id,
    verdict: 'admitted',
    at: scan.at,
    booked: [],
    since: null,
    by: null,
    moved_from: null,
    attendee: { id: adaId, name: 'Ada E.', kind: 'participant', organisation: 'La Fonda' },
    walk_in: false,
    override_possible: false,
    diet: null,
    server_verdict: null,
    conflicts: [],
    ...more,
  };
}

/**
 * A phone at a door, with a server that answers by route; a route that is not named fails as a network does.
 *
 * @param {Record<string, (body: any, call: {path: string, headers: Headers}) => Response | Promise<Response>>} routes
 */
export async function phoneAt(routes = {}, { roster = rosterBody(), scanDb } = {}) {
  const asked = [];
  const time = { now: NOON, monotonic: 0 };
  const server = { routes };
  const fetch = async (path, { method = 'GET', body, headers, signal } = {}) => {
    const route = `${method} ${path.split('?')[0]}`;
    const sent = body ? JSON.parse(body) : null;
    asked.push({ route, body: sent, headers: new Headers(headers) });
    const answers = server.routes[route] ?? Object.entries(server.routes).find(([name]) => route.endsWith(name))?.[1];
    if (!answers) throw new TypeError('Failed to fetch');
    return new Promise((done, failed) => {
      signal?.addEventListener('abort', () => failed(signal.reason));
      Promise.resolve(answers(sent, { path, headers: new Headers(headers) })).then(done, failed);
    });
  };
  let ids = 0;
  const kept = scanDb ?? (await openScanDb(new IDBFactory()));
  const phone = new Phone(kept, {
    fetch,
    subtle,
    uuid: () => `scan-${String((ids += 1)).padStart(12, '0')}`,
    now: () => time.now,
    monotonic: () => time.monotonic,
    battery: () => 80,
  });
  await phone.load();
  const scanning = new Scanning(phone);
  const timers = [];
  const locks = { request: (_name, act) => act() };
  const sync = new Sync(phone, scanning, {
    locks,
    random: () => 0,
    setTimeout: (wake, after) => timers.push({ wake, after }),
    clearTimeout: () => {},
  });
  if (roster && !phone.pass) {
    await phone.takeLink(PASS);
    await learn(phone, roster);
  }
  return { phone, scanning, sync, server, asked, time, timers, scanDb: kept };
}

export async function learn(phone, body, whole = true) {
  const roster = {
    event: body.event,
    eventTag: body.event_tag,
    publicKey: body.public_key,
    pass: body.pass,
    checkpoints: body.checkpoints,
    questions: body.questions,
    fetchedAt: phone.now(),
    tags: ['"one"'],
  };
  await phone.learnRoster({ roster, attendees: body.attendees, whole });
}

/** Let the server count as having answered a moment ago. */
export function isAnswered({ phone, time }) {
  phone.heardAt = time.monotonic;
}

/** Run one round of the outbox to its end. */
export async function round({ sync }) {
  sync.wake();
  await sync.running;
}

/** What a server answers that takes every scan it is sent. */
export const accepts = ({ scans }) => answered(scans.map((scan) => result(scan)));

/** What a server answers whose roster is the one that the phone has. */
export const unchanged = () => new Response(null, { status: 304, headers: { etag: '"one"' } });
