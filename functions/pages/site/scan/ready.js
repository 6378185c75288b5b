/** Before the doors open: what this phone has, what it lacks, and how to mend it. */

import { begin, byId, element, redraw, write } from '../ui/dom.js';
import { install } from '../ui/offline.js';
import { CLOCK_OFF_SECONDS } from '../words/limits.js';

/** Its address, and what its service worker is kept for. */
export const PAGE = '/scan';

/**
 * @typedef {'fine' | 'missing' | 'unknown' | 'advice'} State
 * @typedef {{name: string, state: State, text: string}} Check
 * @typedef {{cached: number, wanted: number}} Shell
 */

const MARKS = { fine: '✓', missing: '✗', unknown: '?', advice: '!' };
const ROSTER_OLD_MS = 12 * 60 * 60_000;
const EVERY_MS = 2_000;
/** A worker that has not answered by then will not answer. */
const WORKER_TIMEOUT_MS = 2_000;

export class Ready {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {{state: 'unknown' | 'fine' | import('./camera.js').Trouble, start: () => Promise<void>}} cameraView
   * @param {{askPlace: () => void, askLink: () => void}} opening
   */
  constructor(page, cameraView, opening) {
    this.page = page;
    this.cameraView = cameraView;
    /** @type {Shell | null} */
    this.shell = null;
    this.persisted = false;
    this.tried = false;
    /** Whether the worker has had its time to say what it keeps. */
    this.looked = false;
    this.counts = { unsent: 0, aside: 0 };
    byId('start').addEventListener('click', () => void this.#pressed());
    byId('change-place').addEventListener('click', () => opening.askPlace());
    byId('change-link').addEventListener('click', () => opening.askLink());
    page.addEventListener('words', () => this.draw());
    page.phone.addEventListener('change', () => this.draw());
    setInterval(() => void this.#look(), EVERY_MS);
  }

  /** Whether there is nothing left to try: sound and camera need a touch after each start of the page. */
  get checked() {
    return this.tried || (this.cameraView.state === 'fine' && this.page.signals.works);
  }

  async open() {
    // The worker may take a moment to say what it keeps: no blank screen meanwhile.
    this.draw();
    begin(byId('ready-title'));
    await this.#look();
  }

  /** Look again at what dispatches no event when it changes. */
  async #look() {
    if (this.page.screen !== 'ready') return;
    const { scanDb } = this.page;
    this.shell = await shell();
    this.looked = true;
    this.persisted = (await navigator.storage?.persisted?.()) ?? false;
    this.counts = await scanDb.counts();
    this.draw();
  }

  async #pressed() {
    const { page } = this;
    if (!this.checked) {
      this.tried = true;
      await Promise.all([page.signals.test(), this.cameraView.start(), navigator.storage?.persist?.()]);
      await this.#look();
      return;
    }
    await page.scanDb.keep('working', true);
    page.show('door');
  }

  draw() {
    const { page } = this;
    const { words, phone } = page;
    if (page.screen !== 'ready') return;
    const checks = this.#checks();
    const missing = checks.some((check) => check.state === 'missing');
    const unknown = checks.some((check) => check.state === 'unknown');
    const line = byId('ready-line');
    line.dataset.state = missing ? 'missing' : unknown ? 'unknown' : 'ready';
    const said = missing ? words.notReady : unknown ? words.notChecked : words.ready;
    write(line, said);
    Object.assign(byId('ready-title'), { textContent: phone.checkpoint?.title ?? '', lang: page.doorsLanguage });
    redraw(byId('checks'), checks, () => checks.map(shown));
    write(byId('start'), !this.checked ? words.checkDevices : missing || unknown ? words.beginAnyway : words.begin);
    byId('change-place').hidden = (phone.roster?.checkpoints.length ?? 0) < 2;
  }

  /** @returns {Check[]} */
  #checks() {
    const { words, signals } = this.page;
    const { cameraView } = this;
    // Any touch unlocks the sound, but only the test notes prove that somebody hears it.
    const sound = !this.checked ? 'unknown' : signals.works ? 'fine' : 'advice';
    return [
      {
        name: words.camera,
        state: cameraView.state === 'fine' || cameraView.state === 'unknown' ? cameraView.state : 'missing',
        text:
          cameraView.state === 'fine'
            ? words.cameraFine
            : cameraView.state === 'unknown'
              ? words.cameraUnchecked
              : words.cameraTrouble[cameraView.state],
      },
      {
        name: words.sound,
        state: sound,
        text: { fine: words.soundFine, advice: words.soundOff, unknown: words.soundUnchecked }[sound],
      },
      this.#pages(),
      ...this.#roster(),
      ...this.#pass(),
      this.#clock(),
      {
        name: words.storage,
        state: this.persisted ? 'fine' : 'advice',
        text: this.persisted ? words.storageFine : words.storageWeak,
      },
      this.#outbox(),
    ];
  }

  /** @returns {Check} */
  #pages() {
    const { words } = this.page;
    if (!('serviceWorker' in navigator)) return { name: words.pages, state: 'missing', text: words.pagesNever };
    if (!this.shell) return { name: words.pages, state: this.looked ? 'missing' : 'unknown', text: words.pagesUnknown };
    const { cached, wanted } = this.shell;
    const fine = wanted > 0 && cached === wanted;
    return {
      name: words.pages,
      state: fine ? 'fine' : 'missing',
      text: fine ? words.pagesFine : words.pagesComing({ had: cached, wanted }),
    };
  }

  /** @returns {Check[]} */
  #roster() {
    const { words, phone } = this.page;
    const key = phone.key !== null;
    const at = phone.rosterAt;
    const old = at !== null && phone.now() - at > ROSTER_OLD_MS;
    const text =
      at === null ? words.rosterNone : words.rosterFine({ count: phone.people.size, age: this.page.age(at) });
    const state = at === null || old ? 'missing' : 'fine';
    const isKnown = phone.programme !== null;
    return [
      {
        name: words.programme,
        state: isKnown ? 'fine' : 'missing',
        text: isKnown ? words.programmeFine : words.programmeNone,
      },
      { name: words.roster, state, text: old ? `${text} — ${words.rosterOld}` : text },
      { name: words.key, state: key ? 'fine' : 'missing', text: key ? words.keyFine : words.keyNone },
    ];
  }

  /** @returns {Check[]} */
  #pass() {
    const { page } = this;
    const until = page.phone.roster?.pass.expires_at;
    if (!until) return [];
    const past = Date.parse(until) < page.phone.now();
    return [
      {
        name: page.words.link,
        state: past ? 'missing' : 'fine',
        text: page.words.passUntil({ time: page.dayAndHour(until) }),
      },
    ];
  }

  /** @returns {Check} */
  #clock() {
    const { page } = this;
    const { words, phone } = page;
    if (!phone.clock.samples.length) return { name: words.clock, state: 'missing', text: words.clockUnknown };
    const time = page.hour(phone.now());
    const off = Math.abs(phone.clock.offset) > CLOCK_OFF_SECONDS * 1_000;
    return {
      name: words.clock,
      state: 'fine',
      text: off ? words.clockOff({ time, off: page.span(phone.clock.offset) }) : words.clockFine({ time }),
    };
  }

  /** @returns {Check} */
  #outbox() {
    const { words } = this.page;
    const { unsent, aside } = this.counts;
    const texts = [
      unsent ? words.unsentSome({ count: unsent }) : '',
      aside ? words.asideSome({ count: aside }) : '',
    ].filter(Boolean);
    return { name: words.unsent, state: texts.length ? 'advice' : 'fine', text: texts.join(' ; ') || words.unsentNone };
  }
}

/** @param {Check} check */
function shown({ name, state, text }) {
  const mark = element('span', { className: 'mark', textContent: MARKS[state] });
  mark.setAttribute('aria-hidden', 'true');
  const item = element('li', {}, mark, element('span', {}, name, element('small', { textContent: text })));
  item.dataset.state = state;
  return item;
}

/** @returns {Promise<Shell | null>} what the service worker keeps of the pages */
async function shell() {
  const registration = await navigator.serviceWorker?.getRegistration(PAGE);
  // An install that failed, for one file among thirty, is not tried again by the browser.
  if (!registration?.active && !registration?.installing && !registration?.waiting) await install(navigator, PAGE);
  const worker = registration?.active;
  if (!worker) return null;
  const { port1, port2 } = new MessageChannel();
  return new Promise((answered) => {
    port1.onmessage = (event) => answered(event.data);
    setTimeout(() => answered(null), WORKER_TIMEOUT_MS);
    worker.postMessage({ ask: 'shell' }, [port2]);
  });
}
