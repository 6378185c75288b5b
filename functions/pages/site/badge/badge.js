/** The badge page: puts its parts together, and shows one screen at a time. */

import { Api } from '../lib/api.js';
import { SessionValue, HANDED_OVER } from '../lib/session_value.js';
import { secretOf, takeSecret } from '../lib/link.js';
import { begin, button, byId, dialog, element, redraw, speak } from '../ui/dom.js';
import { onTop, watchFaults } from '../ui/faults.js';
import { install } from '../ui/offline.js';
import { saidOf, spokenBy } from '../ui/words.js';
import { Awake } from './awake.js';
import { Card } from './card.js';
import { Change } from './change.js';
import { Day } from './day.js';
import { nameOf } from './endings.js';
import { CancelledCards } from './cancelled_cards.js';
import { BadgeFiles } from './badge_files.js';
import { Leaving } from './leaving.js';
import { Opening } from './opening.js';
import { Badges } from './badges.js';
import { BadgeContext } from './context.js';
import { MemoryWallet, openWallet } from './wallet.js';
import { wordsOf } from '../words/badge.js';

/** @typedef {import('./context.js').Screen} Screen */

const SCREENS = /** @type {const} */ (['opening', 'badge', 'change', 'keep', 'replace', 'mine', 'leave']);
/** Where each action of the badge's screen leads, its word, and that beside it. */
const ACTIONS = /** @type {const} */ ([
  ['change', 'change', 'changeHint'],
  ['keep', 'keep', 'keepHint'],
  ['replace', 'toReplace', 'toReplaceHint'],
  ['mine', 'mineTitle', 'mineHint'],
  ['leave', 'toLeave', 'cancelRegistration'],
]);
const LOOK_MS = 15_000;
/** A page that lies open asks no more often than this, unless nobody answered or seats are being chosen. */
const REFRESH_MS = 120_000;

watchFaults(window, onTop(wordsOf));

const wallet = await openWallet(indexedDB).catch(() => new MemoryWallet());
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('badge') : null;
const api = new Api(
  (...asked) => fetch(...asked),
  () => Date.now(),
);
const badges = new Badges(wallet, api, { now: () => Date.now(), tell: () => channel?.postMessage('changed') });
const page = new BadgeContext(badges, {
  spoken: spokenBy(navigator),
  chosen: (await wallet.setting('language')) ?? null,
});
const card = new Card(page, new Awake(navigator, window));
const day = new Day(page, whyNot);
const change = new Change(page, whyNot);
new BadgeFiles(page);
new Leaving(page, whyNot);
const cancelledCards = new CancelledCards(page, whyNot);
const opening = new Opening(page, (secret) => void openLink(secret));
let language = '';
let refreshedAt = 0;
/** Whether a newer version of the page has taken the place of this one. */
let isStale = false;

badges.addEventListener('change', draw);
page.addEventListener('words', draw);
page.addEventListener('screen', () => {
  for (const screen of SCREENS) byId(screen).hidden = screen !== page.screen;
  dialog('full').close();
  if (page.screen !== 'badge') page.say('said', '');
  draw();
  if (page.screen === 'badge') {
    page.say('said', page.news);
    page.news = '';
  }
  begin(byId(page.screen === 'badge' ? 'name' : `${page.screen}-title`));
  renew();
});
dialog('full').addEventListener('close', renew);
const { pathname } = location;
window.addEventListener('popstate', (event) => {
  // The form stands before it in the history, as if both were one document, where the badge followed its answer.
  if (location.pathname !== pathname) return location.reload();
  page.show(badges.shown ? (event.state?.screen ?? 'badge') : 'opening');
});
window.addEventListener('hashchange', () => void takeFragment().then(refresh));
window.addEventListener('online', () => void refresh());
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void refresh());
setInterval(() => void look(), LOOK_MS);
channel?.addEventListener('message', () => void badges.load());
for (const back of document.querySelectorAll('.back')) back.addEventListener('click', () => page.back());
navigator.serviceWorker?.addEventListener('message', (event) => {
  isStale ||= Boolean(event.data?.updated);
  renew();
});

/** @type {HTMLDetailsElement} */ (byId('whole')).open = matchMedia('(min-width: 60rem)').matches;
// A change ends at the top of the page, with the code and what became of the change.
history.scrollRestoration = 'manual';
if (history.state) history.replaceState(null, '', location.href);
await takeFragment();
await badges.load();
page.show(badges.shown && !badges.isOpening ? 'badge' : 'opening');
document.documentElement.dataset.ready = '1';
await refresh();
// Not before: on a slow network the badge comes first.
await install(navigator, '/badge');

/** Take the pass that the form hands over, and that of the link. */
async function takeFragment() {
  const handed = new SessionValue(() => sessionStorage, HANDED_OVER);
  const brought = secretOf(String(handed.get()));
  if (brought) await badges.open(brought);
  handed.clear();
  const secret = takeSecret(location, history);
  if (secret) await badges.open(secret);
  else if (secret === '') badges.refused = 'unauthorised';
}

/** @param {string} secret */
async function openLink(secret) {
  await badges.open(secret);
  await refresh();
}

async function refresh() {
  await badges.refresh();
  refreshedAt = Date.now();
}

/** Take a newer version, where nothing is being typed or has just been said that would be lost. */
function renew() {
  const isSaid = byId('said').textContent || badges.ended || badges.refused;
  if (!isStale || isSaid || page.screen !== 'badge' || dialog('full').open) return;
  if (badges.wallet.isKept) location.reload();
}

/** Look again where something may have happened, while somebody looks at the page. */
async function look() {
  if (document.visibilityState !== 'visible' || badges.refreshing.isBusy) return;
  if (page.screen === 'change') await badges.learnProgramme();
  else if (badges.reached === false || Date.now() - refreshedAt > REFRESH_MS) await refresh();
  draw();
}

function draw() {
  const { words, screen } = page;
  if (!badges.shown && screen !== 'opening') return leaveFor('opening');
  if (badges.shown && screen === 'opening' && !badges.isOpening) return page.show('badge');
  // A screen that was opened about one person closes when another is shown.
  if (screen !== 'opening' && badges.shown?.attendee_id !== page.whose?.attendee_id) return leaveFor('badge');
  page.settle();
  if (language !== [page.language, ...page.languages].join()) {
    language = [page.language, ...page.languages].join();
    document.title = words.pageTitle;
    speak(page);
  }
  page.say('event', badges.programme?.event.name ?? '');
  Object.assign(byId('event'), page.spokenIn(badges.programme?.event, 'name'));
  people();
  opening.draw();
  cancelledCards.draw();
  if (!badges.shown) return;
  card.draw();
  day.draw();
  change.update();
  redraw(byId('actions'), language, () => ACTIONS.map(([to, word, hint]) => action(to, word, hint)));
}

/** @param {Screen} screen */
function leaveFor(screen) {
  if (history.state?.screen) history.replaceState(null, '', location.pathname);
  page.show(screen);
}

/** The badges of this phone, where there are several. */
function people() {
  const several = badges.all.length > 1;
  byId('people').hidden = !several || page.screen !== 'badge';
  redraw(byId('people'), several && badges.all.map((kept) => [kept.registration, kept === badges.shown]), () =>
    badges.all.map((kept) => {
      const choose = button(nameOf(kept.registration), () => {
        void badges.show(kept.attendee_id).then(() => leaveFor('badge'));
      });
      if (kept === badges.shown) choose.setAttribute('aria-current', 'true');
      return choose;
    }),
  );
  const current = /** @type {HTMLElement | null} */ (byId('people').querySelector('[aria-current]'));
  if (current) byId('people').scrollLeft = current.offsetLeft - byId('people').offsetLeft;
}

/**
 * @param {Screen} to
 * @param {(typeof ACTIONS)[number][1]} word
 * @param {(typeof ACTIONS)[number][2]} hint
 */
function action(to, word, hint) {
  const go = button('', () => page.go(to), 'action');
  go.append(
    element('strong', { textContent: page.words[word] }),
    element('span', { className: 'hint', textContent: page.words[hint] }),
  );
  return element('li', {}, go);
}

/**
 * Say why a change was not made.
 *
 * @param {import('./requests.js').Result} result
 */
function whyNot(result) {
  const { words } = page;
  if (result.kind === 'unreachable') return words.notDone;
  if (result.kind === 'unsure') return words.unsure;
  if (result.kind !== 'refused') return '';
  if (result.problem.code === 'registrations_closed')
    return words.closed({ contact: badges.programme?.event.contact ?? '' });
  return saidOf(words.problems, result.problem.code);
}
