/**
 * The phones of a simulated day: the page's own modules, with a real scan database each, on time that the day tells.
 *
 * Speaks a line of JSON for each it is told. Whatever a phone asks of the network or of time is handed over, and goes
 * on when the day says how it ended; an order is done when no phone has anything left to do by itself.
 */

import { createInterface } from 'node:readline';

import { openScanDb } from '../../functions/pages/site/lib/scan_db.js';
import { Phone } from '../../functions/pages/site/lib/phone.js';
import { Scanning } from '../../functions/pages/site/lib/scanning.js';
import { Sync } from '../../functions/pages/site/lib/sync.js';

// The database takes its turns by this; counted, it tells when it has none left to take.
const next = globalThis.setImmediate;
let running = 0;
globalThis.setImmediate = (act, ...more) => {
  running += 1;
  return next(() => {
    running -= 1;
    act(...more);
  });
};
await import('fake-indexeddb/auto');
const { IDBFactory } = globalThis;

let now = 0;
let ids = 0;
let asked = [];
let timers = [];
let ended = [];
const open = new Map();
const phones = new Map();
/** The phone whose code runs: only one does at a time. */
let current = null;

const { subtle } = globalThis.crypto;
const counted = {
  importKey: (...given) => whileRunning(subtle.importKey(...given)),
  verify: (...given) => whileRunning(subtle.verify(...given)),
};

AbortSignal.timeout = (after) => {
  const aborting = new AbortController();
  later(() => aborting.abort(new DOMException('timed out', 'TimeoutError')), after);
  return aborting.signal;
};

const orders = {
  /** Begin another day, with no phone and nothing on its way. */
  anew() {
    for (const phone of phones.values()) switchOff(phone);
    for (const each of [phones, open]) each.clear();
    [asked, timers, ended, ids] = [[], [], [], 0];
  },
  /** Switch a phone on, with whatever it kept; its clock may be wrong by some milliseconds. */
  async start({ phone: name, skew = 0 }) {
    const had = phones.get(name);
    const factory = had?.factory ?? new IDBFactory();
    if (had) switchOff(had);
    const made = { name, factory, skew, isOn: true, clears: new Set() };
    phones.set(name, made);
    current = made;
    const phone = new Phone(await openScanDb(factory), {
      fetch: (path, more) => fetchOf(made, path, more),
      subtle: counted,
      uuid: () => `${name}-${String((ids += 1)).padStart(8, '0')}`,
      now: () => Math.round(now + made.skew),
      monotonic: () => now,
      battery: () => 80,
    });
    await phone.load();
    const scanning = new Scanning(phone);
    const sync = new Sync(phone, scanning, {
      locks: { request: (_name, act) => act() },
      random: () => 0.5,
      setTimeout: (wake, after) => later(wake, after),
      clearTimeout: (id) => made.clears.add(id),
    });
    Object.assign(made, { phone, scanning, sync });
    sync.wake();
  },
  /** Switch a phone off in the middle of whatever it does: what it has not written is gone. */
  off({ phone }) {
    switchOff(phones.get(phone));
  },
  async link({ phone, secret, checkpoint }) {
    const { phone: held, sync } = phones.get(phone);
    await held.takeLink(secret);
    await held.standAt(checkpoint);
    sync.wake();
  },
  async stand({ phone, checkpoint }) {
    await phones.get(phone).phone.standAt(checkpoint);
  },
  /** Only look at what a phone holds. */
  async look() {},
  async turn({ phone, direction }) {
    await phones.get(phone).phone.setDirection(direction);
  },
  /** Somebody sets the phone's clock. */
  set({ phone, skew }) {
    phones.get(phone).skew = skew;
  },
  async scan({ phone, sought }) {
    const made = phones.get(phone);
    if (!made.phone.checkpoint) return;
    const began = now;
    const { scan, verdict, seq, attendee_id } = await made.scanning.take(sought);
    const { scan_id, checkpoint } = scan;
    if (made.isOn) ended.push({ phone, sought, began, scan_id, checkpoint, verdict, seq, attendee_id });
  },
  /** Register somebody at the door, and let them in: what the page's form does. */
  async walkIn({ phone, body }) {
    const { phone: held, sync } = phones.get(phone);
    const place = held.checkpoint;
    if (!place || !held.roster?.pass.walk_ins) return;
    const here = { at: new Date(held.now()).toISOString(), checkpoint: place.id, group: place.group };
    const registration_id = held.tools.uuid();
    await held.scanDb.keepRegistration({ registration_id, event: held.event, body, ...here });
    if (phones.get(phone).isOn) ended.push({ phone, registration_id });
    sync.wake();
  },
  async takeBack({ phone, seq }) {
    const made = phones.get(phone);
    const [entry] = (await made.phone.scanDb.recent(1000)).filter((each) => each.seq === seq);
    if (entry) await made.scanning.takeBack(entry);
    made.sync.wake();
  },
  answer({ id, status, headers, body }) {
    const call = close(id);
    call?.done(new Response([204, 304].includes(status) ? null : body, { status, headers }));
  },
  fail({ id }) {
    close(id)?.failed(new TypeError('Failed to fetch'));
  },
  timer({ id }) {
    const timer = timers.find((each) => each.id === id);
    timers = timers.filter((each) => each !== timer);
    if (!timer || !timer.phone.isOn || timer.phone.clears.has(id)) return;
    current = timer.phone;
    timer.act();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  now = order.now;
  current = phones.get(order.phone) ?? null;
  let fault = null;
  const doing = Promise.resolve(orders[order.do](order)).catch((error) => {
    fault = String(error?.stack ?? error);
  });
  await settled();
  const state = order.look ? await looked(order.look) : undefined;
  const left = timers.filter(({ phone, id }) => phone.isOn && !phone.clears.has(id));
  const told = { asked, timers: left.map(({ id, at }) => [at, id]), ended, state, fault };
  [asked, ended, timers] = [[], [], left];
  process.stdout.write(`${JSON.stringify(told)}\n`);
  void doing;
}

/** Wait until no phone can go on by itself. */
async function settled() {
  for (let idle = 0; idle < 3; idle += 1) {
    await new Promise((done) => next(done));
    if (running) idle = -1;
  }
}

/** What a phone holds, for who checks it. */
async function looked(name) {
  const { phone } = phones.get(name);
  const entries = await phone.scanDb.recent(10_000);
  const shown = entries.map(({ scan, verdict, waiting, aside, undo, undone, undo_refused }) => {
    return { scan, verdict, waiting: !!waiting, aside: !!aside, undo: !!undo, undone: !!undone, undo_refused };
  });
  const people = [...phone.people.byId.values()].map(({ id, name, issue, cancelled, booked, lunch }) => {
    return { id, name, issue, cancelled, booked, lunch };
  });
  const refused = (await phone.scanDb.registrations()).filter(({ problem }) => problem);
  const registrations = refused.map(({ registration_id }) => registration_id);
  const waiting = entries.filter(({ waiting, undo, aside }) => waiting || (undo && !aside)).length;
  const left = waiting + (await phone.scanDb.registrations()).length - registrations.length;
  return { entries: shown, counts: await phone.scanDb.counts(), people, registrations, left };
}

function fetchOf(phone, path, { method = 'GET', body = null, headers = {}, signal } = {}) {
  const id = (ids += 1);
  asked.push({ id, phone: phone.name, method, path, headers, body });
  return new Promise((done, failed) => {
    open.set(id, { phone, done, failed });
    signal?.addEventListener('abort', () => close(id)?.failed(signal.reason));
  });
}

/** End what was asked; nothing of a phone that is off goes on. */
function close(id) {
  const call = open.get(id);
  open.delete(id);
  if (!call?.phone.isOn) return null;
  current = call.phone;
  return call;
}

function switchOff(phone) {
  phone.isOn = false;
  phone.sync.stop();
}

function later(act, after) {
  const id = (ids += 1);
  timers.push({ id, act, at: now + after, phone: current });
  return id;
}

function whileRunning(promise) {
  running += 1;
  return promise.finally(() => {
    running -= 1;
  });
}
