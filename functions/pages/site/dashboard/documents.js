/** The documents that organisers owe, or keep: each is made when it is asked for. */

import { button, element, input, one, redraw } from '../ui/dom.js';
import { options } from '../ui/fields.js';
import { save } from '../ui/save_file.js';
import { take } from './export_download.js';

/** @typedef {import('./context.js').Desk} Desk */

/** @type {['attendance' | 'scans' | 'signatures' | 'attestations' | 'report' | 'statistics', string[]][]} */
const DOCUMENTS = [
  ['signatures', ['pdf']],
  ['attendance', ['xlsx', 'csv']],
  ['attestations', ['pdf']],
  ['report', ['pdf']],
  ['scans', ['xlsx', 'csv']],
  ['statistics', ['csv', 'json']],
];
const EVERYWHERE = 'all';
const ENTRANCE = 'entrance';

/**
 * Fetch a document and save it, saying how it goes.
 *
 * @param {Desk} desk
 * @param {string} path
 * @param {string} name
 * @param {HTMLElement} told
 */
export async function fetched(desk, path, name, told) {
  told.textContent = desk.words.fileComes;
  const taken = await take(desk, path, {
    name,
    rest: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    waits: () => (told.textContent = desk.words.fileTakesLong),
  });
  if (taken.kind === 'file') save(taken.content, taken.name);
  // A link that is good for some minutes, for a file that is too large to be answered.
  if (taken.kind === 'link') element('a', { href: taken.url, download: taken.name }).click();
  told.textContent = taken.kind === 'failed' ? taken.said : desk.words.fileSaved;
}

export class Documents {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.isBusy = false;
    desk.addEventListener('words', () => this.draw());
  }

  open() {
    one('documents-told').textContent = '';
    this.draw();
  }

  draw() {
    const { words, language, programme } = this.desk;
    if (!programme) return;
    const doors = programme.checkpoints.filter(({ id }) => id === ENTRANCE || this.desk.atelier(id));
    redraw(one('documents-list'), [language, doors.map(({ id }) => id)], () =>
      DOCUMENTS.map(([subject, kinds]) => this.#document(subject, kinds)),
    );
    options(/** @type {HTMLSelectElement} */ (one('sheet-place')), [
      [EVERYWHERE, words.sheetsAll],
      [ENTRANCE, words.sheetOfDay],
      ...doors.filter(({ id }) => id !== ENTRANCE).map(({ id }) => [id, this.desk.atelierTitle(id)]),
    ]);
  }

  /**
   * @param {(typeof DOCUMENTS)[number][0]} subject
   * @param {string[]} kinds
   */
  #document(subject, kinds) {
    const { words } = this.desk;
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
    const { words } = this.desk;
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
    const { desk } = this;
    if (this.isBusy) return;
    this.isBusy = true;
    const chosen =
      subject === 'signatures'
        ? `&place=${input('sheet-place').value}&recorded=${input('sheet-recorded').checked}`
        : '';
    const path = `/api/exports/${subject}.${kind}?language=${desk.language}${chosen}`;
    await fetched(desk, path, `${subject}.${kind}`, one('documents-told')).finally(() => (this.isBusy = false));
  }
}
