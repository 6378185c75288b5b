/** The count at a door: what the server last said, and what this phone has done since. */

/**
 * @typedef {import('./contract.js').DoorHeadcount} Headcount
 * @typedef {import('./contract.js').SeatsShown} Seats
 * @typedef {import('./scan_db.js').Entry} Entry
 *
 * @typedef {object} Doors what the server last said of the checkpoints
 * @property {number} at milliseconds, by the server's clock
 * @property {string | null} [asOf] of when that was
 * @property {Record<string, Headcount>} doors
 */

/**
 * Return what a phone shows after an answer: what it has, where the answer may lack some of that.
 *
 * Each process of the server sums all counts now and then, and adds what it stores itself. So the sum of another
 * one holds all that was said before it was made, and a sum from before may not. A rehearsal's clock may be set back.
 *
 * @param {Doors | null} shown
 * @param {{headcounts: Record<string, Headcount>, as_of?: string | null}} answer
 * @param {number} now milliseconds, by the server's clock
 * @returns {Doors | null}
 */
export function doorsAfter(shown, { headcounts, as_of: asOf }, now) {
  if (asOf === null) return shown;
  const isBehind = shown !== null && asOf !== shown.asOf && Date.parse(asOf ?? '') < shown.at;
  return isBehind && shown.at <= now ? shown : { at: now, asOf, doors: headcounts };
}

/**
 * @param {Headcount | null} headcount
 * @param {Entry[]} waiting this phone's scans that the server has not counted
 * @param {string} checkpointId
 * @returns {Headcount | null} null before the first answer
 */
export function headcountWith(headcount, waiting, checkpointId) {
  if (!headcount) return null;
  const present = sum(waiting, checkpointId, (entry) => entry.own?.present ?? 0);
  return {
    ...headcount,
    present: Math.max(0, headcount.present + present),
    seats: seatsWith(headcount, waiting, checkpointId),
  };
}

/**
 * @param {Headcount | null} headcount
 * @param {Entry[]} waiting
 * @param {string} checkpointId
 * @returns {Seats | null} with those taken whom this phone let in without a booking
 */
export function seatsWith(headcount, waiting, checkpointId) {
  if (!headcount?.seats) return null;
  const taken = sum(waiting, checkpointId, ({ own }) => (own?.walk_in && own.present > 0 ? 1 : 0));
  return { ...headcount.seats, taken: headcount.seats.taken + taken };
}

/**
 * @param {Headcount | null} headcount
 * @param {Entry[]} waiting
 * @param {string} checkpointId
 * @returns {number | null} how many booked meals nobody has come for yet; too many rather than too few where the phone has
 *   not heard for a while what others serve
 */
export function mealsAwaited(headcount, waiting, checkpointId) {
  if (!headcount) return null;
  const served = sum(waiting, checkpointId, ({ own }) => (own?.walk_in ? 0 : (own?.present ?? 0)));
  // An earlier server does not say who came without a booking.
  return Math.max(0, headcount.booked - (headcount.present - (headcount.walk_ins ?? 0)) - served);
}

/**
 * @param {Entry[]} waiting
 * @param {string} checkpointId
 * @param {(entry: Entry) => number} move
 */
function sum(waiting, checkpointId, move) {
  return waiting
    .filter((entry) => entry.scan.checkpoint === checkpointId && !entry.undone && entry.scan.offline !== null)
    .reduce((total, entry) => total + move(entry), 0);
}
