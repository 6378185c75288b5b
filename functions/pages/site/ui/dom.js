/** The document, by name. Text goes in as text: nothing here reads HTML. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/**
 * @param {string} id
 * @returns {HTMLInputElement}
 */
export function input(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/**
 * @param {string} id
 * @returns {HTMLDialogElement}
 */
export function dialog(id) {
  return /** @type {HTMLDialogElement} */ (byId(id));
}

/**
 * Make an element.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]> & {role?: string}} properties
 * @param {...(Node | string | null)} children null leaves a place empty
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} [className]
 */
export function button(text, act, className = '') {
  return element('button', { type: 'button', textContent: text, className, onclick: act });
}

/**
 * Let an element say a word of the page, in its language.
 *
 * @template {HTMLElement} Made
 * @param {Made} made
 * @param {string} word
 * @returns {Made}
 */
export function worded(made, word) {
  made.dataset.word = word;
  return made;
}

/**
 * Draw a shape in a square of 100, for the eye only.
 *
 * @param {[string, Record<string, string>][]} parts names and attributes
 */
export function drawing(parts) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 100 100');
  svg.setAttribute('aria-hidden', 'true');
  for (const [name, attributes] of parts) {
    const part = document.createElementNS(SVG, name);
    for (const [attribute, value] of Object.entries(attributes)) part.setAttribute(attribute, value);
    svg.append(part);
  }
  return svg;
}

/**
 * Put the language's words in the places that name them.
 *
 * @param {object} words of the page, some by the names that the places bear
 */
export function translate(words) {
  const said = (/** @type {string} */ name) =>
    name.split('.').reduce((/** @type {any} */ table, part) => table[part], words);
  for (const place of document.querySelectorAll('[data-word]')) {
    place.textContent = said(/** @type {HTMLElement} */ (place).dataset.word ?? '');
  }
  for (const place of document.querySelectorAll('[data-label]')) {
    place.setAttribute('aria-label', said(/** @type {HTMLElement} */ (place).dataset.label ?? ''));
  }
}

/**
 * Let the page speak a language: its words, and the list of languages, where there are several.
 *
 * @typedef {import('./words.js').Language} Language
 * @param {object} page
 * @param {Language} page.language
 * @param {Language[]} page.languages
 * @param {{names: Record<Language, string>}} page.words
 * @param {(language: Language) => unknown} page.speakIn
 */
export function speak(page) {
  const { language, languages, words } = page;
  document.documentElement.lang = language;
  translate(words);
  for (const place of document.querySelectorAll('select.languages')) {
    const list = /** @type {HTMLSelectElement} */ (place);
    list.hidden = languages.length < 2;
    redraw(list, languages, () =>
      languages.map((each) => element('option', { value: each, lang: each, textContent: words.names[each] })),
    );
    list.value = language;
    list.onchange = () => void page.speakIn(list.value);
  }
}

/**
 * Let a place say something, on the page as it is: WebKit loses the click of a button whose text is put in anew while it is
 * pressed, be it the same, and a screen reader may read it again.
 *
 * @param {Element} place
 * @param {string} text
 */
export function write(place, text) {
  if (place.textContent === text) return;
  const { firstChild } = place;
  if (firstChild?.nodeType === Node.TEXT_NODE && !firstChild.nextSibling) firstChild.nodeValue = text;
  else place.textContent = text;
}

/** @type {WeakMap<Element, string>} */
const drawn = new WeakMap();

/**
 * Draw a place anew only where there is something else to say: a list that is rebuilt under somebody's finger, focus or
 * screen reader loses their place.
 *
 * @param {Element} place
 * @param {unknown} said all that the parts are made of
 * @param {() => Node[]} parts
 */
export function redraw(place, said, parts) {
  const signature = JSON.stringify(said);
  if (drawn.get(place) === signature) return;
  drawn.set(place, signature);
  place.replaceChildren(...parts());
}

/**
 * Draw anew, and give the focus to what stands where it was, with what was typed there: whoever goes by keyboard, or
 * types, is in the middle of something.
 *
 * @param {() => void} draw
 */
export function keepingPlace(draw) {
  const had = /** @type {HTMLElement | null} */ (document.activeElement);
  const room = had?.parentElement?.closest('[id]');
  const at = had && room ? reachable(room).indexOf(had) : -1;
  draw();
  if (!had || !room || had.isConnected || document.activeElement !== document.body) return;
  const heir = document.getElementById(had.id) ?? reachable(byId(room.id))[at];
  if (had instanceof HTMLInputElement && heir instanceof HTMLInputElement) heir.value = had.value;
  heir?.focus({ preventScroll: true });
}

/**
 * @param {Element} room
 * @returns {HTMLElement[]}
 */
function reachable(room) {
  return [...room.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].map(
    (each) => /** @type {HTMLElement} */ (each),
  );
}

/**
 * Move the focus to where a screen begins, so that it is read aloud from there.
 *
 * @param {HTMLElement} place
 */
export function begin(place) {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}
