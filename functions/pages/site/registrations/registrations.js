/** The organiser's page of registrations: puts its parts together, and shows one at a time. */

import { Api } from '../lib/api.js';
import { begin, element, one, translate } from '../scan/dom.js';
import { Desk } from './desk.js';
import { Import } from './import.js';
import { Kept } from './kept.js';
import { Mails, toSee } from './mails.js';
import { Opening } from './opening.js';
import { People } from './people.js';
import { Person } from './person.js';
import { Waiting } from './waiting.js';
import { wordsOf } from './words.js';

window.addEventListener('error', (event) => fault(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => fault(event.reason));

const kept = new Kept(() => sessionStorage);
/** @type {import('./words.js').Language} */
const spoken = navigator.language.startsWith('en') ? 'en' : 'fr';
const desk = new Desk(
  new Api(
    (...asked) => fetch(...asked),
    () => Date.now(),
  ),
  kept.get('language') === 'en' ? 'en' : kept.get('language') === 'fr' ? 'fr' : spoken,
);
const opening = new Opening(desk, kept, () => route());
const people = new People(desk);
const person = new Person(desk);
const parts = { people, person, import: new Import(desk), waiting: new Waiting(desk), mails: new Mails(desk) };
/** @type {keyof typeof parts | null} */
let shown = null;

/** Show the part that the address names; Back and Forward go from part to part. */
function route() {
  if (!opening.isOpen) return;
  const [name, rest] = location.hash.slice(1).split('/');
  const wanted =
    name === 'people' && rest ? 'person' : Object.hasOwn(parts, name) && name !== 'person' ? name : 'people';
  const isFirst = shown === null;
  shown = /** @type {keyof typeof parts} */ (wanted);
  for (const part of document.querySelectorAll('main > section')) {
    /** @type {HTMLElement} */ (part).hidden = part.id !== shown;
  }
  one('parts').hidden = false;
  for (const link of document.querySelectorAll('#parts a')) {
    const isHere = link.getAttribute('href') === `#${shown === 'person' ? 'people' : shown}`;
    if (isHere) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  parts[shown].open(rest ?? '');
  namePage();
  if (!isFirst) begin(one(`${shown}-title`));
}

function namePage() {
  const { words, programme } = desk;
  const part = shown === 'person' ? 'people' : (shown ?? 'people');
  const named = { people: words.people, import: words.importing, waiting: words.waiting, mails: words.mails };
  document.title = [named[part], programme?.event.name].filter(Boolean).join(' – ');
  one('event').textContent = programme?.event.name ?? '';
}

function speak() {
  document.documentElement.lang = desk.language;
  translate(/** @type {any} */ (desk.words));
  const choice = one('language');
  choice.textContent = desk.words.language;
  choice.lang = desk.language === 'fr' ? 'en' : 'fr';
  namePage();
}

desk.addEventListener('words', speak);
desk.addEventListener('ended', () => (shown = null));
desk.addEventListener('mails', (event) => {
  const count = toSee(/** @type {CustomEvent} */ (event).detail).length;
  one('mails-count').hidden = count === 0;
  one('mails-number').textContent = String(count);
});
one('language').addEventListener('click', () => {
  desk.speak(desk.language === 'fr' ? 'en' : 'fr');
  kept.keep('language', desk.language);
});
window.addEventListener('hashchange', () => {
  if (opening.takeFragment(location, history)) void opening.enter();
  else route();
});
window.addEventListener('beforeunload', (event) => {
  if (parts.import.isUnfinished) event.preventDefault();
});

speak();
opening.takeFragment(location, history);
await opening.enter();
document.documentElement.dataset.ready = '1';

/**
 * Show a fault of the page's own: an organiser who sees it can reload, and tell.
 *
 * @param {unknown} error
 */
function fault(error) {
  const words = wordsOf(document.documentElement.lang === 'en' ? 'en' : 'fr');
  one('faults').hidden = false;
  one('faults').replaceChildren(element('p', { className: 'notice', textContent: `${words.fault} (${error})` }));
}
