/** What to do next, on top of the numbers: sentences with the place to act. */

import { button, byId, element, redraw, write } from '../ui/dom.js';
import { tag } from '../ui/widgets.js';
import { saidOf } from '../ui/words.js';
import { advice, isForAll } from './advice.js';
import { LINKS, sentence } from './sentences.js';

/** @typedef {import('./advice.js').Advice} Advice */

const SHOWN = 6;
const MARKS = { bad: '▲', warm: '◆', '': '●' };

export class Next {
  /**
   * @param {import('./context.js').DashboardContext} page
   * @param {import('./acts.js').Acts} acts
   */
  constructor(page, acts) {
    this.page = page;
    this.acts = acts;
    /** @type {Set<string> | null} */
    this.announced = null;
    const draw = () => this.draw();
    page.addEventListener('words', draw);
    page.addEventListener('wall', () => {
      this.announced = null;
      this.draw();
    });
    page.addEventListener('ended', () => (this.announced = null));
    page.watch.addEventListener('heard', draw);
  }

  /** @returns {Advice[]} */
  get advice() {
    const { headcounts, programme, passes, watch, isWall } = this.page;
    if (!headcounts || !programme) return [];
    const conflicts = watch.get('conflicts')?.conflicts ?? null;
    const { mails = null, at_once: atOnce = null } = watch.get('mails') ?? {};
    const known = { headcounts, programme, passes, conflicts, mails, atOnce, catering: watch.get('catering') };
    return advice(known, this.page.now()).filter((one) => !isWall || isForAll(one));
  }

  draw() {
    const { headcounts, programme, words, isWall } = this.page;
    if (!headcounts || !programme) return;
    const all = this.advice;
    const said = all.map((one) => sentence(one, this.page, programme.slots));
    this.#list('advice', all.slice(0, SHOWN), said);
    this.#list('more-advice-list', all.slice(SHOWN), said.slice(SHOWN));
    byId('next-part').hidden = isWall && !all.length;
    byId('nothing').hidden = all.length > 0;
    byId('more-advice').hidden = all.length <= SHOWN;
    write(byId('more-advice-count'), words.moreAdvice({ count: all.length - SHOWN }));
    this.#announce(all, said);
  }

  /**
   * Draw a list anew where it has other lines; else only what they say, so that a button stays under its finger.
   *
   * @param {string} id
   * @param {Advice[]} all
   * @param {string[]} said
   */
  #list(id, all, said) {
    const kinds = all.map(({ key, severity }) => [key, severity]);
    redraw(byId(id), [this.page.language, kinds], () => all.map((each) => this.#line(each)));
    for (const [at, place] of byId(id).querySelectorAll('.said').entries()) {
      write(place, said[at]);
    }
  }

  /**
   * Read aloud what is new, and not what only counts on.
   *
   * @param {Advice[]} all
   * @param {string[]} said
   */
  #announce(all, said) {
    const { announced } = this;
    const fresh = announced ? said.filter((_, at) => !announced.has(all[at].key)) : [];
    this.announced = new Set(all.map(({ key }) => key));
    if (fresh.length) byId('advice-new').textContent = fresh.join(' ');
  }

  /** @param {Advice} advice */
  #line(advice) {
    const { words } = this.page;
    const { severity } = advice;
    const mark = element('span', { className: 'mark', textContent: MARKS[severity] });
    mark.ariaHidden = 'true';
    const line = element(
      'li',
      { className: 'advice' },
      mark,
      element(
        'p',
        {},
        tag(saidOf(words.severities, severity || 'other'), severity || 'quiet'),
        ' ',
        element('span', { className: 'said' }),
      ),
      this.#way(advice),
    );
    line.dataset.sort = severity || 'quiet';
    line.dataset.what = advice.what;
    return line;
  }

  /** @param {Advice} advice */
  #way(advice) {
    const { words } = this.page;
    const said = words.places[advice.place];
    if (advice.what === 'absent' || advice.what === 'still_inside') return button(said, () => this.#act(advice.key));
    const href = /** @type {Record<string, string>} */ (LINKS)[advice.place];
    if (href) return element('a', { className: 'button', href, textContent: said });
    return button(said, () => byId(`${advice.place}-title`).scrollIntoView({ block: 'start' }));
  }

  /**
   * Act on an advice as it is by now: its count may have moved since it was drawn.
   *
   * @param {string} key
   */
  #act(key) {
    const now = this.advice.find((each) => each.key === key);
    if (now?.what === 'absent') void this.acts.release(now.atelier, now.count);
    if (now?.what === 'still_inside') void this.acts.end(now.count);
  }
}
