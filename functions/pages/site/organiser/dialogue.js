/** A question before something that others will notice; it may ask for more than yes or no. */

import { button, byId, dialog, element, input, worded } from '../ui/dom.js';

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} text
 * @property {string} yes
 * @property {string} [no] how to leave it, where "change nothing" would not say what follows
 * @property {string} [more] what can be done instead, and does more
 * @property {string} [sure] what has to be ticked before
 * @property {HTMLElement[]} [fields] what is asked besides
 * @property {(answer: 'yes' | 'more') => boolean} [isComplete] whether what is asked is answered; says by itself what is
 *   missing
 * @property {boolean} [isHarmless] it takes nothing away from anybody
 * @property {string} [tickFirst] said to who has not ticked it
 */

/** Put the dialogue into the page, before its words are said. */
export function drawQuestion() {
  const no = button('', () => dialog('confirm').close(''));
  no.autofocus = true;
  no.append(worded(element('span'), 'changeNothing'), element('span'));
  const fields = element('div', { id: 'confirm-fields', className: 'stack' });
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
      fields,
      sure,
      element('p', { id: 'confirm-status', className: 'error', role: 'alert' }),
      element(
        'p',
        { className: 'row' },
        Object.assign(no, { id: 'confirm-no' }),
        element('button', { id: 'confirm-yes', type: 'button', className: 'danger' }),
        element('button', { id: 'confirm-more', type: 'button', className: 'danger' }),
      ),
    ),
  );
  box.setAttribute('aria-labelledby', 'confirm-title');
  document.body.append(box);
}

/**
 * Ask what is yes or no, and wait for the answer.
 *
 * @param {Question} question
 */
export async function isConfirmed(question) {
  return (await chosen(question)) === 'yes';
}

/**
 * Ask, and wait for the answer. To close the dialogue is to say no.
 *
 * @param {Question} question
 * @returns {Promise<'yes' | 'more' | null>}
 */
export function chosen({
  title,
  text,
  yes,
  no,
  more,
  sure,
  tickFirst,
  fields = [],
  isComplete = () => true,
  isHarmless = false,
}) {
  const box = dialog('confirm');
  const tick = input('confirm-tick');
  const act = /** @type {HTMLButtonElement} */ (byId('confirm-yes'));
  const actMore = /** @type {HTMLButtonElement} */ (byId('confirm-more'));
  byId('confirm-title').textContent = title;
  byId('confirm-text').textContent = text;
  byId('confirm-text').hidden = !text;
  byId('confirm-fields').replaceChildren(...fields);
  byId('confirm-fields').hidden = !fields.length;
  byId('confirm-no').autofocus = !fields.length;
  const [usual, own] = byId('confirm-no').querySelectorAll('span');
  usual.hidden = Boolean(no);
  own.textContent = no ?? '';
  act.textContent = yes;
  act.className = isHarmless ? 'main' : 'danger';
  actMore.textContent = more ?? '';
  actMore.hidden = !more;
  byId('confirm-sure').hidden = !sure;
  byId('confirm-sure').lastElementChild?.replaceChildren(sure ?? '');
  tick.checked = false;
  tick.onchange = () => (byId('confirm-status').textContent = '');
  byId('confirm-status').textContent = '';
  box.returnValue = '';
  const say = (/** @type {'yes' | 'more'} */ answer) => {
    if (sure && !tick.checked) {
      byId('confirm-status').textContent = tickFirst ?? '';
      tick.focus();
    } else if (isComplete(answer)) box.close(answer);
  };
  act.onclick = () => say('yes');
  actMore.onclick = () => say('more');
  box.showModal();
  const said = () => (box.returnValue === 'yes' || box.returnValue === 'more' ? box.returnValue : null);
  return new Promise((done) => box.addEventListener('close', () => done(said()), { once: true }));
}
