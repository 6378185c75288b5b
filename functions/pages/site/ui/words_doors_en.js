/** What a scan is answered with, in English: at a door, and where an organiser admits by hand. */

/** @type {import('./words_doors_fr.js').AtDoors} */
export const atDoors = {
  verdicts: {
    admitted: 'Come in',
    moved: 'Come in',
    already_admitted: 'Already in',
    left: 'Left',
    cancelled: 'Cancelled',
    too_early: 'Too early',
    too_late: 'Too late',
    not_booked: 'Not booked here',
    full: 'Full',
    unreadable: 'Not a badge',
    other_event: 'Other event',
    forged_badge: 'Invalid badge',
    unknown_badge: 'Unknown badge',
  },
  verdictsAt: {
    lunch: { admitted: 'Serve', already_admitted: 'Already served', not_booked: 'No meal booked' },
    village: { admitted: 'Welcome', already_admitted: 'Already seen' },
  },
  opensAt: (time) => `Opens at ${time}`,
  closedAt: (time) => `Closed since ${time}`,
  since: (time) => `since ${time}`,
  bookedIn: 'Booked in:',
  bookedNowhere: 'Booked in no atelier of this series.',
  noMeal: 'No meal booked.',
  movedFrom: (place) => `Comes from: ${place}`,
  overridePossible: 'There is room: you can let them in.',
  overrideImpossible: 'No room here.',
  noSeat: 'No seat left: those who booked keep theirs.',
};
