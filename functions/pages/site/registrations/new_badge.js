/** A new badge for somebody: made once, even where the answer got lost. */

/** @typedef {import('../lib/api.js').Outcome} Outcome */

export class NewBadge {
  /** @param {(method: string, path: string) => Promise<Outcome>} ask */
  constructor(ask) {
    this.ask = ask;
    /** @type {Map<string, number>} the issue that a request followed of which nothing was heard */
    this.unsure = new Map();
  }

  /**
   * Ask for a badge that follows this issue. A request that got no answer is not repeated before the server has said
   * that it made none: each badge refuses the one before, which may be on its way to the person already.
   *
   * @param {string} id an attendee's
   * @param {number} issue
   * @returns {Promise<Outcome>}
   */
  async make(id, issue) {
    if (this.unsure.get(id) === issue) {
      const found = await this.#look(id, issue);
      if (found) return found;
    }
    const outcome = await this.ask('POST', `/api/attendees/${id}/badge`);
    if (outcome.kind !== 'unreachable') return outcome;
    this.unsure.set(id, issue);
    return (await this.#look(id, issue)) ?? outcome;
  }

  /**
   * Look whether the request arrived.
   *
   * @param {string} id
   * @param {number} issue
   * @returns {Promise<Outcome | null>} null if it did not
   */
  async #look(id, issue) {
    const outcome = await this.ask('GET', `/api/attendees/${id}`);
    if (outcome.kind !== 'answer') return outcome;
    this.unsure.delete(id);
    return outcome.body.registration.issue > issue ? outcome : null;
  }
}
