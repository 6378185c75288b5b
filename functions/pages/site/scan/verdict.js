/** The verdict, full screen: a word, a colour, a shape, a sound; held until the next badge or a tap. */

import { begin, byId, drawing, element } from '../ui/dom.js';
import { verdictText } from './verdict_text.js';

/** @typedef {import('../lib/scan_db.js').Entry} Entry */
/** @typedef {import('./verdict_text.js').Sort} Sort */

const STROKE = { fill: 'none', stroke: 'currentColor', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };

/** @type {Record<Sort, [string, Record<string, string>][]>} */
const SHAPES = {
  accepted: [
    ['circle', { ...STROKE, cx: '50', cy: '50', r: '44', 'stroke-width': '8' }],
    ['path', { ...STROKE, d: 'M28 52 L44 68 L74 34', 'stroke-width': '11' }],
  ],
  left: [
    ['path', { ...STROKE, d: 'M42 8 H12 V92 H42', 'stroke-width': '8' }],
    ['path', { ...STROKE, d: 'M34 50 H90 M68 26 L92 50 L68 74', 'stroke-width': '11' }],
  ],
  already: [
    ['path', { fill: 'currentColor', d: 'M50 4 L98 92 H2 Z' }],
    ['path', { ...STROKE, class: 'ground', d: 'M50 34 V62 M50 77 V78', 'stroke-width': '11' }],
  ],
  refused: [
    ['path', { class: 'plate', d: 'M31 3 H69 L97 31 V69 L69 97 H31 L3 69 V31 Z' }],
    ['path', { ...STROKE, class: 'ground', d: 'M32 32 L68 68 M68 32 L32 68', 'stroke-width': '13' }],
  ],
};

const NOTHING = { override: '', isAdvised: false, undo: false, otherDoor: null };

/** A finger that is on its way to a button cannot stop when the next badge is read. */
const SLIP_MS = 400;

export class Verdict {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {object} acts
   * @param {(entry: Entry) => void} acts.letIn
   * @param {(entry: Entry) => void} acts.takeBack
   * @param {(door: string) => void} acts.standAt
   * @param {(from: HTMLElement | undefined) => void} acts.closed
   */
  constructor(page, acts) {
    this.page = page;
    this.acts = acts;
    /** @type {Entry | null} */
    this.entry = null;
    /** @type {HTMLElement | undefined} what was pressed for the verdict: the focus goes back there */
    this.from = undefined;
    /** @type {import('../lib/shifts.js').Door | null} */
    this.otherDoor = null;
    this.replacedAt = -Infinity;
    const shown = byId('verdict');
    shown.addEventListener('click', (event) => {
      if (!(/** @type {HTMLElement} */ (event.target).closest('button'))) this.close();
    });
    shown.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
    byId('next').addEventListener('click', () => this.close());
    byId('let-in').addEventListener('click', () => this.#pressed(acts.letIn));
    byId('take-back').addEventListener('click', () => this.#pressed(acts.takeBack));
    byId('other-door').addEventListener('click', () => {
      const { otherDoor } = this;
      if (otherDoor) this.#pressed(() => acts.standAt(otherDoor.id));
    });
    byId('reload').addEventListener('click', () => location.reload());
    page.addEventListener('words', () => this.entry && this.#draw(this.entry));
  }

  get isOpen() {
    return !byId('verdict').hidden;
  }

  /**
   * @param {Entry} entry
   * @param {HTMLElement} [from]
   */
  show(entry, from) {
    this.from = from;
    this.#sound(this.#draw(entry));
    begin(byId('verdict'));
  }

  /**
   * Show the answer to a badge that was read some seconds ago, silently.
   *
   * @param {Entry} entry
   */
  showAgain(entry) {
    this.#draw(entry);
    byId('verdict-text').append(line('small', this.page.words.justSeen));
    begin(byId('verdict'));
  }

  /**
   * Say that a scan could not be kept: then nobody was let in by it.
   *
   * @param {unknown} fault
   */
  fail(fault) {
    const { words } = this.page;
    this.entry = null;
    const text = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
    this.#fill('refused', words.fault, [line('way', words.reasons.unwritable), line('small', text)]);
    this.#offer(NOTHING);
    byId('reload').hidden = false;
    this.page.signals.refused();
    begin(byId('verdict'));
  }

  close() {
    if (!this.isOpen) return;
    byId('verdict').hidden = true;
    byId('page').inert = false;
    document.body.classList.remove('judged');
    this.entry = null;
    this.acts.closed(this.from);
    this.from = undefined;
  }

  /** @param {Entry} entry */
  #draw(entry) {
    const shown = verdictText(entry, this.page);
    this.entry = entry;
    this.#fill(shown.sort, shown.word, [
      shown.name ? line('name', shown.name) : null,
      ...shown.notes.map((text) => line('strong', text)),
      ...shown.strong.map((text) => line('strong', text)),
      ...shown.ways.map((text) => line('way', text)),
      ...shown.small.map((text) => line('small', text)),
    ]);
    this.#offer(shown);
    return shown;
  }

  /**
   * @param {Sort} sort
   * @param {string} word
   * @param {(Node | null)[]} lines
   */
  #fill(sort, word, lines) {
    if (this.isOpen) this.replacedAt = performance.now();
    byId('reload').hidden = true;
    for (const open of document.querySelectorAll('dialog[open]')) /** @type {HTMLDialogElement} */ (open).close();
    byId('verdict').dataset.sort = sort;
    byId('verdict').hidden = false;
    byId('page').inert = true;
    document.body.classList.add('judged');
    const said = [line('word', word), ...lines.filter((part) => part !== null)];
    byId('verdict-text').replaceChildren(drawing(SHAPES[sort]), ...said);
    // A region that was there before is announced; one that appears with its text may not be.
    const announced = `${said.map((part) => (part.textContent ?? '').replace(/[.:\s]+$/, '')).join('. ')}.`;
    // The same words again are no change to a screen reader, and the second person would not be announced.
    byId('announced').textContent = announced + (announced === byId('announced').textContent ? '\u00a0' : '');
  }

  /**
   * Do what was pressed, once; not to somebody whose verdict slipped under the finger.
   *
   * @param {(entry: Entry) => void} act
   */
  #pressed(act) {
    if (!this.entry || performance.now() - this.replacedAt < SLIP_MS) return;
    this.#offer(NOTHING);
    act(this.entry);
  }

  /** @param {Pick<import('./verdict_text.js').VerdictText, 'override' | 'isAdvised' | 'undo' | 'otherDoor'>} offers */
  #offer({ override, isAdvised, undo, otherDoor }) {
    const { words } = this.page;
    this.otherDoor = otherDoor;
    byId('let-in').hidden = !override;
    byId('let-in').textContent = override;
    byId('let-in').classList.toggle('main', isAdvised);
    byId('take-back').hidden = !undo;
    byId('other-door').hidden = !otherDoor;
    byId('other-door').textContent = otherDoor ? words.goTo({ place: this.page.doorName(otherDoor) }) : '';
  }

  /** @param {import('./verdict_text.js').VerdictText} shown */
  #sound({ sort, notes }) {
    const { signals } = this.page;
    if (sort === 'accepted' && notes.length) signals.noted();
    else if (sort === 'already') signals.already();
    else if (sort === 'refused') signals.refused();
    else signals.accepted();
  }
}

/**
 * @param {string} className
 * @param {string} textContent
 */
function line(className, textContent) {
  return element('p', { className, textContent });
}
