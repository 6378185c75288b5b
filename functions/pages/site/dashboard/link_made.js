/** The links that were made in this page: shown once, copied, and printed as cards, for the server keeps no secret. */

import { isOfMoment } from '../lib/api.js';
import { byId, input } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { saveFile } from '../ui/save_file.js';
import { saidOf } from '../ui/words.js';
import { MailState } from '../words/codes.js';
import { CARDS_AT_ONCE } from '../words/limits.js';
import { overBy } from './phones.js';

/** @typedef {import('../lib/contract.js').PassIssued} Issued
 *  @typedef {Pick<Issued, 'id' | 'pass' | 'expires_at'>} Made
 */

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

/**
 * Save the cards of exactly these links.
 *
 * @param {Made[]} made
 * @param {import('./context.js').DashboardContext} page
 * @param {(text: string) => void} tell
 */
export async function saveCards(made, page, tell) {
  const good = printable(made, page.passes ?? [], page.now());
  if (!good.length) return tell(page.words.cardsOver);
  tell(page.words.fileComes);
  const body = { passes: good.map(({ pass }) => pass), language: page.language };
  const outcome = await page.file('/api/passes/cards.pdf', /^application\/pdf\b/, body);
  if (outcome.kind === 'answer') saveFile(outcome.body, page.words.cardFile);
  tell(outcome.kind === 'answer' ? page.words.fileSaved : page.said(outcome));
}

/**
 * Say what became of the mail with a link.
 *
 * @param {Pick<Issued, 'mailed' | 'mail_error'>} issued
 * @param {string} address
 * @param {import('../words/dashboard.js').Words} words
 */
export function mailSaid({ mailed, mail_error: error }, address, words) {
  if (mailed === null || !address) return '';
  if (mailed === MailState.SENT) return words.linkMailed({ address });
  if (mailed !== MailState.FAILED) return words.linkMaybeMailed({ address });
  return [words.linkNotMailed({ address }), error ? saidOf(words.mailErrors, error) : ''].filter(Boolean).join(' ');
}

/**
 * Say why there is no link. Where nobody knows whether there is one, the same is asked for again.
 *
 * @param {import('../organiser/context.js').Failed} outcome
 * @param {Pick<import('./context.js').DashboardContext, 'words' | 'said'>} page
 */
export function unmade(outcome, page) {
  const isUnsure = outcome.kind === 'unreachable' || isOfMoment(outcome);
  return isUnsure ? page.words.linkUnheard : page.said(outcome);
}

export class LinkMade {
  /** @param {import('./context.js').DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    /** @type {Issued[]} */
    this.made = [];
    /** @type {Issued | null} */
    this.shown = null;
    page.addEventListener('words', () => this.#draw());
    page.addEventListener('ended', () => {
      this.made = [];
      this.show(null);
    });
    const tell = (/** @type {string} */ text) => (byId('copied').textContent = text);
    byId('copy').addEventListener('click', () => void this.#copy());
    byId('card').addEventListener('click', () => {
      if (this.shown)
        void this.once(() =>
          saveCards(
            this.made.filter(({ id }) => id === this.shown?.id),
            page,
            tell,
          ),
        );
    });
    byId('all-cards').addEventListener('click', () => void this.once(() => saveCards(this.made, page, tell)));
  }

  /**
   * @param {Issued} issued
   * @param {string} email to which it was mailed
   */
  add(issued, email) {
    this.keep(issued);
    this.show(issued);
    byId('link-mailed').textContent = mailSaid(issued, email, this.page.words);
  }

  /**
   * Keep a link for its card; one that is made again is still one.
   *
   * @param {Issued} issued
   */
  keep(issued) {
    this.made = [...this.made.filter(({ id }) => id !== issued.id), issued];
  }

  /**
   * Show a link no longer that opens nothing any more.
   *
   * @param {string} id
   */
  forget(id) {
    this.made = this.made.filter((made) => made.id !== id);
    if (this.shown?.id === id) this.show(null);
  }

  /** @param {Issued | null} issued */
  show(issued) {
    this.shown = issued;
    byId('copied').textContent = '';
    byId('link-mailed').textContent = '';
    input('made').value = issued?.link ?? '';
    this.#draw();
  }

  #draw() {
    const { words } = this.page;
    byId('link-made').hidden = !this.shown;
    byId('link-made-title').textContent = this.shown
      ? words.linkMade({ label: this.shown.label || words.namelessPhone })
      : '';
    byId('all-cards').hidden = this.made.length < 2;
    byId('all-cards').textContent = words.allCards({ count: this.made.length });
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
}
