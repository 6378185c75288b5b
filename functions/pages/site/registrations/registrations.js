/** The organiser's page of registrations: puts its parts together. */

import { one } from '../ui/dom.js';
import { Page, deskOf } from '../organiser/parts.js';
import { Desk } from './context.js';
import { Import } from './import.js';
import { Mails, toSee } from './mails.js';
import { People } from './people.js';
import { Person } from './person.js';
import { Waiting } from './waiting.js';

const desk = deskOf(Desk);
const people = new People(desk);
const person = new Person(desk);
const parts = { people, person, import: new Import(desk), waiting: new Waiting(desk), mails: new Mails(desk) };
const tab = (/** @type {string} */ part) => (part === 'person' ? 'people' : part);

desk.addEventListener('mails', (event) => {
  const count = toSee(/** @type {CustomEvent} */ (event).detail).length;
  one('mails-count').hidden = count === 0;
  one('mails-number').textContent = String(count);
});
addEventListener('beforeunload', (event) => {
  if (parts.import.isUnfinished) event.preventDefault();
});

await new Page(desk, {
  parts,
  find: (name, rest) => {
    if (name === 'people' && rest) return 'person';
    return Object.hasOwn(parts, name) && name !== 'person' ? name : 'people';
  },
  named: (part) => {
    const { people, importing, waiting, mails } = desk.words;
    return { people, import: importing, waiting, mails }[/** @type {'people'} */ (tab(part ?? 'people'))];
  },
  tab,
}).begin();
