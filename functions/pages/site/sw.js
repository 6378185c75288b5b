/**
 * Keeps a page on the phone, so that it opens without a network: the volunteer's, or the attendee's badge.
 *
 * Each of them registers a worker of its own. The worker's scope says which page it is for.
 *
 * A classic worker: not every phone's browser takes a module as a service worker.
 */

const sw = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

// Packaging fills these two: the hash of all shells, and by each page's address every address that it is made of.
const VERSION = 'unpackaged';
/** @type {Record<string, string[]>} */
const SHELLS = {};

const PAGE = new URL(sw.registration.scope).pathname;
const FILES = SHELLS[PAGE] ?? [];
/** The worker of one page leaves the other's cache alone. */
const FAMILY = `${PAGE.slice(1)}-`;
const CACHE = `${FAMILY}${VERSION}`;

sw.addEventListener('install', (event) => event.waitUntil(install()));
sw.addEventListener('activate', (event) => event.waitUntil(activate()));

sw.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== sw.location.origin) return;
  if (pathname === PAGE || pathname.startsWith('/site/')) event.respondWith(answer(event.request));
});

sw.addEventListener('message', (event) => {
  if (event.data?.ask === 'shell') event.waitUntil(shell().then((state) => event.ports[0]?.postMessage(state)));
});

async function install() {
  const cache = await caches.open(CACHE);
  // A few at a time: many phones install at one hour, and all requests at once would each start a function.
  const left = [...FILES];
  const lane = async () => {
    for (let file = left.shift(); file; file = left.shift()) await keep(cache, file);
  };
  await Promise.all([lane(), lane(), lane()]);
  await sw.skipWaiting();
}

/**
 * Fetch a file into the cache, unless an install that was cut off has done so: the cache bears the files' own hash.
 *
 * @param {Cache} cache
 * @param {string} file
 */
async function keep(cache, file) {
  if (await cache.match(file, { ignoreVary: true })) return;
  // The page that is open has just fetched most of them: they cost nothing again.
  const had = await fetch(file, { credentials: 'omit', redirect: 'error' });
  // A Wi-Fi sign-in page answers 200 too, and may have stayed in the browser's cache.
  const response = isOurs(had) ? had : await fetch(file, { cache: 'reload', credentials: 'omit', redirect: 'error' });
  if (!isOurs(response)) throw new Error(`${file}: ${response.status}, version ${versionOf(response)}`);
  await cache.put(file, response);
}

/** @param {Response} response */
function isOurs(response) {
  // During a deployment the other version answers.
  return response.ok && versionOf(response) === VERSION;
}

/** @param {Response} response */
function versionOf(response) {
  return response.headers.get('x-pointage-version');
}

/**
 * Drop earlier shells and take over the pages that they opened.
 *
 * Such a page goes on as it is: it loaded its modules, its style and its decoder when it started. A message lets it
 * start anew when nobody is at the door.
 */
async function activate() {
  const earlier = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  await Promise.all(earlier.map((name) => caches.delete(name)));
  await sw.clients.claim();
  if (earlier.length === 0) return;
  // WebKit lists a page that was claimed just now among those without a worker, for a moment: all are looked through.
  for (const client of await sw.clients.matchAll({ type: 'window', includeUncontrolled: true }))
    if (new URL(client.url).pathname === PAGE) client.postMessage({ updated: VERSION });
}

/**
 * @param {Request} request
 * @returns {Promise<Response>} the file that is kept, else what the network says; that is never kept
 */
async function answer(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

/** @returns {Promise<{version: string, cached: number, wanted: number}>} whether the page would open offline */
async function shell() {
  const cache = await caches.open(CACHE);
  const kept = await Promise.all(FILES.map((file) => cache.match(file, { ignoreVary: true })));
  return { version: VERSION, cached: kept.filter(Boolean).length, wanted: FILES.length };
}
