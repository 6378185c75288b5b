/** Before somebody is registered a second time: whether they are registered already, perhaps by this phone. */

import { folded } from '../lib/folding.js';
import { button, byId, dialog, element } from '../ui/dom.js';

/** @typedef {import('../lib/contract.js').RosterAttendee} Listed */

export class SamePerson {
  /**
   * @param {import('./context.js').ScanContext} page
   * @param {(person: Listed) => void} admit
   */
  constructor(page, admit) {
    this.page = page;
    this.admit = admit;
    this.reset();
    page.addEventListener('words', () => this.#draw());
  }

  reset() {
    /** Of whom somebody said that it is another person. */
    this.denied = '';
    this.name = '';
    /** @type {Listed[]} */
    this.listed = [];
    /** @type {import('../lib/walk_ins.js').Registration[]} whose registration has not left this phone */
    this.kept = [];
    this.#draw();
  }

  /**
   * Ask whether somebody is the person whom a form names.
   *
   * @param {Record<string, unknown>} body of the form
   * @returns {Promise<boolean>} whether that has to be answered before anybody is registered
   */
  async asks(body) {
    const { phone, scanDb } = this.page;
    this.name = nameOf(body);
    const kept = this.name === this.denied ? [] : await scanDb.registrations();
    this.kept = kept.filter((one) => nameOf(one.body) === this.name);
    this.listed =
      this.name === this.denied ? [] : phone.people.alike(String(body.given_name), String(body.family_name));
    this.#draw();
    return this.#isAsking;
  }

  get #isAsking() {
    return this.kept.length + this.listed.length > 0;
  }

  #draw() {
    const { words } = this.page;
    const close = () => dialog('walk-in').close();
    const acts = [
      ...this.listed.map((person) => {
        const who = [person.name, person.organisation].filter(Boolean).join(', ');
        return button(words.samePersonIn({ who }), () => {
          close();
          this.admit(person);
        });
      }),
      ...this.kept.map(({ at }) => button(words.samePersonDone({ time: this.page.hour(at) }), close)),
      button(words.anotherPerson, () => {
        const { name } = this;
        this.reset();
        this.denied = name;
      }),
    ];
    const question = element('p', { textContent: words.samePerson });
    byId('walk-in-same').replaceChildren(...(this.#isAsking ? [question, ...acts] : []));
  }
}

/** @param {Record<string, unknown>} body */
function nameOf({ given_name, family_name }) {
  return folded(`${given_name} ${family_name}`);
}
