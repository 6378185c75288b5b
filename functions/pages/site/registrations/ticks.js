/** Who is ticked on the list of people: one by one, those of a page, or all that are found; and what is done with them. */

import { button, byId, element, input, redraw } from '../ui/dom.js';
import { Selection } from './selection.js';
import { SelectionActs } from './selection_acts.js';

/**
 * @typedef {import('./gathering.js').Found} Found
 *
 * @typedef {object} List what is shown at the moment
 * @property {import('./view.js').View} view
 * @property {import('./gathering.js').Gathering} gathering
 * @property {string[]} columns
 * @property {Found[]} people of the page
 */

export class Ticks {
  /**
   * @param {import('./context.js').RegistrationsContext} page
   * @param {object} around
   * @param {() => List} around.list
   * @param {() => void} around.draw
   * @param {() => void} around.changed called when something was done that the list shows
   */
  constructor(page, { list, draw, changed }) {
    this.page = page;
    this.list = list;
    this.redraw = draw;
    this.selection = new Selection();
    this.acts = new SelectionActs(page, { changed, only: (ids) => this.#only(ids), shown: list });
    input('people-tick').addEventListener('change', () => {
      const ids = list().people.map(({ id }) => id);
      this.selection.tick(ids, input('people-tick').checked);
      draw();
    });
  }

  /**
   * Return the box by which somebody is ticked.
   *
   * @param {Found} found
   */
  box({ id, name }) {
    const { words } = this.page;
    const box = element('input', { type: 'checkbox', value: id });
    box.setAttribute('aria-label', words.tickOne({ name: name ?? words.nameless }));
    box.addEventListener('change', () => {
      this.selection.tick([id], box.checked);
      this.redraw();
    });
    return box;
  }

  draw() {
    const { page, selection } = this;
    const { words } = page;
    const { people, gathering, view } = this.list();
    const ticked = people.map(({ id }) => selection.has(id));
    for (const box of byId('found').querySelectorAll('input')) box.checked = selection.has(box.value);
    byId('people-tick-part').hidden = !people.length;
    const isPageTicked = ticked.every(Boolean);
    input('people-tick').checked = ticked.length > 0 && isPageTicked;
    input('people-tick').indeterminate = ticked.some(Boolean) && !isPageTicked;
    const total = gathering.count ?? gathering.found.size;
    const selected = selection.of(gathering.found, view.wanted);
    byId('selection').hidden = !selected.count;
    byId('people-tick-why').hidden = !people.length || selected.count > 0;
    const all = selected.isAll ? words.selectedAll : words.selected;
    byId('selection-status').textContent = all({ count: selected.count });
    const offersAll = isPageTicked && !selected.isAll && total > selected.count;
    redraw(byId('selection-more'), [page.language, total, offersAll, Boolean(selected.count)], () => [
      ...(offersAll ? [button(words.tickAll({ count: total }), () => void this.#all(), 'plain')] : []),
      button(words.tickNone, () => this.#only([]), 'plain'),
    ]);
    this.acts.draw(selected);
  }

  /** Tick all that the view finds, once it is known who they are. */
  async #all() {
    const { gathering } = this.list();
    await gathering.gather();
    if (!gathering.isStopped && gathering.isComplete) this.selection.tickAll([...gathering.found.keys()]);
    this.redraw();
  }

  /** @param {string[]} ids */
  #only(ids) {
    this.selection.clear();
    this.selection.tick(ids, true);
    this.redraw();
    byId('people-title').focus();
  }
}
