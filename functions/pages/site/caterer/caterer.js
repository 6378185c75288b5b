/** The caterer's page: what to prepare, what is expected, the service as it goes; nobody's name. */

import { Api } from '../lib/api.js';
import { SessionStore } from '../lib/session_store.js';
import { Opening } from '../organiser/opening.js';
import { begin, byId, speak } from '../ui/dom.js';
import { onTop, watchFaults } from '../ui/faults.js';
import { install } from '../ui/offline.js';
import { spokenBy } from '../ui/words.js';
import { CatererContext } from './context.js';
import { Kitchen } from './kitchen.js';

const TURN_MS = 1_000;

// A phone in a kitchen drops the tabs that nobody looks at: the link and the last numbers outlive them.
const store = new SessionStore(() => localStorage, 'caterer');
const chosen = store.get('language');
const api = new Api(
  (...asked) => fetch(...asked),
  () => Date.now(),
);
const languages = {
  spoken: spokenBy(navigator),
  chosen: typeof chosen === 'string' ? chosen : null,
  keep: (/** @type {string} */ language) => store.keep('language', language),
};
const page = new CatererContext(api, languages, store);
watchFaults(window, onTop(page.wordsOf));
page.addEventListener('words', () => speak(page));

const kitchen = new Kitchen(page);
const opening = new Opening(page, store, () => {
  page.watch.start();
  byId('opening').hidden = true;
  byId('kitchen').hidden = false;
  page.show('kitchen');
  kitchen.draw();
  begin(byId('kitchen-title'));
  void turn();
});

async function turn() {
  if (document.visibilityState === 'visible') await page.watch.turn();
}

page.addEventListener('ended', () => {
  page.forget();
  kitchen.draw();
});
addEventListener('hashchange', () => opening.takeFragment(location, history) && void opening.enter());
addEventListener('online', () => {
  page.watch.hurry('catering');
  void turn();
});
document.addEventListener('visibilitychange', () => void turn());
setInterval(() => {
  kitchen.tellAge();
  void turn();
}, TURN_MS);

speak(page);
opening.takeFragment(location, history);
await opening.enter();
document.documentElement.dataset.ready = '1';
await install(navigator, '/traiteur');
