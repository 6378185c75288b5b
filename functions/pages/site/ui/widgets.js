/** Small parts that several screens are made of. */

import { element } from './dom.js';

/** @typedef {'' | 'warm' | 'bad' | 'quiet'} Sort */

/**
 * @param {Node | string} said
 * @param {Sort} [sort]
 */
export function tag(said, sort = '') {
  return sorted(element('span', { className: 'tag' }, said), sort);
}

/**
 * @param {string} text
 * @param {Sort} [sort]
 */
export function notice(text, sort = '') {
  return sorted(element('p', { className: 'notice', textContent: text }), sort);
}

/**
 * A table whose first cell of each line names it.
 *
 * @param {string} caption
 * @param {string[]} heads
 * @param {(Node | string)[][]} lines
 */
export function table(caption, heads, lines) {
  const head = element('tr', {}, ...heads.map((text) => element('th', { scope: 'col', textContent: text })));
  const body = lines.map((cells) =>
    element(
      'tr',
      {},
      ...cells.map((cell, at) => {
        const made = at === 0 ? element('th', { scope: 'row' }, cell) : element('td', {}, cell);
        made.dataset.label = heads[at];
        return made;
      }),
    ),
  );
  return element(
    'div',
    { className: 'table' },
    element(
      'table',
      {},
      element('caption', { className: 'unseen', textContent: caption }),
      element('thead', {}, head),
      element('tbody', {}, ...body),
    ),
  );
}

/**
 * @template {HTMLElement} E
 * @param {E} made
 * @param {Sort} sort
 * @returns {E}
 */
export function sorted(made, sort) {
  if (sort) made.dataset.sort = sort;
  return made;
}
