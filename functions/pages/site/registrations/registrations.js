/** The organiser's page of registrations: puts its parts together. */

import { byId } from '../ui/dom.js';
import { Parts, contextOf } from '../organiser/parts.js';
import { RegistrationsContext } from './context.js';
import { closeBeside } from './filters.js';
import { Import } from './import.js';
import { askBeforeLeaving } from './leaving.js';
import { Mails, toSee } from './mails.js';
import { People } from './people.js';
import { Person } from './person.js';
import { Waiting } from './waiting.js';

const page = contextOf(RegistrationsContext);
const people = new People(page);
const person = new Person(page);
const parts = { people, person, import: new Import(page), waiting: new Waiting(page), mails: new Mails(page) };
const tab = (/** @type {string} */ part) => (part === 'person' ? 'people' : part);

page.addEventListener('mails', (event) => {
  const count = toSee(/** @type {CustomEvent} */ (event).detail).length;
  byId('mails-count').hidden = count === 0;
  byId('mails-number').textContent = String(count);
});
closeBeside();
askBeforeLeaving(page, person);
addEventListener('beforeunload', (event) => {
  if (parts.import.isUnfinished || person.isUnsaved) event.preventDefault();
});

await new Parts(page, {
  parts,
  find: (name, rest) => {
    if (name === 'people' && rest) return 'person';
    return Object.hasOwn(parts, name) && name !== 'person' ? name : 'people';
  },
  named: (part) => {
    const { persons, importing, waiting, fields } = page.words;
    return { people: persons, import: importing, waiting, mails: fields.mails }[
      /** @type {'people'} */ (part === 'opening' ? 'people' : tab(part))
    ];
  },
  tab,
}).begin();
