import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

const SOURCE = readFileSync(new URL('../../functions/pages/site/sw.js', import.meta.url), 'utf8');
const ORIGIN = 'https://example.org';
const FILES = ['/scan', '/site/lib/api.js', '/site/zxing/zxing_reader.wasm'];
const BADGE_FILES = ['/badge', '/site/lib/api.js', '/site/badge/badge.js'];

/** A browser's caches, as far as a service worker of ours uses them; they outlive the worker. */
class Caches {
  stores = new Map();

  async open(name) {
    if (!this.stores.has(name)) this.stores.set(name, new Map());
    const store = this.stores.get(name);
    return {
      match: async (request, { ignoreSearch = false } = {}) => {
        const url = new URL(request.url ?? request, ORIGIN);
        return store.get(ignoreSearch ? url.pathname : url.pathname + url.search)?.clone();
      },
      put: async (address, response) => void store.set(address, response),
    };
  }

  async keys() {
    return [...this.stores.keys()];
  }

  async delete(name) {
    return this.stores.delete(name);
  }

  addresses(name) {
    return [...(this.stores.get(name)?.keys() ?? [])].sort();
  }
}

/** One version of the worker in a browser, before a network that answers as `network` says. */
class Worker {
  asked = [];
  posted = [];
  listeners = new Map();
  skipped = false;
  claimed = false;

  constructor(version, caches, network, page = '/scan') {
    this.caches = caches;
    const self = {
      location: { origin: ORIGIN },
      registration: { scope: ORIGIN + page },
      addEventListener: (name, listener) => this.listeners.set(name, listener),
      skipWaiting: async () => void (this.skipped = true),
      clients: {
        claim: async () => void (this.claimed = true),
        matchAll: async () => [
          { url: `${ORIGIN}${page}`, postMessage: (message) => this.posted.push(structuredClone(message)) },
        ],
      },
    };
    const fetch = async (request, options = {}) => {
      this.asked.push({ address: request.url ?? request, ...options });
      return network(new URL(request.url ?? request, ORIGIN).pathname, options.cache);
    };
    const text = SOURCE.replace("VERSION = 'unpackaged'", `VERSION = '${version}'`).replace(
      'SHELLS = {}',
      `SHELLS = ${JSON.stringify({ '/scan': FILES, '/badge': BADGE_FILES })}`,
    );
    runInNewContext(text, { self, caches, fetch, URL, Promise, Error });
  }

  /** Send an event, and wait for all that it asked to be waited for. */
  async send(name, event = {}) {
    const waited = [];
    this.listeners.get(name)({ ...event, waitUntil: (promise) => waited.push(promise) });
    await Promise.all(waited);
  }

  async start() {
    await this.send('install');
    await this.send('activate');
    return this;
  }

  /** @returns what the page gets, or undefined where the worker leaves the request to the browser */
  async request(path, method = 'GET') {
    let answer;
    const request = { url: new URL(path, ORIGIN).href, method };
    this.listeners.get('fetch')({ request, respondWith: (promise) => (answer = promise) });
    return answer;
  }

  async shell() {
    let state;
    await this.send('message', { data: { ask: 'shell' }, ports: [{ postMessage: (message) => (state = message) }] });
    return structuredClone(state);
  }
}

const ours = (version) => (path) => new Response(`${version} ${path}`, { headers: { 'x-pointage-version': version } });
const signIn = () => new Response('<h1>Bienvenue sur le Wi-Fi</h1>', { headers: { 'content-type': 'text/html' } });
const nobody = () => {
  throw new TypeError('fetch failed');
};

test('the whole page is kept, of what the browser has already', async () => {
  const worker = await new Worker('v1', new Caches(), ours('v1')).start();

  assert.deepEqual(worker.caches.addresses('scan-v1'), [...FILES].sort());
  assert.deepEqual(await worker.shell(), { version: 'v1', cached: 3, wanted: 3 });
  for (const asked of worker.asked) assert.deepEqual([asked.cache, asked.redirect], [undefined, 'error']);
  assert.ok(worker.skipped && worker.claimed);
  assert.deepEqual(worker.posted, [], 'a first shell replaces nothing');
});

test('a Wi-Fi sign-in page is not kept as ours', async () => {
  const caches = new Caches();
  const worker = new Worker('v1', caches, signIn);

  await assert.rejects(worker.send('install'), /version null/);

  assert.deepEqual(caches.addresses('scan-v1'), []);
  assert.equal(worker.skipped, false);
});

test('a sign-in page that stayed in the browser is asked for anew from the server itself', async () => {
  const caches = new Caches();
  const worker = await new Worker('v1', caches, (path, cache) =>
    (cache === 'reload' ? ours('v1') : signIn)(path),
  ).start();

  assert.deepEqual(await worker.shell(), { version: 'v1', cached: 3, wanted: 3 });
  assert.equal(await (await worker.request('/site/lib/api.js')).text(), 'v1 /site/lib/api.js');
});

test('one sign-in page among the files keeps the version from taking over', async () => {
  const caches = new Caches();
  await new Worker('v1', caches, ours('v1')).start();
  const later = new Worker('v2', caches, (path) => (path === '/site/lib/api.js' ? signIn() : ours('v2')(path)));

  await assert.rejects(later.send('install'), /api\.js/);

  assert.equal(later.skipped, false);
  assert.deepEqual(caches.addresses('scan-v1'), [...FILES].sort());
});

test('a file of another version, or a fault that says it is ours, is not kept', async () => {
  const fault = () => new Response('', { status: 502, headers: { 'x-pointage-version': 'v2' } });
  for (const network of [ours('v1'), fault, nobody]) {
    const caches = new Caches();
    await assert.rejects(new Worker('v2', caches, network).send('install'));
    assert.deepEqual(caches.addresses('scan-v2'), []);
  }
});

test('an install that was cut off goes on where it was', async () => {
  const caches = new Caches();
  const cut = new Worker('v1', caches, (path) => (path.endsWith('.wasm') ? nobody() : ours('v1')(path)));
  await assert.rejects(cut.send('install'));
  await new Promise((done) => setTimeout(done));

  const again = await new Worker('v1', caches, ours('v1')).start();

  assert.deepEqual(
    again.asked.map((asked) => asked.address),
    ['/site/zxing/zxing_reader.wasm'],
  );
  assert.deepEqual(await again.shell(), { version: 'v1', cached: 3, wanted: 3 });
});

test('a new version replaces the earlier one and tells open pages; what is not a shell stays', async () => {
  const caches = new Caches();
  await caches.open('another');
  await new Worker('v1', caches, ours('v1')).start();

  const later = await new Worker('v2', caches, ours('v2')).start();

  assert.deepEqual((await caches.keys()).sort(), ['another', 'scan-v2']);
  assert.deepEqual(later.posted, [{ updated: 'v2' }]);
});

test('the badge and the scanner on one phone each keep their own page alone', async () => {
  const caches = new Caches();
  const scan = await new Worker('v1', caches, ours('v1')).start();
  const badge = await new Worker('v1', caches, ours('v1'), '/badge').start();

  assert.deepEqual(caches.addresses('scan-v1'), [...FILES].sort());
  assert.deepEqual(caches.addresses('badge-v1'), [...BADGE_FILES].sort());
  assert.equal(await scan.request('/badge'), undefined);
  assert.equal(await badge.request('/scan'), undefined);
  assert.equal(await (await badge.request('/badge')).text(), 'v1 /badge');
});

test('a new version of one page leaves the kept version of the other until that one is opened', async () => {
  const caches = new Caches();
  await new Worker('v1', caches, ours('v1')).start();
  await new Worker('v1', caches, ours('v1'), '/badge').start();

  const later = await new Worker('v2', caches, ours('v2'), '/badge').start();

  assert.deepEqual((await caches.keys()).sort(), ['badge-v2', 'scan-v1']);
  assert.deepEqual(later.posted, [{ updated: 'v2' }]);
});

test('a worker under the scope of no page keeps nothing', async () => {
  const worker = await new Worker('v1', new Caches(), nobody, '/tableau').start();

  assert.deepEqual(await worker.shell(), { version: 'v1', cached: 0, wanted: 0 });
});

test('without a network the page opens, whatever its query says', async () => {
  let network = ours('v1');
  const worker = await new Worker('v1', new Caches(), (path) => network(path)).start();
  network = nobody;

  for (const path of ['/scan', '/scan?source=accueil', '/site/lib/api.js', '/site/zxing/zxing_reader.wasm?1']) {
    const { pathname } = new URL(path, ORIGIN);
    assert.equal(await (await worker.request(path)).text(), `v1 ${pathname}`);
  }
});

test('what is not kept comes from the network and is not kept then', async () => {
  const worker = await new Worker('v1', new Caches(), ours('v1')).start();

  const answer = await worker.request('/site/scan/photo.svg');

  assert.equal(await answer.text(), 'v1 /site/scan/photo.svg');
  assert.deepEqual(worker.caches.addresses('scan-v1'), [...FILES].sort());
});

test('the API, other pages, other origins and what changes something are left alone', async () => {
  const worker = await new Worker('v1', new Caches(), ours('v1')).start();

  const others = [
    '/api/roster',
    '/api/scans',
    '/',
    '/tableau',
    '/sw.js',
    '/scanner',
    '/siteapi',
    '//elsewhere.org/scan',
  ];
  for (const path of others) {
    assert.equal(await worker.request(path), undefined, path);
  }
  assert.equal(await worker.request('/scan', 'POST'), undefined);
});

test('a message that asks nothing of ours is not answered', async () => {
  const worker = await new Worker('v1', new Caches(), ours('v1')).start();
  let answers = 0;

  const strange = [
    0,
    NaN,
    '',
    '\ud800',
    [],
    [['shell']],
    { ask: null },
    { ask: ['shell'] },
    { ask: { ask: 'shell' } },
    10n ** 40n,
  ];
  for (const data of [null, undefined, 'shell', { ask: 'roster' }, Object.create(null), ...strange]) {
    await worker.send('message', { data, ports: [] });
    await worker.send('message', { data, ports: [{ postMessage: () => (answers += 1) }] });
  }

  await worker.send('message', { data: { ask: 'shell' }, ports: [] });
  assert.equal(answers, 0);
});
