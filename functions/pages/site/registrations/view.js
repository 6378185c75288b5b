/** A view of the list of people: what it filters, searches, shows and sorts by, as the address says it. */

import { folded } from '../lib/folding.js';
import { SEARCH_CHARACTERS } from '../words/limits.js';

/** @typedef {'name' | 'newest' | 'oldest'} Sort */

/** What the server tells of each person without being asked. */
const TOLD = ['organisation', 'kind', 'ateliers', 'email', 'code', 'registered_at'];
export const USUAL_COLUMNS = ['organisation', 'kind', 'ateliers'];
const ANSWER = 'answer.';
/** @type {Sort[]} */
export const SORTS = ['name', 'newest', 'oldest'];

export class View {
  /**
   * @param {object} asked
   * @param {[string, string][]} [asked.filters] names and values: of one name either, of several all hold
   * @param {string} [asked.typed] what is searched for
   * @param {string[] | null} [asked.columns] null for those that the device remembers
   * @param {Sort} [asked.sort]
   * @param {number} [asked.page] from 1
   */
  constructor({ filters = [], typed = '', columns = null, sort = 'name', page = 1 } = {}) {
    this.filters = filters;
    // Signs alone are the beginning of no word.
    this.typed = folded(typed) ? typed.slice(0, SEARCH_CHARACTERS) : '';
    this.columns = columns;
    this.sort = sort;
    this.page = page;
  }

  /**
   * @param {string} query of an address, whoever wrote it
   * @returns {View}
   */
  static of(query) {
    const given = new URLSearchParams(query);
    /** @type {[string, string][]} */
    const filters = given.getAll('filter').map((each) => {
      const [name, ...value] = each.split(':');
      return [name, value.join(':')];
    });
    const columns = given.get('columns');
    const sort = /** @type {Sort} */ (given.get('sort'));
    return new View({
      filters,
      typed: given.get('q') ?? '',
      columns: columns === null ? null : columns.split(',').filter(Boolean),
      sort: SORTS.includes(sort) ? sort : 'name',
      page: Math.max(1, Math.floor(Number(given.get('page'))) || 1),
    });
  }

  /**
   * @param {ConstructorParameters<typeof View>[0]} changes other filters begin on the first page
   * @returns {View}
   */
  with(changes) {
    return new View({ ...this, page: 1, ...changes });
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  has(name, value) {
    return this.filters.some(([one, other]) => one === name && other === value);
  }

  /**
   * @param {string} name
   * @param {string} value
   * @param {boolean} isOn
   * @returns {View} with a filter, or without it
   */
  filtered(name, value, isOn) {
    const others = this.filters.filter(([one, other]) => one !== name || other !== value);
    return this.with({ filters: isOn ? [...others, [name, value]] : others });
  }

  /** Whether nobody who is registered is left out. */
  get isEverybody() {
    return !this.filters.length && !this.typed;
  }

  /** Whether everybody has to be looked through before it is all told. */
  get needsEverybody() {
    return !this.isEverybody || this.sort !== 'name';
  }

  /** @returns {string} by which the server finds the same people */
  get wanted() {
    const asked = new URLSearchParams(this.filters.map(([name, value]) => ['filter', `${name}:${value}`]));
    if (this.typed) asked.set('q', this.typed);
    return asked.toString();
  }

  /** @returns {string} the part of the page, as somebody else can be sent it */
  get address() {
    const asked = new URLSearchParams(this.wanted);
    if (this.columns) asked.set('columns', this.columns.join(','));
    if (this.sort !== 'name') asked.set('sort', this.sort);
    if (this.page > 1) asked.set('page', String(this.page));
    // As people read and send it.
    const query = asked.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
    return query ? `#people?${query}` : '#people';
  }
}

/**
 * @param {string[]} columns
 * @returns {string} those that the server has to be asked for, as its answer calls them
 */
export function askedFor(columns) {
  const asked = columns.filter((column) => !TOLD.includes(column));
  const named = asked.flatMap((column) => {
    if (column.startsWith(ANSWER)) return ['answers'];
    if (column === 'lunch') return ['lunch', 'diet'];
    return column === 'inside' ? ['inside', 'place'] : [column];
  });
  return [...new Set(named)].join(',');
}

/**
 * @param {string} column
 * @returns {string} the question whose answers it shows; empty for another column
 */
export function questionOf(column) {
  return column.startsWith(ANSWER) ? column.slice(ANSWER.length) : '';
}
