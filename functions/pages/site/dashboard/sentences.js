/** What to do next, said: an advice's sentence, and the place where something can be done about it. */

/**
 * @typedef {import('./advice.js').Advice} Advice
 * @typedef {import('../ui/localised.js').Localised<import('./words.js').Words> & {door: (id: string) => string,
 *   doors: (ids: string[]) => string}} Teller
 */

const NAMED = 4;
const MINUTE_MS = 60_000;

/** The places on other pages or parts of this one; the others are places of the part "now", or acts. */
export const LINKS = {
  conflicts: '#conflicts',
  lunch: '#lunch',
  volunteers: '#volunteers',
  waiting: '/inscriptions#waiting',
  mails: '/inscriptions#mails',
};

/**
 * @param {Advice} advice
 * @param {Teller} page
 * @param {{id: string, title: string}[]} slots
 * @returns {string}
 */
export function sentence(advice, page, slots) {
  const { words } = page;
  const said = words.advice;
  const phone = 'label' in advice ? advice.label || words.namelessPhone : '';
  switch (advice.what) {
    case 'full':
      return said.full(
        advice.ateliers.map((id) => page.atelierNumber(id)),
        seatsIn(advice.others, page),
        advice.waiting,
      );
    case 'series_full':
      return said.series_full(slots.find(({ id }) => id === advice.slot)?.title ?? advice.slot, advice.waiting);
    case 'silent': {
      const unsent = advice.outbox ? said.silentUnsent(advice.outbox) : '';
      const door = advice.isEverywhere ? words.everywhere : advice.checkpoint && page.door(advice.checkpoint);
      return said.silent(phone, page.span(advice.minutes * MINUTE_MS), door) + unsent;
    }
    case 'silents': {
      const labels = advice.labels.map((label) => label || words.namelessPhone);
      const unsent = advice.outbox ? said.silentUnsent(advice.outbox) : '';
      const more = labels.length > NAMED ? ` ${words.morePhones(labels.length - NAMED)}` : '';
      return (
        said.silents(labels.length, page.span(advice.minutes * MINUTE_MS), labels.slice(0, NAMED).join(', ') + more) +
        unsent
      );
    }
    case 'cut_off':
      return said.cutOff[advice.over](phone, advice.count);
    case 'unattended':
      return said.unattended(page.doors(advice.checkpoints));
    case 'unsent':
      return said.unsent(phone, advice.count);
    case 'clock':
      return said.clock(phone, page.span(advice.seconds * 1000));
    case 'battery':
      return said.battery(phone, advice.percent);
    case 'conflicts': {
      /** @type {Record<string, (count: number) => string>} */
      const of = said.conflictsOf;
      return (of[advice.sort ?? ''] ?? said.conflicts)(advice.count);
    }
    case 'more_come':
    case 'fewer_come':
      return said[advice.what](advice.count, advice.usual);
    case 'absent':
      return said.absent(page.atelierName(advice.atelier), advice.count);
    case 'seats_waited_for':
      return said.seats_waited_for(page.atelierName(advice.atelier), advice.free, advice.waiting);
    case 'lunch_soon':
      return said.lunch_soon(page.span(advice.minutes * MINUTE_MS), advice.meals, advice.booked);
    case 'mails':
    case 'still_inside':
      return said[advice.what](advice.count);
  }
}

/**
 * @param {import('./numbers.js').AtelierCount[]} ateliers
 * @param {Teller} page
 */
function seatsIn(ateliers, page) {
  const { words } = page;
  return ateliers.map(({ id, free, room }) => words.advice.seatsIn(free, page.atelierNumber(id), room)).join(', ');
}
