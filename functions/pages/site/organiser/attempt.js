/** A registration that may have to be sent twice, because its answer can get lost on the way. */

/** Gives the same content the same id: a double press registers one person. Other content is another person. */
export class Attempt {
  /** @param {() => string} newId */
  constructor(newId) {
    this.newId = newId;
    /** @type {Map<string, string>} */
    this.ids = new Map();
  }

  /** @param {unknown} body what would be sent */
  idOf(body) {
    const content = JSON.stringify(body);
    const id = this.ids.get(content) ?? this.newId();
    this.ids.set(content, id);
    return id;
  }
}
