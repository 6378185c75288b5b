/** A list on paper, of what the page knows: it alone is printed. */

import { byId, element } from '../ui/dom.js';
import { plainTable } from './columns.js';
import { saidOfFilters } from './filters.js';

/**
 * Print some people of a view, with their addresses.
 *
 * @param {import('./context.js').RegistrationsContext} page
 * @param {import('./gathering.js').Found[]} people
 * @param {{view: import('./view.js').View, columns: string[]}} shown
 */
export function printPeople(page, people, { view, columns }) {
  const filtered = saidOfFilters(view, page).map(({ said }) => said);
  const title = [page.programme?.event.name, ...filtered].filter(Boolean).join(' · ');
  const list = plainTable(people, [...new Set([...columns, 'email'])], page);
  printed(title, page.words.bookedHere({ count: people.length }), list);
}

/**
 * @param {string} title
 * @param {string} small
 * @param {HTMLElement} list
 */
function printed(title, small, list) {
  const paper = byId('paper');
  paper.replaceChildren(element('h1', { textContent: title }), element('p', { textContent: small }), list);
  document.body.dataset.paper = '';
  addEventListener(
    'afterprint',
    () => {
      delete document.body.dataset.paper;
      paper.replaceChildren();
    },
    { once: true },
  );
  print();
}
