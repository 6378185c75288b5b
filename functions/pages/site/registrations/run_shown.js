/** Something done to many people as it is shown: how far it is, and in the end for whom it was not done. */

import { button, byId, element } from '../ui/dom.js';
import { notice } from '../ui/widgets.js';
import { wayToWritten } from './written.js';

/**
 * @typedef {import('./context.js').RegistrationsContext} RegistrationsContext
 *
 * @typedef {object} Around
 * @property {RegistrationsContext} page
 * @property {(id: string) => string | null} nameOf
 * @property {(ids: string[]) => void} only ticks these people and nobody else
 */

/** Those whom it was not done for are named, but not thousands of them. */
const MOST_NAMED = 100;

/**
 * @param {HTMLElement} place
 * @param {{total: number, seen: number}} progress
 * @param {RegistrationsContext['words']} words
 * @param {() => void} stop
 */
export function drawProgress(place, { seen, total }, words, stop) {
  const text = words.selectionProgress({ done: seen, total });
  const bar = place.querySelector('progress');
  if (bar) {
    bar.value = seen;
    byId('selection-seen').textContent = text;
    return;
  }
  const label = element('p', { id: 'selection-seen', textContent: text });
  const made = element('progress', { max: total, value: seen });
  made.setAttribute('aria-labelledby', label.id);
  place.hidden = false;
  place.replaceChildren(label, made, element('p', { className: 'row' }, button(words.stop, stop)));
}

/**
 * @param {import('./run_through.js').Progress} progress
 * @param {import('./job.js').Act} act
 * @param {Around} around
 * @returns {HTMLElement[]}
 */
export function toldOf({ total, seen, done, leftOut, stoppedBy }, act, { page, nameOf, only }) {
  const { words } = page;
  const rest = total - seen;
  const parts = [
    words.selectionDone[act]({ count: done }),
    stoppedBy ? page.said(stoppedBy) : '',
    rest ? words.selectionRest({ count: rest }) : '',
  ];
  const said = notice(parts.filter(Boolean).join(' '), leftOut.length || rest ? 'warm' : '');
  if (act === 'write') said.append(' ', wayToWritten(words));
  if (!leftOut.length) return [said];
  /** @type {Map<string, string[]>} */
  const reasons = new Map();
  for (const { id, failed } of leftOut.slice(0, MOST_NAMED)) {
    const why = page.said(failed);
    reasons.set(why, [...(reasons.get(why) ?? []), id]);
  }
  const link = (/** @type {string} */ id) =>
    element('a', { href: `#people/${id}`, textContent: nameOf(id) ?? words.nameless });
  const lines = [...reasons].map(([why, ids]) =>
    element('li', {}, ...ids.flatMap((id, at) => [at ? ', ' : '', link(id)]), words.because({ why })),
  );
  const more = leftOut.length - MOST_NAMED;
  return [
    said,
    element('p', { textContent: words.selectionLeftOut({ count: leftOut.length }) }),
    element('ul', { id: 'selection-left-out' }, ...lines),
    ...(more > 0 ? [element('p', { textContent: words.selectionMore({ count: more }) })] : []),
    button(words.tickThese({ count: leftOut.length }), () => only(leftOut.map(({ id }) => id))),
  ];
}
