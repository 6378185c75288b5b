/** The person's day: what they booked with rooms and hours, what they wait for, and a seat that is offered to them. */

import { button, byId, element, redraw } from '../ui/dom.js';
import { once } from '../ui/once.js';
import { TICKS } from '../lib/form_fields.js';
import { notice, sorted } from '../ui/widgets.js';
import { saidOf, spaced } from '../ui/words.js';
import { Kind } from '../words/codes.js';
import { keepAddress, leave, mailAgain, take } from './requests.js';

/**
 * @typedef {import('../lib/contract.js').WaitingShown} Place
 * @typedef {{from: string, until: string, title: string, name: string, room: string, isMine: boolean, lang: string,
 *   nameLang: string}} Line title and name in those languages, if not the page’s
 */

export class Day {
  /**
   * @param {import('./context.js').BadgeContext} page
   * @param {(result: import('./requests.js').Result) => string} whyNot what is said of a change that was not made
   */
  constructor(page, whyNot) {
    this.page = page;
    this.whyNot = whyNot;
    this.once = once();
  }

  draw() {
    const { language, badges } = this.page;
    const { registration } = badges.one();
    const said = [language, registration, badges.programme];
    redraw(byId('day'), said, () => slots(this.page).map((line) => this.#line(line)));
    redraw(byId('sessions'), said, () => this.#whole().map((line) => this.#line(line)));
    redraw(byId('facts'), said, () => this.#facts());
    redraw(byId('waiting'), said, () => this.#queues());
    redraw(byId('notices'), [said, badges.refused, badges.ended], () => [...this.#news(), ...this.#offers()]);
    redraw(byId('pending'), said, () => this.#pending());
  }

  /** @returns {Line[]} everybody's sessions among one's own ateliers, in order */
  #whole() {
    const sessions = (this.page.badges.programme?.sessions ?? []).map((session) => ({
      ...{ from: session.starts_at, until: session.ends_at, title: session.title, name: '', room: '', isMine: false },
      nameLang: '',
      ...this.page.spokenIn(session, 'title'),
    }));
    return [...sessions, ...slots(this.page)].sort((one, other) => Date.parse(one.from) - Date.parse(other.from));
  }

  /** @param {Line} line */
  #line({ from, until, title, name, nameLang, room, isMine, lang }) {
    const line = element(
      'li',
      { className: isMine ? 'mine' : '' },
      element('span', { className: 'when figures', textContent: this.page.hours(from, until) }),
      element(
        'span',
        { className: 'what' },
        name ? element('strong', { textContent: spaced(name), lang: nameLang }) : null,
        element('span', { textContent: spaced(title), lang }),
        room ? element('span', { className: 'room', textContent: room }) : null,
      ),
    );
    return line;
  }

  #facts() {
    const { words, badges } = this.page;
    const { registration } = badges.one();
    const { lunch, diet, village, kind, stand } = registration;
    const holds = kind === Kind.EXHIBITOR ? words.standYes({ stand }) : '';
    /** @type {Record<string, string>} what else is said than whether it is ticked */
    const own = {
      lunch: lunch ? words.mealYes({ diet: saidOf(words.diets, diet) }) : words.mealNo,
      village: holds || (village ? words.villageYes : words.tickedNo),
    };
    const facts = TICKS.map((name) => [
      words.fields[name],
      own[name] ?? (registration[name] ? words.tickedYes : words.tickedNo),
    ]);
    return facts.map(([name, text]) =>
      element('div', {}, element('dt', { textContent: name }), element('dd', { textContent: text })),
    );
  }

  #queues() {
    const { page } = this;
    const { words } = page;
    const whose = page.badges.one();
    const queues = whose.registration.waiting.filter((place) => !place.offered_until);
    if (queues.length === 0) return [];
    const parts = queues.map(({ atelier, place }) =>
      element(
        'div',
        { className: 'queue' },
        element('strong', { textContent: page.atelierName(atelier) }),
        element('span', {
          textContent: page.atelier(atelier)?.title ?? '',
          ...page.spokenIn(page.atelier(atelier), 'title'),
        }),
        place ? element('span', { textContent: words.place({ place }) }) : null,
        named(
          page.atelierName(atelier),
          button(
            words.leaveList,
            () => void this.#act(() => leave(page.badges, whose, atelier), words.leftList),
            'plain',
          ),
        ),
      ),
    );
    return [element('h3', { textContent: words.waitingList }), ...parts];
  }

  /** What became of a link that was opened, or of a registration that was here. */
  #news() {
    const { words, badges } = this.page;
    const notices = [
      badges.refused && words.refused[/** @type {keyof typeof words.refused} */ (badges.refused)],
      badges.ended && words.ended[badges.ended.code]({ name: badges.ended.name }),
      badges.wallet.isKept ? '' : words.notKept,
    ].filter(Boolean);
    return notices.map((text) => notice(String(text), 'warm'));
  }

  /** An address that holds once its mailbox was opened. */
  #pending() {
    const { page } = this;
    const { words, badges } = page;
    const whose = badges.one();
    const { pending_email } = whose.registration;
    if (!pending_email) return [];
    const parts = element(
      'section',
      { className: 'notice stack' },
      element('h2', { textContent: words.pendingTitle }),
      element('p', { textContent: words.pendingText({ address: pending_email }) }),
      element(
        'p',
        { className: 'row' },
        button(words.mailAgain, () => void this.#act(() => mailAgain(badges, whose), words.mailedAgain)),
        button(words.keepAddress, () => void this.#act(() => keepAddress(badges, whose), words.addressKept), 'plain'),
      ),
    );
    return [sorted(parts, 'warm')];
  }

  #offers() {
    return this.page.badges
      .one()
      .registration.waiting.filter((place) => place.offered_until)
      .map((place) => this.#offer(place));
  }

  /** @param {Place} place */
  #offer({ atelier, offered_until }) {
    const { page } = this;
    const { words, badges } = page;
    const whose = badges.one();
    const offered = page.atelier(atelier);
    const slot = badges.programme?.slots.find((each) => each.id === offered?.slot);
    const instead = whose.registration.ateliers.find((id) => page.atelier(id)?.slot === slot?.id);
    const name = page.atelierName(atelier);
    const about = [offered?.room, slot && page.hours(slot.starts_at, slot.ends_at)].filter(Boolean).join(' · ');
    const title = element('span', { textContent: spaced(offered?.title ?? ''), ...page.spokenIn(offered, 'title') });
    const parts = element(
      'div',
      { className: 'notice stack' },
      element('h2', { textContent: words.offerTitle({ atelier: name }) }),
      element('p', {}, title, offered?.title && about ? ' · ' : '', about),
      element('p', { textContent: words.offerUntil({ until: page.dayAndHour(String(offered_until)) }) }),
      instead ? element('p', { textContent: words.offerInstead({ atelier: page.atelierName(instead) }) }) : null,
      element(
        'p',
        { className: 'row' },
        named(
          name,
          button(
            words.takeSeat,
            () => void this.#act(() => take(badges, whose, atelier), words.taken({ atelier: name })),
            'main',
          ),
        ),
        named(
          name,
          button(words.decline, () => void this.#act(() => leave(badges, whose, atelier), words.declined)),
        ),
      ),
    );
    return sorted(parts, 'warm');
  }

  /**
   * @param {() => Promise<import('./requests.js').Result>} act
   * @param {string} done
   */
  async #act(act, done) {
    const { page } = this;
    const { whose } = page;
    await this.once(async () => {
      page.say('said', page.words.saving);
      const result = await act();
      const isGone = result.kind === 'refused' && result.problem.code === 'atelier_full';
      if (whose && page.isStill('badge', whose)) {
        page.say('said', result.kind === 'done' ? done : isGone ? page.words.offerOver : this.whyNot(result));
      }
      if (isGone) await page.badges.refresh();
    });
  }
}

/**
 * @param {Pick<import('./context.js').BadgeContext, 'badges' | 'words' | 'atelierName' | 'spokenIn'>} page
 * @returns {Line[]} what was chosen in each series
 */
export function slots(page) {
  const { words, badges } = page;
  const { programme } = badges;
  const { registration } = badges.one();
  return (programme?.slots ?? []).map((slot) => {
    const { id, starts_at: from, ends_at: until } = slot;
    const within = programme?.ateliers.filter((atelier) => atelier.slot === id) ?? [];
    const mine = within.find((atelier) => registration.ateliers.includes(atelier.id));
    const given = within.find((atelier) => registration.released?.includes(atelier.id));
    const seat = mine ?? given;
    if (seat) {
      const title = mine ? mine.title : words.seatReleased;
      const { lang } = page.spokenIn(mine, 'title');
      const name = page.atelierName(seat.id);
      return { from, until, title, name, nameLang: '', room: seat.room, isMine: Boolean(mine), lang };
    }
    const none = registration.kind === Kind.SPEAKER ? words.everyAtelier : words.noAtelierChosen;
    const nameLang = page.spokenIn(slot, 'title').lang;
    return { from, until, title: none, name: slot.title, nameLang, room: '', isMine: false, lang: '' };
  });
}

/**
 * Name a button's atelier for a screen reader, which does not show what stands beside the button.
 *
 * @param {string} atelier
 * @param {HTMLButtonElement} made
 */
function named(atelier, made) {
  made.append(element('span', { className: 'unseen', textContent: ` (${atelier})` }));
  return made;
}
