/** At the door: the camera, the count, the direction, and what is judged there. */

import { canonical, meant } from '../lib/badge.js';
import { headcountWith } from '../lib/count.js';
import { begin, byId, element, write } from '../ui/dom.js';
import { Group } from '../words/codes.js';
import { CameraView } from './camera_view.js';
import { DoorProposal } from './proposal.js';
import { Search } from './search.js';
import { undoneText } from './verdict_text.js';
import { Verdict } from './verdict.js';
import { listen } from './keyboard_scanner.js';

/**
 * @typedef {import('../lib/scan_db.js').Entry} Entry
 * @typedef {import('../lib/scanning.js').Sought} Sought
 */

const COUNT_EVERY_MS = 10_000;

export class Door {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {{deviceId: string | null, seen: Record<string, number>, declined: string | null}} kept
   */
  constructor(page, kept) {
    this.page = page;
    /** @type {Map<string, Entry>} the last answer to each badge that the guard holds back */
    this.answers = new Map();
    /** Of which door these are. */
    this.place = '';
    this.judging = false;
    /** How many scans waited for the network; how many have gone since it is back, until the next scan. */
    this.waited = this.sent = 0;
    /** @type {Promise<void>} what is being judged, and what waits for it: a scanner's badge, a name that was tapped */
    this.queue = Promise.resolve();
    this.cameraView = new CameraView(page, kept, {
      saw: (badge, sight) => this.#saw(badge, sight),
      heeds: () => page.screen === 'door' && !this.judging && document.querySelector('dialog[open]') === null,
    });
    this.verdict = new Verdict(page, {
      letIn: ({ scan }) => void this.take({ badge: scan.badge, attendee_id: scan.attendee_id, override: true }),
      takeBack: (entry) => void this.takeBack(entry),
      standAt: (id) => void this.standAt(id),
      closed: (from) => (from ? from.focus() : begin(byId('place'))),
    });
    this.proposal = new DoorProposal(page, kept.declined, (id) => this.standAt(id));
    for (const choice of document.querySelectorAll('#directions input')) {
      choice.addEventListener('change', () => void this.#choose(/** @type {HTMLInputElement} */ (choice).value));
    }
    this.search = new Search(page, (person) => void this.take({ attendee_id: person.id }));
    listen(document, (texts) => this.#typed(texts));
    page.addEventListener('words', () => this.draw());
    page.phone.addEventListener('change', () => void this.count());
    page.sync.addEventListener('round', () => void this.count());
    setInterval(() => void this.count(), COUNT_EVERY_MS);
  }

  open() {
    const { id = '' } = this.page.phone.checkpoint ?? {};
    if (this.place && this.place !== id) this.#startAnew();
    this.place = id;
    this.draw();
    begin(byId('place'));
    void this.cameraView.start();
  }

  draw() {
    const { phone, words } = this.page;
    const place = phone.checkpoint;
    if (!place) return;
    byId('change-here').lang = this.page.doorsLanguage;
    write(byId('change-here'), place.title);
    const isOnly = phone.roster?.checkpoints.length === 1;
    /** @type {HTMLButtonElement} */ (byId('change-here')).disabled = isOnly;
    byId('room').textContent = [place.room, isOnly ? words.onlyHere : ''].filter(Boolean).join(' · ');
    byId('directions').hidden = !phone.hasWayOut;
    for (const choice of document.querySelectorAll('#directions input')) {
      const radio = /** @type {HTMLInputElement} */ (choice);
      radio.checked = radio.value === phone.direction;
    }
    byId('to-walk-in').hidden = !phone.roster?.pass.walk_ins;
    write(byId('to-walk-in'), words.registerSomebody);
    this.cameraView.draw();
    this.search.draw();
    // What is unsent comes from the disk, a moment later: a button has its name before.
    if (!byId('to-outbox').textContent) this.#tellUnsent(0, 0);
    void this.count();
  }

  /**
   * Judge a badge or a person, and show it; one after the other, so that each verdict is seen.
   *
   * @param {Sought | Promise<Sought>} sought
   */
  take(sought) {
    this.queue = this.queue.then(async () => this.#judge(await sought));
    return this.queue;
  }

  /**
   * Judge somebody who comes in, whichever way the phone is turned.
   *
   * @param {import('../lib/contract.js').RosterAttendee} person
   */
  async letIn(person) {
    if (this.page.phone.direction !== 'in') await this.#choose('in');
    this.draw();
    return this.take({ attendee_id: person.id });
  }

  /** @param {Sought} sought */
  async #judge(sought) {
    const { page } = this;
    // The link ended while somebody stood in line: the page says so already, and no door judges any more.
    if (!page.phone.checkpoint) return;
    this.judging = true;
    this.sent = 0;
    try {
      const entry = await page.scanning.take(sought);
      if (sought.badge !== undefined) this.answers.set(sought.badge, entry);
      this.verdict.show(entry);
    } catch (fault) {
      this.#forget(sought.badge);
      this.verdict.fail(fault);
      console.error(fault);
    } finally {
      this.judging = false;
    }
    this.search.clear();
    await this.count();
    page.sync.wake();
  }

  /** Say how many are here, and whether the server is; both with what this phone has not sent. */
  async count() {
    const { page } = this;
    const { phone, words, scanDb } = page;
    const place = phone.checkpoint;
    if (!place || page.screen !== 'door') return;
    const headcount = headcountWith(phone.headcount, await scanDb.waiting(), place.id);
    const { unsent, aside } = await scanDb.counts();
    const alone = !phone.isAnswered;
    const age = alone && phone.doors ? element('small', { textContent: page.age(phone.doors.at) }) : null;
    byId('count').replaceChildren(
      headcount ? this.#counted(headcount, place.group) : words.countUnknown,
      ...(age ? [age] : []),
    );
    this.#tellUnsent(unsent, aside);
  }

  /**
   * @param {number} unsent
   * @param {number} aside how many the server refused
   */
  #tellUnsent(unsent, aside) {
    const { phone, words } = this.page;
    if (!phone.isAnswered) Object.assign(this, { waited: Math.max(unsent, this.waited), sent: 0 });
    else if (!unsent && this.waited) Object.assign(this, { waited: 0, sent: this.waited });
    const online = this.sent ? words.sentNow({ count: this.sent }) : words.online;
    const state = phone.isAnswered ? online : words.alone;
    write(byId('link-state'), unsent ? words.waitingToo({ state, count: unsent }) : state);
    byId('link-state').dataset.state = phone.isAnswered ? 'online' : 'alone';
    write(byId('to-outbox'), words.outboxButton({ count: unsent + aside }));
  }

  /**
   * @param {import('../lib/contract.js').DoorHeadcount} headcount
   * @param {string} group
   */
  #counted({ present, booked, seats }, group) {
    const { words } = this.page;
    const here =
      group === Group.LUNCH
        ? words.served({ count: present })
        : group === Group.VILLAGE
          ? words.visitors({ count: present })
          : words.presentHere({ count: present });
    const expected = group === Group.LUNCH ? words.mealsHere : words.bookedHere;
    const of = group === Group.VILLAGE ? here : `${here} / ${expected({ count: booked })}`;
    return seats ? `${of}, ${words.seats({ count: Math.max(0, seats.capacity - seats.taken) })}` : of;
  }

  /**
   * @param {string} badge
   * @param {'new' | 'back'} sight
   */
  #saw(badge, sight) {
    if (sight === 'new') return void this.take({ badge });
    const before = this.answers.get(badge);
    // Shown again within seconds: whoever looks away and back wants the answer, not another scan.
    // It makes no sound: another person with a copy of the badge must not pass for a second admission.
    if (before && this.verdict.entry !== before) this.verdict.showAgain(before);
  }

  /** @param {string[]} texts */
  #typed(texts) {
    if (this.page.screen !== 'door') return;
    if (document.querySelector('dialog[open]')) return this.page.signals.refused();
    this.search.clear();
    const { known } = this.page.phone;
    void this.take(meant(texts, known).then((badge) => ({ badge: canonical(badge) })));
  }

  /** @param {string} value */
  async #choose(value) {
    await this.page.phone.setDirection(value === 'out' ? 'out' : 'in');
    this.#startAnew();
  }

  /** Another door or direction is another question, though the badge be the same. */
  #startAnew() {
    this.cameraView.forget();
    this.answers.clear();
  }

  /** @param {string} id of one of the link's doors */
  async standAt(id) {
    await this.page.phone.standAt(id);
    this.page.show('door');
  }

  /**
   * Take a scan back.
   *
   * @param {Entry} entry
   * @returns {Promise<string>} what is said of it
   */
  async takeBack(entry) {
    const { page, verdict } = this;
    this.#forget(entry.scan.badge);
    const text = undoneText(await page.scanning.takeBack(entry), page);
    if (verdict.entry?.seq === entry.seq) verdict.close();
    byId('announced').textContent = text;
    byId('found-none').textContent = text;
    page.sync.wake();
    return text;
  }

  /**
   * Forget that a badge was seen, and what it was answered.
   *
   * @param {string | undefined} badge
   */
  #forget(badge) {
    if (badge === undefined) return;
    this.cameraView.guard.forget(badge);
    this.answers.delete(badge);
  }
}
