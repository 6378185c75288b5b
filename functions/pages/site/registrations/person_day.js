/** A person's day: where they are, every scan of theirs, what the staff did; let in by hand, and scans taken back. */

import { uuid } from '../lib/uuid.js';
import { button, element } from '../ui/dom.js';
import { saveFile } from '../ui/save_file.js';
import { notice, tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { about } from '../organiser/act.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { ByHand } from './by_hand.js';
import { ByHandForm } from './by_hand_form.js';
import { answered, scanText } from './day_text.js';
import { isErased } from './person_form.js';

/**
 * @typedef {import('./person.js').Day} Day
 * @typedef {import('./day_text.js').Seen} Seen
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
      changed: () => this.status.replaceChildren(),
    });
    // One element for as long as the page is open: what is put into it is read aloud.
    this.status = element('div', { id: 'day-status', className: 'stack', role: 'status', tabIndex: -1 });
    for (const name of ['words', 'ended']) page.addEventListener(name, () => this.status.replaceChildren());
  }

  /** Begin with another person. */
  begin() {
    this.form.chosen = null;
    this.status.replaceChildren();
  }

  /**
   * @param {Day} day
   * @returns {HTMLElement}
   */
  card(day) {
    const { words } = this.page;
    const { registration, scans, acts } = day;
    this.byHand.heard(scans);
    const isGone = isErased(registration);
    return element(
      'section',
      { className: 'card stack', id: 'person-day' },
      element('h3', { textContent: words.day }),
      element('p', { className: 'soft', textContent: this.#whereabouts(day) }),
      registration.cancelled_at || isGone ? null : this.form.draw(day),
      this.status,
      ...list(words.scans, 'person-scans', scans, (scan) => this.#scan(day, scan)),
      ...list(words.fields.acts, 'person-acts', acts, (act) => this.#act(act)),
      isGone
        ? null
        : element(
            'p',
            { className: 'row' },
            button(words.attestation, () => void this.around.once(() => this.#attest(day))),
          ),
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
   * @param {Day} day
   * @param {Seen} scan
   */
  #scan({ registration }, scan) {
    const { page } = this;
    const { words } = page;
    const { what, verdict, notes, conflicts, undone, isUndoable } = scanText(scan, page);
    const undo = button(
      words.undo,
      () => void this.around.once(() => this.#undo(registration.attendee_id, scan.scan_id, what)),
      'plain',
    );
    undo.setAttribute('aria-label', words.undoOf({ scan: what }));
    return [
      element('div', {}, `${what} · `, element('strong', { textContent: verdict })),
      element('div', { className: 'soft small', textContent: notes.join(' · ') }),
      element(
        'div',
        { className: 'row' },
        undone ? tag(undone, 'quiet') : null,
        ...conflicts.map((text) => tag(text, scan.settled || undone ? 'quiet' : 'bad')),
        isUndoable ? undo : null,
      ),
    ];
  }

  /** @param {import('./person.js').Act} act */
  #act({ what, at, by, details }) {
    const { page } = this;
    const { words } = page;
    const said = [page.dayAndHour(at), about(details, page), by ? words.by({ who: by }) : ''].filter(Boolean);
    return [
      element('div', { textContent: saidOf(words.acts, what) }),
      element('div', { className: 'soft small', textContent: said.join(' · ') }),
    ];
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
    if (outcome.kind === 'unreachable') return this.#say(notice(page.words.pressScanAgain, 'warm'));
    if (outcome.kind === 'problem') return this.#say(notice(page.said(outcome), 'bad'));
    const { result } = outcome;
    await around.look();
    if (!around.isStill(attendeeId)) return;
    const { sort, text } = answered(result, checkpoint, page);
    const isAsked = result.verdict === 'not_booked' && result.override_possible;
    const anyway = button(page.words.admitAnyway, () => void around.once(() => this.#admit(attendeeId, true)));
    this.#say(notice(text, sort), ...(isAsked ? [element('p', { className: 'row' }, anyway)] : []));
  }

  /**
   * @param {string} attendeeId
   * @param {string} scanId
   * @param {string} what
   */
  async #undo(attendeeId, scanId, what) {
    const { page, around } = this;
    const { words } = page;
    if (!(await isConfirmed({ title: words.undoTitle, text: words.undoText({ scan: what }), yes: words.undoYes })))
      return;
    const outcome = await page.ask('POST', `/api/attendees/${attendeeId}/scans/${scanId}/undo`);
    if (!around.isStill(attendeeId)) return;
    if (outcome.kind !== 'answer') return this.#say(notice(page.said(outcome), 'bad'));
    await around.look();
    if (around.isStill(attendeeId)) this.#say(notice(page.words.undoDone));
  }

  /** @param {Day} day */
  async #attest({ registration: { attendee_id, code } }) {
    const { page, around } = this;
    const outcome = await page.file(`/api/attendees/${attendee_id}/attestation.pdf`, PDF);
    if (outcome.kind === 'answer') saveFile(outcome.body, page.words.attestationFile({ code }));
    if (!around.isStill(attendee_id)) return;
    if (outcome.kind === 'answer') this.#say(notice(page.words.attestationSaved));
    else this.#say(notice(page.said(outcome), 'bad'));
  }

  /** @param {...HTMLElement} parts */
  #say(...parts) {
    this.status.replaceChildren(...parts);
    this.status.scrollIntoView({ block: 'nearest' });
    // The button that was pressed may be gone, and with it a screen reader's place.
    if (document.activeElement === document.body) this.status.focus({ preventScroll: true });
  }
}

/**
 * @template T
 * @param {string} title
 * @param {string} id
 * @param {T[]} things
 * @param {(thing: T) => HTMLElement[]} parts
 */
function list(title, id, things, parts) {
  if (!things.length) return [];
  const lines = things.map((thing) => element('li', {}, ...parts(thing)));
  return [element('h4', { textContent: title }), element('ul', { id, className: 'plain-list stack' }, ...lines)];
}
