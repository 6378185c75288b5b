/** The organiser's page of registrations: puts its parts together. */

import { Parts, contextOf } from '../organiser/parts.js';
import { RegistrationsContext } from './context.js';
import { closeBeside } from './filters.js';
import { Import } from './import.js';
import { askBeforeLeaving } from './leaving.js';
import { Mails } from './mails.js';
import { People } from './people.js';
import { Person } from './person.js';
import { Waiting } from './waiting.js';

const page = contextOf(RegistrationsContext);
const people = new People(page);
const person = new Person(page);
const parts = { people, person, import: new Import(page), waiting: new Waiting(page), mails: new Mails(page) };
const tab = (/** @type {string} */ part) => (part === 'person' ? 'people' : part);

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
  tab,
  entered: () => void page.learnTime(),
}).begin();
