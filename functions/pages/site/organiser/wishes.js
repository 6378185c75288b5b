/** What people announce beside lunch, and tell the caterer beside their diets, of nobody by name. */

import { element } from '../ui/dom.js';
import { table } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';

/**
 * @param {import('../lib/contract.js').WishShown[]} wishes
 * @param {Pick<import('../words/dashboard.js').Words, 'persons' | 'nobodyWishes' | 'answerYes' | 'answerNo'>} words
 * @returns {HTMLElement[]}
 */
export function wished(wishes, words) {
  return wishes.map(({ label, choices = [], counts, texts = [] }) => {
    if (counts) {
      const lines = Object.entries(counts).map(([code, count]) => [answerNamed(code, choices, words), String(count)]);
      const made = table(label, [label, words.persons], lines);
      made.classList.add('numbers');
      return made;
    }
    const said = alike(texts).map(([text, count]) =>
      element('li', { dir: 'auto', textContent: count > 1 ? `${count}\u00a0×\u00a0${text}` : text }),
    );
    return element(
      'div',
      {},
      element('h4', { textContent: label }),
      said.length ? element('ul', {}, ...said) : element('p', { className: 'soft', textContent: words.nobodyWishes }),
    );
  });
}

/**
 * @param {Record<string, import('../lib/contract.js').TickCount>} ticks by field
 * @param {import('../words/dashboard.js').Words} words
 * @param {Record<string, string>} [foreseen] what is expected, by field
 * @returns {HTMLElement[]}
 */
export function announced(ticks, words, foreseen = {}) {
  return Object.entries(ticks).map(([name, { announced: people, announced_inside: inside }]) => {
    const title = element('h3', { id: `${name}-title`, textContent: saidOf(words.fields, name) });
    const said = words.announcedOf({ announced: people, inside });
    const section = element(
      'section',
      { className: 'card stack' },
      title,
      element('p', { className: 'figures', textContent: said }),
      foreseen[name] ? element('p', { className: 'figures', textContent: foreseen[name] }) : null,
    );
    section.setAttribute('aria-labelledby', title.id);
    return section;
  });
}

/**
 * @param {string} code of an answer: a choice's id, `yes` or `no`
 * @param {import('../lib/contract.js').ChoiceShown[]} choices none of a question that is answered by yes or no
 * @param {Pick<import('../words/dashboard.js').Words, 'answerYes' | 'answerNo'>} words
 */
export function answerNamed(code, choices, { answerYes, answerNo }) {
  const chosen = choices.find(({ id }) => id === code)?.label;
  return chosen ?? { yes: answerYes, no: answerNo }[code] ?? code;
}

/**
 * @param {string[]} texts
 * @returns {[string, number][]} what several wrote alike once, with their number, as on the caterer's sheet
 */
export function alike(texts) {
  /** @type {Map<string, number>} */
  const counted = new Map();
  for (const text of texts.map((one) => one.replace(/\s+/gu, ' ').trim())) {
    counted.set(text, (counted.get(text) ?? 0) + 1);
  }
  return [...counted];
}
