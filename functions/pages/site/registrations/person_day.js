/** A person's day: where they are; let in by hand, and attested. */

import { uuid } from '../lib/uuid.js';
import { button, element } from '../ui/dom.js';
import { saveFile } from '../ui/save_file.js';
import { ByHand } from './by_hand.js';
import { ByHandForm } from './by_hand_form.js';
import { answered } from './day_text.js';
import { isErased } from './person_form.js';
import { OutcomeLine } from './outcome_line.js';

/**
 * @typedef {import('./person.js').Day} Day
 *
 * @typedef {object} Around
 * @property {(act: () => Promise<void>) => Promise<void>} once does nothing while something else is under way
 * @property {() => Promise<void>} look asks for the person's day again, and draws it
 * @property {(id: string) => boolean} isStill whether somebody is still before the organiser's eyes
 */

const PDF = /^application\/pdf\b/;

export class PersonDay {
  /**
   * @param {import('./context.js').RegistrationsContext} page
   * @param {Around} around
   */
  constructor(page, around) {
    this.page = page;
    this.around = around;
    this.byHand = new ByHand(
      (...asked) => page.ask(...asked),
      () => page.now(),
      uuid,
    );
    this.form = new ByHandForm(page, {
      admit: (attendeeId) => void around.once(() => this.#admit(attendeeId, false)),
      changed: () => this.told.clear(),
    });
    this.told = new OutcomeLine('day-status', page);
  }

  /** Begin with another person. */
  begin() {
    this.form.chosen = null;
    this.told.clear();
  }

  /**
   * @param {Day} day
   * @returns {HTMLElement}
   */
  card(day) {
    const { words } = this.page;
    const { registration, scans } = day;
    this.byHand.heard(scans);
    const isGone = isErased(registration);
    // Of who has cancelled and never came, there is nothing to attest.
    const isAttested = !isGone && !(registration.cancelled_at && !Object.keys(day.attendance.first_at).length);
    return element(
      'section',
      { className: 'card stack', id: 'person-day' },
      element('h3', { textContent: words.day }),
      element('p', { className: 'soft', textContent: this.#whereabouts(day) }),
      registration.cancelled_at || isGone ? null : this.form.draw(day),
      this.told.element,
      isAttested
        ? element(
            'p',
            { className: 'row' },
            button(words.attestation, () => void this.around.once(() => this.#attest(day))),
          )
        : null,
    );
  }

  /** @param {Day} day */
  #whereabouts({ attendance: { inside, place, first_at } }) {
    const { page } = this;
    const { words } = page;
    if (inside) return place ? words.isIn({ place: page.atelierTitle(place) }) : words.isInside;
    return Object.keys(first_at).length > 0 ? words.isOut : words.neverSeen;
  }

  /**
   * @param {string} attendeeId
   * @param {boolean} override
   */
  async #admit(attendeeId, override) {
    const { page, around } = this;
    const { checkpoint, direction } = this.form.read();
    if (!checkpoint) return;
    // A door is open by the server's clock, not by this computer's.
    if (!page.clock.state.length) await page.learnTime();
    const outcome = await this.byHand.admit(attendeeId, { checkpoint: checkpoint.id, direction, override });
    if (!around.isStill(attendeeId)) return;
    if (outcome.kind === 'unreachable') return this.told.say(page.words.pressScanAgain, 'warm');
    if (outcome.kind === 'problem') return this.told.fail(outcome);
    const { result } = outcome;
    await around.look();
    if (!around.isStill(attendeeId)) return;
    const { sort, text } = answered(result, checkpoint, page);
    const isAsked = result.verdict === 'not_booked' && result.override_possible;
    const anyway = button(page.words.admitAnyway, () => void around.once(() => this.#admit(attendeeId, true)));
    this.told.say(text, sort, ...(isAsked ? [element('p', { className: 'row' }, anyway)] : []));
  }

  /** @param {Day} day */
  async #attest({ registration: { attendee_id, code } }) {
    const { page, around } = this;
    const outcome = await page.file(`/api/attendees/${attendee_id}/attestation.pdf`, PDF);
    if (outcome.kind === 'answer') saveFile(outcome.body, page.words.attestationFile({ code }));
    if (!around.isStill(attendee_id)) return;
    if (outcome.kind === 'answer') this.told.say(page.words.attestationSaved);
    else this.told.fail(outcome);
  }
}
