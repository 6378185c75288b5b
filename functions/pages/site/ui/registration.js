/** The fields of a registration in a form of a page, as the server's form has them too. */

import { FIELDS } from '../words/fields.js';
import { element, worded } from './dom.js';

/**
 * @typedef {(typeof FIELDS)[number]} Field
 * @typedef {Extract<Field, {type: 'text' | 'address'}>['name']} TextName
 * @typedef {Extract<Field, {type: 'tick'}>['name']} TickName
 * @typedef {Extract<Field, {type: 'choice'}>['name']} ChoiceName
 * @typedef {{readonly [name: string]: unknown}} Values of a registration
 */

/** Their names, by what they hold. */
export const TEXTS = /** @type {TextName[]} */ (named('text', 'address'));
export const TICKS = /** @type {TickName[]} */ (named('tick'));
export const CHOICES = /** @type {ChoiceName[]} */ (named('choice'));

/** @param {string[]} types */
function named(...types) {
  return FIELDS.filter(({ type }) => types.includes(type)).map(({ name }) => name);
}

/**
 * Complete a form: the fields that it does not lay out itself are drawn in a place, and each text gets its bound.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement} place
 * @param {Record<string, string>} said what is asked in other words than by the field's name
 * @param {boolean} [isDesk] whether only what walk-ins are asked is
 */
export function complete(form, place, said, isDesk = false) {
  const asked = FIELDS.filter(({ atTheDesk }) => atTheDesk || !isDesk);
  for (const { name, type, longest, autocomplete } of asked) {
    if (!form.elements.namedItem(name) && (type === 'tick' || type === 'text')) {
      place.append(drawn(name, type, name in said ? `asked.${name}` : `fields.${name}`, autocomplete));
    }
    const field = form.elements.namedItem(name);
    if (longest && field instanceof HTMLInputElement) field.maxLength = longest;
  }
  // An empty place is a gap in the form.
  place.hidden = !place.childElementCount;
}

/**
 * @param {string} name
 * @param {'tick' | 'text'} type
 * @param {string} word
 * @param {string} autocomplete
 */
function drawn(name, type, word, autocomplete) {
  const label = worded(element('span', {}), word);
  if (type === 'tick') {
    return element('label', { className: 'tick' }, element('input', { type: 'checkbox', name, id: name }), label);
  }
  const field = element('input', { name, id: name });
  field.setAttribute('autocomplete', autocomplete);
  return element('div', { className: 'field' }, element('label', { htmlFor: name }, label), field);
}

/**
 * Write the texts and ticks of a registration into a form.
 *
 * @param {HTMLFormElement} form
 * @param {Values | null} values
 */
export function fillIn(form, values) {
  for (const [name, field] of entered(form, TEXTS)) field.value = String(values?.[name] ?? '');
  for (const [name, field] of entered(form, TICKS)) field.checked = values?.[name] === true;
}

/**
 * @param {HTMLFormElement} form
 * @returns {Record<TextName, string>} the texts of the fields that the form has
 */
export function textsIn(form) {
  return /** @type {Record<TextName, string>} */ (
    Object.fromEntries(entered(form, TEXTS).map(([name, { value }]) => [name, value.trim()]))
  );
}

/**
 * @param {HTMLFormElement} form
 * @returns {Record<TickName, boolean>} which of the ticks that the form has are ticked
 */
export function ticksIn(form) {
  return /** @type {Record<TickName, boolean>} */ (
    Object.fromEntries(entered(form, TICKS).map(([name, { checked }]) => [name, checked]))
  );
}

/**
 * @template {string} Name
 * @param {HTMLFormElement} form
 * @param {Name[]} names
 * @returns {[Name, HTMLInputElement][]}
 */
function entered(form, names) {
  return names.flatMap((name) => {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLInputElement ? [/** @type {[Name, HTMLInputElement]} */ ([name, field])] : [];
  });
}
