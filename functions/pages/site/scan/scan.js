/** The volunteer's page: puts its parts together, and shows one screen at a time. */

import { forgetNotes } from '../lib/notes.js';
import { Phone } from '../lib/phone.js';
import { Scanning } from '../lib/scanning.js';
import { openScanDb } from '../lib/scan_db.js';
import { Sync } from '../lib/sync.js';
import { uuid } from '../lib/uuid.js';
import { begin, button, byId, dialog, element, speak } from '../ui/dom.js';
import { watchFaults } from '../ui/faults.js';
import { install } from '../ui/offline.js';
import { among, spokenBy } from '../ui/words.js';
import { Alerts, place } from './alerts.js';
import { ScanContext } from './context.js';
import { Door } from './door.js';
import { DeviceScans } from './device_scans.js';
import { Opening } from './opening.js';
import { DECLINED } from './proposal.js';
import { PAGE, Ready } from './ready.js';
import { Signals } from './signals.js';
import { WalkIn } from './walk_in.js';
import { wordsOf } from '../words/scan.js';

const SCREENS = { opening: ['opening'], ready: ['ready', 'camera'], door: ['door', 'camera', 'below'] };
const ELSEWHERE = 'pointage-page';

const spoken = spokenBy(navigator);
const fault = watchFaults(window, showFault);
void install(navigator, PAGE);

/** @type {number | null} in percent; Chrome alone tells */
let battery = null;
/** @type {any} */ (navigator).getBattery?.().then((/** @type {any} */ manager) => {
  const look = () => (battery = Math.round(manager.level * 100));
  manager.addEventListener('levelchange', look);
  look();
});

const scanDb = await openScanDb(indexedDB).catch((error) => {
  stop('storageDenied', [error]);
  return null;
});
if (scanDb && isRecent()) await hold(false, () => open(scanDb));

/**
 * Run the page in one tab alone: two would judge each badge twice.
 *
 * @param {boolean} steal whether to take over from another tab
 * @param {() => Promise<void>} run
 */
async function hold(steal, run) {
  const options = steal ? { steal } : { ifAvailable: true };
  // Held for as long as the tab lives; the promise fails when another tab takes over.
  let isOpen = false;
  const held = navigator.locks.request(ELSEWHERE, options, async (lock) => {
    if (!lock) return false;
    await run();
    isOpen = true;
    return new Promise(() => {});
  });
  held.then(
    (taken) => taken === false && stop('elsewhere', [], [() => void hold(true, run), 'useHere']),
    (error) => (isOpen && error.name === 'AbortError' ? location.reload() : fault(error)),
  );
}

/** Whether the browser has all that the page is built on; said before somebody counts on it. */
function isRecent() {
  const needed = {
    'Web Locks': navigator.locks,
    inert: 'inert' in HTMLElement.prototype,
    'AbortSignal.timeout': AbortSignal.timeout,
    WebAssembly: globalThis.WebAssembly,
  };
  const lacking = Object.entries(needed)
    .filter(([, had]) => !had)
    .map(([name]) => name);
  if (lacking.length) stop('tooOld', lacking);
  return lacking.length === 0;
}

/** @param {import('../lib/scan_db.js').ScanDb} scanDb */
async function open(scanDb) {
  const phone = new Phone(scanDb, {
    fetch: (...asked) => fetch(...asked),
    subtle: crypto.subtle,
    uuid: () => uuid(),
    now: () => Date.now(),
    monotonic: () => performance.now(),
    battery: () => battery,
  });
  const scanning = new Scanning(phone);
  const sync = new Sync(phone, scanning, {
    locks: navigator.locks,
    random: Math.random,
    setTimeout: (wake, after) => setTimeout(wake, after),
    clearTimeout: (timer) => clearTimeout(timer),
  });
  const { AudioContext, audioSession } = /** @type {any} */ (window);
  const signals = new Signals(
    { AudioContext, audioSession, vibrate: navigator.vibrate?.bind(navigator) },
    { changed: () => page.dispatchEvent(new Event('sound')) },
  );
  const kept = await Promise.all(['language', 'guard', 'camera', DECLINED].map((name) => scanDb.setting(name)));
  const languages = { spoken, chosen: kept[0] ?? null };
  const page = new ScanContext({ scanDb, phone, scanning, sync, signals, languages });
  signals.unlockOn(document);

  const opening = new Opening(page, () => void deviceScans.openOutbox());
  const door = new Door(page, { seen: kept[1] ?? {}, deviceId: kept[2] ?? null, declined: kept[3] ?? null });
  const ready = new Ready(page, door.cameraView, opening);
  const walkIn = new WalkIn(
    page,
    () => void door.count(),
    (person) => void door.letIn(person),
  );
  const deviceScans = new DeviceScans(
    page,
    (entry) => door.takeBack(entry),
    (registration) => walkIn.mend(registration),
  );
  const alerts = new Alerts(page);

  door.cameraView.addEventListener('change', () => ready.draw());
  page.addEventListener('sound', () => {
    ready.draw();
    door.cameraView.draw();
  });
  page.addEventListener('words', () => speak(page));
  page.addEventListener('screen', () => {
    for (const parts of Object.values(SCREENS))
      for (const part of parts) byId(part).hidden = !SCREENS[page.screen].includes(part);
    door.verdict.close();
    if (page.screen !== 'door') for (const open of document.querySelectorAll('dialog[open]')) dialog(open.id).close();
    if (page.screen === 'opening') door.cameraView.stop();
    else if (page.screen === 'ready') void ready.open();
    else door.open();
  });
  // A newer version of the page has been put in its place; at the door, and over what lies open, nothing is worth a reload.
  let stale = false;
  const renew = () => stale && page.screen !== 'door' && !document.querySelector('dialog[open]') && location.reload();
  document.addEventListener('close', renew, true);
  navigator.serviceWorker?.addEventListener('message', (event) => {
    stale ||= Boolean(event.data?.updated);
    renew();
  });
  page.addEventListener('screen', renew);

  sync.addEventListener('round', () => page.settle());
  phone.addEventListener('change', () => {
    // The pass ended, and its people went with it, or the door is no longer its own: nothing can be judged any more.
    if ((phone.ended || (phone.roster && !phone.checkpoint)) && page.screen !== 'opening') void opening.enter();
  });

  /** @type {Promise<unknown> | undefined} */
  let exercising;
  byId('exercise').addEventListener('click', () => {
    exercising ??= import('./exercise.js').then(({ Exercise }) => new Exercise(page, door));
    byId('exercises').hidden = !byId('exercises').hidden;
    byId('exercise').setAttribute('aria-expanded', String(!byId('exercises').hidden));
  });
  byId('to-ready').addEventListener('click', () => page.show('ready'));
  byId('change-here').addEventListener('click', () => opening.askPlace());
  for (const closing of document.querySelectorAll('dialog .close')) {
    closing.addEventListener('click', () => dialog(closing.closest('dialog')?.id ?? '').close());
  }
  window.addEventListener('hashchange', () => void opening.takeFragment(location, history).then(() => opening.enter()));
  window.addEventListener('online', () => sync.wake());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sync.wake());

  await phone.load();
  await forgetNotes(phone);
  speak(page);
  await opening.takeFragment(location, history);
  await opening.enter();
  sync.wake();
  await alerts.look();
  document.documentElement.dataset.ready = '1';
}

/**
 * Say why the page does not open.
 *
 * @param {'storageDenied' | 'elsewhere' | 'tooOld'} word
 * @param {unknown[]} faults
 * @param {[() => void, 'useHere']} [way]
 */
function stop(word, faults, way) {
  const language = among(spoken, wordsOf.languages);
  const words = wordsOf(language);
  document.documentElement.lang = language;
  byId('opening-text').textContent = words[word];
  const lines = faults.map((error) => element('p', { textContent: String(error) }));
  const act = way ? button(words[way[1]], way[0], 'main') : button(words.reload, () => location.reload(), 'main');
  byId('opening-body').replaceChildren(element('div', { className: 'stack' }, ...lines, act));
  begin(byId('opening-title'));
}

/** @param {string} said */
function showFault(said) {
  const words = wordsOf(document.documentElement.lang);
  byId('alert-list').append(element('li', { textContent: `${words.fault} (${said})` }));
  byId('alerts').hidden = false;
  place();
}
