/** From the dashboard to the page of registrations: to the people whom a number counts, or to one of them. */

import { REGISTRATIONS } from '../organiser/menu.js';
import { element } from '../ui/dom.js';

/**
 * @param {string[]} filters such as `atelier:atelier-1`; everybody without one
 * @returns {string} the address of the view, as `registrations/view.js` reads it
 */
export function listOf(filters) {
  const asked = filters.map((filter) => `filter=${encodeURIComponent(filter).replaceAll('%3A', ':')}`);
  return `${REGISTRATIONS}#people${asked.length ? `?${asked.join('&')}` : ''}`;
}

/** @param {string} id of an attendee */
export function pageOf(id) {
  return `${REGISTRATIONS}#people/${id}`;
}

/**
 * Lead from a number to its people; on a wall, where nothing is to be pressed, say it alone.
 *
 * @param {string} text
 * @param {string[]} filters
 * @param {{isWall: boolean}} page
 * @param {string} [said] what is read aloud, where the text is a number alone
 */
export function whom(text, filters, { isWall }, said = '') {
  if (isWall) return element('span', { textContent: text });
  const made = element('a', { className: 'whom', href: listOf(filters), textContent: text });
  if (said) made.setAttribute('aria-label', said);
  return made;
}
