/** The wall screen: the numbers alone, large, for whoever passes. */

import { byId, write } from '../ui/dom.js';

const ASKED = 'mur';

export class Wall {
  /**
   * @param {import('./context.js').DashboardContext} page
   * @param {Location} location `?mur` asks for it
   */
  constructor(page, { search }) {
    this.page = page;
    this.isOn = new URLSearchParams(search).has(ASKED);
    byId('wall').addEventListener('click', () => void this.#switch(!this.isOn));
    addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.isOn && !document.querySelector('dialog[open]')) void this.#switch(false);
    });
    // The browser's own way out of a full screen is a way out of this one.
    document.addEventListener('fullscreenchange', () => {
      if (!document.fullscreenElement && this.isOn) void this.#switch(false);
    });
    page.addEventListener('words', () => this.#draw());
  }

  /** @param {boolean} isPossible */
  show(isPossible) {
    byId('wall').hidden = !isPossible;
    // The query left the address together with the link. It is put back, for a reload.
    if (isPossible) this.#name();
    this.#draw();
  }

  /** @param {boolean} isOn */
  async #switch(isOn) {
    this.isOn = isOn;
    this.#name();
    this.#draw();
    // A browser may refuse; the page is large all the same.
    if (isOn) await document.documentElement.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) await document.exitFullscreen();
  }

  #name() {
    history.replaceState(null, '', `${location.pathname}${this.isOn ? `?${ASKED}` : ''}${location.hash}`);
  }

  #draw() {
    const isShown = this.isOn && !byId('wall').hidden;
    document.documentElement.toggleAttribute('data-wall', isShown);
    const { page } = this;
    const { words } = page;
    write(byId('wall'), isShown ? words.leaveWall : words.wall);
    if (page.isWall !== isShown) {
      page.isWall = isShown;
      page.dispatchEvent(new Event('wall'));
    }
    // Pictures are drawn for a width, and it has changed.
    dispatchEvent(new Event('resize'));
  }
}
