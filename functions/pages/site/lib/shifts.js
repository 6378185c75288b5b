/** Where the holder of a link is due by the clock, and which of its doors is open where another is not. */

/**
 * @typedef {import('./contract.js').RosterCheckpoint} Door
 * @typedef {import('./contract.js').ShiftShown} Shift
 *
 * @typedef {object} Standing what a proposal rests on, as a phone has it
 * @property {Door | null} checkpoint where it stands
 * @property {{checkpoints: Door[], pass: {schedule?: Shift[]}} | null} roster an earlier page kept one without a schedule
 * @property {() => number} now milliseconds
 *
 * @typedef {object} Proposal
 * @property {Door} door
 * @property {Shift | null} shift none where the door at which the phone stands has closed
 * @property {string} key what is kept of one that was declined: it stays away until another takes its place
 */

/**
 * @param {Standing} phone
 * @returns {Shift | null} the one under way, the last to begin of several: at noon, lunch
 */
function shiftUnderWay(phone) {
  const now = phone.now();
  const running = scheduleOf(phone).filter(({ starts_at, ends_at }) => at(starts_at) <= now && now < at(ends_at));
  return running.sort((one, other) => at(other.starts_at) - at(one.starts_at))[0] ?? null;
}

/**
 * @param {Standing} phone
 * @returns {Shift | null} the one under way, or the next to begin
 */
export function nextShift(phone) {
  const now = phone.now();
  const coming = scheduleOf(phone).filter(({ starts_at }) => now < at(starts_at));
  return shiftUnderWay(phone) ?? coming.sort((one, other) => at(one.starts_at) - at(other.starts_at))[0] ?? null;
}

/**
 * Find the door that the clock speaks for. A phone never goes there by itself: a verdict is of the door that its
 * volunteer sees on the screen.
 *
 * @param {Standing} phone
 * @returns {Proposal | null}
 */
export function proposal(phone) {
  const { checkpoint, roster } = phone;
  if (!checkpoint || !roster) return null;
  const shift = shiftUnderWay(phone);
  const due = shift && roster.checkpoints.find(({ id }) => id === shift.checkpoint);
  if (due && due.id !== checkpoint.id) return { door: due, shift, key: `${due.id} ${shift.starts_at}` };
  if (phone.now() <= at(checkpoint.closes_at)) return null;
  const open = openDoor(phone);
  return open && { door: open, shift: null, key: `${checkpoint.id} ${checkpoint.closes_at}` };
}

/**
 * @param {Standing} phone
 * @returns {Door | null} another door of the link that is open: the last to open, for most people go there
 */
export function openDoor(phone) {
  const { checkpoint, roster } = phone;
  const now = phone.now();
  const open = (roster?.checkpoints ?? []).filter(
    ({ id, opens_at, closes_at }) => id !== checkpoint?.id && at(opens_at) <= now && now <= at(closes_at),
  );
  return open.sort((one, other) => at(other.opens_at) - at(one.opens_at))[0] ?? null;
}

/** @param {Standing} phone */
function scheduleOf({ roster }) {
  return roster?.pass.schedule ?? [];
}

/** @param {string} hour */
function at(hour) {
  return Date.parse(hour);
}
