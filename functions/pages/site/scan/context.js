/** What every screen of the page shares: the phone, its devices, and how places are said. */

import { PageContext } from '../ui/page_context.js';
import { wordsOf } from '../words/scan.js';

/**
 * @typedef {import('../ui/words.js').Language} Language
 * @typedef {'opening' | 'ready' | 'door'} Screen
 */

/** @extends {PageContext<import('../words/scan.js').Words, Screen>} */
export class ScanContext extends PageContext {
  /**
   * @param {object} parts
   * @param {import('../lib/scan_db.js').ScanDb} parts.scanDb
   * @param {import('../lib/phone.js').Phone} parts.phone
   * @param {import('../lib/scanning.js').Scanning} parts.scanning
   * @param {import('../lib/sync.js').Sync} parts.sync
   * @param {import('./signals.js').Signals} parts.signals
   * @param {{spoken: Language[], chosen: Language | null}} parts.languages
   */
  constructor({ scanDb, phone, scanning, sync, signals, languages }) {
    super(wordsOf, { ...languages, keep: (language) => scanDb.keep('language', language) });
    this.scanDb = scanDb;
    this.phone = phone;
    this.scanning = scanning;
    this.sync = sync;
    this.signals = signals;
    sync.language = this.language;
    this.addEventListener('words', () => {
      sync.language = this.language;
      sync.learnSoon();
    });
  }

  get programme() {
    return this.phone.programme;
  }

  /** The language of the doors' titles: the event's own, whatever this phone speaks. */
  get doorsLanguage() {
    return this.programme?.languages?.[0] ?? this.language;
  }

  /** By the server's clock. */
  now() {
    return this.phone.now();
  }

  /**
   * Name a place as the doors do: an atelier by its number, with the room.
   *
   * @param {import('../lib/contract.js').BookedPlace} place
   */
  placeName({ checkpoint, title, room }) {
    const name = this.phone.atelier(checkpoint) ? this.atelierName(checkpoint) : title;
    return [name ?? checkpoint, room].filter(Boolean).join(', ');
  }

  /** @param {import('../lib/shifts.js').Door} door */
  doorName(door) {
    return this.placeName({ ...door, checkpoint: door.id });
  }
}
