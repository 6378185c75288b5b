/** The browser's cameras: which to ask for, how to give one back, and what its refusals mean. */

/**
 * `denied`: the person or the browser said no. `missing`: there is none. `busy`: another app has it. `insecure`: the
 * page is not on https. `lost`: it went away, and is being asked for again. `decoder`: pictures cannot be read.
 *
 * @typedef {'denied' | 'missing' | 'busy' | 'insecure' | 'lost' | 'decoder'} Trouble
 */

/** A badge is small in the picture: half of these pixels read most of them as soon, all of them those in bad light. */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** @type {Record<string, Trouble>} */
const TROUBLES = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/**
 * Ask for the chosen camera, else the rear one, else any.
 *
 * @param {MediaDevices} mediaDevices
 * @param {string | null} deviceId
 * @param {() => boolean} isWanted asked before every question, for a person may take a minute to answer one
 * @returns {Promise<MediaStream | null>} to be closed if it is not wanted any more; null if none came before that
 */
export async function open(mediaDevices, deviceId, isWanted) {
  /** @type {(MediaTrackConstraints | true)[]} */
  const constraints = [{ ...SIZE, facingMode: { ideal: 'environment' } }, true];
  // An id wished for as `ideal` would count as much as the facing mode, and either might win.
  if (deviceId) constraints.unshift({ ...SIZE, deviceId: { exact: deviceId } });
  for (const video of constraints) {
    if (!isWanted()) return null;
    try {
      return await mediaDevices.getUserMedia({ video, audio: false });
    } catch (error) {
      if (video === true || troubleOf(error) !== 'missing') throw error;
    }
  }
  return null;
}

/** @param {MediaStream | null} stream */
export function close(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/**
 * @param {MediaDevices} mediaDevices
 * @returns {Promise<string[]>} the ids of the cameras, which browsers tell only once one has been allowed
 */
export async function list(mediaDevices) {
  const devices = await mediaDevices.enumerateDevices();
  return devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId).map(({ deviceId }) => deviceId);
}

/**
 * @param {MediaStreamTrack | undefined} track
 * @returns {boolean}
 */
export function hasTorch(track) {
  // TypeScript does not list the torch among the capabilities; older Firefox lacks the method.
  return /** @type {any} */ (track?.getCapabilities?.())?.torch === true;
}

/**
 * @param {MediaStreamTrack | undefined} track
 * @param {boolean} on
 * @returns {Promise<boolean>} whether the lamp is on now
 */
export async function light(track, on) {
  if (!track || !hasTorch(track)) return false;
  try {
    await track.applyConstraints({ advanced: [/** @type {any} */ ({ torch: on })] });
    return on;
  } catch {
    // Some phones name a lamp and then refuse it.
    return false;
  }
}

/**
 * @param {unknown} error
 * @returns {Trouble}
 */
export function troubleOf(error) {
  return TROUBLES[/** @type {any} */ (error)?.name] ?? 'lost';
}
