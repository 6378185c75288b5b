/** A badge that stays in view is one scan, even across a reload and with two badges in the picture. */

/** A badge that comes back within this time is the same showing of it. */
const HELD_MS = 5_000;
/** Unseen for so long, it was taken away: whoever shows it again wants to see the answer again. */
const AWAY_MS = 1_000;
/** The camera sees a badge 15 times a second; the disk need not. */
const STORED_EVERY_MS = 1_000;

export class Guard {
  /** @param {Record<string, number>} [seen] when each text was last seen, in milliseconds */
  constructor(seen = {}) {
    this.seen = new Map(Object.entries(seen));
    this.storedAt = 0;
  }

  /**
   * Say what it means that a text is in view.
   *
   * @param {string} text
   * @param {number} now milliseconds of the phone's own clock; a step of it makes a badge new, never held for ever
   * @returns {'new' | 'held' | 'back'}
   */
  saw(text, now) {
    for (const [other, at] of this.seen) if (Math.abs(now - at) >= HELD_MS) this.seen.delete(other);
    const before = this.seen.get(text);
    this.seen.set(text, now);
    if (before === undefined) return 'new';
    return now - before >= AWAY_MS ? 'back' : 'held';
  }

  /**
   * @param {number} now
   * @param {boolean} changed whether there is more than a later time to keep
   * @returns {Record<string, number> | null} what is to be kept, or null while what is kept is fresh enough
   */
  toKeep(now, changed) {
    if (!changed && Math.abs(now - this.storedAt) < STORED_EVERY_MS) return null;
    this.storedAt = now;
    return Object.fromEntries(this.seen);
  }

  /** @param {string} text */
  forget(text) {
    this.seen.delete(text);
  }

  clear() {
    this.seen.clear();
  }
}
