/** What people tell the caterer beside their diets, of nobody by name. */

import { element } from '../ui/dom.js';
import { table } from '../ui/widgets.js';
import { answerNamed } from './numbers.js';

/**
 * @param {import('../lib/contract.js').WishShown[]} wishes
 * @param {import('../words/dashboard.js').Words} words
 * @returns {HTMLElement[]}
 */
export function wished(wishes, words) {
  return wishes.map(({ label, choices = [], counts, texts = [] }) => {
    if (counts) {
      const lines = Object.entries(counts).map(([code, count]) => [answerNamed(code, choices, words), String(count)]);
      const made = table(label, [label, words.peopleColumn], lines);
      made.classList.add('numbers');
      return made;
    }
    const said = texts.map((text) => element('li', { dir: 'auto', textContent: text }));
    return element(
      'div',
      {},
      element('h4', { textContent: label }),
      said.length ? element('ul', {}, ...said) : element('p', { className: 'soft', textContent: words.nobodyWishes }),
    );
  });
}
