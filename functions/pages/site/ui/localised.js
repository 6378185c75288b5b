/** How a page says things: in the person's language, by the clocks at the event, with the doors' names for ateliers. */

import { otherThan } from './words.js';

/**
 * @typedef {import('./words.js').Language} Language
 * @typedef {import('../lib/messages.js').Programme} Programme
 */

const MINUTE_MS = 60_000;
const LOCALES = { fr: 'fr-FR', en: 'en-GB' };

/**
 * Dispatches `words` when the language changes.
 *
 * @template {import('../words/common.js').Words} Words
 */
export class Localised extends EventTarget {
  /**
   * @param {(language: Language) => Words} wordsOf
   * @param {object} languages
   * @param {Language} languages.spoken by the browser's person
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

  get language() {
    return this.chosen ?? this.theirs ?? this.spoken;
  }

  get words() {
    return this.wordsOf(this.language);
  }

  /** Go on in the other language, and keep to it. */
  async speakOther() {
    this.chosen = otherThan(this.language);
    await this.keep(this.chosen);
    this.dispatchEvent(new Event('words'));
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
    return minutes < 48 * 60
      ? words.hours({ count: Math.floor(minutes / 60) })
      : words.days({ count: Math.floor(minutes / 1440) });
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
    return new Intl.DateTimeFormat(LOCALES[this.language], { ...parts, timeZone }).format(new Date(at));
  }
}
