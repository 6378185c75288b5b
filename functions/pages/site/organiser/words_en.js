/** What the organisers' pages share, in English. */

import { common, fieldNames } from '../ui/words_en.js';
import { records } from '../ui/words_records_en.js';

/** @type {import('./words_fr.js').OrganiserWords} */
export const organiser = {
  ...common,
  ...records,
  dashboard: 'Dashboard',
  registrations: 'Registrations',
  parts: 'Parts of the page',
  loading: 'The server is looking…',
  keep: 'Change nothing',
  nameless: 'Erased person',

  opening: 'Opening…',
  openingText: 'The page is asking the server whether your link is valid.',
  pasteLink: 'Paste your organiser’s link here',
  notALink: 'This is not a link: one ends with # and 43 characters.',
  noPass: {
    title: 'An organiser’s link is needed',
    text: 'This page shows names and addresses: it opens with an organiser’s link only.',
  },
  linkWrong: {
    title: 'This link does not work',
    text: 'It is incomplete or no longer exists. Ask whoever gave it to you for another.',
  },
  linkOther: {
    title: 'This is not an organiser’s link',
    text: 'It opens a badge or the check-in. Ask an organiser for a link like their own.',
  },
  linkRevoked: { title: 'This link was revoked', text: 'Ask another organiser for a new one.' },
  linkExpired: { title: 'This link has expired', text: 'Ask another organiser for a new one.' },
  linkUnreachable: { title: 'The server does not answer', text: 'Check the network, then try again.' },
  unreachable: 'The server does not answer. Check the network, then try again.',
  fault: 'Something went wrong in the page. Reload it; nothing that was saved is lost.',

  fieldsOf: { ...fieldNames, cancelled_at: 'Cancellation', issue: 'Badge', other: 'Another detail' },

  problems: {
    already_registered: 'Somebody else is registered with this e-mail address.',
    registrations_closed: 'Registrations are closed.',
    invalid_request: 'There is something to correct in the form.',
    not_found: 'The server no longer finds this: reload the page.',
    forbidden: 'This link does not allow that.',
    later: 'Too many people at once: nothing has changed. Try again in a moment.',
    too_many_requests: 'Too many requests at once. Try again in a moment.',
    http_429: 'Too many requests at once. Try again in a moment.',
    payload_too_large: 'This is too much at once for the server.',
    no_seat: 'There is no seat left to offer in this atelier.',
    nobody_waits: 'Nobody is waiting for this atelier any more.',
    cancelled: 'This registration was cancelled.',
    too_early: 'Too early: wait for the planned hour.',
    too_late: 'Too late: it is over.',
    phones_unsent: 'Phones may have scans that the server does not know yet.',
    event_closed: 'The event is closed: nothing is recorded any more.',
    not_made: 'The server could not make this document. Try again in some minutes.',
    nothing_to_attest: 'There is nobody to attest yet.',
    unauthorised: 'Your link is no longer valid.',
    pass_revoked: 'Your link was revoked.',
    pass_expired: 'Your link has expired.',
    other: 'The server refused.',
  },
  unprintable: (characters) =>
    characters
      ? `Nothing was printed: we cannot print “${characters}”. Correct the name, the organisation or the stand first.`
      : 'Nothing was printed: nothing of the name can be seen. Correct the name first.',
};
