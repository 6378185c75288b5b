/** Many people to another atelier: which one, and whether they are mailed. The server checks the seats. */

import { element } from '../ui/dom.js';
import { insist } from '../ui/fields.js';

export class Moving {
  /** @param {import('./context.js').RegistrationsContext} page */
  constructor(page) {
    this.page = page;
    this.atelier = '';
    this.notify = true;
  }

  /**
   * @param {string} title
   * @returns {import('../organiser/dialogue.js').Question}
   */
  question(title) {
    const { page } = this;
    const { words, programme } = page;
    this.atelier = '';
    this.notify = true;
    const select = element(
      'select',
      { id: 'move-to' },
      element('option', { value: '', textContent: '–' }),
      ...(programme?.slots ?? []).map((slot) =>
        element(
          'optgroup',
          { label: slot.title },
          ...(programme?.ateliers ?? [])
            .filter((atelier) => atelier.slot === slot.id)
            .map(({ id, seats_left }) =>
              element('option', {
                value: id,
                textContent: words.atelierWith({ title: page.atelierTitle(id), left: seats_left }),
              }),
            ),
        ),
      ),
    );
    select.addEventListener('change', () => (this.atelier = select.value));
    const tick = element('input', { type: 'checkbox', id: 'move-notify', checked: true });
    tick.addEventListener('change', () => (this.notify = tick.checked));
    return {
      title,
      text: words.moveText,
      yes: words.move,
      isHarmless: true,
      fields: [
        element(
          'div',
          { className: 'field' },
          element('label', { htmlFor: select.id, textContent: words.moveTo }),
          select,
        ),
        element('label', { className: 'tick' }, tick, element('span', {}, words.notifyThem)),
      ],
      isComplete: () => {
        if (!this.atelier) insist(select, words.faults.needed());
        return Boolean(this.atelier);
      },
    };
  }

  /** What the server is told of each. */
  get details() {
    return { move_to: this.atelier, notify: this.notify };
  }
}
