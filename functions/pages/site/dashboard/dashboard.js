/** The organiser's dashboard: puts its parts together, and shows one at a time. */

import { Api } from '../lib/api.js';
import { Kept } from '../lib/kept.js';
import { begin, one, translate } from '../look/dom.js';
import { onTop, watchFaults } from '../look/faults.js';
import { otherThan, spokenBy } from '../look/words.js';
import { Opening } from '../office/opening.js';
import { Acts } from './acts.js';
import { Age } from './age.js';
import { Alteration } from './alteration.js';
import { Conflicts } from './conflicts.js';
import { Desk } from './desk.js';
import { Documents } from './documents.js';
import { Journal } from './journal.js';
import { Lunch } from './lunch.js';
import { Next } from './next.js';
import { Now } from './now.js';
import { Volunteers } from './volunteers.js';
import { Wall } from './wall.js';
import { wordsOf } from './words.js';

const TURN_MS = 1_000;

watchFaults(window, onTop(wordsOf));

const kept = new Kept(() => sessionStorage, 'office');
const chosen = kept.get('language');
const desk = new Desk(
  new Api(
    (...asked) => fetch(...asked),
    () => Date.now(),
  ),
  {
    spoken: spokenBy(navigator),
    chosen: chosen === 'en' || chosen === 'fr' ? chosen : null,
    keep: (language) => kept.keep('language', language),
  },
);
const opening = new Opening(desk, kept, () => {
  desk.watch.start();
  route();
});
// Before the link is taken out of the address, and the question with it.
const wall = new Wall(desk, location);
new Next(desk, new Acts(desk));
new Age(desk);
new Alteration(desk);
const parts = {
  now: new Now(desk),
  lunch: new Lunch(desk),
  conflicts: new Conflicts(desk),
  volunteers: new Volunteers(desk),
  documents: new Documents(desk),
  journal: new Journal(desk),
};
/** @type {keyof typeof parts | null} */
let shown = null;

/** Show the part that the address names; Back and Forward go from part to part. */
function route() {
  if (!opening.isOpen) return;
  const name = location.hash.slice(1);
  const isFirst = shown === null;
  shown = /** @type {keyof typeof parts} */ (Object.hasOwn(parts, name) ? name : 'now');
  desk.shown = shown;
  for (const part of document.querySelectorAll('main > section')) {
    /** @type {HTMLElement} */ (part).hidden = part.id !== shown;
  }
  one('parts').hidden = false;
  for (const link of document.querySelectorAll('#parts a')) {
    if (link.getAttribute('href') === `#${shown}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  wall.show(shown === 'now');
  parts[shown].open();
  namePage();
  void turn();
  if (!isFirst) begin(one(`${shown}-title`));
}

function namePage() {
  const { words, programme } = desk;
  const part = shown === 'now' ? words.live : words[shown ?? 'title'];
  document.title = [part, programme?.event.name].filter(Boolean).join(' – ');
  one('event').textContent = programme?.event.name ?? '';
}

function speak() {
  document.documentElement.lang = desk.language;
  translate(/** @type {any} */ (desk.words));
  const choice = one('language');
  choice.textContent = desk.words.language;
  choice.lang = otherThan(desk.language);
  namePage();
}

async function turn() {
  if (document.visibilityState === 'visible') await desk.watch.turn();
}

desk.addEventListener('words', speak);
desk.addEventListener('ended', () => {
  shown = null;
  desk.watch.stop();
  wall.show(false);
});
one('language').addEventListener('click', () => void desk.speakOther());
addEventListener('hashchange', () => {
  if (opening.takeFragment(location, history)) void opening.enter();
  else route();
});
document.addEventListener('visibilitychange', () => void turn());
setInterval(() => void turn(), TURN_MS);

speak();
opening.takeFragment(location, history);
await opening.enter();
document.documentElement.dataset.ready = '1';
