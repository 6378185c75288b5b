/** What is typed in the form, kept in this tab until it has been sent: a reload loses nothing. */

const KEY = 'registration';

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
 * Fill in the form as it was; what can no longer be chosen stays as it is.
 *
 * @param {HTMLFormElement} form
 * @param {Draft} draft
 * @param {(name: string) => boolean} [wanted] which fields
 */
export function fill(form, draft, wanted = () => true) {
  for (const field of fieldsOf(form).filter(({ name }) => wanted(name))) {
    if (isTick(field)) {
      const isOn = draft.ticks.some(([name, value]) => name === field.name && value === field.value);
      /** @type {HTMLInputElement} */ (field).checked = isOn && !isFull(field);
    } else if (field.name in draft.texts) {
      field.value = draft.texts[field.name];
    }
  }
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

/** A draft in the storage of a tab; a browser that refuses storage keeps none. */
export class Drawer {
  /** @param {() => Storage} storage reading `sessionStorage` itself may throw */
  constructor(storage) {
    this.storage = storage;
  }

  /** @param {Draft} draft */
  put(draft) {
    this.#try((storage) => storage.setItem(KEY, JSON.stringify(draft)));
  }

  /** @returns {Draft | null} */
  get() {
    const kept = this.#try((storage) => JSON.parse(storage.getItem(KEY) ?? 'null'));
    return kept && kept.texts && Array.isArray(kept.ticks) ? kept : null;
  }

  empty() {
    this.#try((storage) => storage.removeItem(KEY));
  }

  /**
   * @template T
   * @param {(storage: Storage) => T} act
   * @returns {T | null}
   */
  #try(act) {
    try {
      return act(this.storage());
    } catch (error) {
      if (error instanceof DOMException || error instanceof SyntaxError) return null;
      throw error;
    }
  }
}
