/** What every part of the page of registrations shares. */

import { Clock } from '../lib/clock.js';
import { OrganiserContext } from '../organiser/context.js';
import { wordsOf } from '../words/registrations.js';

/**
 * @typedef {import('../organiser/context.js').Outcome} Outcome
 * @typedef {import('../organiser/context.js').Failed} Failed
 */

/** @extends {OrganiserContext<import('../words/registrations.js').Words>} */
export class RegistrationsContext extends OrganiserContext {
  /**
   * @param {import('../lib/api.js').Api} api
   * @param {ConstructorParameters<typeof OrganiserContext>[2]} languages
   */
  constructor(api, languages) {
    super(wordsOf, api, languages);
    this.clock = new Clock();
  }

  /** @returns {number} the hour at the event in milliseconds, by the server's clock */
  now() {
    return this.clock.now(this.api.now());
  }

  /** Learn the server's clock, as a door is open by no other; and with it what there is to settle. */
  async learnTime() {
    const sentAt = this.api.now();
    const outcome = await this.ask('GET', '/api/headcounts');
    if (outcome.kind !== 'answer') return;
    this.clock.learn(Date.parse(outcome.body.as_of), sentAt, this.api.now());
    this.tellConflicts(outcome.body.conflicts);
  }

  /**
   * Name what a column of a list may be: a field, a question of the event's own, or an atelier that people tick.
   *
   * @param {string} field
   */
  fieldName(field) {
    return labelOf(this, field) ?? this.words.tickedAtelier({ name: this.atelierTitle(field) });
  }

  /**
   * Say why something was not done; of a full atelier, where seats are left.
   *
   * @param {import('../organiser/context.js').Failed} outcome
   * @returns {string}
   */
  said(outcome) {
    const { words } = this;
    if (outcome.kind === 'unreachable') return super.said(outcome);
    const { code, errors, ...more } = outcome.problem;
    if (code === 'atelier_full') {
      const { atelier, free = [] } = /** @type {{atelier?: string, free?: string[]}} */ (more);
      return words.atelierFull({
        atelier: this.atelierTitle(atelier ?? ''),
        free: free.map((id) => this.atelierNumber(id)).join(', '),
      });
    }
    return super.said(outcome);
  }
}

/**
 * @param {{words: import('../words/registrations.js').Words, programme?: import('../organiser/context.js').Programme | null}} page
 * @param {string} field
 * @returns {string | undefined} what a field or a question of the event's own is called
 */
export function labelOf({ words, programme }, field) {
  const question = programme?.questions.find(({ id }) => field === `answers.${id}`);
  return /** @type {Record<string, string>} */ (words.fields)[field] ?? question?.label;
}
