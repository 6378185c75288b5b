/** The lines whose status says that the person does not come, or not yet: counted, and what becomes of them chosen. */

import { element } from '../ui/dom.js';

/** @type {Record<string, string[]>} what may become of each; the first is what does, where nobody says otherwise */
const CHOICES = {
  cancelled: ['leave_out', 'register'],
  waiting: ['leave_out', 'wait', 'register'],
  pending: ['leave_out', 'register'],
};

/**
 * @param {import('./import_run.js').Result[]} results
 * @returns {Map<string, number>} how many lines have which status, in the order of the choices
 */
export function counted(results) {
  const codes = results.flatMap(({ notes }) => (notes ?? []).map(({ code }) => code));
  const counts = Object.keys(CHOICES).map(
    (status) => /** @type {const} */ ([status, codes.filter((code) => code === `status_${status}`).length]),
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/**
 * Show how many lines have which status, and let an organiser choose; every choice checks the list anew.
 *
 * @param {import('./import.js').Import} part
 * @returns {Node[]}
 */
export function statuses(part) {
  const { words } = part.page;
  /** @type {Record<string, string>} */
  const becomings = words.statusBecomes;
  /** @type {Record<string, (values: {count: number}) => string>} */
  const counts = words.statusCount;
  const found = counted([...(part.check?.results.values() ?? [])]);
  const results = [...(part.check?.results.values() ?? [])];
  const held = results.filter(({ errors }) => errors.some(({ code }) => code === 'already_registered')).length;
  if (!found.size && !held && !part.shares) return [];
  const choices = [...found].map(([status, count]) => {
    const chosen = part.statuses[status] ?? CHOICES[status][0];
    const select = element('select', { name: `status-${status}` });
    select.append(
      ...CHOICES[status].map((becomes) =>
        element('option', { value: becomes, textContent: becomings[becomes], selected: becomes === chosen }),
      ),
    );
    select.addEventListener('change', () => {
      part.statuses = { ...part.statuses, [status]: select.value };
      part.startCheck();
    });
    return element('label', { className: 'label' }, counts[status]({ count }), ' ', select);
  });
  return [
    element(
      'fieldset',
      { className: 'choices' },
      element('legend', { className: 'label', textContent: words.statusesLegend }),
      ...choices,
      held || part.shares ? sharers(part, held) : null,
    ),
  ];
}

/**
 * Let an organiser register people with an address that is somebody else's already.
 *
 * @param {import('./import.js').Import} part
 * @param {number} held how many lines it keeps out
 */
function sharers(part, held) {
  const tick = element('input', { type: 'checkbox', name: 'shares', checked: part.shares });
  tick.addEventListener('change', () => {
    part.shares = tick.checked;
    part.startCheck();
  });
  return element(
    'label',
    { className: 'tick' },
    tick,
    element('span', {}, part.page.words.sharesAddress({ count: held })),
  );
}
