/** Fields of a form: what one may choose, and what is wrong said beside them. */

import { element } from './dom.js';

/**
 * Offer what one may choose, keeping what is chosen.
 *
 * @param {HTMLSelectElement} select
 * @param {string[][]} choices values and what is said of them
 */
export function options(select, choices) {
  const { value } = select;
  select.replaceChildren(...choices.map(([code, said]) => element('option', { value: code, textContent: said })));
  if (choices.some(([code]) => code === value)) select.value = value;
}

/**
 * A link to a field, without touching the address: a fragment is a pass here.
 *
 * @param {Event} event
 * @param {HTMLElement} place
 */
export function jump(event, place) {
  event.preventDefault();
  const field = place.matches('input, select, textarea') ? place : place.querySelector('input:not(:disabled)');
  (field instanceof HTMLElement ? field : place).focus();
}

/**
 * Say beside a field what is wrong with it.
 *
 * @param {HTMLElement} field
 * @param {string} text
 */
export function blame(field, text) {
  const error = element('span', { className: 'error', id: `${field.id}-status`, textContent: text });
  field.setAttribute('aria-invalid', 'true');
  describe(field, [...descriptions(field), error.id]);
  const around = field.closest('.field, label');
  if (around) around.append(error);
  else field.after(error);
}

/**
 * Say beside a field what is wrong with it, instead of what was said before, and go there.
 *
 * @param {HTMLElement} field
 * @param {string} text
 */
export function insist(field, text) {
  if (field.parentElement) unblame(field.parentElement);
  blame(field, text);
  field.focus();
}

/** @param {HTMLElement} form */
export function unblame(form) {
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    describe(
      field,
      descriptions(field).filter((id) => id !== `${field.id}-status`),
    );
    document.getElementById(`${field.id}-status`)?.remove();
  }
}

/** @param {Element} field */
function descriptions(field) {
  return (field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
}

/**
 * @param {Element} field
 * @param {string[]} ids
 */
function describe(field, ids) {
  if (ids.length) field.setAttribute('aria-describedby', ids.join(' '));
  else field.removeAttribute('aria-describedby');
}
