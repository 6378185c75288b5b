/** What to do next, said: an advice's sentence, and the place where something can be done about it. */

import { REGISTRATIONS } from '../organiser/menu.js';
import { MINUTE_MS } from '../ui/localised.js';
import { saidOf } from '../ui/words.js';

/**
 * @typedef {import('./advice.js').Advice} Advice
 * @typedef {import('../ui/localised.js').Localised<import('../words/dashboard.js').Words> & {door: (id: string) => string,
 *   doors: (ids: string[]) => string}} Teller
 */

const NAMED = 4;

/** The places on other pages or parts of this one; the others are places of the part "now", or acts. */
export const LINKS = {
  conflicts: '#conflicts',
  lunch: '#lunch',
  volunteers: '#volunteers',
  links: '#volunteers',
  waiting: `${REGISTRATIONS}#waiting`,
  mails: `${REGISTRATIONS}#mails`,
  import: `${REGISTRATIONS}#import`,
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
      return said.full({
        ateliers: advice.ateliers.map((id) => page.atelierNumber(id)).join(', '),
        count: advice.ateliers.length,
        others: seatsIn(advice.others, page),
        waiting: advice.waiting,
      });
    case 'series_full':
      return said.series_full({
        slot: slots.find(({ id }) => id === advice.slot)?.title ?? advice.slot,
        count: advice.waiting,
      });
    case 'silent': {
      const unsent = advice.outbox ? said.silentUnsent({ count: advice.outbox }) : '';
      const door = advice.isEverywhere ? words.everywhere : advice.checkpoint && page.door(advice.checkpoint);
      return said.silent({ label: phone, span: page.span(advice.minutes * MINUTE_MS), door }) + unsent;
    }
    case 'silents': {
      const labels = advice.labels.map((label) => label || words.namelessPhone);
      const unsent = advice.outbox ? said.silentUnsent({ count: advice.outbox }) : '';
      const more = labels.length > NAMED ? ` ${words.morePhones({ count: labels.length - NAMED })}` : '';
      return (
        said.silents({
          count: labels.length,
          span: page.span(advice.minutes * MINUTE_MS),
          labels: labels.slice(0, NAMED).join(', ') + more,
        }) + unsent
      );
    }
    case 'cut_off':
      return said.cutOff[advice.over]({ label: phone, count: advice.count });
    case 'unattended':
      return said.unattended({ doors: page.doors(advice.checkpoints) });
    case 'unsent':
      return said.unsent({ label: phone, count: advice.count });
    case 'clock':
      return said.clock({ label: phone, off: page.span(advice.seconds * 1000) });
    case 'battery':
      return said.battery({ label: phone, percent: advice.percent });
    case 'conflicts': {
      /** @type {Record<string, (values: {count: number}) => string>} */
      const of = said.conflictsOf;
      return (of[advice.sort ?? ''] ?? said.conflicts)({ count: advice.count });
    }
    case 'more_come':
    case 'fewer_come':
      return said[advice.what]({ count: advice.count, usual: advice.usual });
    case 'absent':
      return said.absent({ atelier: page.atelierName(advice.atelier), count: advice.count });
    case 'seats_waited_for':
      return said.seats_waited_for({
        atelier: page.atelierName(advice.atelier),
        free: advice.free,
        count: advice.waiting,
      });
    case 'lunch_soon':
      return said[advice.isUntold ? 'lunch_booked' : 'lunch_soon']({
        span: page.span(advice.minutes * MINUTE_MS),
        meals: advice.meals,
        booked: advice.booked,
      });
    case 'order_short':
      return advice.sent === advice.now ? words.orderDiets : said.order_short({ sent: advice.sent, now: advice.now });
    case 'nobody':
      return said.nobody();
    case 'order_unsent':
      return said[advice.isFailed ? 'order_failed' : 'order_unsure']({ address: advice.address });
    case 'links_unsent':
      return said.links_unsent({ label: phone, count: advice.count });
    case 'mails_held':
      return said.mails_held({ count: advice.count, why: saidOf(words.mailErrors, advice.error) });
    case 'mails':
    case 'still_inside':
      return said[advice.what]({ count: advice.count });
  }
}

/**
 * @param {import('./numbers.js').AtelierCount[]} ateliers
 * @param {Teller} page
 */
function seatsIn(ateliers, page) {
  const { words } = page;
  return ateliers
    .map(({ id, free, room }) => words.advice.seatsIn({ free, atelier: page.atelierNumber(id), room }))
    .join(', ');
}
