/** The badge itself: as wide as the phone, and full screen at a touch. */

import { byId, dialog } from '../ui/dom.js';
import { saidOf } from '../ui/words.js';
import { nameOf } from './endings.js';

/** As somebody reads it out: in two halves. */
const HALF = 4;

export class Card {
  /**
   * @param {import('./context.js').BadgeContext} page
   * @param {import('./awake.js').Awake} awake
   */
  constructor(page, awake) {
    this.page = page;
    this.awake = awake;
    /** @type {{svg: string, url: string} | null} */
    this.picture = null;
    byId('enlarge').addEventListener('click', () => this.#enlarge());
    const full = dialog('full');
    // A touch anywhere closes it again: nobody looks for a button at the door.
    full.addEventListener('click', () => full.close());
    byId('draw-again').addEventListener('click', () => void page.badges.refresh());
    page.addEventListener('screen', () => {
      if (page.screen === 'badge') void awake.hold();
      else void awake.release();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && page.screen === 'badge') void awake.hold();
    });
  }

  draw() {
    const { page } = this;
    const { words, badges } = page;
    const { shown } = badges;
    if (!shown) return;
    const { registration, svg, seenAt } = shown;
    const name = nameOf(registration);
    const code = `${registration.code.slice(0, HALF)} ${registration.code.slice(HALF)}`;
    page.say('name', name);
    page.say('organisation', registration.organisation);
    page.say('stand', registration.stand ? `${words.stand} · ${registration.stand}` : '');
    page.say('kind', saidOf(words.kinds, registration.kind));
    page.say('code', `${words.fields.code} ${code}`);
    page.say('full-name', name);
    page.say('full-code', `${words.fields.code} ${code}`);
    byId('card').dataset.kind = registration.kind;
    byId('enlarge').hidden = svg === null;
    byId('no-qr').hidden = svg !== null;
    if (svg === null) dialog('full').close();
    const url = svg === null ? '' : this.#address(svg);
    for (const id of ['qr', 'full-qr']) {
      const image = /** @type {HTMLImageElement} */ (byId(id));
      image.alt = words.badgeOf({ name });
      if (url && image.src !== url) image.src = url;
    }
    const { reached } = badges;
    page.say(
      'age',
      reached === false ? words.offline({ age: page.age(seenAt) }) : reached ? words.upToDate : words.checking,
    );
    byId('age').dataset.state = reached === false ? 'alone' : 'fine';
  }

  #enlarge() {
    dialog('full').showModal();
    void this.awake.hold();
  }

  /** @param {string} svg */
  #address(svg) {
    if (this.picture?.svg !== svg) {
      if (this.picture) URL.revokeObjectURL(this.picture.url);
      this.picture = { svg, url: URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })) };
    }
    return this.picture.url;
  }
}
