/** Badges as A4 sheets, for organisers who print: one file for some hundreds of people. */

import { byId, input } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { saveFile } from '../ui/save_file.js';
import { LEFT_OUT_HEADER, NEXT_PAGE_HEADER } from '../words/codes.js';

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
    const tell = (/** @type {string} */ said) => (byId('sheets-status').textContent = said);
    tell(await sheetsSaved(this.page, [''], tell));
  }
}

/**
 * Save the badges of people as files to print.
 *
 * @param {import('./context.js').RegistrationsContext} page
 * @param {string[]} wanted by which the server finds them, as queries of which each has files of its own
 * @param {(said: string) => void} tell how it goes
 * @returns {Promise<string>} what to say in the end
 */
export async function sheetsSaved(page, wanted, tell) {
  const { words } = page;
  let count = 0;
  /** @type {string[]} */
  const without = [];
  for (const some of wanted) {
    for (let next = /** @type {string | null} */ (''); next !== null;) {
      tell(words.sheetsFetching({ page: count + 1 }));
      const asked = [`sides=${input('sides').value}`, some, next && `page=${encodeURIComponent(next)}`];
      const outcome = await page.file(`/api/badges.pdf?${asked.filter(Boolean).join('&')}`, PDF);
      if (outcome.kind !== 'answer') return page.said(outcome);
      count += 1;
      saveFile(outcome.body, words.sheetsFile({ page: count }));
      next = outcome.headers.get(NEXT_PAGE_HEADER);
      without.push(...(outcome.headers.get(LEFT_OUT_HEADER)?.split(' ') ?? []));
    }
  }
  const { sheetsDone, sheetsWithout } = words;
  return without.length
    ? `${sheetsDone({ count })} ${sheetsWithout({ codes: without.join(', ') })}`
    : sheetsDone({ count });
}
