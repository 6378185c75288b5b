/** What the tab keeps for as long as it is open; a browser that keeps nothing only asks again. */

/** @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} Drawer */

export class Kept {
  /** @param {() => Drawer} open throws where the browser denies it */
  constructor(open) {
    /** @type {Map<string, string>} */
    this.here = new Map();
    /** @type {Drawer | null} */
    this.drawer = null;
    try {
      this.drawer = open();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /** @param {string} name */
  get(name) {
    return this.drawer ? this.drawer.getItem(`registrations-${name}`) : (this.here.get(name) ?? null);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  keep(name, value) {
    if (this.drawer) this.drawer.setItem(`registrations-${name}`, value);
    else this.here.set(name, value);
  }

  /** @param {string} name */
  forget(name) {
    this.drawer?.removeItem(`registrations-${name}`);
    this.here.delete(name);
  }
}
