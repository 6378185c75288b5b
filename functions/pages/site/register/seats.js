/** The seats left in each atelier, as they go. */

const EVERY_MS = 15_000;
/** After a shorter absence than this, the seats are new enough. */
const SOON_MS = 5_000;
/** From so few on they are counted aloud. */
const FEW = 5;

/** @typedef {{id: string, number: number, seats_left: number, waiting?: number}} Atelier */
/** @typedef {import('../words/register.js').Words} Words */

/**
 * @param {number} left
 * @param {Words} words
 */
export function seatsSaid(left, words) {
  if (left <= 0) return words.full;
  return (left <= FEW ? words.few_seats : words.seats)({ count: left });
}

/**
 * Show what is left of one atelier in its card.
 *
 * @param {HTMLElement} card
 * @param {Atelier} atelier
 * @param {Words} words
 * @returns {boolean} whether it was chosen here and is full now
 */
export function show(card, { seats_left: left, waiting = 0 }, words) {
  const isFull = left <= 0;
  const choice = /** @type {HTMLInputElement} */ (card.querySelector('input[type=radio]'));
  const list = /** @type {HTMLElement | null} */ (card.querySelector('[data-wait]'));
  const tag = /** @type {HTMLElement} */ (card.querySelector('[data-seats]'));
  const wasTaken = isFull && choice.checked;
  say(tag, seatsSaid(left, words));
  if (isFull || left <= FEW) tag.dataset.sort = isFull ? 'quiet' : 'warm';
  else delete tag.dataset.sort;
  card.toggleAttribute('data-full', isFull);
  choice.disabled = isFull;
  if (isFull) choice.checked = false;
  if (list) showList(list, isFull, words.waiting({ count: waiting }));
  return wasTaken;
}

/**
 * @param {HTMLElement} list the waiting list
 * @param {boolean} isFull
 * @param {string} text
 */
function showList(list, isFull, text) {
  say(/** @type {HTMLElement} */ (list.querySelector('[data-waiting]')), text);
  // Somebody who ticked to wait sees that a seat is free. Only they take the tick away.
  const tick = /** @type {HTMLInputElement} */ (list.querySelector('input'));
  list.hidden = !isFull && !tick.checked;
}

/**
 * @param {HTMLElement} place
 * @param {string} text
 */
function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/**
 * Ask for the seats while the page is looked at, and hand on what changed.
 *
 * @param {typeof globalThis.fetch} fetch
 * @param {Document} page
 * @param {(ateliers: Atelier[]) => void} update
 */
export function watch(fetch, page, update) {
  let tag = '';
  let askedAt = -Infinity;
  const ask = async () => {
    if (page.visibilityState !== 'visible' || performance.now() - askedAt < SOON_MS) return;
    askedAt = performance.now();
    const answer = await programme(fetch, tag);
    if (!answer) return;
    tag = answer.tag;
    update(answer.ateliers);
  };
  page.addEventListener('visibilitychange', () => void ask());
  setInterval(() => void ask(), EVERY_MS);
  void ask();
}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} tag of what is known
 * @returns {Promise<{ateliers: Atelier[], tag: string} | null>} null where nothing changed or nobody answered
 */
export async function programme(fetch, tag) {
  try {
    const headers = tag ? { 'if-none-match': tag } : undefined;
    const response = await fetch('/api/programme', { headers, cache: 'no-store', credentials: 'omit' });
    if (response.status !== 200) return null;
    const { ateliers } = await response.json();
    return Array.isArray(ateliers) ? { ateliers, tag: response.headers.get('etag') ?? '' } : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) return null;
    throw error;
  }
}
