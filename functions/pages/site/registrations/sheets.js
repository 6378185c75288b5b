/** The badges of everybody as A4 sheets, for organisers who print: one file for some hundreds of people. */

import { byId, input } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { saveFile } from '../ui/save_file.js';

const PDF = /^application\/pdf\b/;

export class Sheets {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    this.once = once(() => [byId('sheets')]);
    byId('sheets').addEventListener('click', () => void this.once(() => this.#fetch()));
    page.addEventListener('words', () => (byId('sheets-status').textContent = ''));
  }

  async #fetch() {
    byId('sheets-status').textContent = await this.#pages();
  }

  /** @returns {Promise<string>} what to say in the end */
  async #pages() {
    const { page } = this;
    let count = 0;
    /** @type {string[]} */
    const without = [];
    for (let next = /** @type {string | null} */ (''); next !== null;) {
      byId('sheets-status').textContent = page.words.sheetsFetching({ page: count + 1 });
      const from = next ? `&page=${encodeURIComponent(next)}` : '';
      const outcome = await page.file(`/api/badges.pdf?sides=${input('sides').value}${from}`, PDF);
      if (outcome.kind !== 'answer') return page.said(outcome);
      count += 1;
      saveFile(outcome.body, page.words.sheetsFile({ page: count }));
      next = outcome.headers.get('x-next-page');
      without.push(...(outcome.headers.get('x-left-out')?.split(' ') ?? []));
    }
    const { sheetsDone, sheetsWithout } = page.words;
    return without.length
      ? `${sheetsDone({ count })} ${sheetsWithout({ codes: without.join(', ') })}`
      : sheetsDone({ count });
  }
}
