/** Fields of a form: what one may choose, and what is wrong said beside them. */

import { element, one } from '../scan/dom.js';

/**
 * @param {string} id
 * @param {string[][]} values each with what is said of it
 */
export function options(id, values) {
  one(id).replaceChildren(...values.map(([value, text]) => element('option', { value, textContent: text })));
}

/**
 * A link to a field, without touching the address: a fragment is a pass here.
 *
 * @param {Event} event
 * @param {HTMLElement} place
 */
export function jump(event, place) {
  event.preventDefault();
  const field = place.matches('input, select') ? place : place.querySelector('input:not(:disabled)');
  (field instanceof HTMLElement ? field : place).focus();
}

/**
 * Say beside a field what is wrong with it.
 *
 * @param {HTMLElement} field
 * @param {string} text
 */
export function blame(field, text) {
  const told = element('p', { className: 'error', id: `${field.id}-told`, textContent: text });
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', told.id);
  field.after(told);
}

/** @param {HTMLFormElement} form */
export function unblame(form) {
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
    document.getElementById(`${field.id}-told`)?.remove();
  }
}
