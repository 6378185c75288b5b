/** The menu of the organisers' pages: the same on each, whichever page a part stands on. */

import { byId, element, worded } from '../ui/dom.js';
import { MailState, PARKED } from '../words/codes.js';

const DASHBOARD = '/tableau';
export const REGISTRATIONS = '/inscriptions';
/** @type {[string, string][]} each part with its page */
const MENU = [
  [DASHBOARD, 'now'],
  ...['people', 'import', 'waiting', 'mails'].map((part) => /** @type {[string, string]} */ ([REGISTRATIONS, part])),
  ...['lunch', 'programme', 'volunteers', 'conflicts', 'documents', 'journal'].map(
    (part) => /** @type {[string, string]} */ ([DASHBOARD, part]),
  ),
];
/** What is counted beside its part, as it waits for somebody. */
const COUNTED = ['mails', 'conflicts'];

/**
 * Draw the menu, before its words are said; then show what waits for somebody as it is heard.
 *
 * @param {import('./context.js').OrganiserContext<any>} page
 */
export function drawMenu(page) {
  const here = location.pathname;
  byId('parts').append(
    ...MENU.map(([path, part]) =>
      element(
        'a',
        { href: `${path === here ? '' : path}#${part}` },
        worded(element('span'), `menu.${part}`),
        COUNTED.includes(part) ? waiting(part) : null,
      ),
    ),
  );
  page.addEventListener('mails', (event) => {
    tell('mails', /** @type {CustomEvent} */ (event).detail.filter(isParked).length);
  });
  page.addEventListener('conflicts', (event) => tell('conflicts', /** @type {CustomEvent} */ (event).detail));
}

/** @param {{state: string}} mail whether somebody has to see to it: an organiser, or whoever runs the site */
export function isParked({ state }) {
  return PARKED.has(state) || state === MailState.HELD;
}

/** @param {string} part */
function waiting(part) {
  const tag = element('span', { id: `${part}-count`, className: 'tag', hidden: true });
  tag.dataset.sort = 'warm';
  tag.append(element('span'), ' ', worded(element('span', { className: 'unseen' }), 'toSee'));
  return tag;
}

/**
 * @param {string} part
 * @param {number} count
 */
function tell(part, count) {
  const tag = byId(`${part}-count`);
  tag.hidden = count === 0;
  tag.querySelector('span')?.replaceChildren(String(count));
}
