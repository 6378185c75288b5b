/** Beside an address that may be mistyped: the one that somebody probably meant, for one press. */

import { meant } from '../lib/mistyped.js';
import { button, element } from './dom.js';

/**
 * Ask below a field, as long as it holds such an address.
 *
 * @param {HTMLInputElement} field
 * @param {string} contact the event's own address, if it is known
 * @param {{meant: (values: {domain: string}) => string, useMeant: (values: {email: string}) => string}} words
 * @returns {string} the address that is suggested, if any
 */
export function askWhatIsMeant(field, contact, words) {
  const email = meant(field.value, contact);
  const next = field.nextElementSibling;
  const place = next?.matches('.meant') ? /** @type {HTMLElement} */ (next) : element('div', { role: 'status' });
  place.className = 'meant';
  if (place !== next) field.after(place);
  // What is drawn anew under a finger loses its place.
  if (place.dataset.email === email) return email;
  place.dataset.email = email;
  const use = () => {
    field.value = email;
    field.focus();
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const asked = element('span', { textContent: words.meant({ domain: email.slice(email.lastIndexOf('@') + 1) }) });
  place.replaceChildren(...(email ? [asked, button(words.useMeant({ email }), use)] : []));
  return email;
}
