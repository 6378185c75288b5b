/** What every part of the page shares: the badges, the screen, and how places are said. */

import { byId, write } from '../ui/dom.js';
import { PageContext } from '../ui/page_context.js';
import { wordsOf } from '../words/badge.js';

/**
 * @typedef {import('../ui/words.js').Language} Language
 * @typedef {'opening' | 'badge' | 'change' | 'keep' | 'replace' | 'mine' | 'leave'} Screen
 */

/** @extends {PageContext<import('../words/badge.js').Words, Screen>} */
export class BadgeContext extends PageContext {
  /**
   * @param {import('./badges.js').Badges} badges
   * @param {{spoken: Language[], chosen: Language | null}} languages
   */
  constructor(badges, languages) {
    super(wordsOf, { ...languages, keep: (language) => badges.wallet.keep('language', language) });
    this.badges = badges;
    /**
     * Whose badge was shown when the screen was opened: what is done there is about them.
     *
     * @type {import('./wallet.js').KeptBadge | null}
     */
    this.whose = null;
    /** Said once on the badge's screen, after something was done elsewhere. */
    this.news = '';
    badges.language = () => this.language;
    this.addEventListener('words', () => void badges.learnProgramme());
  }

  get programme() {
    return this.badges.programme;
  }

  get theirs() {
    return /** @type {Language | null} */ (this.badges.shown?.registration.language ?? null);
  }

  /**
   * Go to a screen; the browser's own way back leads here again.
   *
   * @param {Screen} screen
   */
  go(screen) {
    if (screen !== this.screen && screen !== 'badge' && screen !== 'opening') history.pushState({ screen }, '');
    this.show(screen);
  }

  /** Go back to the badge, and say something there. */
  back(news = '') {
    this.news = news;
    if (history.state?.screen) history.back();
    else this.show('badge');
  }

  /** @param {Screen} screen */
  show(screen) {
    this.whose = this.badges.shown;
    super.show(screen);
  }

  /**
   * @param {Screen} screen
   * @param {import('./wallet.js').KeptBadge} whose
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
    write(byId(id), text);
  }

  now() {
    return this.badges.now();
  }

  /**
   * Say that an atelier has filled up, and where there is room.
   *
   * @param {string} id
   * @param {string[]} [free] as the server tells, or as the programme was last heard
   */
  fullText(id, free) {
    const slot = this.atelier(id)?.slot;
    const left = this.badges.programme?.ateliers.filter((each) => each.slot === slot && each.seats_left > 0) ?? [];
    const names = (free ?? left.map((each) => each.id)).map((each) => this.atelierName(each));
    return this.words.atelierFull({ atelier: this.atelierName(id), free: names.join(', ') });
  }
}
