/** Runs a task one at a time. Asked for while it runs, it runs once more afterwards. */

export class OneAtATime {
  /** @type {Promise<void> | null} */
  #doing = null;
  #isWanted = false;

  /** @param {() => Promise<void>} act */
  constructor(act) {
    this.act = act;
  }

  get isBusy() {
    return this.#doing !== null;
  }

  /** @returns {Promise<void>} done when what was asked for here is done */
  ask() {
    this.#isWanted = true;
    this.#doing ??= this.#all();
    return this.#doing;
  }

  async #all() {
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        await this.act();
      }
    } finally {
      this.#doing = null;
    }
  }
}
