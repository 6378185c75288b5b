/** The organiser's page of registrations: puts its parts together, and shows one at a time. */

import { Api } from '../lib/api.js';
import { Kept } from '../lib/kept.js';
import { begin, one, translate } from '../look/dom.js';
import { onTop, watchFaults } from '../look/faults.js';
import { otherThan, spokenBy } from '../look/words.js';
import { Opening } from '../office/opening.js';
import { Desk } from './desk.js';
import { Import } from './import.js';
import { Mails, toSee } from './mails.js';
import { People } from './people.js';
import { Person } from './person.js';
import { Waiting } from './waiting.js';
import { wordsOf } from './words.js';

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
  choice.lang = otherThan(desk.language);
  namePage();
}

desk.addEventListener('words', speak);
desk.addEventListener('ended', () => (shown = null));
desk.addEventListener('mails', (event) => {
  const count = toSee(/** @type {CustomEvent} */ (event).detail).length;
  one('mails-count').hidden = count === 0;
  one('mails-number').textContent = String(count);
});
one('language').addEventListener('click', () => void desk.speakOther());
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
