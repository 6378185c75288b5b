/** The fields in which the programme is altered: the course of the day, the ateliers, the doors. */

import { element } from '../ui/dom.js';
import { table } from '../ui/widgets.js';
import { ROOM_CHARACTERS, SEATS } from '../words/limits.js';
import { isHour, keyOf, shown } from './alterations.js';

/**
 * @typedef {import('./alterations.js').Alterable} Alterable
 * @typedef {import('./alterations.js').What} What
 * @typedef {import('./context.js').DashboardContext} DashboardContext
 */

/**
 * @param {Alterable[]} things
 * @param {Map<string, string>} typed by key; what is typed from now on is put there
 * @param {DashboardContext} page
 * @returns {HTMLElement[]}
 */
export function fieldsOf(things, typed, page) {
  const { words } = page;
  const of = (/** @type {string[]} */ ...sorts) => things.filter(({ sort }) => sorts.includes(sort));
  const begin = ({ starts_at = '' }) => Date.parse(starts_at);
  /** @type {[string, Alterable[], [What, string][]][]} */
  const parts = [
    [
      words.courseOfDay,
      of('sessions', 'slots').sort((one, other) => begin(one) - begin(other)),
      [
        ['starts_at', words.begins],
        ['ends_at', words.ends],
      ],
    ],
    [
      words.fields.ateliers,
      of('ateliers'),
      [
        ['room', words.room],
        ['capacity', words.capacity],
      ],
    ],
    [
      words.doorsTitle,
      of('checkpoints'),
      [
        ['opens_at', words.opens],
        ['closes_at', words.closes],
        ['room', words.room],
      ],
    ],
  ];
  return parts
    .filter(([, lines]) => lines.length)
    .map(([title, lines, whats]) => {
      const heads = [words.fields.what, ...whats.map(([, head]) => head)];
      const rows = lines.map((thing) => [named(thing, page), ...whats.map((what) => field(thing, what, typed, page))]);
      return element(
        'section',
        { className: 'card stack' },
        element('h3', { textContent: title }),
        table(title, heads, rows),
      );
    });
}

/**
 * @param {Alterable} thing
 * @param {DashboardContext} page
 */
function named({ sort, id, filed }, page) {
  const said = /** @type {[What, string | number][]} */ (Object.entries(filed)).map(([what, value]) =>
    isHour(what) ? page.hour(String(value)) : String(value),
  );
  const textContent = said.length ? page.words.fileSays({ values: said.join(' · ') }) : '';
  return element('div', {}, page.thing(sort, id), element('div', { className: 'soft small', textContent }));
}

/**
 * @param {Alterable} thing
 * @param {[What, string]} what and what it is called
 * @param {Map<string, string>} typed
 * @param {DashboardContext} page
 */
function field(thing, [what, head], typed, page) {
  const key = keyOf(thing, what);
  const made = element('input', { id: key, autocomplete: 'off' });
  if (isHour(what)) made.type = 'time';
  else if (what === 'room') made.maxLength = ROOM_CHARACTERS;
  else Object.assign(made, { type: 'number', min: '0', max: String(SEATS), inputMode: 'numeric' });
  made.value = typed.get(key) ?? (page.programme ? shown(thing, what, page.programme.event) : '');
  made.setAttribute('aria-label', `${head}, ${page.thing(thing.sort, thing.id)}`);
  made.addEventListener('input', () => typed.set(key, made.value));
  return made;
}
