/** A day at an event as the dashboard knows it: quiet, but for what a test tells. */

import { advice } from '../../functions/pages/site/dashboard/advice.js';
import { sentence } from '../../functions/pages/site/dashboard/sentences.js';
import { wordsOf } from '../../functions/pages/site/words/dashboard.js';
import { OrganiserContext } from '../../functions/pages/site/organiser/context.js';

export const at = (hour) => Date.parse(`2022-08-30T${hour}:00+02:00`);
export const iso = (hour) => new Date(at(hour)).toISOString();

const atelier = (number, slot, room) => ({
  ...{ id: `atelier-${number}`, number, slot, room, title: `Titre ${number}.`, capacity: 30, waiting: 0 },
});
const door = (id, group, opens, closes) => ({
  ...{ id, group, title: id, room: '', opens_at: iso(opens), closes_at: iso(closes) },
});

export const PROGRAMME = {
  event: { id: 'destins', name: 'Destins', date: '2022-08-30', ends_at: iso('17:00'), timezone: 'Europe/Paris' },
  sessions: [{ id: 'cloture', title: '', kind: 'closing', starts_at: iso('16:30'), ends_at: iso('17:00') }],
  slots: [
    { id: 'prospective', title: 'Prospectifs', starts_at: iso('15:20'), ends_at: iso('16:30') },
    { id: 'strategic', title: 'Stratégiques', starts_at: iso('11:05'), ends_at: iso('12:15') },
  ],
  ateliers: [
    ...[1, 2, 3].map((number) => atelier(number, 'strategic', `Salle ${number}`)),
    ...[6, 7].map((number) => atelier(number, 'prospective', `Salle ${number}`)),
  ],
  checkpoints: [
    door('entrance', 'entrance', '08:30', '18:00'),
    door('lunch', 'lunch', '12:00', '14:00'),
    ...[1, 2, 3].map((number) => door(`atelier-${number}`, 'strategic', '10:45', '12:15')),
    ...[6, 7].map((number) => door(`atelier-${number}`, 'prospective', '15:00', '16:30')),
  ],
};

export const count = (fields = {}) => ({
  ...{ group: 'strategic', booked: 0, present: 0, ever: 0, walk_ins: 0, refused: 0, refused_by_verdict: {} },
  ...{ already: 0, seats: null, arrivals: [] },
  ...fields,
});
export const seats = (taken, capacity = 30, more = {}) => ({ booked: taken, seats: { capacity, taken, ...more } });

/** The headcounts of an event where nobody is, but for what is told. */
export function headcounts(checkpoints = {}, more = {}) {
  const all = PROGRAMME.checkpoints.map(({ id }) => [id, count(checkpoints[id])]);
  const none = { as_of: iso('11:00'), inside: 0, registered: 100, cancelled: 0, conflicts: 0 };
  return { ...none, checkpoints: Object.fromEntries(all), ...more };
}

export const device = (seen, fields = {}) => ({
  ...{ device: `device-${seen}`, last_seen_at: iso(seen), outbox: 0, clock_skew_seconds: 0, battery: 80 },
  ...fields,
});
export const pass = (checkpoints, devices, fields = {}) => ({
  ...{ id: 'pass', role: 'volunteer', label: 'Porte B', checkpoints, supervisor: false, walk_ins: false },
  ...{ expires_at: iso('23:00'), revoked_at: null, invited_by: null, own: false, devices },
  ...fields,
});
export const EVERYWHERE = PROGRAMME.checkpoints.map(({ id }) => id);

/** What is advised, for an event where every door has its phone but for what is told. */
export function advised(hour, { counts = {}, more = {}, passes, ...known } = {}) {
  const watched = passes ?? [pass(EVERYWHERE, [device(hour)])];
  const nothing = { conflicts: null, mails: null, catering: null };
  const day = { headcounts: headcounts(counts, more), programme: PROGRAMME, passes: watched };
  return advice({ ...nothing, ...day, ...known }, at(hour));
}
export const codes = (all) => all.map(({ what }) => what);

class Page extends OrganiserContext {
  get programme() {
    return PROGRAMME;
  }
}
export const page = (language) => new Page(wordsOf, null, { spoken: [language], chosen: null, keep: () => {} });
/** A sentence with plain spaces. */
export const said = (one, language = 'fr') => sentence(one, page(language), PROGRAMME.slots).replaceAll('\u00a0', ' ');

export const USUAL = {
  show_up: 0.8,
  arrivals: [
    { at: iso('08:30'), share: 0 },
    { at: iso('09:30'), share: 0.5 },
    { at: iso('12:30'), share: 1 },
  ],
};
export const came = (number, hour = '08:50') => ({
  entrance: { ever: number, arrivals: number ? [{ from: iso(hour), count: number }] : [] },
});
