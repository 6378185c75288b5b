/** What stands beside a person's form: their badge and what can be done, their places in waiting lists, their day. */

import { button, element } from '../ui/dom.js';
import { notice, tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { isErased } from './person_form.js';

/**
 * @typedef {import('./context.js').RegistrationsContext} RegistrationsContext
 * @typedef {import('./person.js').Day} Day
 * @typedef {Record<'print' | 'mailAgain' | 'write' | 'move' | 'reissue' | 'cancel' | 'erase' | 'again', () => void>} Acts
 */

/**
 * @param {RegistrationsContext} page
 * @param {import('../lib/contract.js').Registration} registration
 */
export function tags({ words }, registration) {
  const over = isErased(registration) ? words.erasedTag : registration.cancelled_at ? words.cancelledTag : '';
  return [tag(saidOf(words.kinds, registration.kind)), ...(over ? [tag(over, 'bad')] : [])];
}

/**
 * Say first what is asked for on the telephone: which badge, and what can be done with it.
 *
 * @param {RegistrationsContext} page
 * @param {Day} day
 * @param {Acts} acts
 * @returns {HTMLElement[]}
 */
export function head(page, day, acts) {
  const { words } = page;
  const { registration } = day;
  const { cancelled_at } = registration;
  if (isErased(registration)) return [notice(words.erased)];
  if (cancelled_at) return [notice(words.cancelledOn({ when: page.dayAndHour(cancelled_at) }), 'warm')];
  return [
    card(
      words.badge,
      code(page, registration.code),
      line(bookedText(page, registration)),
      line(words.registeredOn({ when: page.dayAndHour(registration.registered_at) })),
      registration.pending_email ? line(words.pendingAddress({ address: registration.pending_email })) : null,
      registration.issue > 1 ? line(words.issueIs({ issue: registration.issue })) : null,
      element(
        'p',
        { className: 'row' },
        button(words.mailAgain, acts.mailAgain),
        registration.email ? button(words.selectionWrite, acts.write) : null,
        button(words.move, acts.move),
        button(words.printBadge, acts.print),
      ),
      element(
        'div',
        { className: 'apart-above' },
        line(words.badgeLost),
        element('p', { className: 'row' }, button(words.newBadge, acts.reissue, 'plain')),
      ),
    ),
  ];
}

/**
 * @param {RegistrationsContext} page
 * @param {Day} day
 * @param {Acts} acts
 * @param {HTMLElement[]} cards of the day, and of the time before and after
 * @returns {HTMLElement[]}
 */
export function side(page, day, acts, cards) {
  const { words } = page;
  const { registration } = day;
  if (isErased(registration)) return cards;
  const erase = button(words.erasePerson, acts.erase, 'danger');
  const ends = registration.cancelled_at
    ? button(words.registerAgain, acts.again, 'main')
    : button(words.cancelRegistration, acts.cancel, 'danger');
  const why = registration.cancelled_at ? null : line(words.endsWhy);
  return [
    ...waiting(page, day),
    ...cards,
    element('div', { className: 'stack' }, element('p', { className: 'row' }, ends, erase), why),
  ];
}

/**
 * The code to be read aloud: in groups, and letter by letter.
 *
 * @param {RegistrationsContext} page
 * @param {string} text
 */
function code({ words }, text) {
  const groups = text.match(/.{1,4}/g) ?? [];
  const letters = [...text].map((letter) =>
    /\d/.test(letter) ? letter : words.spelledAs({ letter, name: saidOf(words.spelled, letter) }),
  );
  return element(
    'div',
    {},
    element('p', {}, `${words.codeIs} `, element('strong', { className: 'aloud', textContent: groups.join('\u00a0') })),
    element(
      'details',
      {},
      element('summary', { textContent: words.spell }),
      element('p', { textContent: letters.join(', ') }),
      element('p', { className: 'hint', textContent: words.codeHasNone }),
    ),
  );
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

/**
 * @param {RegistrationsContext} page
 * @param {import('../lib/contract.js').Registration} registration
 */
export function bookedText(page, { ateliers }) {
  const { words } = page;
  const text = ateliers.map((id) => page.atelierNumber(id)).join(', ') || words.noAtelier;
  return words.labelled({ label: words.fields.ateliers, text });
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
