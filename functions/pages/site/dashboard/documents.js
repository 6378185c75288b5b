/** The documents that organisers owe, or keep: each is made when it is asked for. */

import { button, byId, element, input, redraw } from '../ui/dom.js';
import { options } from '../ui/fields.js';
import { once } from '../ui/once.js';
import { Group } from '../words/codes.js';
import { fetched } from '../organiser/export_download.js';

/** @typedef {import('./context.js').DashboardContext} DashboardContext */

/** @type {['attendance' | 'scans' | 'signatures' | 'attestations' | 'report' | 'statistics' | 'poster', string[]][]} */
const DOCUMENTS = [
  ['signatures', ['pdf']],
  ['attendance', ['xlsx', 'csv']],
  ['attestations', ['pdf']],
  ['report', ['pdf']],
  ['poster', ['pdf']],
  ['scans', ['xlsx', 'csv']],
  ['statistics', ['csv', 'json']],
];
const EVERYWHERE = 'all';

export class Documents {
  /** @param {DashboardContext} page */
  constructor(page) {
    this.page = page;
    this.once = once();
    page.addEventListener('words', () => this.draw());
  }

  open() {
    byId('documents-status').textContent = '';
    this.draw();
  }

  draw() {
    const { words, language, programme } = this.page;
    if (!programme) return;
    const doors = programme.checkpoints.filter(({ id }) => id === Group.ENTRANCE || this.page.atelier(id));
    redraw(byId('documents-list'), [language, doors.map(({ id }) => id)], () =>
      DOCUMENTS.map(([subject, kinds]) => this.#document(subject, kinds)),
    );
    options(/** @type {HTMLSelectElement} */ (byId('sheet-place')), [
      [EVERYWHERE, words.sheetsAll],
      [Group.ENTRANCE, words.sheetOfDay],
      ...doors.filter(({ id }) => id !== Group.ENTRANCE).map(({ id }) => [id, this.page.atelierTitle(id)]),
    ]);
  }

  /**
   * @param {(typeof DOCUMENTS)[number][0]} subject
   * @param {string[]} kinds
   */
  #document(subject, kinds) {
    const { words } = this.page;
    const { title, why } = words.documentsOf[subject];
    const ways = kinds.map((kind) => {
      const act = button(kind.toUpperCase(), () => void this.#fetch(subject, kind));
      act.setAttribute('aria-label', `${title}, ${kind.toUpperCase()}`);
      return act;
    });
    return element(
      'li',
      { className: 'card stack', id: `document-${subject}` },
      element('div', {}, element('h3', {}, title), element('p', { className: 'soft', textContent: why })),
      subject === 'signatures' ? this.#choices() : null,
      element('p', { className: 'row' }, ...ways),
    );
  }

  /** Which signature sheets: of where, and whether they are signed or tell what was recorded. */
  #choices() {
    const { words } = this.page;
    return element(
      'div',
      { className: 'stack' },
      element(
        'div',
        { className: 'field' },
        element('label', { htmlFor: 'sheet-place', textContent: words.sheetPlace }),
        element('select', { id: 'sheet-place' }),
      ),
      element(
        'label',
        { className: 'tick' },
        element('input', { type: 'checkbox', id: 'sheet-recorded' }),
        element('span', { textContent: words.sheetRecorded }),
      ),
    );
  }

  /**
   * @param {string} subject
   * @param {string} kind
   */
  async #fetch(subject, kind) {
    const { page } = this;
    const chosen =
      subject === 'signatures'
        ? `&place=${input('sheet-place').value}&recorded=${input('sheet-recorded').checked}`
        : '';
    const path = /** @type {const} */ (`/api/exports/${subject}.${kind}?language=${page.language}${chosen}`);
    await this.once(() => fetched(page, path, `${subject}.${kind}`, byId('documents-status')));
  }
}
