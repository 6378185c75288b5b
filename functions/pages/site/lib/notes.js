/**
 * What a door needs to know of people: in the roster alone, until the hour that each question brings.
 *
 * No scan keeps a note, so none is in a file, and none outlives the roster.
 */

/**
 * @typedef {import('./scan_db.js').Entry} Entry
 * @typedef {import('./contract.js').DoorQuestion} DoorQuestion
 * @typedef {import('./contract.js').Given} Given
 */

/**
 * @param {import('./phone.js').Phone} phone
 * @param {Entry} entry
 * @returns {{question: DoorQuestion, answer: Given}[]} what this door needs to know of somebody
 */
export function notesOf(phone, { attendee_id, notes }) {
  const noted = notes ?? phone.people.byId.get(attendee_id ?? '')?.notes ?? {};
  return (phone.roster?.questions ?? [])
    .filter((question) => question.id in noted && !isOver(question, phone.now()))
    .map((question) => ({ question, answer: noted[question.id] }));
}

/**
 * Let go of notes whose time is over, by the clock of the phone: it may never hear of anybody again.
 *
 * @param {import('./phone.js').Phone} phone
 */
export async function forgetNotes(phone) {
  const { roster } = phone;
  const now = phone.now();
  if (!roster?.questions?.some((question) => isOver(question, now))) return;
  const questions = roster.questions.filter((question) => !isOver(question, now));
  const attendees = roster.attendees.map(({ notes = {}, ...person }) => {
    const left = Object.entries(notes).filter(([id]) => questions.some((question) => question.id === id));
    return left.length ? { ...person, notes: Object.fromEntries(left) } : person;
  });
  await phone.learnRoster({ ...roster, questions, attendees });
  await phone.scanDb.forgetNotes();
}

/**
 * @param {Entry} entry
 * @returns {Entry} as it is kept
 */
export function withoutNotes({ notes: _, ...entry }) {
  const { result } = entry;
  if (!result?.attendee?.notes) return entry;
  const { notes: __, ...attendee } = result.attendee;
  return { ...entry, result: { ...result, attendee } };
}

/**
 * @param {DoorQuestion} question
 * @param {number} now
 */
function isOver({ until }, now) {
  return !(now < Date.parse(until));
}
