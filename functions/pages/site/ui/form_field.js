/** One field of a form on a page, by the type of its value, whoever asks it. */

import { controlsOf, isGroup } from '../lib/form_fields.js';
import { element } from './dom.js';

/**
 * @typedef {import('../lib/form_fields.js').Asked} Asked
 * @typedef {import('../lib/form_fields.js').Control} Control
 * @typedef {[text: string, lang: string]} Said `lang` where it is another language than the page's
 * @typedef {Asked & {lang: string, hints: Said[]}} Shown a field with the language of its label, and what stands below
 * @typedef {{prefix: string, isOwn: boolean}} How `prefix` of ids; whether people fill the form in for themselves
 */

/**
 * @param {Shown} asked
 * @param {import('../words/common.js').Words} words
 * @param {How} how
 */
export function drawn(asked, words, how) {
  const id = how.prefix + asked.name;
  /** @type {(Node | string)[]} */
  const label = [said([asked.label, asked.lang])];
  // The staff register people who give no address, too.
  if (asked.isOptional || (asked.type === 'address' && !how.isOwn)) {
    label.push(' ', element('span', { className: 'optional', textContent: words.optional }));
  }
  const hint = asked.hints.length
    ? [element('p', { className: 'hint', id: `${id}-hint` }, ...asked.hints.map(said))]
    : [];
  const controls = controlsOf(asked, words).map((control) => controlled(asked, control, how));
  const field = element('div', { className: 'field' });
  const described = isGroup(asked) ? element('fieldset', { className: 'field', id, tabIndex: -1 }) : controls[0];
  if (hint.length) described.setAttribute('aria-describedby', hint[0].id);
  if (asked.type === 'tick') {
    field.append(element('label', { className: 'tick' }, ...controls, ...label), ...hint);
  } else if (isGroup(asked)) {
    if (asked.type === 'yes_no') described.role = 'radiogroup';
    const parts = asked.type === 'yes_no' ? [element('div', { className: 'row' }, ...controls)] : controls;
    described.append(element('legend', { className: 'label' }, ...label), ...hint, ...parts);
    field.append(described);
  } else {
    field.append(element('label', { htmlFor: id }, ...label), ...hint, ...controls);
  }
  return field;
}

/**
 * @param {HTMLElement} field as it is drawn
 * @param {Asked} asked
 * @returns {string[]} what stands in its controls, or is chosen
 */
export function typedIn(field, asked) {
  const controls = controlsIn(field);
  return (isTicked(asked) ? controls.filter(({ checked }) => checked) : controls).map(({ value }) => value);
}

/**
 * @param {HTMLElement} field as it is drawn
 * @param {Asked} asked
 * @param {string[]} typed
 * @param {boolean} isNeeded
 */
export function fillIn(field, asked, typed, isNeeded) {
  for (const control of controlsIn(field)) {
    if (isTicked(asked)) {
      control.checked = typed.includes(control.value);
    } else {
      control.value = typed[0] ?? '';
      // A list with nothing to leave empty always has an answer.
      control.required = isNeeded && !(control instanceof HTMLSelectElement && control.options[0]?.value);
    }
  }
  if (asked.type === 'yes_no') field.children[0].setAttribute('aria-required', String(isNeeded));
}

/** @param {HTMLElement} field */
function controlsIn(field) {
  return /** @type {HTMLInputElement[]} */ ([...field.querySelectorAll('input, select, textarea')]);
}

/** @param {Asked} asked */
function isTicked(asked) {
  return asked.type === 'tick' || isGroup(asked);
}

/**
 * @param {Asked} asked
 * @param {Control} control
 * @param {How} how
 * @returns {HTMLElement}
 */
function controlled(asked, { tag, type, value, choice, options }, { prefix, isOwn }) {
  const made = /** @type {HTMLInputElement} */ (element(tag, { name: asked.name }));
  if (tag === 'input') made.type = type;
  if (isTicked(asked)) made.value = value;
  if (choice) {
    const className = type === 'radio' ? 'choice inline' : 'tick';
    return element('label', { className }, made, ' ', said([choice.label, choice.lang ?? '']));
  }
  made.id = prefix + asked.name;
  for (const { id, label, lang = '' } of options) {
    made.append(element('option', { value: id, lang, textContent: label }));
  }
  if (asked.autocomplete && asked.type !== 'tick')
    made.setAttribute('autocomplete', isOwn ? asked.autocomplete : 'off');
  if (asked.type === 'number') made.inputMode = 'decimal';
  if (asked.type === 'address') Object.assign(made, { inputMode: 'email', spellcheck: false });
  else if (tag !== 'select' && !isTicked(asked)) made.dir = 'auto';
  if (made instanceof HTMLTextAreaElement) made.rows = 4;
  return made;
}

/** @param {Said} text */
function said([textContent, lang]) {
  return element('span', { textContent, lang });
}
