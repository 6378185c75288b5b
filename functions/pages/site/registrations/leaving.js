/** Before a page is left on which something was typed and not saved. */

import { isConfirmed } from '../organiser/dialogue.js';

/**
 * Ask before a link leads away from what was typed of somebody.
 *
 * @param {import('./context.js').RegistrationsContext} page
 * @param {import('./person.js').Person} person
 */
export function askBeforeLeaving(page, person) {
  document.addEventListener('click', (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    const link = target instanceof Element ? target.closest('a') : null;
    const isElsewhere = ctrlKey || metaKey || shiftKey;
    if (!link || isElsewhere || page.screen !== 'person' || !person.isLost) return;
    event.preventDefault();
    const { leaveTitle: title, leaveText: text, leave: yes, stay: no } = page.words;
    void isConfirmed({ title, text, yes, no }).then((isMeant) => {
      if (!isMeant) return;
      person.drop();
      location.assign(link.href);
    });
  });
}
