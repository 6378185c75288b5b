/** Two steps before something that cannot be undone: the first says what happens, the second does it. */

import { button, byId, element } from '../ui/dom.js';
import { once } from '../ui/once.js';

/**
 * @typedef {object} Asked
 * @property {string} first what the button of the first step says
 * @property {string} sure
 * @property {string} yes
 * @property {string} [tick] what has to be ticked before
 * @property {() => Promise<string | null>} act says why nothing was done, or null
 */

/**
 * @param {string} id of the place where it is asked
 * @param {import('./context.js').BadgeContext} page
 * @param {Asked} asked
 */
export function steps(id, page, asked) {
  const place = byId(id);
  const begin = () => {
    const first = button(asked.first, ask, 'danger');
    place.replaceChildren(element('p', {}, first));
    return first;
  };
  const ask = () => {
    const status = element('p', { className: 'error', role: 'alert' });
    const box = element('input', { type: 'checkbox' });
    box.addEventListener('change', () => {
      status.textContent = '';
      box.removeAttribute('aria-invalid');
    });
    const tick = asked.tick
      ? element('label', { className: 'tick' }, box, element('span', { textContent: asked.tick }))
      : null;
    const yes = button(
      asked.yes,
      async () => {
        if (tick && !box.checked) {
          status.textContent = page.words.tickFirst;
          box.setAttribute('aria-invalid', 'true');
          return box.focus();
        }
        await act(async () => {
          status.textContent = page.words.saving;
          status.textContent = (await asked.act()) ?? '';
        });
      },
      'danger',
    );
    const act = once(() => [yes, no]);
    const no = button(page.words.keepIt, () => begin().focus());
    const sure = element('p', { textContent: asked.sure, className: 'sure', tabIndex: -1 });
    place.replaceChildren(sure, ...(tick ? [tick] : []), status, element('p', { className: 'row' }, yes, no));
    sure.focus();
  };
  begin();
}
