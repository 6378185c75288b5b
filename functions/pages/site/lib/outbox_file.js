/** The outbox as files: the last way for scans to leave a phone. An organiser's command imports them. */

/**
 * @param {import('./phone.js').Phone} phone
 * @returns {Promise<ReturnType<typeof fileOf>[]>} one for each event that anything is left of
 */
export async function outboxFiles(phone) {
  const { scanDb } = phone;
  const [waiting, aside, undo, registrations] = await Promise.all([
    scanDb.waiting(),
    scanDb.inState('aside'),
    scanDb.inState('undo'),
    scanDb.registrations(),
  ]);
  const entries = [...new Map([...aside, ...waiting, ...undo].map((entry) => [entry.seq, entry])).values()];
  entries.sort((one, other) => one.seq - other.seq);
  const events = new Set([...entries, ...registrations].map(({ event }) => event));
  return [...events].map((event) => fileOf(phone, event, entries, registrations));
}

/**
 * @param {import('./phone.js').Phone} phone
 * @param {string} event
 * @param {import('./scan_db.js').Entry[]} entries
 * @param {import('./walk_ins.js').Registration[]} registrations
 */
function fileOf(phone, event, entries, registrations) {
  const ours = (/** @type {{event: string}} */ one) => one.event === event;
  return {
    format: 'pointage-outbox',
    version: 1,
    event,
    device: phone.device,
    phone: phone.label,
    saved_at: new Date(phone.now()).toISOString(),
    scans: entries.filter(ours).map(({ scan, name, problem, undo }) => ({
      scan,
      name,
      refused: problem ?? null,
      undo: undo === 'wanted',
    })),
    registrations: registrations.filter(ours).map(({ registration_id, body, at, checkpoint }) => ({
      registration_id,
      body,
      at,
      checkpoint,
    })),
  };
}
