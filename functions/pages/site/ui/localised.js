/** How a page says things: in the person's language, by the clocks at the event, with the doors' names for ateliers. */

import { among, spaced } from './words.js';

/**
 * @typedef {import('./words.js').Language} Language
 * @typedef {import('../lib/contract.js').ProgrammeShown} Programme
 * @typedef {import('../lib/form_fields.js').Choice} Choice
 */

export const MINUTE_MS = 60_000;
/** Where a language alone would be written as elsewhere. @type {Record<string, string>} */
const LOCALES = { en: 'en-GB' };

/**
 * Dispatches `words` when the language changes.
 *
 * @template {import('../words/common.js').Words} Words
 */
export class Localised extends EventTarget {
  /**
   * @param {import('./words.js').WordsOf<Words>} wordsOf
   * @param {object} languages
   * @param {Language[]} languages.spoken by the browser's person, the best first
   * @param {Language | null} languages.chosen on this page, this time or earlier
   * @param {(language: Language) => unknown} languages.keep
   */
  constructor(wordsOf, { spoken, chosen, keep }) {
    super();
    this.wordsOf = wordsOf;
    this.spoken = spoken;
    this.chosen = chosen;
    this.keep = keep;
  }

  /** @returns {Programme | null} each page says where it keeps the programme, once there is one */
  get programme() {
    return null;
  }

  /** @returns {Language | null} of whom the page is about */
  get theirs() {
    return null;
  }

  /** The event's languages, as far as the page has words in them; all that it has, before it knows the event. */
  get languages() {
    const { languages } = this.wordsOf;
    const offered = this.programme?.languages?.filter((language) => languages.includes(language)) ?? [];
    return offered.length ? offered : languages;
  }

  get language() {
    const { chosen, theirs, spoken } = this;
    return among([...(chosen ? [chosen] : []), ...(theirs ? [theirs] : []), ...spoken], this.languages);
  }

  /** @returns {Words} with the event's own names for diets and kinds of people, as the programme brought them */
  get words() {
    const words = this.wordsOf(this.language);
    const { diet_choices: diets, kinds } = this.programme ?? {};
    if (!diets || !kinds) return words;
    if (this.#labelled?.of !== words || this.#labelled.diets !== diets) {
      this.#labelled = { of: words, diets, words: { ...words, diets: byId(diets), kinds: byId(kinds) } };
    }
    return this.#labelled.words;
  }

  /** @type {{of: Words, diets: unknown, words: Words} | null} */
  #labelled = null;

  /**
   * @param {string} [has] the diet that somebody has, offered still or not
   * @returns {Choice[]} the diets to choose from
   */
  dietsOffered(has) {
    const { programme, words } = this;
    const ids = programme?.diets ?? Object.keys(words.diets);
    return this.#offered(has && !ids.includes(has) ? [...ids, has] : ids, words.diets, programme?.diet_choices);
  }

  /**
   * @param {string[]} ids
   * @returns {Choice[]} the kinds of people to choose from
   */
  kindsOffered(ids) {
    return this.#offered(ids, this.words.kinds, this.programme?.kinds);
  }

  /**
   * @param {Language} [has] the language that somebody has, spoken still or not
   * @returns {Choice[]} the languages to choose from, each by its own name
   */
  languagesOffered(has) {
    const ids = has && !this.languages.includes(has) ? [...this.languages, has] : this.languages;
    const names = /** @type {Record<string, string>} */ (this.words.names);
    return ids.map((id) => ({ id, label: names[id] ?? id, lang: id }));
  }

  /**
   * Mark what the event says in another language than the page's.
   *
   * @param {{untranslated?: string[]} | null | undefined} thing the event, or a row of its programme
   * @param {string} name of the text
   * @returns {{lang: string}} for the element that holds it
   */
  spokenIn(thing, name) {
    const { programme, language } = this;
    const spoken = thing?.untranslated?.includes(name) ? programme?.languages[0] : programme?.language;
    return { lang: !spoken || spoken === language ? '' : spoken };
  }

  /** Speak anew where the programme that was just learnt has other languages, or other names for what is chosen. */
  settle() {
    const { language, languages, words } = this;
    const said = JSON.stringify([language, languages, words.diets, words.kinds]);
    if (said === this.#settled) return;
    this.#settled = said;
    this.speak();
  }

  #settled = '';

  /**
   * Go on in a language, and keep to it.
   *
   * @param {Language} language
   */
  async speakIn(language) {
    this.chosen = language;
    await this.keep(language);
    this.speak();
  }

  speak() {
    this.dispatchEvent(new Event('words'));
  }

  /**
   * @param {string[]} ids
   * @param {Record<string, string>} names
   * @param {import('../lib/contract.js').ChoiceOffered[]} [rows] of the programme
   * @returns {Choice[]}
   */
  #offered(ids, names, rows = []) {
    return ids.map((id) => {
      const row = rows.find((each) => each.id === id);
      return { id, label: names[id] ?? id, ...this.spokenIn(row, 'label') };
    });
  }

  /** @param {string | number} at ISO 8601 or milliseconds */
  hour(at) {
    const [hours, minute] = this.#format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).split(':');
    return this.words.hour({ hour: Number(hours), padded: hours, minute });
  }

  /**
   * @param {string} from
   * @param {string} until
   */
  hours(from, until) {
    return `${this.hour(from)}\u00a0– ${this.hour(until)}`;
  }

  /** @param {string | number} at */
  dayAndHour(at) {
    return this.words.dayAndHour({ day: this.#format(at, { day: 'numeric', month: 'long' }), hour: this.hour(at) });
  }

  /**
   * Say how long ago something was.
   *
   * @param {number} milliseconds
   */
  ago(milliseconds) {
    const { words } = this;
    return milliseconds < MINUTE_MS ? words.now : words.ago({ span: this.span(milliseconds) });
  }

  /** @param {number} milliseconds */
  span(milliseconds) {
    const { words } = this;
    const minutes = Math.floor(Math.abs(milliseconds) / MINUTE_MS);
    if (minutes < 120) return words.minutes({ count: minutes });
    if (minutes >= 48 * 60) return words.days({ count: Math.floor(minutes / 1440) });
    const hours = words.hours({ count: Math.floor(minutes / 60) });
    return minutes % 60 ? `${hours}\u00a0${words.minutes({ count: minutes % 60 })}` : hours;
  }

  /**
   * Name an atelier; one that the programme does not have goes by its id.
   *
   * @param {string} id
   */
  atelierName(id) {
    const atelier = this.atelier(id);
    return atelier ? this.words.atelier({ number: atelier.number }) : id;
  }

  /** @param {string} id */
  atelierNumber(id) {
    const atelier = this.atelier(id);
    return atelier ? this.words.atelierNumber({ number: atelier.number }) : id;
  }

  /** @param {string} id */
  atelierTitle(id) {
    const atelier = this.atelier(id);
    // Some titles are sentences: within another, their full stop goes.
    return atelier ? this.words.atelierTitle({ number: atelier.number, title: atelier.title.replace(/\.$/, '') }) : id;
  }

  /** @param {string} id */
  atelier(id) {
    return this.programme?.ateliers.find((atelier) => atelier.id === id) ?? null;
  }

  /**
   * @param {string | number} at
   * @param {Intl.DateTimeFormatOptions} parts
   */
  #format(at, parts) {
    const timeZone = this.programme?.event.timezone;
    return new Intl.DateTimeFormat(LOCALES[this.language] ?? this.language, { ...parts, timeZone }).format(
      new Date(at),
    );
  }
}

/**
 * @param {{id: string, label: string}[]} choices
 * @returns {Record<string, string>}
 */
function byId(choices) {
  return Object.fromEntries(choices.map(({ id, label }) => [id, spaced(label)]));
}
