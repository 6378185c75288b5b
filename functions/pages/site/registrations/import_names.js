/** Names in capitals: how they would be spelled as usual, if an organiser says so. */

import { element } from '../ui/dom.js';

const EXAMPLES = 6;

/**
 * @param {Iterable<import('./import_run.js').Result>} results
 * @returns {{written: string, usual: string}[]} the names of those to register that are in capitals
 */
export function respelled(results) {
  return [...results].flatMap(({ outcome, usual, given_name, family_name }) =>
    usual && outcome === 'registered' ? [{ written: whole({ given_name, family_name }), usual: whole(usual) }] : [],
  );
}

/**
 * @param {import('./import.js').Import} part
 * @returns {Node[]}
 */
export function names(part) {
  const { words } = part.page;
  const found = respelled(part.check?.results.values() ?? []);
  if (!found.length) return [];
  const tick = element('input', { type: 'checkbox', name: 'usual-names', checked: part.usualNames });
  tick.addEventListener('change', () => (part.usualNames = tick.checked));
  const examples = found
    .slice(0, EXAMPLES)
    .map(({ written, usual }) => element('li', { textContent: words.nameRespelled({ written, usual }) }));
  const more = found.length - examples.length;
  return [
    element(
      'fieldset',
      { className: 'choices' },
      element('legend', { className: 'label', textContent: words.namesLegend({ count: found.length }) }),
      element('label', { className: 'tick' }, tick, element('span', {}, words.namesUsual)),
      element(
        'ul',
        { className: 'plain-list' },
        ...examples,
        more > 0 ? element('li', { className: 'soft', textContent: words.namesMore({ count: more }) }) : null,
      ),
      element('p', { className: 'hint', textContent: words.namesUnsure }),
    ),
  ];
}

/** @param {{given_name?: string | null, family_name?: string | null}} names */
function whole({ given_name, family_name }) {
  return [given_name, family_name].filter(Boolean).join(' ');
}
