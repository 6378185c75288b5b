/** What a day leaves behind, in English: what scans were answered with, their conflicts, what the staff did. */

import { atDoors } from './words_doors_en.js';

/** @type {import('./words_records_fr.js').Records} */
export const records = {
  recorded: { ...atDoors.verdicts, admitted: 'Admitted', moved: 'Admitted, changed atelier' },
  conflictSorts: {
    double_admission: 'Double admission',
    over_capacity: 'Entry beyond the seats',
    not_booked: 'Entry without a booking',
    cancelled: 'Cancelled registration',
    unknown_badge: 'Badge that nobody has',
    closed: 'Outside the hours',
    withdrawn: 'Accepted, then refused by the phone',
    clock: 'Impossible time',
    other: 'Conflict',
  },
  acts: {
    registered: 'Registered on the spot',
    imported: 'Registered from a list',
    corrected: 'Registration corrected',
    cancelled: 'Registration cancelled',
    reissued: 'New badge',
    erased: 'Person erased',
    offered: 'Seat offered',
    seats_released: 'Absent person’s seat released',
    atelier_changed: 'Atelier changed',
    day_ended: 'Noted as gone when the day ended',
    closed: 'Event closed',
    reopened: 'Event opened again',
    invited: 'Link made',
    revoked: 'Link revoked',
    scans_undone: 'Scans of a link undone',
    other: 'Another act',
  },
};
