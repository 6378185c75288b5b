/** What every part of the page of registrations shares. */

import { Office } from '../office/office.js';
import { wordsOf } from './words.js';

/**
 * @typedef {import('../office/office.js').Outcome} Outcome
 * @typedef {import('../office/office.js').Failed} Failed
 */

/** @extends {Office<import('./words.js').Words>} */
export class Desk extends Office {
  /**
   * @param {import('../lib/api.js').Api} api
   * @param {ConstructorParameters<typeof Office>[2]} languages
   */
  constructor(api, languages) {
    super(wordsOf, api, languages);
  }

  /**
   * Say why something was not done; of a full atelier, where seats are left.
   *
   * @param {import('../office/office.js').Failed} outcome
   * @returns {string}
   */
  said(outcome) {
    const { words } = this;
    if (outcome.kind === 'unreachable') return super.said(outcome);
    const { code, errors, ...more } = outcome.problem;
    if (code === 'atelier_full') {
      const { atelier, free = [] } = /** @type {{atelier?: string, free?: string[]}} */ (more);
      return words.atelierFull(this.atelierTitle(atelier ?? ''), free.map((id) => this.atelierNumber(id)).join(', '));
    }
    return super.said(outcome);
  }
}
