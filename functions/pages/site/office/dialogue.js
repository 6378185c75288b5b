/** A question before something that cannot be taken back. */

import { dialog, input, one } from '../look/dom.js';

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} text
 * @property {string} yes
 * @property {string} [sure] what has to be ticked before
 */

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
  one('confirm-no').onclick = () => box.close('');
  box.showModal();
  return new Promise((done) => box.addEventListener('close', () => done(box.returnValue === 'yes'), { once: true }));
}
