/** What can be done with the people who are ticked on the list. */

import { begin, button, byId, redraw } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { isConfirmed } from '../organiser/dialogue.js';
import { fetched } from '../organiser/export_download.js';
import { FILTERS_AT_ONCE } from '../words/limits.js';
import { queriesOf } from './selection.js';
import { sheetsSaved } from './sheets.js';

/** @typedef {import('./selection.js').Selected} Selected */

export class SelectionActs {
  /**
   * @param {import('./context.js').RegistrationsContext} page
   * @param {() => void} changed called when something was done that the list shows
   */
  constructor(page, changed) {
    this.page = page;
    this.changed = changed;
    /** @type {Selected | null} */
    this.selected = null;
    this.once = once(() => byId('selection-acts').querySelectorAll('button'));
  }

  /** @param {Selected} selected */
  draw(selected) {
    const { page } = this;
    this.selected = selected;
    redraw(byId('selection-acts'), [page.language, selected.count], () => [
      button(page.words.selectionBadges({ count: selected.count }), () => void this.once(() => this.#badges())),
      button(page.words.selectionExport({ count: selected.count }), () => void this.once(() => this.#export())),
      button(
        page.words.selectionCancel({ count: selected.count }),
        () => void this.once(() => this.#cancel()),
        'danger',
      ),
    ]);
  }

  async #badges() {
    const { page, selected } = this;
    const tell = (/** @type {string} */ said) => (byId('selection-told').textContent = said);
    if (selected) tell(await sheetsSaved(page, queriesOf(selected), tell));
  }

  async #export() {
    const { page, selected } = this;
    const [only, more] = selected ? queriesOf(selected) : [];
    if (!only) return;
    // One table has one query, and an address holds only so many names.
    if (more) return void (byId('selection-told').textContent = page.words.exportTooMany({ most: FILTERS_AT_ONCE }));
    const path = /** @type {const} */ (`/api/exports/attendance.xlsx?language=${page.language}&${only}`);
    await fetched(page, path, 'attendance.xlsx', byId('selection-told'));
  }

  async #cancel() {
    const { page } = this;
    const { words } = page;
    const ids = this.selected?.ids ?? [];
    const title = words.selectionCancel({ count: ids.length });
    if (!ids.length || !(await isConfirmed({ title, text: words.selectionCancelSure, yes: title }))) return;
    let count = 0;
    for (const id of ids) {
      const outcome = await page.ask('DELETE', `/api/attendees/${id}`);
      if (outcome.kind !== 'answer') {
        page.say('people-said', `${words.selectionCancelled({ count })} ${page.said(outcome)}`, 'bad');
        break;
      }
      count += 1;
      page.say('people-said', words.selectionCancelled({ count }));
    }
    this.changed();
    // The button that was pressed may be gone.
    begin(byId('people-title'));
  }
}
