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
  const questions = questionsOf(phone);
  if (!roster || !questions.some((question) => isOver(question, phone.now()))) return;
  const attendees = [...phone.people.byId.values()].filter(({ notes }) => notes);
  await phone.learnRoster(withoutOver({ roster: { ...roster, questions }, attendees, whole: false }, phone.now()));
  await phone.scanDb.forgetNotes();
}

/**
 * @param {import('./roster.js').Learnt} learnt
 * @param {number} now
 * @returns {import('./roster.js').Learnt} without the notes whose time is over
 */
export function withoutOver({ roster, attendees, whole }, now) {
  const questions = (roster.questions ?? []).filter((question) => !isOver(question, now));
  const left = attendees.map((person) => {
    const { notes, ...others } = person;
    if (!notes) return person;
    const noted = Object.entries(notes).filter(([id]) => questions.some((question) => question.id === id));
    return noted.length ? { ...others, notes: Object.fromEntries(noted) } : others;
  });
  return { roster: { ...roster, questions }, attendees: left, whole };
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
