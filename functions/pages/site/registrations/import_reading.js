/** How a list's file was read: its letters, and what of it was not. */

import { element } from '../ui/dom.js';
import { notice } from '../ui/widgets.js';

/**
 * Say how the file was read: what somebody must see who finds strange letters or columns.
 *
 * @param {import('./context.js').RegistrationsContext} page
 * @param {import('./mapping.js').Dialect} dialect
 */
export function readAs({ words }, { encoding, separator, sheet, sheets, words: some }) {
  if (!sheet) {
    const parted = separator === '\t' ? words.readTab : words.quoted({ text: separator ?? '' });
    return [
      words.readCsv({ separator: parted }),
      encoding && !encoding.startsWith('UTF') ? words.readOld({ system: encoding.split(/[ -]/)[0] }) : '',
      some.length ? words.readWords({ some: some.join(', ') }) : '',
    ].join(' ');
  }
  const others = sheets.filter((name) => name !== sheet).join(', ');
  return [words.readSheet({ sheet }), others ? words.otherSheets({ sheets: others }) : ''].join(' ');
}

/**
 * Say what of a file is not read: nobody on a line of it is registered.
 *
 * @param {import('./context.js').RegistrationsContext} page
 * @param {import('./mapping.js').List} list
 * @returns {Node[]}
 */
export function leftOut({ words, language }, { left_out, dialect }) {
  const texts = left_out.map((said) => said[language]);
  if (dialect.hidden.length) texts.push(words.hiddenWhy);
  return texts.length ? [notice(texts.join(' '), 'warm')] : [];
}

/**
 * Ask whether letters that were read wrongly before the file was saved are to be repaired: never in silence.
 *
 * @param {import('./import.js').Import} part
 * @param {import('./mapping.js').Dialect} dialect
 * @param {HTMLElement} undecided
 * @returns {Node[]}
 */
export function letters(part, { garbled, is_repaired }, undecided) {
  const { words } = part.page;
  if (is_repaired) return [notice(words.repaired)];
  if (!garbled) return [];
  const choice = (/** @type {string} */ text, /** @type {boolean} */ is, /** @type {() => void} */ act) => {
    const radio = element('input', { type: 'radio', name: 'repair', checked: is });
    radio.addEventListener('change', act);
    radio.setAttribute('aria-describedby', undecided.id);
    return element('label', { className: 'choice' }, radio, text);
  };
  const keep = () => {
    part.keepsLetters = true;
    undecided.hidden = true;
  };
  const repair = () => {
    part.keepsLetters = false;
    if (part.file) void part.read(part.file, { repair: true });
  };
  return [
    element(
      'fieldset',
      { className: 'choices' },
      element('legend', { className: 'label', textContent: words.garbledLegend({ count: garbled.lines }) }),
      element(
        'ul',
        { className: 'plain-list' },
        ...garbled.examples.map(({ stands, reads }) =>
          element('li', { textContent: words.garbledAs({ stands, reads }) }),
        ),
      ),
      choice(words.repairYes, false, repair),
      choice(words.repairNo, part.keepsLetters, keep),
    ),
    undecided,
  ];
}
