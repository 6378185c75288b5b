/** The steps of an import that speak of lines: on their way, checked, done. */

import { button, element } from '../ui/dom.js';
import { notice, tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { allRefused, notes, problems } from './import_problems.js';
import { names } from './import_names.js';
import { statuses } from './import_statuses.js';

/**
 * @typedef {import('./import.js').Import} Import
 * @typedef {import('./import_run.js').ImportRun} ImportRun
 * @typedef {import('./context.js').RegistrationsContext} RegistrationsContext
 */

/**
 * Show a run with its progress, and the button that stops it or takes it up again.
 *
 * @param {Import} part
 * @param {ImportRun} run
 * @returns {Node[]}
 */
export function runStep(part, run) {
  const { words } = part.page;
  const isDry = run === part.check;
  const title = isDry ? words.checkingTitle : words.importingTitle;
  const bar = element('progress', { max: Math.max(1, run.total) });
  bar.setAttribute('aria-label', title);
  const count = element('p', { className: 'figures' });
  const status = element('div', { role: 'status' });
  const stop = button(words.stop, () => run.stop());
  const resume = button(words.resume, () => void part.resume(run), 'main');
  const other = button(words.otherFile, () => part.again(), 'plain');
  let said = '';
  const draw = () => {
    if (!bar.isConnected && said) return run.removeEventListener('change', draw);
    bar.value = run.results.size;
    count.textContent = words.progressOf({ done: run.results.size, total: run.total });
    stop.hidden = !run.isUnderWay;
    resume.hidden = run.state !== 'stopped' && run.state !== 'ended';
    other.hidden = run.isUnderWay;
    const text = state(part.page, run);
    if (text !== said) status.replaceChildren(text ? notice(text, 'warm') : '');
    said = text || ' ';
  };
  run.addEventListener('change', draw);
  draw();
  return [
    element('h3', { textContent: title }),
    element('p', { className: 'soft', textContent: isDry ? words.checkingWhy : words.importingWhy }),
    element('div', { className: 'stack' }, bar, count),
    status,
    element('p', { className: 'row' }, stop, resume, other),
  ];
}

/**
 * Show what a check found, and ask whether to go on.
 *
 * @param {Import} part
 * @returns {Node[]}
 */
export function checkedStep(part) {
  const { words } = part.page;
  const check = /** @type {ImportRun} */ (part.check);
  const good = check.of('registered').length;
  const known = check.of('known').length;
  const leftOut = check.of('left_out').length;
  const refused = check.of('refused');
  const undecided = element('p', { className: 'error', id: 'mails-undecided', hidden: true });
  undecided.textContent = words.mailsUndecided;
  const go = () => {
    if (part.notify !== null) return part.startImport();
    undecided.hidden = false;
    /** @type {HTMLInputElement | null} */ (document.querySelector('[name=notify]'))?.focus();
  };
  return [
    element('h3', { textContent: words.checkedTitle }),
    element(
      'p',
      { className: 'row' },
      tag(words.outcomes.registered({ count: good })),
      known ? tag(words.outcomes.known({ count: known }), 'quiet') : null,
      leftOut ? tag(words.outcomes.left_out({ count: leftOut }), 'quiet') : null,
      refused.length ? tag(words.outcomes.refused({ count: refused.length }), 'bad') : null,
    ),
    ...statuses(part),
    ...names(part),
    ...(known ? [element('p', { className: 'soft', textContent: words.knownWhy })] : []),
    ...(good ? [mails(part), undecided] : [notice(words.nothingGood, 'warm')]),
    element(
      'p',
      { className: 'row' },
      good ? button(words.importGood({ count: good }), go, 'main') : null,
      part.meanings.asked.length ? button(words.toMeanings, () => part.go('meanings'), good ? '' : 'main') : null,
      button(words.toColumns, () => part.go('columns')),
      button(words.otherFile, () => part.again(), 'plain'),
    ),
    ...problems(part, refused, true),
    ...notes(part),
  ];
}

/**
 * Show what became of the list.
 *
 * @param {Import} part
 * @returns {Node[]}
 */
export function doneStep(part) {
  const { words } = part.page;
  const run = /** @type {ImportRun} */ (part.run);
  const check = /** @type {ImportRun} */ (part.check);
  const known = check.of('known').length + run.of('known').length;
  const leftOut = check.of('left_out').length + run.of('left_out').length;
  const refused = allRefused(part);
  const registered = run.of('registered');
  const unmailed = part.notify ? registered.filter(({ address }) => !address).length : 0;
  return [
    element('h3', { textContent: words.doneTitle }),
    notice(
      [
        `${words.donePeople({ count: registered.length })}.`,
        part.notify ? words.doneMails : words.doneNoMails,
        unmailed ? words.doneNoAddress({ count: unmailed }) : '',
        known ? `${words.doneKnown({ count: known })}.` : '',
        leftOut ? `${words.outcomes.left_out({ count: leftOut })}.` : '',
      ]
        .filter(Boolean)
        .join(' '),
    ),
    ...problems(part, refused),
    ...notes(part),
    element(
      'p',
      { className: 'row' },
      element('a', {
        className: refused.length ? 'button' : 'button main',
        href: '#people',
        textContent: words.seePeople,
      }),
      button(words.anotherList, () => part.again()),
    ),
  ];
}

/**
 * @param {RegistrationsContext} page
 * @param {ImportRun} run
 */
function state({ words }, { state, why }) {
  if (state === 'waiting') return saidOf(words.waits, why);
  if (state === 'stopped') return words.stopped;
  return state === 'ended' ? words.ended : '';
}

/** @param {Import} part */
function mails(part) {
  const { words } = part.page;
  const choice = (/** @type {boolean} */ value, /** @type {string} */ text) => {
    const radio = element('input', { type: 'radio', name: 'notify', checked: part.notify === value });
    radio.addEventListener('change', () => (part.notify = value));
    radio.setAttribute('aria-describedby', 'mails-undecided');
    return element('label', { className: 'choice' }, radio, text);
  };
  return element(
    'fieldset',
    { className: 'choices' },
    element('legend', { className: 'label', textContent: words.mailsLegend }),
    choice(true, words.mailsYes),
    choice(false, words.mailsNo),
  );
}
