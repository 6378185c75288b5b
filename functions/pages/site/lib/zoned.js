/** Hours as the clocks at the event show them, as instants. */

const MINUTE_MS = 60_000;

/**
 * @param {string} day such as 2022-08-30
 * @param {string} hour such as 18:00
 * @param {string} timezone
 * @returns {number} milliseconds; NaN for what is no day or hour
 */
export function instantAt(day, hour, timezone) {
  const wanted = Date.parse(`${day}T${hour}Z`);
  if (Number.isNaN(wanted)) return NaN;
  // Twice, for the offset may be another at the hour that the first offset leads to.
  const first = wanted - offset(wanted, timezone);
  return wanted - offset(first, timezone);
}

/**
 * @param {number} instant
 * @param {string} timezone
 * @returns {[string, string]} the day and the hour there
 */
export function dayAndHourAt(instant, timezone) {
  const shown = new Date(instant + offset(instant, timezone)).toISOString();
  return [shown.slice(0, 10), shown.slice(11, 16)];
}

/**
 * @param {number} instant
 * @param {string} timezone
 * @returns {number} what its clocks are ahead of UTC then, in milliseconds
 */
function offset(instant, timezone) {
  const options = /** @type {const} */ ({ timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  // Swedish writes dates as ISO 8601 does.
  const shown = new Intl.DateTimeFormat('sv-SE', options).format(instant).replace(' ', 'T');
  return Math.round((Date.parse(`${shown}Z`) - instant) / MINUTE_MS) * MINUTE_MS;
}
