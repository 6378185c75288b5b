/** What every screen of the page shares: the phone, its devices, and how places are said. */

import { Localised } from '../ui/localised.js';
import { wordsOf } from './words.js';

/**
 * @typedef {import('../ui/words.js').Language} Language
 * @typedef {'opening' | 'ready' | 'door'} Screen
 */

/**
 * Tells `screen` when another screen is wanted.
 *
 * @extends {Localised<import('./words.js').Words>}
 */
export class ScanContext extends Localised {
  /**
   * @param {object} parts
   * @param {import('../lib/scan_db.js').ScanDb} parts.scanDb
   * @param {import('../lib/phone.js').Phone} parts.phone
   * @param {import('../lib/scanning.js').Scanning} parts.scanning
   * @param {import('../lib/sync.js').Sync} parts.sync
   * @param {import('./signals.js').Signals} parts.signals
   * @param {{spoken: Language, chosen: Language | null}} parts.languages
   */
  constructor({ scanDb, phone, scanning, sync, signals, languages }) {
    super(wordsOf, { ...languages, keep: (language) => scanDb.keep('language', language) });
    this.scanDb = scanDb;
    this.phone = phone;
    this.scanning = scanning;
    this.sync = sync;
    this.signals = signals;
    /** @type {Screen} */
    this.screen = 'opening';
  }

  get programme() {
    return this.phone.programme;
  }

  /** @param {Screen} screen */
  go(screen) {
    this.screen = screen;
    this.dispatchEvent(new Event('screen'));
  }

  /**
   * Say how long ago something was.
   *
   * @param {number} at milliseconds, by the server's clock
   */
  age(at) {
    return this.ago(this.phone.now() - at);
  }

  /**
   * Name a place as the doors do: an atelier by its number, with the room.
   *
   * @param {import('../lib/messages.js').Place} place
   */
  placeName({ checkpoint, title, room }) {
    const name = this.phone.atelier(checkpoint) ? this.atelierName(checkpoint) : title;
    return [name ?? checkpoint, room].filter(Boolean).join(', ');
  }
}
