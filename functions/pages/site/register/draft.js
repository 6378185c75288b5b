/** What is typed in the form, kept in this tab until it has been sent: a reload loses nothing. */

/** What a draft is kept under. */
export const DRAFT = 'registration';

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */
/** @typedef {{texts: Record<string, string>, ticks: [string, string][]}} Draft ticks are the names and values of what is on */

/**
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
function fieldsOf(form) {
  const named = /** @type {Field[]} */ ([...form.elements]).filter(({ name }) => name);
  return named.filter(({ type }) => type !== 'submit' && type !== 'fieldset');
}

/** @param {Field} field */
function isTick(field) {
  return field.type === 'checkbox' || field.type === 'radio';
}

/**
 * @param {HTMLFormElement} form
 * @returns {Draft}
 */
export function draftOf(form) {
  const fields = fieldsOf(form);
  const texts = fields.filter((field) => !isTick(field)).map(({ name, value }) => [name, value]);
  const on = fields.filter((field) => isTick(field) && /** @type {HTMLInputElement} */ (field).checked);
  return { texts: Object.fromEntries(texts), ticks: on.map(({ name, value }) => [name, value]) };
}

/**
 * Fill in the form as it was, but for ateliers that are full now.
 *
 * @param {HTMLFormElement} form
 * @param {Draft} draft
 * @param {(name: string) => boolean} [wanted] which fields
 * @returns {Field[]} the choices that are lost
 */
export function fill(form, draft, wanted = () => true) {
  const lost = [];
  for (const field of fieldsOf(form).filter(({ name }) => wanted(name))) {
    if (isTick(field)) {
      const isOn = draft.ticks.some(([name, value]) => name === field.name && value === field.value);
      /** @type {HTMLInputElement} */ (field).checked = isOn && !isFull(field);
      if (isOn && isFull(field)) lost.push(field);
    } else if (field.name in draft.texts) {
      field.value = draft.texts[field.name];
    }
  }
  return lost;
}

/**
 * @param {import('../lib/session_value.js').SessionValue} session
 * @returns {Draft | null}
 */
export function draftIn(session) {
  const kept = session.get();
  return kept && kept.texts && Array.isArray(kept.ticks) ? kept : null;
}

/**
 * Whether somebody has typed anything that is worth keeping.
 *
 * @param {Draft} draft
 */
export function isWorthKeeping({ texts }) {
  return ['given_name', 'family_name', 'email', 'organisation', 'stand'].some((name) => texts[name]?.trim());
}

/** @param {Field} field */
function isFull(field) {
  return field.type === 'radio' && field.disabled;
}
