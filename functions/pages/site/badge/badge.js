/** The badge page: puts its parts together, and shows one screen at a time. */

import { Api } from '../lib/api.js';
import { Drawer, HANDED_OVER } from '../lib/session_value.js';
import { secretOf, takeSecret } from '../lib/link.js';
import { begin, button, dialog, element, one, redraw, translate } from '../ui/dom.js';
import { onTop, watchFaults } from '../ui/faults.js';
import { install } from '../ui/offline.js';
import { otherThan, saidOf, spokenBy } from '../ui/words.js';
import { Awake } from './awake.js';
import { Card } from './card.js';
import { Change } from './change.js';
import { Day } from './day.js';
import { nameOf } from './endings.js';
import { Farewell } from './farewell.js';
import { Keep } from './badge_files.js';
import { Leaving } from './leaving.js';
import { Opening } from './opening.js';
import { Own } from './badges.js';
import { View } from './context.js';
import { Pocket, openWallet } from './wallet.js';
import { wordsOf } from './words.js';

/** @typedef {import('./context.js').Screen} Screen */

const SCREENS = /** @type {const} */ (['opening', 'badge', 'change', 'keep', 'replace', 'mine', 'leave']);
/** Where each action of the badge's screen leads. */
const ACTIONS = /** @type {const} */ ([
  ['change', 'toChange'],
  ['keep', 'toKeep'],
  ['replace', 'toReplace'],
  ['mine', 'toMine'],
  ['leave', 'toLeave'],
]);
const LOOK_MS = 15_000;
/** A page that lies open asks no more often than this, unless nobody answered or seats are being chosen. */
const REFRESH_MS = 120_000;

watchFaults(window, onTop(wordsOf));

const wallet = await openWallet(indexedDB).catch(() => new Pocket());
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('badge') : null;
const api = new Api(
  (...asked) => fetch(...asked),
  () => Date.now(),
);
const own = new Own(wallet, api, { now: () => Date.now(), tell: () => channel?.postMessage('changed') });
const view = new View(own, { spoken: spokenBy(navigator), chosen: (await wallet.setting('language')) ?? null });
const card = new Card(view, new Awake(navigator, window));
const day = new Day(view, told);
const change = new Change(view, told);
const keep = new Keep(view);
new Leaving(view, told);
const farewell = new Farewell(view, told);
const opening = new Opening(view, (secret) => void openLink(secret));
let language = '';
let refreshedAt = 0;
/** Whether a newer version of the page has taken the place of this one. */
let isStale = false;

own.addEventListener('change', draw);
view.addEventListener('words', draw);
view.addEventListener('screen', () => {
  for (const screen of SCREENS) one(screen).hidden = screen !== view.screen;
  dialog('full').close();
  if (view.screen !== 'badge') view.say('said', '');
  draw();
  if (view.screen === 'badge') {
    view.say('said', view.news);
    view.news = '';
  }
  begin(one(view.screen === 'badge' ? 'name' : `${view.screen}-title`));
  renew();
});
dialog('full').addEventListener('close', renew);
window.addEventListener('popstate', (event) => view.turn(own.shown ? (event.state?.screen ?? 'badge') : 'opening'));
window.addEventListener('hashchange', () => void takeFragment().then(refresh));
window.addEventListener('online', () => void refresh());
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void refresh());
setInterval(() => void look(), LOOK_MS);
channel?.addEventListener('message', () => void own.load());
one('language').addEventListener('click', () => void view.speakOther());
for (const back of document.querySelectorAll('.back')) back.addEventListener('click', () => view.back());
navigator.serviceWorker?.addEventListener('message', (event) => {
  isStale ||= Boolean(event.data?.updated);
  renew();
});

/** @type {HTMLDetailsElement} */ (one('whole')).open = matchMedia('(min-width: 60rem)').matches;
// Whoever comes back from a change comes back to the code and to what is said of it.
history.scrollRestoration = 'manual';
if (history.state) history.replaceState(null, '', location.href);
await takeFragment();
await own.load();
view.turn(own.shown && !own.isOpening ? 'badge' : 'opening');
document.documentElement.dataset.ready = '1';
await refresh();
// Not before: on a slow network the badge comes first.
await install(navigator, '/badge');

/** Take the pass that the form hands over, and that of the link. */
async function takeFragment() {
  const handed = new Drawer(() => sessionStorage, HANDED_OVER);
  const brought = secretOf(String(handed.get()));
  if (brought) await own.open(brought);
  handed.empty();
  const secret = takeSecret(location, history);
  if (secret) await own.open(secret);
  else if (secret === '') own.refused = 'unauthorised';
}

/** @param {string} secret */
async function openLink(secret) {
  await own.open(secret);
  await refresh();
}

async function refresh() {
  await own.refresh();
  refreshedAt = Date.now();
}

/** Take a newer version, where nothing is being typed or has just been said that would be lost. */
function renew() {
  const isSaid = one('said').textContent || own.ended || own.refused;
  if (!isStale || isSaid || view.screen !== 'badge' || dialog('full').open) return;
  if (own.wallet.isKept) location.reload();
}

/** Look again where something may have happened, while somebody looks at the page. */
async function look() {
  if (document.visibilityState !== 'visible' || own.refreshing.isBusy) return;
  if (view.screen === 'change') await own.learnProgramme();
  else if (own.reached === false || Date.now() - refreshedAt > REFRESH_MS) await refresh();
  draw();
}

function draw() {
  const { words, screen } = view;
  if (!own.shown && screen !== 'opening') return leaveFor('opening');
  if (own.shown && screen === 'opening' && !own.isOpening) return view.turn('badge');
  // What was begun about one person is not gone on with about another.
  if (screen !== 'opening' && own.shown?.attendee_id !== view.whose?.attendee_id) return leaveFor('badge');
  if (language !== view.language) {
    language = view.language;
    document.documentElement.lang = language;
    document.title = words.pageTitle;
    translate(words);
    one('language').textContent = words.language;
    one('language').lang = otherThan(view.language);
  }
  view.say('event', own.programme?.event.name ?? '');
  people();
  opening.draw();
  farewell.draw();
  if (!own.shown) return;
  card.draw();
  day.draw();
  change.update();
  redraw(one('actions'), language, () => ACTIONS.map(([to, word]) => action(to, word)));
}

/** @param {Screen} screen */
function leaveFor(screen) {
  if (history.state?.screen) history.replaceState(null, '', location.pathname);
  view.turn(screen);
}

/** The badges of this phone, where there are several. */
function people() {
  const several = own.badges.length > 1;
  one('people').hidden = !several || view.screen !== 'badge';
  redraw(one('people'), several && own.badges.map((kept) => [kept.registration, kept === own.shown]), () =>
    own.badges.map((kept) => {
      const choose = button(nameOf(kept.registration), () => {
        void own.show(kept.attendee_id).then(() => leaveFor('badge'));
      });
      if (kept === own.shown) choose.setAttribute('aria-current', 'true');
      return choose;
    }),
  );
  const current = /** @type {HTMLElement | null} */ (one('people').querySelector('[aria-current]'));
  if (current) one('people').scrollLeft = current.offsetLeft - one('people').offsetLeft;
}

/**
 * @param {Screen} to
 * @param {(typeof ACTIONS)[number][1]} word
 */
function action(to, word) {
  const go = button('', () => view.go(to), 'action');
  go.append(
    element('strong', { textContent: view.words[word] }),
    element('span', { className: 'hint', textContent: view.words[`${word}Hint`] }),
  );
  return element('li', {}, go);
}

/**
 * Say why a change was not made.
 *
 * @param {import('./wishes.js').Result} result
 */
function told(result) {
  const { words } = view;
  if (result.kind === 'unreachable') return words.notDone;
  if (result.kind === 'unsure') return words.unsure;
  if (result.kind !== 'refused') return '';
  if (result.problem.code === 'registrations_closed') return words.closed(own.programme?.event.contact ?? '');
  return saidOf(words.problems, result.problem.code);
}
