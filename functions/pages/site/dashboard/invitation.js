/** A link for somebody who reads badges: what it opens, until when; shown once. */

import { dayAndHourAt, instantAt } from '../lib/zoned.js';
import { begin, byId, element, input, redraw } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { saveFile } from '../ui/save_file.js';
import { CARDS_AT_ONCE } from '../words/limits.js';
import { overBy } from './phones.js';

/**
 * @typedef {object} Wished
 * @property {import('../lib/contract.js').PassMessage['role']} role
 * @property {string} label
 * @property {string[]} checkpoints
 * @property {boolean} supervisor
 * @property {boolean} walk_ins
 * @property {number} until
 *
 * @typedef {{id: string, pass: string, expires_at: string}} Made a link, with the secret that the server does not keep
 */

/** After the day's end a phone still sends what it has kept. */
const AFTER_MS = 60 * 60_000;

/**
 * Say what is missing of an invitation.
 *
 * @param {Wished} wished
 * @param {number} now
 * @returns {'needsLabel' | 'noDoors' | 'untilWrong' | null}
 */
export function missing({ role, label, checkpoints, until }, now) {
  if (role === 'organiser' && !label) return 'needsLabel';
  if (role === 'volunteer' && !checkpoints.length) return 'noDoors';
  return until > now ? null : 'untilWrong';
}

/**
 * @param {Wished} wished
 * @returns {object} the message; an organiser's link opens everything, so it names no door
 */
export function message({ role, label, checkpoints, supervisor, walk_ins, until }) {
  const scope = role === 'volunteer' ? { checkpoints, supervisor, walk_ins } : {};
  return { role, label, expires_at: new Date(until).toISOString(), ...scope };
}

/**
 * Pick the links to print: the server refuses all cards where one link is over.
 *
 * @param {Made[]} made in this page, the oldest first
 * @param {import('./phones.js').StaffPass[]} passes as the server lists them; the newest may still be missing
 * @param {number} now
 * @returns {Made[]} as many as one file holds
 */
export function printable(made, passes, now) {
  const over = new Set(passes.filter((pass) => overBy(pass, now)).map(({ id }) => id));
  return made
    .filter(({ id, expires_at }) => !over.has(id) && !overBy({ revoked_at: null, expires_at }, now))
    .slice(-CARDS_AT_ONCE);
}

export class Invitation {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    /**
     * Of the links made since the page was opened: only they can be printed, for the server keeps no secret.
     *
     * @type {Made[]}
     */
    this.made = [];
    /** @type {string | null} */
    this.shownId = null;
    page.addEventListener('words', () => this.draw());
    page.addEventListener('ended', () => {
      this.made = [];
      this.#show(null);
    });
    byId('role').addEventListener('change', () => this.draw());
    byId('all-doors').addEventListener('change', () => {
      for (const box of this.#boxes) box.checked = input('all-doors').checked;
    });
    byId('doors').addEventListener('change', () => {
      input('all-doors').checked = this.#boxes.every(({ checked }) => checked);
    });
    byId('invite-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#invite();
    });
    byId('copy').addEventListener('click', () => void this.#copy());
    byId('card').addEventListener('click', () => void this.once(() => this.#card()));
  }

  open() {
    this.#show(null);
    this.draw();
    const { programme } = this.page;
    if (!programme || input('until-day').value) return;
    const { ends_at, timezone } = programme.event;
    const [onDay, hour] = dayAndHourAt(Date.parse(ends_at) + AFTER_MS, timezone);
    input('until-day').value = onDay;
    input('until-hour').value = hour;
  }

  draw() {
    const { words, language, programme } = this.page;
    for (const option of byId('role').querySelectorAll('option')) {
      option.textContent = words.kinds[/** @type {'volunteer'} */ (option.value)];
    }
    const isOrganiser = input('role').value === 'organiser';
    byId('doors-field').hidden = isOrganiser;
    byId('may-field').hidden = isOrganiser;
    const ticked = new Set(this.#boxes.filter(({ checked }) => checked).map(({ value }) => value));
    redraw(byId('doors'), [language, programme?.checkpoints.map(({ id }) => id)], () =>
      (programme?.checkpoints ?? []).map(({ id }) =>
        element(
          'label',
          { className: 'tick' },
          element('input', { type: 'checkbox', value: id, checked: ticked.has(id) }),
          element('span', { textContent: this.page.door(id) }),
        ),
      ),
    );
  }

  /** @returns {HTMLInputElement[]} */
  get #boxes() {
    return [...byId('doors').querySelectorAll('input')];
  }

  /** @returns {Wished} */
  get #wished() {
    const timezone = this.page.programme?.event.timezone ?? 'Europe/Paris';
    return {
      role: /** @type {'volunteer'} */ (input('role').value),
      label: input('label').value.trim(),
      checkpoints: this.#boxes.filter(({ checked }) => checked).map(({ value }) => value),
      supervisor: input('supervisor').checked,
      walk_ins: input('walk-ins').checked,
      until: instantAt(input('until-day').value, input('until-hour').value, timezone),
    };
  }

  async #invite() {
    const { page } = this;
    const wished = this.#wished;
    const lacks = missing(wished, page.now());
    this.#blame(lacks ? page.words[lacks] : '');
    if (lacks) return;
    const outcome = await this.once(() => page.ask('POST', '/api/passes', message(wished)));
    if (!outcome) return;
    if (outcome.kind !== 'answer') return this.#blame(page.said(outcome));
    /** @type {HTMLFormElement} */ (byId('invite-form')).reset();
    this.open();
    /** @type {HTMLDetailsElement} */ (byId('invite-part')).open = false;
    this.#show(outcome.body);
    const { id, pass, expires_at } = outcome.body;
    this.made.push({ id, pass, expires_at });
    page.watch.hurry('passes');
    begin(byId('link-made-title'));
  }

  /**
   * Show a link no longer that opens nothing any more.
   *
   * @param {string} id
   */
  forget(id) {
    this.made = this.made.filter((made) => made.id !== id);
    if (this.shownId === id) this.#show(null);
  }

  /** @param {{id: string, label: string, link: string} | null} made */
  #show(made) {
    const { words } = this.page;
    this.shownId = made?.id ?? null;
    byId('link-made').hidden = !made;
    byId('link-made-title').textContent = made ? words.linkMade({ label: made.label || words.namelessPhone }) : '';
    byId('copied').textContent = '';
    input('made').value = made?.link ?? '';
  }

  async #copy() {
    const { words } = this.page;
    const field = input('made');
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      byId('copied').textContent = words.copied;
    } catch (error) {
      // Without https, or refused: the text is selected, so a person can copy it.
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      byId('copied').textContent = words.copyFailed;
    }
  }

  /** Save the cards of the links that were made last. */
  async #card() {
    const { page } = this;
    const status = byId('copied');
    this.made = printable(this.made, page.passes ?? [], page.now());
    if (!this.made.length) {
      status.textContent = page.words.cardsOver;
      return;
    }
    status.textContent = page.words.fileComes;
    const body = { passes: this.made.map(({ pass }) => pass), language: page.language };
    const outcome = await page.file('/api/passes/cards.pdf', /^application\/pdf\b/, body);
    if (outcome.kind === 'answer') saveFile(outcome.body, page.words.cardFile);
    status.textContent = outcome.kind === 'answer' ? page.words.fileSaved : page.said(outcome);
  }

  /** @param {string} text */
  #blame(text) {
    byId('invite-status').hidden = !text;
    byId('invite-status').textContent = text;
  }
}
