/** The way in: a link, a roster, a name for the phone, a place; each asked for only where it is missing. */

import { isEnding, secretOf, takeSecret } from '../lib/link.js';
import { begin, button, byId, element } from '../ui/dom.js';
import { LABEL_CHARACTERS } from '../words/limits.js';
import { Camera } from './camera.js';
import { placesOf } from './proposal.js';

/** @typedef {import('../lib/api.js').Outcome} Outcome */

/** An opened link for which the server has not answered yet. */
const CANDIDATE = 'candidate';
/** @type {Record<string, 'linkRevoked' | 'linkExpired'>} what is said of a link that is over, by its problem */
const ENDED = { pass_revoked: 'linkRevoked', pass_expired: 'linkExpired' };

export class Opening {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {() => void} toOutbox
   */
  constructor(page, toOutbox) {
    this.page = page;
    this.toOutbox = toOutbox;
    /** @type {Camera | null} */
    this.reader = null;
    /** @type {() => void} */
    this.draw = () => {};
    page.addEventListener('words', () => this.draw());
  }

  /**
   * Keep the link of the address until the server has answered for it.
   *
   * @param {Location} location
   * @param {History} history
   */
  async takeFragment(location, history) {
    const secret = takeSecret(location, history);
    if (secret !== null) await this.page.scanDb.keep(CANDIDATE, secret);
  }

  /** Go through what is missing, then to the door. */
  async enter() {
    const { page } = this;
    const { phone, scanDb } = page;
    page.show('opening');
    const candidate = await scanDb.setting(CANDIDATE);
    if (candidate === '') return this.#wrong('linkWrong');
    if (candidate && candidate !== phone.pass && !(await this.#try(candidate))) return;
    await scanDb.forget(CANDIDATE);
    if (phone.ended) return this.#ended(phone.ended);
    if (!phone.pass) return this.#askLink('noPass');
    if (!phone.roster && !(await this.#fetchRoster())) return;
    if (!phone.roster?.pass.label && !phone.name) return this.#askName();
    if (!phone.checkpoint) return this.askPlace();
    page.show((await scanDb.setting('working')) ? 'door' : 'ready');
  }

  /** Ask where the phone stands. */
  askPlace() {
    this.page.show('opening');
    this.#show('choosePlace', () => placesOf(this.page, () => this.enter()));
  }

  /** Ask for another link, and say what becomes of the one that the phone has. */
  askLink() {
    this.page.show('opening');
    this.#askLink('hasPass');
  }

  /**
   * Ask the server about a link before an earlier one is given up for it.
   *
   * @param {string} secret
   */
  async #try(secret) {
    const { phone, sync } = this.page;
    if (phone.pass) {
      this.#show('opening', () => []);
      const outcome = await phone.api.ask('GET', '/api/roster', { secret });
      if (outcome.kind !== 'answer') return this.#refused(outcome);
      // Scans of the earlier link's places: the next link may not be allowed to send them.
      await sync.round();
    }
    await phone.takeLink(secret);
    return true;
  }

  async #fetchRoster() {
    const { phone, sync } = this.page;
    this.#show('opening', () => []);
    const refused = await sync.fetchRoster(phone.pass);
    return refused === null || this.#refused(refused);
  }

  /**
   * @param {Exclude<Outcome, import('../lib/api.js').Answered>} outcome
   * @returns {Promise<false>}
   */
  async #refused(outcome) {
    const code = outcome.kind === 'problem' ? outcome.problem.code : null;
    const candidate = await this.page.scanDb.setting(CANDIDATE);
    const ends = isEnding(outcome) ? outcome.problem.code : '';
    if (ends && !candidate) {
      await this.page.phone.end(ends);
      await this.#ended(ends);
    } else if (ends) this.#wrong(ENDED[ends]);
    else if (code === 'unauthorised') this.#wrong('linkWrong');
    else if (code === 'forbidden') this.#wrong('linkOther');
    else
      this.#show('unreachable', () => [
        button(this.page.words.retry, () => void this.enter(), 'main'),
        ...this.#keepEarlier(),
      ]);
    return false;
  }

  /** @param {'linkWrong' | 'linkOther' | 'linkRevoked' | 'linkExpired'} word */
  #wrong(word) {
    this.#show(word, () => [...this.#linkParts(), ...this.#keepEarlier()]);
  }

  /** @param {string} code */
  async #ended(code) {
    const { unsent, aside } = await this.page.scanDb.counts();
    this.#show(ENDED[code], () => {
      const { words } = this.page;
      const left = unsent + aside;
      const leave = left
        ? [
            element('p', { textContent: words.stillToLeave({ count: left }) }),
            button(words.toOutbox, this.toOutbox, 'main'),
          ]
        : [];
      return [...leave, ...this.#linkParts()];
    });
  }

  /** @param {'noPass' | 'hasPass'} word */
  #askLink(word) {
    this.#show(word, () => [...this.#linkParts(), ...this.#keepEarlier()]);
  }

  #keepEarlier() {
    const { phone, scanDb, words } = this.page;
    if (!phone.pass || phone.ended || !phone.roster) return [];
    return [
      button(words.keepLink, async () => {
        await scanDb.forget(CANDIDATE);
        await this.enter();
      }),
    ];
  }

  /** The ways for a link to get here: its QR code by the camera, or its text. */
  #linkParts() {
    const { words } = this.page;
    const field = element('input', { type: 'text', autocomplete: 'off', spellcheck: false });
    const status = element('p', { role: 'alert' });
    const form = element(
      'form',
      { noValidate: true },
      element('label', {}, words.pasteLink, field),
      status,
      element('p', { className: 'buttons' }, submit(words.go)),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const secret = secretOf(field.value);
      if (secret) void this.#found(secret);
      else status.textContent = words.notALink;
    });
    return [button(words.readLink, () => this.#read(status), 'main'), form];
  }

  /** @param {HTMLElement} status */
  #read(status) {
    const { words } = this.page;
    const video = element('video', { playsInline: true, muted: true, className: 'viewer' });
    byId('opening-body').prepend(video);
    this.reader?.stop();
    this.reader = new Camera(video, {
      text: (text) => {
        const secret = secretOf(text);
        if (secret) void this.#found(secret);
        else status.textContent = words.notALink;
      },
      nothing: () => {},
      started: () => {},
      trouble: (kind) => (status.textContent = words.cameraTrouble[kind]),
    });
    void this.reader.start();
  }

  /** @param {string} secret */
  async #found(secret) {
    this.reader?.stop();
    this.reader = null;
    await this.page.scanDb.keep(CANDIDATE, secret);
    await this.enter();
  }

  #askName() {
    const { page } = this;
    this.#show('phoneName', () => {
      const { words } = page;
      const field = element('input', {
        type: 'text',
        maxLength: LABEL_CHARACTERS,
        autocomplete: 'off',
        required: true,
      });
      const form = element(
        'form',
        { noValidate: true },
        element('label', {}, words.phoneNameWhy, field),
        element('p', { className: 'buttons' }, submit(words.go)),
      );
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        // What is left of a link is no link: the server takes none in what others see.
        const name = field.value
          .replace(/\p{C}/gu, '')
          .replace(/:\/\/|www\./giu, ' ')
          .trim();
        if (!name) return field.focus();
        await page.phone.takeName(name);
        await this.enter();
      });
      return [form];
    });
  }

  /**
   * @param {'opening' | 'noPass' | 'hasPass' | 'linkWrong' | 'linkOther' | 'linkRevoked' | 'linkExpired' | 'unreachable' | 'phoneName'
   *   | 'choosePlace'} word
   * @param {() => Node[]} parts
   */
  #show(word, parts) {
    this.reader?.stop();
    this.draw = () => {
      const said = this.page.words[word];
      byId('opening-text').textContent = typeof said === 'string' ? said : said({ label: this.page.phone.label });
      byId('opening-body').replaceChildren(element('div', { className: 'stack' }, ...parts()));
    };
    this.draw();
    begin(byId('opening-title'));
  }
}

/** @param {string} text */
function submit(text) {
  return element('button', { type: 'submit', textContent: text, className: 'main' });
}
