/** The filters of the list: what each is called, which values it may have, and where it is chosen. */

import { ofRegistration } from '../lib/form_fields.js';
import { button, byId, element, redraw, write } from '../ui/dom.js';
import { Group } from '../words/codes.js';
import { FILTER_CHARACTERS } from '../words/limits.js';

/**
 * @typedef {import('./context.js').RegistrationsContext} RegistrationsContext
 * @typedef {import('./view.js').View} View
 *
 * @typedef {object} Filter
 * @property {string} name
 * @property {string} label
 * @property {[string, string][] | null} values each with what it is called; null for a text that is typed
 */

/** Those that are seen before more are asked for. */
const AT_HAND = ['kind', 'atelier', 'organisation', 'came', 'inside'];

/**
 * @param {RegistrationsContext} page
 * @returns {Filter[]} those that there are at the event
 */
export function filtersOf(page) {
  const { words, programme } = page;
  if (!programme) return [];
  const { filterNames: names, filterValues: said } = words;
  const ticks = ofRegistration(programme, words, () => [], false).filter(({ type }) => type === 'tick');
  const eats = ticks.some(({ name }) => name === Group.LUNCH);
  const doors = programme.checkpoints
    .filter(({ id }) => id !== Group.ENTRANCE)
    .map(({ id }) => pair(id, page.door(id)));
  const ateliers = programme.ateliers.map(({ id }) => pair(id, page.atelierTitle(id)));
  const named = (/** @type {{id: string, label: string}[]} */ choices) =>
    choices.map(({ id, label }) => pair(id, label));
  const yesNo = [pair('yes', words.answerYes), pair('no', words.answerNo)];
  const answers = (programme.questions ?? []).flatMap(({ id, type, label, choices }) => {
    const values = type === 'yes_no' ? yesNo : named(choices);
    return values.length ? [filter(`answer.${id}`, label, values)] : [];
  });
  const required = (programme.questions ?? []).some((question) => question.required);
  return [
    filter('kind', words.fields.kind, Object.entries(words.kinds)),
    filter('atelier', words.fields.atelier, [...ateliers, pair('none', words.noAtelier)]),
    filter('organisation', words.fields.organisation, null),
    filter('came', names.came, [pair('yes', said.came), pair('no', said.notCame), ...doors]),
    filter('inside', names.inside, [pair('yes', said.inside), ...ateliers]),
    ...(eats ? [filter('diet', words.fields.diet, named(page.dietsOffered()))] : []),
    ...ticks.map(({ name, label }) => filter(name, label, yesNo)),
    ...answers,
    filter('waiting', words.fields.waiting, [pair('yes', said.waiting), pair('offered', said.offered), ...ateliers]),
    filter('mail', words.fields.email, [pair('unopened', said.unopened), pair('undelivered', said.undelivered)]),
    filter('memo', words.fields.memo, [pair('yes', said.memo)]),
    ...(required ? [filter('answers', names.answers, [pair('missing', said.missing)])] : []),
    filter('cancelled', names.cancelled, [pair('yes', said.cancelled), pair('no', said.notCancelled)]),
  ];
}

/**
 * Say what a view filters, one a filter.
 *
 * @param {View} view
 * @param {RegistrationsContext} page
 * @returns {{name: string, value: string, said: string}[]}
 */
export function saidOfFilters(view, page) {
  const known = filtersOf(page);
  return view.filters.map(([name, value]) => {
    const found = known.find((each) => each.name === name);
    const said = found?.values?.find(([one]) => one === value)?.[1] ?? value;
    return { name, value, said: page.words.labelled({ label: found?.label ?? name, text: said }) };
  });
}

/** Close what is open below its name by Escape or a press beside it, as a browser closes a list of its own. */
export function closeBeside() {
  const open = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('.pick[open]'));
  // Not as it is pressed: on a phone all below moves up, and the press would end on something else.
  document.addEventListener('click', ({ target }) => {
    for (const pick of open()) if (!pick.contains(/** @type {Node} */ (target))) pick.open = false;
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const pick of open()) leave(pick);
  });
}

/** @param {HTMLDetailsElement} pick which is closed; whoever is in there goes back to its name */
function leave(pick) {
  if (pick.contains(document.activeElement)) pick.querySelector('summary')?.focus();
  pick.open = false;
}

/**
 * Draw the filters, each opening below its name.
 *
 * @param {HTMLElement} place
 * @param {View} view
 * @param {RegistrationsContext} page
 * @param {(name: string, value: string, isOn: boolean) => void} chosen
 */
export function drawFilters(place, view, page, chosen) {
  const known = filtersOf(page);
  redraw(place, [page.language, known], () => [
    ...known.map(({ name, label, values }) => {
      const tag = element('span', { className: 'tag', hidden: true });
      const summary = element('summary', {}, element('span', {}, label), tag);
      const close = element(
        'p',
        { className: 'pick-end' },
        button('', () => leave(made), 'main'),
      );
      const inside = values ? ticks(name, values, chosen, close) : typed(name, label, page, chosen);
      const made = element('details', { className: AT_HAND.includes(name) ? 'pick' : 'pick less' }, summary, inside);
      // One is open at a time, where the browser knows how.
      made.setAttribute('name', 'filter');
      made.dataset.filter = name;
      return made;
    }),
    more(place, page),
  ]);
  for (const made of place.querySelectorAll('details')) {
    const name = made.dataset.filter ?? '';
    const count = view.filters.filter(([one]) => one === name).length;
    const tag = /** @type {HTMLElement} */ (made.querySelector('summary .tag'));
    if (count && !AT_HAND.includes(name)) place.dataset.more = '';
    tag.hidden = !count;
    tag.textContent = String(count);
    for (const box of made.querySelectorAll('input[type=checkbox]')) {
      const tick = /** @type {HTMLInputElement} */ (box);
      tick.checked = view.has(name, tick.value);
    }
  }
  sayMore(place, page);
}

/**
 * Say on the way out of an open filter how many people it leads to.
 *
 * @param {HTMLElement} place
 * @param {RegistrationsContext} page
 * @param {number} count
 */
export function sayFound(place, { words }, count) {
  for (const way of place.querySelectorAll('.pick-end button')) way.textContent = words.filterSee({ count });
}

/**
 * @param {HTMLElement} place
 * @param {RegistrationsContext} page
 */
function more(place, page) {
  const toggle = () => {
    place.toggleAttribute('data-more');
    sayMore(place, page);
  };
  return Object.assign(button('', toggle, 'plain'), { id: 'filters-more' });
}

/**
 * @param {HTMLElement} place
 * @param {RegistrationsContext} page
 */
function sayMore(place, { words }) {
  const isMore = place.dataset.more !== undefined;
  const made = byId('filters-more');
  write(made, isMore ? words.filtersFewer : words.filtersMore);
  made.setAttribute('aria-expanded', String(isMore));
}

/**
 * @param {string} name
 * @param {[string, string][]} values
 * @param {(name: string, value: string, isOn: boolean) => void} chosen
 * @param {HTMLElement} close the way out
 */
function ticks(name, values, chosen, close) {
  return element(
    'div',
    { className: 'pick-box' },
    ...values.map(([value, said]) => {
      const box = element('input', { type: 'checkbox', value });
      box.addEventListener('change', () => chosen(name, value, box.checked));
      return element('label', { className: 'tick' }, box, element('span', {}, said));
    }),
    close,
  );
}

/**
 * @param {string} name
 * @param {string} label
 * @param {RegistrationsContext} page
 * @param {(name: string, value: string, isOn: boolean) => void} chosen
 */
function typed(name, label, page, chosen) {
  const field = element('input', { type: 'text', maxLength: FILTER_CHARACTERS, autocomplete: 'off', ariaLabel: label });
  const form = element(
    'form',
    { className: 'pick-box row', noValidate: true },
    field,
    element('button', { type: 'submit', textContent: page.words.filterAdd }),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) chosen(name, text, true);
    field.value = '';
  });
  return form;
}

/**
 * Draw what is filtered, each with a button that takes it back.
 *
 * @param {HTMLElement} place
 * @param {View} view
 * @param {RegistrationsContext} page
 * @param {{drop: (name: string, value: string) => void, dropAll: () => void}} acts
 */
export function drawFiltered(place, view, page, { drop, dropAll }) {
  const { words } = page;
  const all = saidOfFilters(view, page);
  place.hidden = !all.length;
  redraw(place, [page.language, all], () => [
    ...all.map(({ name, value, said }) => {
      const made = button(`${said} ×`, () => drop(name, value), 'chip');
      made.setAttribute('aria-label', words.filterDrop({ filter: said }));
      return made;
    }),
    ...(all.length ? [button(words.filterDropAll, dropAll, 'plain')] : []),
  ]);
}

/**
 * @param {string} name
 * @param {string} label
 * @param {Filter['values']} values
 * @returns {Filter}
 */
function filter(name, label, values) {
  return { name, label, values };
}

/**
 * @param {string} value
 * @param {string} said
 * @returns {[string, string]}
 */
function pair(value, said) {
  return [value, said];
}
