/** Who lacks an answer that the public form insists on: they came by a list or the desk, which may not have asked. */

import { byId, element } from '../ui/dom.js';
import { lookThrough } from './unopened.js';

/** @typedef {import('./people.js').Found & {missing: string[]}} Incomplete */

export class IncompleteList {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    /** @type {Incomplete[] | null} */
    this.found = null;
    this.failure = '';
    page.addEventListener('words', () => this.#draw());
    page.addEventListener('ended', () => {
      this.found = null;
      this.#draw();
    });
  }

  /** Look again: somebody may have been asked meanwhile. */
  async open() {
    const { page } = this;
    this.#draw();
    if (!this.#required.length) return;
    const { found, failed } = await lookThrough((path) => page.ask('GET', path), 'answers:missing');
    this.found = failed ? this.found : /** @type {Incomplete[]} */ (/** @type {unknown} */ (found));
    this.failure = failed ? page.said(failed) : '';
    this.#draw();
  }

  get #required() {
    return (this.page.programme?.questions ?? []).filter((question) => question.required);
  }

  #draw() {
    const { words } = this.page;
    const { found } = this;
    const questions = this.#required;
    byId('incomplete-part').hidden = !questions.length;
    const count = found?.length ? words.incompleteCount({ count: found.length }) : words.incompleteNone;
    byId('incomplete-status').textContent = this.failure || (found ? count : words.loading);
    const label = (/** @type {string} */ id) => questions.find((question) => question.id === id)?.label ?? id;
    byId('incomplete').replaceChildren(
      ...(found ?? []).map(({ id, name, missing }) =>
        element(
          'li',
          {},
          element(
            'a',
            { href: `#people/${id}`, className: 'line' },
            element('strong', { textContent: name ?? words.nameless }),
            element('span', {
              className: 'soft small',
              textContent: words.lacks({ questions: missing.map(label).join(', ') }),
            }),
          ),
        ),
      ),
    );
  }
}
