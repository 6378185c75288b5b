/** The first step of an import: a file, chosen or dropped. */

import { button, element } from '../ui/dom.js';

/**
 * @param {import('./import.js').Import} part
 * @returns {Node[]}
 */
export function fileStep(part) {
  const { words } = part.page;
  const file = element('input', {
    type: 'file',
    id: 'import-file',
    hidden: true,
    accept: '.csv,.tsv,.txt,.xlsx,.xlsm,.ods',
  });
  const take = (/** @type {FileList | null | undefined} */ files) => files?.[0] && void part.read(files[0]);
  file.addEventListener('change', () => {
    take(file.files);
    // The same file can be chosen again, once it was mended.
    file.value = '';
  });
  const choose = button(words.chooseFile, () => file.click(), 'main');
  choose.setAttribute('aria-describedby', 'import-why');
  const zone = element(
    'div',
    { className: 'drop stack' },
    element('h3', { textContent: words.dropHere }),
    element('p', { className: 'soft', id: 'import-why', textContent: words.dropWhy }),
    element('p', { className: 'row' }, file, choose),
  );
  const over = (/** @type {Event} */ event, /** @type {boolean} */ is) => {
    event.preventDefault();
    zone.toggleAttribute('data-over', is);
  };
  zone.addEventListener('dragover', (event) => over(event, true));
  zone.addEventListener('dragleave', (event) => over(event, false));
  zone.addEventListener('drop', (event) => {
    over(event, false);
    take(event.dataTransfer?.files);
  });
  return [zone];
}
