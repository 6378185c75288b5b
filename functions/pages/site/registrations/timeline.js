/** Everything that was done and written to a person, in one line of time: the newest first. */

import { about } from '../organiser/act.js';
import { saidOf } from '../ui/words.js';
import { ActKind, MailKind, MailState, UNSENT } from '../words/codes.js';
import { scanText } from './day_text.js';
import { sendable, tone } from './mails.js';

/**
 * @typedef {import('../lib/contract.js').Day} Day
 * @typedef {import('../lib/contract.js').MailTold} MailTold
 * @typedef {Pick<import('./context.js').RegistrationsContext, 'words' | 'hour' | 'dayAndHour' | 'door' | 'atelierName' | 'atelierNumber' | 'atelierTitle'>} Teller
 * @typedef {'doors' | 'mails' | 'changes'} Sort
 *
 * @typedef {object} Moment
 * @property {string} at
 * @property {Sort} sort
 * @property {string} what
 * @property {string} [verdict]
 * @property {string[]} notes
 * @property {[string, import('../ui/widgets.js').Sort][]} tags
 * @property {string} [text] what somebody wrote
 * @property {{id: string, what: string}} [undoable] the scan that can be taken back, and how it is called then
 * @property {MailTold} [sendable] the mail that can be sent again
 */

/** @type {Sort[]} */
export const SORTS = ['doors', 'mails', 'changes'];

/** Those who come of themselves are in no journal: it is the staff's. */
const REGISTERING = new Set([ActKind.REGISTERED, ActKind.IMPORTED]);
const ENDING = new Set([ActKind.CANCELLED, ActKind.ERASED]);

/**
 * @param {Day} day
 * @param {Teller} page
 * @param {number} now by this computer's clock, as mails go by it
 * @returns {Moment[]}
 */
export function timeOf(day, page, now) {
  const { scans, acts, mails } = day;
  const canSend = sendable(mails, now);
  const askedBy = askedFor(acts, mails);
  const moments = [
    ...ownOf(day, page),
    ...scans.map((scan) => scanned(scan, page)),
    ...acts.filter((act) => !isAsking(act) || !askedBy.size).map((act) => done(act, page)),
    ...mails.map((mail, at) => mailed(mail, canSend[at], askedBy.get(mail.reason) ?? mail.message?.by ?? '', page)),
  ];
  return moments.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

/** @param {import('../lib/contract.js').ActShown} act */
function isAsking({ what, details }) {
  return what === ActKind.MAILED_AGAIN && !details.fields?.length;
}

/**
 * Say who had a badge mailed again, on the line of the mail: the act is that mail, and each made one.
 *
 * @param {import('../lib/contract.js').ActShown[]} acts
 * @param {MailTold[]} mails both in order
 * @returns {Map<string, string>} by the mail's reason; none where they cannot be told apart
 */
function askedFor(acts, mails) {
  const asked = acts.filter(({ what }) => what === ActKind.MAILED_AGAIN);
  const sent = mails.filter(({ kind }) => kind === MailKind.AGAIN);
  return new Map(asked.length === sent.length ? sent.map(({ reason }, at) => [reason, asked[at].by]) : []);
}

/**
 * What people did themselves, as far as it is kept when.
 *
 * @param {Day} day
 * @param {Teller} page
 * @returns {Moment[]}
 */
function ownOf({ registration, acts }, page) {
  const { words } = page;
  const { registered_at, opened_at, cancelled_at, waiting } = registration;
  const has = (/** @type {Set<string>} */ kinds) => acts.some(({ what }) => kinds.has(what));
  const own = (/** @type {string} */ at, /** @type {string} */ what, /** @type {Sort} */ sort = 'changes') => ({
    ...{ at, what, sort, notes: [], tags: [] },
  });
  return [
    ...(has(REGISTERING) ? [] : [own(registered_at, words.registeredSelf)]),
    ...(opened_at ? [own(opened_at, words.openedMail, 'mails')] : []),
    ...waiting.map(({ atelier, since }) => own(since, words.waitsIn({ atelier: page.atelierTitle(atelier) }))),
    ...(cancelled_at && !has(ENDING) ? [own(cancelled_at, words.cancelledSelf)] : []),
  ];
}

/**
 * @param {import('./day_text.js').Seen} scan
 * @param {Teller} page
 * @returns {Moment}
 */
function scanned(scan, page) {
  const { what, where, verdict, notes, conflicts, undone, isUndoable } = scanText(scan, page);
  const isOver = scan.settled || undone;
  return {
    ...{ at: scan.at, sort: 'doors', what: where, verdict, notes },
    tags: [
      ...(undone ? [/** @type {Moment['tags'][0]} */ ([undone, 'quiet'])] : []),
      ...conflicts.map((text) => /** @type {Moment['tags'][0]} */ ([text, isOver ? 'quiet' : 'bad'])),
    ],
    undoable: isUndoable ? { id: scan.scan_id, what } : undefined,
  };
}

/**
 * @param {import('../lib/contract.js').ActShown} act
 * @param {Teller} page
 * @returns {Moment}
 */
function done({ what, at, by, details }, page) {
  const { words } = page;
  /** @type {{before: string[], after: string[]}} */
  const { before, after } = details.ateliers ?? { before: [], after: [] };
  const only = (/** @type {string[]} */ some, /** @type {string[]} */ others) => {
    const left = some.filter((id) => !others.includes(id)).map((id) => page.atelierNumber(id));
    return left.join(', ') || words.noAtelier;
  };
  return {
    ...{ at, sort: 'changes', what: saidOf(words.acts, what), tags: [] },
    notes: [
      about(details, page),
      details.ateliers ? words.changedTo({ before: only(before, after), after: only(after, before) }) : '',
      by ? words.by({ who: by }) : '',
    ].filter(Boolean),
  };
}

/**
 * @param {MailTold} mail
 * @param {boolean} canSend
 * @param {string} by who of the staff had it sent, where it was somebody
 * @param {Teller} page
 * @returns {Moment}
 */
function mailed(mail, canSend, by, page) {
  const { words } = page;
  const { at, kind, state, email, message, ateliers, error } = mail;
  const said = saidOf(words.mailKinds, kind);
  const why = error ?? (state === MailState.UNSURE ? 'interrupted' : null);
  return {
    ...{ at, sort: 'mails' },
    what: message ? words.labelled({ label: said, text: message.subject }) : said,
    notes: [
      email ? words.wentTo({ address: email }) : state === MailState.SENT ? words.wentElsewhere : '',
      ...ateliers.map((id) => page.atelierName(id)),
      by ? words.by({ who: by }) : '',
      why ? saidOf(words.mailErrors, why) : '',
    ].filter(Boolean),
    tags: [[saidOf(words.mailStates, state), tone(state)]],
    text: message?.text,
    sendable: canSend && UNSENT.has(state) ? mail : undefined,
  };
}
