/** What a page shares with its parts, whichever page it is: its language, its hour, the screen that is shown. */

import { keepingPlace } from './dom.js';
import { Localised } from './localised.js';

/**
 * Dispatches `screen` when another screen is shown.
 *
 * @template {import('../words/common.js').Words} Words
 * @template {string} Screen
 * @extends {Localised<Words>}
 */
export class PageContext extends Localised {
  /** @type {Screen | 'opening'} the way in, before any other */
  screen = 'opening';

  /** @returns {number} the hour in milliseconds, by whichever clock the page goes by */
  now() {
    return Date.now();
  }

  /**
   * Say how long ago something was.
   *
   * @param {number} at milliseconds of the same clock
   */
  age(at) {
    return this.ago(this.now() - at);
  }

  /** The parts are drawn anew, perhaps under somebody's fingers. */
  speak() {
    keepingPlace(() => super.speak());
  }

  /** @param {Screen | 'opening'} screen */
  show(screen) {
    this.screen = screen;
    this.dispatchEvent(new Event('screen'));
  }
}
