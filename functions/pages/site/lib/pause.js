/** A pause between two attempts, that can be cut short. */

export class Pause {
  /** @param {(wake: () => void, milliseconds: number) => unknown} later */
  constructor(later) {
    this.later = later;
    this.wake = () => {};
  }

  /**
   * @param {number} milliseconds
   * @returns {Promise<void>} done after them, or at `wake`
   */
  take(milliseconds) {
    return new Promise((done) => {
      this.wake = done;
      this.later(done, milliseconds);
    });
  }
}
