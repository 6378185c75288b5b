/** What every screen of the page shares: the phone, its devices, the language, and how times and places are said. */

import { wordsOf } from './words.js';

/**
 * @typedef {import('./words.js').Language} Language
 * @typedef {'opening' | 'ready' | 'door'} Screen
 */

const MINUTE_MS = 60_000;

/** Tells `words` when the language changes, `screen` when another screen is wanted. */
export class Desk extends EventTarget {
  /**
   * @param {object} parts
   * @param {import('../lib/shelf.js').Shelf} parts.shelf
   * @param {import('../lib/phone.js').Phone} parts.phone
   * @param {import('../lib/scanning.js').Scanning} parts.scanning
   * @param {import('../lib/sync.js').Sync} parts.sync
   * @param {import('./signals.js').Signals} parts.signals
   * @param {Language} parts.language
   */
  constructor({ shelf, phone, scanning, sync, signals, language }) {
    super();
    this.shelf = shelf;
    this.phone = phone;
    this.scanning = scanning;
    this.sync = sync;
    this.signals = signals;
    this.language = language;
    /** @type {Screen} */
    this.screen = 'opening';
  }

  get words() {
    return wordsOf(this.language);
  }

  /** @param {Language} language */
  async speak(language) {
    this.language = language;
    await this.shelf.keep('language', language);
    this.dispatchEvent(new Event('words'));
  }

  /** @param {Screen} screen */
  go(screen) {
    this.screen = screen;
    this.dispatchEvent(new Event('screen'));
  }

  /**
   * Say an hour as the clocks at the event show it.
   *
   * @param {string | number} at ISO 8601 or milliseconds
   */
  hour(at) {
    return this.#format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }

  /** @param {string | number} at */
  dayAndHour(at) {
    return this.#format(at, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }

  /**
   * Say how long ago something was.
   *
   * @param {number} at milliseconds, by the server's clock
   */
  age(at) {
    const past = this.phone.now() - at;
    return past < MINUTE_MS ? this.words.now : this.words.ago(this.span(past));
  }

  /** @param {number} milliseconds */
  span(milliseconds) {
    const minutes = Math.floor(Math.abs(milliseconds) / MINUTE_MS);
    if (minutes < 120) return this.words.minutes(minutes);
    return minutes < 48 * 60 ? this.words.hours(Math.floor(minutes / 60)) : this.words.days(Math.floor(minutes / 1440));
  }

  /**
   * Name a place as the doors do: an atelier by its number, with the room.
   *
   * @param {import('../lib/messages.js').Place} place
   */
  placeName({ checkpoint, title, room }) {
    const atelier = this.phone.atelier(checkpoint);
    const name = atelier ? this.words.atelier(atelier.number) : title;
    return [name ?? checkpoint, room].filter(Boolean).join(', ');
  }

  /**
   * @param {string | number} at
   * @param {Intl.DateTimeFormatOptions} parts
   */
  #format(at, parts) {
    const timeZone = this.phone.programme?.event?.timezone;
    return new Intl.DateTimeFormat(this.language, { ...parts, timeZone }).format(new Date(at));
  }
}
