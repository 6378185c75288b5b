/** What every part of the page shares: the badges, the language, the screen, and how hours and places are said. */

import { one } from '../scan/dom.js';
import { wordsOf } from './words.js';

/**
 * @typedef {import('./words.js').Language} Language
 * @typedef {'opening' | 'badge' | 'change' | 'keep' | 'replace' | 'mine' | 'leave'} Screen
 */

const MINUTE_MS = 60_000;

/** Tells `words` when the language changes, `screen` when another screen is shown. */
export class View extends EventTarget {
  /**
   * @param {import('./own.js').Own} own
   * @param {{spoken: Language, chosen: Language | null}} languages of the browser; what somebody chose on this page
   */
  constructor(own, { spoken, chosen }) {
    super();
    this.own = own;
    this.spoken = spoken;
    this.chosen = chosen;
    /** @type {Screen} */
    this.screen = 'opening';
    /**
     * Whose badge was shown when the screen was opened: what is done there is about them.
     *
     * @type {import('./wallet.js').Kept | null}
     */
    this.whose = null;
    /** Said once on the badge's screen, after something was done elsewhere. */
    this.news = '';
  }

  /** @returns {Language} */
  get language() {
    return this.chosen ?? this.own.shown?.registration.language ?? this.spoken;
  }

  get words() {
    return wordsOf(this.language);
  }

  /** @param {Language} language */
  async speak(language) {
    this.chosen = language;
    await this.own.wallet.keep('language', language);
    this.dispatchEvent(new Event('words'));
  }

  /**
   * Go to a screen; the browser's own way back leads here again.
   *
   * @param {Screen} screen
   */
  go(screen) {
    if (screen !== this.screen && screen !== 'badge' && screen !== 'opening') history.pushState({ screen }, '');
    this.turn(screen);
  }

  /** Go back to the badge, and say something there. */
  back(news = '') {
    this.news = news;
    if (history.state?.screen) history.back();
    else this.turn('badge');
  }

  /** @param {Screen} screen */
  turn(screen) {
    this.screen = screen;
    this.whose = this.own.shown;
    this.dispatchEvent(new Event('screen'));
  }

  /**
   * @param {Screen} screen
   * @param {import('./wallet.js').Kept} whose
   * @returns {boolean} whether a screen that was opened about somebody is still before their eyes
   */
  isStill(screen, whose) {
    return this.screen === screen && this.whose?.attendee_id === whose.attendee_id;
  }

  /**
   * Say something where the screen has its line for it.
   *
   * @param {string} id
   * @param {string} text
   */
  say(id, text) {
    const place = one(id);
    if (place.textContent !== text) place.textContent = text;
  }

  /** @param {string} at ISO 8601 */
  hour(at) {
    const [hours, minutes] = this.#format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).split(':');
    if (this.language === 'en') return `${hours}:${minutes}`;
    return `${Number(hours)}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`;
  }

  /**
   * @param {string} from
   * @param {string} until
   */
  hours(from, until) {
    return `${this.hour(from)}\u00a0– ${this.hour(until)}`;
  }

  /** @param {string} at */
  dayAndHour(at) {
    return `${this.#format(at, { weekday: 'long', day: 'numeric', month: 'long' })}, ${this.hour(at)}`;
  }

  /** @param {string} date a day without an hour */
  day(date) {
    const parts = /** @type {const} */ ({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
    return new Intl.DateTimeFormat(this.#locale, { ...parts, timeZone: 'UTC' }).format(new Date(date));
  }

  /** @param {number} at milliseconds of the phone's clock */
  age(at) {
    const { words } = this;
    const minutes = Math.floor(Math.max(0, this.own.now() - at) / MINUTE_MS);
    if (minutes < 1) return words.now;
    if (minutes < 120) return words.ago(words.minutes(minutes));
    return words.ago(
      minutes < 48 * 60 ? words.hours(Math.floor(minutes / 60)) : words.days(Math.floor(minutes / 1440)),
    );
  }

  /** @param {string} id */
  atelier(id) {
    return this.own.programme?.ateliers.find((atelier) => atelier.id === id);
  }

  /**
   * Name an atelier as the doors do; one that the programme does not have goes by its id.
   *
   * @param {string} id
   */
  atelierName(id) {
    const atelier = this.atelier(id);
    return atelier ? this.words.atelier(atelier.number) : id;
  }

  /**
   * Say that an atelier has filled up, and where there is room.
   *
   * @param {string} id
   * @param {string[]} [free] as the server tells, or as the programme was last heard
   */
  fullText(id, free) {
    const slot = this.atelier(id)?.slot;
    const left = this.own.programme?.ateliers.filter((each) => each.slot === slot && each.seats_left > 0) ?? [];
    const names = (free ?? left.map((each) => each.id)).map((each) => this.atelierName(each));
    return this.words.atelierFull(this.atelierName(id), names.join(', '));
  }

  get #locale() {
    return this.language === 'en' ? 'en-GB' : 'fr-FR';
  }

  /**
   * @param {string} at
   * @param {Intl.DateTimeFormatOptions} parts
   */
  #format(at, parts) {
    const timeZone = this.own.programme?.event.timezone;
    return new Intl.DateTimeFormat(this.#locale, { ...parts, timeZone }).format(new Date(at));
  }
}
