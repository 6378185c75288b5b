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
  return questionsOf(phone)
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
  const left = roster && withoutOver(roster, questionsOf(phone), phone.now());
  if (!left || left === roster) return;
  await phone.learnRoster(left);
  await phone.scanDb.forgetNotes();
}

/**
 * @template {Pick<import('./roster.js').Roster, 'questions' | 'attendees'>} R
 * @param {R} roster
 * @param {DoorQuestion[]} asked
 * @param {number} now
 * @returns {R} without the notes whose time is over; itself where there are none
 */
export function withoutOver(roster, asked, now) {
  const questions = asked.filter((question) => !isOver(question, now));
  if (questions.length === asked.length) return roster;
  const attendees = roster.attendees.map(({ notes = {}, ...person }) => {
    const left = Object.entries(notes).filter(([id]) => questions.some((question) => question.id === id));
    return left.length ? { ...person, notes: Object.fromEntries(left) } : person;
  });
  return { ...roster, questions, attendees };
}

/**
 * An earlier page has kept the notes without the questions: the programme has these too, without an hour.
 *
 * @param {import('./phone.js').Phone} phone
 * @returns {DoorQuestion[]}
 */
function questionsOf({ roster, programme }) {
  if (roster?.questions || !programme?.questions) return roster?.questions ?? [];
  const until = programme.event.ends_at;
  return programme.questions.map((/** @type {DoorQuestion} */ question) => ({ ...question, until }));
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
