/** The outbox as a file: the last way for scans to leave a phone. An organiser's command imports it. */

/**
 * @param {import('./phone.js').Phone} phone
 */
export async function outboxFile(phone) {
  const { shelf } = phone;
  const [waiting, aside, undo, registrations] = await Promise.all([
    shelf.waiting(),
    shelf.inState('aside'),
    shelf.inState('undo'),
    shelf.registrations(),
  ]);
  const entries = new Map([...aside, ...waiting, ...undo].map((entry) => [entry.seq, entry]));
  return {
    format: 'pointage-outbox',
    version: 1,
    event: phone.event,
    device: phone.device,
    phone: phone.label,
    saved_at: new Date(phone.now()).toISOString(),
    scans: [...entries.values()]
      .sort((one, other) => one.seq - other.seq)
      .map(({ scan, name, problem, undo: wanted }) => ({
        scan,
        name,
        refused: problem ?? null,
        undo: wanted === 'wanted',
      })),
    registrations: registrations.map(({ registration_id, body, at, checkpoint }) => ({
      registration_id,
      body,
      at,
      checkpoint,
    })),
  };
}
