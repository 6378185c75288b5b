/** A question before something that cannot be taken back. */

import { button, dialog, element, input, one, worded } from '../look/dom.js';

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} text
 * @property {string} yes
 * @property {string} [sure] what has to be ticked before
 */

/** Put the dialogue into the page, before its words are said. */
export function drawQuestion() {
  const no = worded(
    button('', () => dialog('confirm').close('')),
    'keep',
  );
  no.autofocus = true;
  const sure = element('label', { id: 'confirm-sure', className: 'tick' });
  sure.append(element('input', { id: 'confirm-tick', type: 'checkbox' }), element('span'));
  const box = element(
    'dialog',
    { id: 'confirm' },
    element(
      'div',
      { className: 'stack' },
      element('h2', { id: 'confirm-title' }),
      element('p', { id: 'confirm-text' }),
      sure,
      element(
        'p',
        { className: 'row' },
        Object.assign(no, { id: 'confirm-no' }),
        element('button', { id: 'confirm-yes', type: 'button', className: 'danger' }),
      ),
    ),
  );
  box.setAttribute('aria-labelledby', 'confirm-title');
  document.body.append(box);
}

/**
 * Ask, and wait for the answer. To close the dialogue is to say no.
 *
 * @param {Question} question
 * @returns {Promise<boolean>}
 */
export function isConfirmed({ title, text, yes, sure }) {
  const box = dialog('confirm');
  const tick = input('confirm-tick');
  const act = /** @type {HTMLButtonElement} */ (one('confirm-yes'));
  one('confirm-title').textContent = title;
  one('confirm-text').textContent = text;
  act.textContent = yes;
  one('confirm-sure').hidden = !sure;
  one('confirm-sure').lastElementChild?.replaceChildren(sure ?? '');
  tick.checked = false;
  act.disabled = Boolean(sure);
  tick.onchange = () => (act.disabled = !tick.checked);
  box.returnValue = '';
  act.onclick = () => box.close('yes');
  box.showModal();
  return new Promise((done) => box.addEventListener('close', () => done(box.returnValue === 'yes'), { once: true }));
}
