/**
 * A volunteer's phone and an attendee's, without a browser: it takes up what a phone keeps, goes through some steps, and
 * tells what each came to, what was asked of the server, and what is kept then.
 *
 * It runs the modules of the pages in the folder that it is given. A release has a copy of it beside the pages of its
 * time, so only the steps and the shapes it tells are shared by all releases: what `play` reads and returns.
 */

import 'fake-indexeddb/auto';

import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const [site] = process.argv.slice(2);
const module = (path) => import(new URL(path, pathToFileURL(`${site}/`)));
const { Phone } = await module('lib/phone.js');
const { Scanning } = await module('lib/scanning.js');
const { Sync } = await module('lib/sync.js');
const { Api } = await module('lib/api.js');
const { openScanDb } = await module('lib/scan_db.js');
const { outboxFiles } = await module('lib/outbox_file.js');
const { register } = await module('lib/walk_ins.js');
const { Badges } = await module('badge/badges.js');
const { openWallet } = await module('badge/wallet.js');

// However busy the machine is, what is asked is waited for.
AbortSignal.timeout = () => new AbortController().signal;

/** The server; or one of before, that answers what it was asked then and knows no other route. */
class Network {
  isThere = true;

  /** Whatever was asked and answered, in the order of asking. */
  exchanges = [];

  constructor({ origin, recorded }) {
    this.origin = origin;
    this.left = recorded && [...recorded];
  }

  fetch = async (path, { method = 'GET', headers = {}, body } = {}) => {
    if (!this.isThere) throw new TypeError('Failed to fetch');
    const sent = { method, path, headers, body: body === undefined ? null : JSON.parse(body) };
    const exchange = { ...sent, answer: null };
    this.exchanges.push(exchange);
    exchange.answer = this.left ? this.#recorded(sent) : await this.#asked(path, { method, headers, body });
    const { status, ...answered } = exchange.answer;
    return new Response(status === 304 ? null : answered.body, { status, headers: answered.headers });
  };

  async #asked(path, asked) {
    const response = await fetch(new URL(path, this.origin), asked);
    const named = ['content-type', 'etag'].filter((name) => response.headers.has(name));
    const headers = Object.fromEntries(named.map((name) => [name, response.headers.get(name)]));
    return { status: response.status, headers, body: await response.text() };
  }

  /** What is asked at the same time may be asked in another order, and may tell more than it did. */
  #recorded(sent) {
    const index = this.left.findIndex(({ answer: _, ...recorded }) => holds(sent, recorded));
    if (index >= 0) return this.left.splice(index, 1)[0].answer;
    return { status: 404, headers: { 'content-type': 'application/json' }, body: '{"message":"Not Found"}' };
  }
}

/** Whether a value tells all that another one does. */
function holds(value, other) {
  if (other === null || typeof other !== 'object') return value === other;
  if (value === null || typeof value !== 'object' || Array.isArray(value) !== Array.isArray(other)) return false;
  if (Array.isArray(other) && value.length !== other.length) return false;
  return Object.entries(other).every(([name, told]) => name in value && holds(value[name], told));
}

const opened = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

/** Make the databases of a phone as they were: by their own description, not by the pages' code. */
async function restore(databases) {
  for (const { name, version, stores } of databases) {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      for (const { name: store, keyPath, autoIncrement, indexes } of stores) {
        const made = opening.result.createObjectStore(store, { keyPath, autoIncrement });
        for (const { name: index, keyPath: path, unique } of indexes) made.createIndex(index, path, { unique });
      }
    };
    const db = await opened(opening);
    for (const { name: store, keyPath, records } of stores) {
      const put = db.transaction([store], 'readwrite').objectStore(store);
      for (const { key, value } of records) await opened(keyPath === null ? put.put(value, key) : put.put(value));
    }
    db.close();
  }
}

async function dump() {
  const databases = [];
  for (const { name, version } of await indexedDB.databases()) {
    const db = await opened(indexedDB.open(name));
    const stores = [];
    for (const named of db.objectStoreNames) {
      const store = db.transaction([named]).objectStore(named);
      const [keys, values] = await Promise.all([opened(store.getAllKeys()), opened(store.getAll())]);
      const { keyPath, autoIncrement } = store;
      const indexes = [...store.indexNames].map((index) => {
        const { keyPath: path, unique } = store.index(index);
        return { name: index, keyPath: path, unique };
      });
      const records = keys.map((key, at) => ({ key, value: values[at] }));
      stores.push({ name: named, keyPath, autoIncrement, indexes, records });
    }
    databases.push({ name, version, stores });
    db.close();
  }
  return databases;
}

/** The volunteer's page, as far as it goes without a document. */
class Volunteer {
  static async opened(network, time, uuid) {
    const scanDb = await openScanDb(indexedDB);
    const phone = new Phone(scanDb, {
      fetch: network.fetch,
      subtle: crypto.subtle,
      uuid,
      now: () => time.now,
      monotonic: () => time.monotonic,
      battery: () => 80,
    });
    await phone.load();
    const scanning = new Scanning(phone);
    return Object.assign(new Volunteer(), { scanDb, phone, scanning, soon: null });
  }

  get sync() {
    const around = {
      locks: { request: (_name, act) => act() },
      random: () => 0,
      setTimeout: (wake, after) => (this.soon = after === 0 ? wake : null),
      clearTimeout: () => {},
    };
    this.made ??= new Sync(this.phone, this.scanning, around);
    return this.made;
  }

  steps = {
    link: async ({ secret }) => {
      await this.phone.takeLink(secret);
      return this.sync.fetchRoster(secret);
    },
    name: ({ name }) => this.phone.takeName(name),
    stand: ({ checkpoint }) => this.phone.standAt(checkpoint),
    turn: ({ direction }) => this.phone.setDirection(direction),
    scan: ({ badge, attendee_id, override }) => this.scanning.take({ badge, attendee_id, override }),
    undo: async ({ seq }) => {
      const entry = seq === 'last' ? (await this.scanDb.recent(1))[0] : await this.scanDb.change(seq, {});
      return this.scanning.takeBack(entry);
    },
    keep: ({ entry }) => this.scanDb.add(entry),
    walk_in: async ({ registration_id, body }) => {
      const { event, checkpoint } = this.phone;
      const at = new Date(this.phone.now()).toISOString();
      const registration = { registration_id, event, body, at, checkpoint: checkpoint.id, group: checkpoint.group };
      await this.scanDb.keepRegistration(registration);
      return this.phone.isAnswered ? (await register(this.phone, registration)).kind : 'kept';
    },
    round: async () => {
      await this.sync.round();
      while (this.soon) await this.sync.round();
      return this.scanDb.counts();
    },
    files: () => outboxFiles(this.phone),
    find: ({ typed }) => this.phone.people.find(typed, 5).people,
    known: async () => {
      const { pass, device, name, event, label, direction, checkpoint, ended, headcount, programme } = this.phone;
      const roster = this.phone.roster && { ...this.phone.roster, attendees: [...this.phone.people.byId.values()] };
      const [counts, waiting, recent, registrations] = await Promise.all([
        this.scanDb.counts(),
        this.scanDb.waiting(),
        this.scanDb.recent(50),
        this.scanDb.registrations(),
      ]);
      const told = { pass, device, name, event, label, direction, checkpoint, ended, headcount, programme, roster };
      return { ...told, counts, waiting, recent, registrations };
    },
  };
}

/** The attendee's page, as far as it goes without a document. */
class Attendee {
  static async opened(network, time) {
    const wallet = await openWallet(indexedDB);
    const own = new Badges(wallet, new Api(network.fetch, () => time.now), { now: () => time.now });
    await own.load();
    return Object.assign(new Attendee(), { wallet, own });
  }

  steps = {
    badge: async ({ secret }) => {
      await this.own.open(secret);
      await this.own.refresh();
    },
    refresh: () => this.own.refresh(),
    change: async ({ attendee_id, body }) => {
      const kept = this.own.find(attendee_id);
      return this.own.heard(kept, await this.own.write(kept, 'PATCH', '/api/registration', body));
    },
    cancel: async ({ attendee_id }) => {
      const kept = this.own.find(attendee_id);
      const outcome = await this.own.write(kept, 'DELETE', '/api/registration');
      await this.own.finish(kept, 'cancelled');
      return outcome.kind;
    },
    badges: async () => {
      const { all, shown, programme, cancelled, reached } = this.own;
      const held = await this.wallet.held();
      return { badges: all, shown: shown?.attendee_id, programme, left: cancelled.people, reached, held };
    },
  };
}

/** Go through some steps on a phone that keeps what `databases` tell. */
async function play({ databases = [], now, ids, steps, origin, recorded }) {
  await restore(databases);
  const network = new Network({ origin, recorded });
  const time = { now, monotonic: 0 };
  let made = 0;
  const uuid = () => `${ids}-${String((made += 1)).padStart(12, '0')}`;
  const volunteer = await Volunteer.opened(network, time, uuid);
  const attendee = await Attendee.opened(network, time);
  const both = {
    network: ({ is_there }) => void (network.isThere = is_there),
    wait: ({ ms }) => {
      time.now += ms;
      time.monotonic += ms;
    },
    ...volunteer.steps,
    ...attendee.steps,
  };
  const said = [];
  for (const { do: act, ...more } of steps) said.push((await both[act](more)) ?? null);
  const unasked = (network.left ?? []).map(({ method, path, body }) => ({ method, path, body }));
  return { said, exchanges: network.exchanges, databases: await dump(), unasked };
}

process.stdout.write(JSON.stringify(await play(JSON.parse(await text(process.stdin)))));
