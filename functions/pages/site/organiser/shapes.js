/** Pictures of numbers, made shape by shape. A picture says its title to who does not see it. */

const SVG = 'http://www.w3.org/2000/svg';

/** Drawn once in the page, and used wherever something is expected. */
export const HATCHED = 'url(#hatch)';

/** @typedef {Record<string, string | number>} Attributes */

/**
 * @param {string} name
 * @param {Attributes} attributes
 * @param {...(Node | string | null)} children
 * @returns {SVGElement}
 */
export function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * @param {object} about
 * @param {number} about.width
 * @param {number} about.height
 * @param {string} about.title
 * @param {string} [about.text] what it shows, in a sentence
 * @param {string} [about.className]
 * @param {...(Node | null)} children
 */
export function picture({ width, height, title, text = '', className = '' }, ...children) {
  const label = text ? `${title}. ${text}` : title;
  return shape(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', class: className, 'aria-label': label },
    shape('title', {}, title),
    text ? shape('desc', {}, text) : null,
    ...children,
  );
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {Attributes} [more]
 */
export function lettering(x, y, text, more = {}) {
  return shape('text', { x, y, ...more }, text);
}

/**
 * Find the steps of an axis: few, round, and reaching beyond the largest number.
 *
 * @param {number} largest
 * @param {number} [most] how many steps there may be
 * @returns {number[]} from 0
 */
export function ticks(largest, most = 5) {
  const wanted = Math.max(1, largest) / most;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= wanted) ?? 10 * power);
  const count = Math.ceil(Math.max(1, largest) / step);
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @returns {(value: number) => number}
 */
export function scale([first, last], [start, end]) {
  const span = last - first || 1;
  return (value) => Math.round((start + ((value - first) / span) * (end - start)) * 10) / 10;
}
