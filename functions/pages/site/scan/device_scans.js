/** The phone's last scans, to take one back; and its outbox, to see what has not left. */

import { outboxFiles } from '../lib/outbox_file.js';
import { button, byId, dialog, element, redraw } from '../ui/dom.js';
import { saveFile } from '../ui/save_file.js';
import { saidOf } from '../ui/words.js';
import { ACCEPTING, EVENT_CLOSED } from '../words/codes.js';
import { nameOf, verdictOf, whyNot } from './verdict_text.js';

/** @typedef {import('../lib/scan_db.js').Entry} Entry */

const LAST = 30;

export class DeviceScans {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {(entry: Entry) => Promise<string>} takeBack
   * @param {(registration: import('../lib/walk_ins.js').Registration) => void} mend
   */
  constructor(page, takeBack, mend) {
    this.page = page;
    this.takeBack = takeBack;
    this.mend = mend;
    byId('to-recent').addEventListener('click', () => void this.openRecent());
    for (const id of ['to-outbox', 'link-state']) byId(id).addEventListener('click', () => void this.openOutbox());
    byId('send-now').addEventListener('click', () => page.sync.wake());
    byId('save-outbox').addEventListener('click', () => void this.#save());
    const again = () => void this.draw();
    page.addEventListener('words', again);
    page.sync.addEventListener('round', again);
  }

  async openRecent() {
    byId('recent-status').textContent = '';
    dialog('recent').showModal();
    await this.draw();
  }

  async openOutbox() {
    dialog('outbox').showModal();
    await this.draw();
  }

  async draw() {
    if (dialog('recent').open) await this.#drawRecent();
    if (dialog('outbox').open) await this.#drawOutbox();
  }

  async #drawRecent() {
    const { words, scanDb } = this.page;
    const last = await scanDb.recent(LAST);
    redraw(byId('recent-list'), [this.page.language, last], () =>
      last.map((entry) => this.#scan(entry, this.#undo(entry))),
    );
    if (!last.length) byId('recent-status').textContent = words.noScans;
  }

  async #drawOutbox() {
    const { words, scanDb } = this.page;
    const [waiting, refused, undo, registrations] = await Promise.all([
      scanDb.waiting(),
      scanDb.inState('aside'),
      scanDb.inState('undo'),
      scanDb.registrations(),
    ]);
    const { unsent, aside } = await scanDb.counts();
    const isClosed = waiting.some(({ held }) => held === EVENT_CLOSED);
    const text = [
      unsent ? words.outboxSome({ count: unsent }) : '',
      aside ? words.outboxAside({ count: aside }) : '',
      isClosed ? words.eventClosed : '',
    ]
      .filter(Boolean)
      .join(' ');
    byId('outbox-status').textContent = text || words.outboxEmpty;
    byId('save-outbox').hidden = unsent + aside === 0;
    const entries = [...refused, ...waiting, ...undo.filter((entry) => !entry.waiting && !entry.aside)];
    redraw(byId('outbox-list'), [this.page.language, registrations, entries], () => [
      ...registrations.map((registration) => this.#registration(registration)),
      ...entries.map((entry) => this.#scan(entry, null)),
    ]);
  }

  /**
   * @param {Entry} entry
   * @param {Node | null} act
   */
  #scan(entry, act) {
    const { page } = this;
    const { words } = page;
    const who = nameOf(entry, words);
    const states = [
      entry.undone ? (entry.undo ? words.undoing : words.undone) : '',
      entry.waiting ? words.notSent : '',
      entry.aside ? words.labelled({ label: words.asideNow, text: whyNot(entry.problem, page) }) : '',
      entry.undo_refused ? saidOf(words.undoRefused, entry.undo_refused) : '',
      ...(entry.result?.conflicts ?? []).map((code) => saidOf(words.conflicts, code)),
    ].filter(Boolean);
    const way =
      entry.scan.direction === 'out' ? words.directions.out : page.placeName(page.phone.place(entry.scan.checkpoint));
    const small = element('small', { textContent: [page.hour(entry.scan.at), way, ...states].join(' · ') });
    const title = words.labelled({ label: verdictOf(entry, words), text: who });
    return element(
      'li',
      {},
      element('div', {}, entry.undone ? element('s', { textContent: title }) : title, small),
      act,
    );
  }

  /** @param {import('../lib/walk_ins.js').Registration} registration */
  #registration(registration) {
    const { words } = this.page;
    const { body, at, problem } = registration;
    const why = problem ? whyNot(problem, this.page) : words.notSent;
    const small = element('small', { textContent: `${this.page.hour(at)} · ${why}` });
    const title = words.walkInEntry({ name: `${body.given_name} ${body.family_name}` });
    const act = problem
      ? button(words.mend, () => {
          dialog('outbox').close();
          this.mend(registration);
        })
      : null;
    return element('li', {}, element('div', {}, title, small), act);
  }

  /** @param {Entry} entry */
  #undo(entry) {
    const { page } = this;
    const undoable = !entry.undone && !entry.aside && ACCEPTING.has(entry.verdict ?? '');
    if (!undoable) return null;
    const act = button(page.words.takeBack, async () => {
      byId('recent-status').textContent = await this.takeBack(entry);
      await this.draw();
    });
    const text = `${entry.name ?? ''} ${page.hour(entry.scan.at)}`;
    act.setAttribute('aria-label', page.words.labelled({ label: page.words.takeBack, text }));
    return act;
  }

  async #save() {
    const { phone } = this.page;
    for (const file of await outboxFiles(phone)) {
      const stamp = file.saved_at.slice(0, 16).replace(/[-:]/g, '');
      const content = new Blob([JSON.stringify(file, null, 1)], { type: 'application/json' });
      saveFile(content, `pointage-${file.event}-${stamp}-${phone.device.slice(0, 8)}.json`);
    }
  }
}
