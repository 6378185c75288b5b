/** The volunteer's page: puts its parts together, and shows one screen at a time. */

import { Phone } from '../lib/phone.js';
import { Scanning } from '../lib/scanning.js';
import { openShelf } from '../lib/scan_db.js';
import { Sync } from '../lib/sync.js';
import { uuid } from '../lib/uuid.js';
import { begin, button, dialog, element, one, translate } from '../ui/dom.js';
import { watchFaults } from '../ui/faults.js';
import { install } from '../ui/offline.js';
import { otherThan, spokenBy } from '../ui/words.js';
import { Alerts, place } from './alerts.js';
import { Desk } from './context.js';
import { Door } from './door.js';
import { Lists } from './lists.js';
import { Opening } from './opening.js';
import { PAGE, Ready } from './ready.js';
import { Signals } from './signals.js';
import { WalkIn } from './walk_in.js';
import { wordsOf } from './words.js';

const SCREENS = { opening: ['opening'], ready: ['ready', 'camera'], door: ['door', 'camera', 'below'] };
const ELSEWHERE = 'pointage-page';

const spoken = spokenBy(navigator);
const fault = watchFaults(window, showFault);
void install(navigator, PAGE);

/** @type {number | null} in percent; Chrome alone tells */
let battery = null;
/** @type {any} */ (navigator).getBattery?.().then((/** @type {any} */ told) => {
  const look = () => (battery = Math.round(told.level * 100));
  told.addEventListener('levelchange', look);
  look();
});

const shelf = await openShelf(indexedDB).catch((error) => {
  stop('storageDenied', [error]);
  return null;
});
if (shelf && isRecent()) await hold(false, () => open(shelf));

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

/** @param {import('../lib/scan_db.js').Shelf} shelf */
async function open(shelf) {
  const phone = new Phone(shelf, {
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
    { changed: () => desk.dispatchEvent(new Event('sound')) },
  );
  const kept = await Promise.all(['language', 'guard', 'camera'].map((name) => shelf.setting(name)));
  const languages = { spoken, chosen: kept[0] ?? null };
  const desk = new Desk({ shelf, phone, scanning, sync, signals, languages });
  signals.unlockOn(document);

  const opening = new Opening(desk, () => void lists.openOutbox());
  const door = new Door(desk, { seen: kept[1] ?? {}, deviceId: kept[2] ?? null });
  const ready = new Ready(desk, door.eye, opening);
  const walkIn = new WalkIn(desk, () => void door.count());
  const lists = new Lists(
    desk,
    (entry) => door.takeBack(entry),
    (registration) => walkIn.mend(registration),
  );
  const alerts = new Alerts(desk);

  door.eye.addEventListener('change', () => ready.draw());
  desk.addEventListener('sound', () => {
    ready.draw();
    door.eye.draw();
  });
  desk.addEventListener('words', () => speak(desk));
  desk.addEventListener('screen', () => {
    for (const parts of Object.values(SCREENS))
      for (const part of parts) one(part).hidden = !SCREENS[desk.screen].includes(part);
    door.verdict.close();
    if (desk.screen !== 'door') for (const open of document.querySelectorAll('dialog[open]')) dialog(open.id).close();
    if (desk.screen === 'opening') door.eye.stop();
    else if (desk.screen === 'ready') void ready.open();
    else door.open();
  });
  // A newer version of the page has been put in its place; at the door nothing is worth a reload.
  let stale = false;
  const renew = () => stale && desk.screen !== 'door' && location.reload();
  navigator.serviceWorker?.addEventListener('message', (event) => {
    stale ||= Boolean(event.data?.updated);
    renew();
  });
  desk.addEventListener('screen', renew);

  phone.addEventListener('change', () => {
    // The pass ended, or its people went with it: nothing can be judged any more.
    if (phone.ended && desk.screen !== 'opening') void opening.enter();
  });

  one('to-ready').addEventListener('click', () => desk.go('ready'));
  for (const choice of document.querySelectorAll('.language')) {
    choice.addEventListener('click', () => void desk.speakOther());
  }
  for (const closing of document.querySelectorAll('dialog .close')) {
    closing.addEventListener('click', () => dialog(closing.closest('dialog')?.id ?? '').close());
  }
  window.addEventListener('hashchange', () => void opening.takeFragment(location, history).then(() => opening.enter()));
  window.addEventListener('online', () => sync.wake());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sync.wake());

  await phone.load();
  speak(desk);
  await opening.takeFragment(location, history);
  await opening.enter();
  sync.wake();
  await alerts.look();
  document.documentElement.dataset.ready = '1';
}

/** @param {Desk} desk */
function speak(desk) {
  const { words } = desk;
  document.documentElement.lang = desk.language;
  translate(words);
  for (const choice of document.querySelectorAll('.language')) {
    choice.textContent = words.language;
    choice.setAttribute('lang', otherThan(desk.language));
  }
}

/**
 * Say why the page does not open.
 *
 * @param {'storageDenied' | 'elsewhere' | 'tooOld'} word
 * @param {unknown[]} faults
 * @param {[() => void, 'useHere']} [way]
 */
function stop(word, faults, way) {
  const words = wordsOf(spoken);
  document.documentElement.lang = spoken;
  one('opening-text').textContent = words[word];
  const told = faults.map((error) => element('p', { textContent: String(error) }));
  const act = way ? button(words[way[1]], way[0], 'main') : button(words.reload, () => location.reload(), 'main');
  one('opening-body').replaceChildren(element('div', { className: 'stack' }, ...told, act));
  begin(one('opening-title'));
}

/** @param {string} said */
function showFault(said) {
  const words = wordsOf(document.documentElement.lang === 'en' ? 'en' : 'fr');
  one('alert-list').append(element('li', { textContent: `${words.fault} (${said})` }));
  one('alerts').hidden = false;
  place();
}
