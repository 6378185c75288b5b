/** A view as the event knows it: what an address asks for besides is said, and left out. */

import { columnsOf } from './columns.js';
import { filtersOf } from './filters.js';

/** Of one filter, whoever is named; of the others, a value that the event offers no more is still somebody's. */
const OPEN = ['id', 'diet'];

/**
 * @param {import('./view.js').View} view of an address, whoever wrote it, and when
 * @param {import('./context.js').RegistrationsContext} page
 */
export function understood(view, page) {
  // Without the programme, only the server knows.
  if (!page.programme) return view;
  const known = new Map(filtersOf(page).map(({ name, values }) => [name, values?.map(([value]) => value)]));
  const columns = columnsOf(page).map(([column]) => column);
  const isFilter = (/** @type {[string, string]} */ [name, value]) =>
    Boolean(value) && (OPEN.includes(name) || (known.has(name) && (known.get(name)?.includes(value) ?? true)));
  const isColumn = (/** @type {string} */ column) => columns.includes(column);
  const unknown = [
    ...view.filters.filter((each) => !isFilter(each)).map(([label, text]) => page.words.labelled({ label, text })),
    ...(view.columns ?? []).filter((column) => !isColumn(column)),
  ];
  page.say('people-unknown', unknown.length ? page.words.viewUnknown({ asked: unknown.join(', ') }) : '', 'warm');
  return view.with({
    filters: view.filters.filter(isFilter),
    columns: view.columns?.filter(isColumn) ?? null,
    page: view.page,
  });
}

/**
 * @param {import('./context.js').Failed} failed
 * @param {import('./context.js').RegistrationsContext} page
 * @returns {string} why the list is not all there
 */
export function whyNot(failed, page) {
  const isOfView = failed.kind === 'problem' && failed.problem.code === 'invalid_request';
  return isOfView ? page.words.viewWrong : page.said(failed);
}
