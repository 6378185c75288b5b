/** What stands beside a person's form: their badge, their day, their places in waiting lists, and what can be done. */

import { button, element } from '../ui/dom.js';
import { notice } from '../ui/widgets.js';
import { isErased } from './person_form.js';

/**
 * @typedef {import('./context.js').RegistrationsContext} RegistrationsContext
 * @typedef {import('./person.js').Day} Day
 * @typedef {Record<'print' | 'reissue' | 'cancel' | 'erase' | 'again', () => void>} Acts
 */

/**
 * @param {RegistrationsContext} page
 * @param {Day} day
 * @param {Acts} acts
 * @param {HTMLElement} today
 * @returns {HTMLElement[]}
 */
export function side(page, day, acts, today) {
  const { words } = page;
  const { registration } = day;
  const { cancelled_at } = registration;
  if (isErased(registration)) return [notice(words.erased), today];
  const erase = button(words.erasePerson, acts.erase, 'danger');
  if (cancelled_at)
    return [
      notice(words.cancelledOn({ when: page.dayAndHour(cancelled_at) }), 'warm'),
      today,
      element('p', { className: 'row' }, button(words.registerAgain, acts.again, 'main'), erase),
    ];
  return [
    card(
      words.badge,
      element('p', {}, `${words.codeIs} `, element('strong', { className: 'figures', textContent: registration.code })),
      line(words.registeredOn({ when: page.dayAndHour(registration.registered_at) })),
      registration.pending_email ? line(words.pendingAddress({ address: registration.pending_email })) : null,
      registration.issue > 1 ? line(words.issueIs({ issue: registration.issue })) : null,
      element(
        'p',
        { className: 'row' },
        button(words.printBadge, acts.print),
        button(words.newBadge, acts.reissue, 'plain'),
      ),
    ),
    ...waiting(page, day),
    today,
    element('p', { className: 'row' }, button(words.cancelRegistration, acts.cancel, 'danger'), erase),
  ];
}

/**
 * @param {RegistrationsContext} page
 * @param {Day} day
 */
function waiting(page, { registration }) {
  const { words } = page;
  const places = registration.waiting ?? [];
  if (!places.length) return [];
  const said = places.map(({ atelier, place, offered_until }) =>
    offered_until
      ? words.offeredIn({ atelier: page.atelierTitle(atelier), until: page.dayAndHour(offered_until) })
      : words.waitsAt({ atelier: page.atelierTitle(atelier), place: place ?? 1 }),
  );
  return [card(words.waitsFor, ...said.map(line))];
}

/** @param {string} text */
function line(text) {
  return element('p', { className: 'soft', textContent: text });
}

/**
 * @param {string} title
 * @param {...(Node | null)} parts
 */
function card(title, ...parts) {
  return element('section', { className: 'card stack' }, element('h3', { textContent: title }), ...parts);
}
