import assert from 'node:assert/strict';
import { test } from 'node:test';

import { advice } from '../../functions/pages/site/dashboard/advice.js';
import { altered } from '../../functions/pages/site/dashboard/alteration.js';
import { message, missing } from '../../functions/pages/site/dashboard/invitation.js';
import { detailsOf } from '../../functions/pages/site/dashboard/journal.js';
import { arrived, phones, refusals, series, totalAt, usual } from '../../functions/pages/site/dashboard/numbers.js';
import { sentence } from '../../functions/pages/site/dashboard/sentences.js';
import { ticks } from '../../functions/pages/site/dashboard/shapes.js';
import { take } from '../../functions/pages/site/dashboard/taking.js';
import { stateOf } from '../../functions/pages/site/dashboard/volunteers.js';
import { wordsOf } from '../../functions/pages/site/dashboard/words.js';
import { dayAndHourAt, instantAt } from '../../functions/pages/site/lib/zoned.js';
import { Telling } from '../../functions/pages/site/look/telling.js';

const at = (hour) => Date.parse(`2022-08-30T${hour}:00+02:00`);
const iso = (hour) => new Date(at(hour)).toISOString();

const atelier = (number, slot, room) => ({
  ...{ id: `atelier-${number}`, number, slot, room, title: `Titre ${number}.`, capacity: 30, waiting: 0 },
});
const door = (id, group, opens, closes) => ({
  ...{ id, group, title: id, room: '', opens_at: iso(opens), closes_at: iso(closes) },
});

const PROGRAMME = {
  event: { id: 'destins', name: 'Destins', date: '2022-08-30', timezone: 'Europe/Paris' },
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

const count = (told = {}) => ({
  ...{ group: 'strategic', booked: 0, present: 0, ever: 0, walk_ins: 0, refused: 0, refused_by_verdict: {} },
  ...{ already: 0, seats: null, arrivals: [] },
  ...told,
});
const seats = (taken, capacity = 30, more = {}) => ({ booked: taken, seats: { capacity, taken, ...more } });

/** The headcounts of an event where nobody is, but for what is told. */
function headcounts(checkpoints = {}, more = {}) {
  const all = PROGRAMME.checkpoints.map(({ id }) => [id, count(checkpoints[id])]);
  const none = { as_of: iso('11:00'), inside: 0, registered: 100, cancelled: 0, conflicts: 0 };
  return { ...none, checkpoints: Object.fromEntries(all), ...more };
}

const device = (seen, told = {}) => ({
  ...{ device: `device-${seen}`, last_seen_at: iso(seen), outbox: 0, clock_skew_seconds: 0, battery: 80 },
  ...told,
});
const pass = (checkpoints, devices, told = {}) => ({
  ...{ id: 'pass', role: 'volunteer', label: 'Porte B', checkpoints, supervisor: false, walk_ins: false },
  ...{ expires_at: iso('23:00'), revoked_at: null, devices },
  ...told,
});
const EVERYWHERE = PROGRAMME.checkpoints.map(({ id }) => id);

/** What is advised, for an event where every door has its phone but for what is told. */
function advised(hour, { counts = {}, more = {}, passes, ...known } = {}) {
  const watched = passes ?? [pass(EVERYWHERE, [device(hour)])];
  const nothing = { conflicts: null, mails: null, catering: null };
  const told = { headcounts: headcounts(counts, more), programme: PROGRAMME, passes: watched };
  return advice({ ...nothing, ...told, ...known }, at(hour));
}
const codes = (all) => all.map(({ what }) => what);

class Desk extends Telling {
  get programme() {
    return PROGRAMME;
  }

  door(id) {
    return this.programme.ateliers.some((one) => one.id === id) ? this.atelierName(id) : id;
  }

  doors(ids) {
    return ids.map((id) => this.door(id)).join(', ');
  }
}
const desk = (language) => new Desk(wordsOf, { spoken: language, chosen: null, keep: () => {} });
/** A sentence with plain spaces. */
const said = (one, language = 'fr') => sentence(one, desk(language), PROGRAMME.slots).replaceAll('\u00a0', ' ');

test('a quiet day asks for nothing', () => {
  assert.deepEqual(advised('11:00'), []);
  assert.deepEqual(advised('11:30', { passes: null }), []);
});

// Ateliers

test('a full atelier says where seats are left in the same series, most first', () => {
  const counts = {
    'atelier-1': seats(30),
    'atelier-2': seats(28),
    'atelier-3': seats(24),
    'atelier-6': seats(0),
  };
  const [one, ...others] = advised('11:00', { counts });

  assert.deepEqual(others, []);
  assert.equal(one.what, 'full');
  assert.equal(said(one), 'Atelier N°1 est complet ; il reste 6 places en N°3 (Salle 3), 2 places en N°2 (Salle 2).');
  assert.equal(said(one, 'en'), 'Atelier N°1 is full; still free: 6 seats in N°3 (Salle 3), 2 seats in N°2 (Salle 2).');
});

test('one seat is a seat, not seats', () => {
  const counts = { 'atelier-1': seats(30, 30, { waiting: 1 }), 'atelier-2': seats(29), 'atelier-3': seats(30) };
  const [one] = advised('11:00', { counts });

  assert.equal(said(one), 'Atelier N°1 est complet ; il reste 1 place en N°2 (Salle 2). 1 personne attend.');
  assert.equal(said(one, 'en'), 'Atelier N°1 is full; still free: 1 seat in N°2 (Salle 2). 1 person is waiting.');
  assert.equal(one.place, 'waiting');
});

test('a series without any seat left is told once', () => {
  const counts = { 'atelier-6': seats(30), 'atelier-7': seats(31, 30, { waiting: 3 }) };
  const found = advised('15:00', { counts });

  assert.deepEqual(codes(found), ['series_full']);
  assert.equal(said(found[0]), 'Prospectifs : tout est complet. 3 personnes attendent.');
});

test('the day before, a full atelier is only good to know; when its doors open, it is soon', () => {
  const counts = { 'atelier-6': seats(30) };

  assert.equal(advised('09:00', { counts })[0].severity, '');
  assert.equal(advised('14:30', { counts })[0].severity, 'warm');
});

test('of a series that is over nothing is asked any more', () => {
  const counts = { 'atelier-1': { ...seats(30), ever: 3 } };

  assert.deepEqual(advised('12:15', { counts }), []);
});

test('seats of absent people can be released from ten minutes after the start, where seats are short', () => {
  const counts = {
    'atelier-1': { ...seats(30), present: 20, ever: 22, walk_ins: 0 },
    'atelier-2': { ...seats(10), present: 2, ever: 2 },
  };

  assert.ok(!codes(advised('11:14', { counts })).includes('absent'));
  const found = advised('11:15', { counts }).filter(({ what }) => what === 'absent');
  assert.equal(found.length, 1);
  assert.equal(
    said(found[0]),
    'Atelier N°1 : 8 personnes inscrites ne sont pas venues, leurs places peuvent être rendues.',
  );
});

test('who came without a booking stands for nobody who is absent', () => {
  const counts = { 'atelier-1': { ...seats(30), booked: 25, ever: 29, walk_ins: 5 } };
  const [one] = advised('11:30', { counts }).filter(({ what }) => what === 'absent');

  assert.equal(one.count, 1);
  assert.equal(said(one), 'Atelier N°1 : 1 personne inscrite n’est pas venue, sa place peut être rendue.');
  assert.equal(said(one, 'en'), 'Atelier N°1: 1 person booked has not come, and their seat can be released.');
});

test('a free seat that somebody waits for is to be offered, until the series begins', () => {
  const counts = { 'atelier-6': seats(27, 30, { waiting: 2 }) };
  const [one] = advised('14:00', { counts });

  assert.equal(said(one), 'Atelier N°6 : 3 places libres, et 2 personnes attendent.');
  assert.equal(one.place, 'waiting');
  assert.deepEqual(advised('15:20', { counts }), []);
});

test('an atelier without seats, or that the numbers do not know, harms nothing', () => {
  const counts = headcounts();
  delete counts.checkpoints['atelier-1'];
  const [first] = series(counts, PROGRAMME, at('11:00'));

  assert.equal(first.rooms.find(({ number }) => number === 1).capacity, 30);
  assert.deepEqual(codes(advised('11:00', { counts: { 'atelier-1': seats(0, 0) } })), ['full']);
});

test('the series that runs or comes next is first, and in it the fullest', () => {
  const counts = headcounts({ 'atelier-2': seats(29), 'atelier-3': seats(10), 'atelier-7': seats(5) });
  const order = (hour) => series(counts, PROGRAMME, at(hour)).map(({ when, rooms }) => [when, rooms[0].number]);

  const found = { '09:00': ['next', 'later'], '11:30': ['running', 'next'], '13:00': ['next', 'over'] };
  for (const [hour, whens] of Object.entries(found))
    assert.deepEqual(
      order(hour).map(([when]) => when),
      whens,
    );
  assert.deepEqual(order('11:30'), [
    ['running', 2],
    ['next', 7],
  ]);
  assert.deepEqual(order('13:00')[0], ['next', 7]);
  assert.deepEqual(
    order('18:00').map(([when]) => when),
    ['over', 'over'],
  );
});

// Phones

test('a phone that is silent while its door is open is told at once if it is alone there', () => {
  const passes = [pass(['entrance'], [device('10:48', { outbox: 1 })]), pass(EVERYWHERE.slice(1), [device('11:00')])];
  const [one] = advised('11:00', { passes });

  assert.equal(one.severity, 'bad');
  assert.equal(said(one), 'Téléphone « Porte B » muet depuis 12 min (entrance). 1 scan n’y est pas envoyé.');
  assert.equal(said(one, 'en'), 'Phone “Porte B” silent for 12 min (entrance). 1 scan on it is not sent.');
});

test('three phones that fall silent are one advice: it may be the network', () => {
  const passes = ['A', 'B', ''].map((label, at) =>
    pass(EVERYWHERE, [device(`10:4${at}`, { device: label, outbox: at })], { label }),
  );
  const found = advised('11:00', { passes });

  assert.deepEqual(codes(found), ['silents']);
  assert.equal(found[0].severity, 'bad');
  assert.match(
    said(found[0]),
    /^3 téléphones muets depuis 18 min et plus, le réseau peut-être : sans nom, B, A\. 3 scans/,
  );
  assert.match(said(found[0], 'en'), /^3 phones silent for 18 min and more, perhaps the network: sans|without/);
});

test('when the last has left after the end, no door needs a phone', () => {
  assert.deepEqual(codes(advised('17:30', { passes: [], more: { inside: 2 } })), ['unattended', 'still_inside']);
  assert.deepEqual(advised('17:30', { passes: [] }), []);
});

test('a phone that went home with unsent scans is asked for, however long ago that was', () => {
  const passes = [pass(EVERYWHERE, [device('16:00')]), pass(['atelier-1'], [device('11:30', { outbox: 17 })])];
  const [one, ...others] = advised('16:00', { passes });

  assert.deepEqual([one.severity, others], ['bad', []]);
  assert.equal(said(one), 'Téléphone « Porte B » muet depuis 4 h (Atelier N°1). 17 scans n’y sont pas envoyés.');
});

test('a silent phone with another at its door is less urgent', () => {
  const passes = [pass(['entrance'], [device('10:48')]), pass(EVERYWHERE, [device('11:00')])];

  assert.deepEqual(
    advised('11:00', { passes }).map(({ what, severity }) => [what, severity]),
    [['silent', 'warm']],
  );
});

test('nobody asks after a phone whose door is closed, whose link is over, or that went home', () => {
  const watched = pass(EVERYWHERE, [device('13:00')]);
  const silent = device('12:00');
  for (const other of [
    pass(['atelier-1'], [silent]),
    pass(['entrance'], [silent], { revoked_at: iso('12:30') }),
    pass(['entrance'], [silent], { expires_at: iso('12:30') }),
    pass(['entrance'], [device('09:59')]),
  ]) {
    assert.deepEqual(advised('13:00', { passes: [watched, other] }), []);
  }
});

test('a door that opens soon or is open without any phone is named', () => {
  const passes = [pass(['entrance'], [device('11:50')])];
  const soon = advised('11:50', {
    passes: [
      pass(
        EVERYWHERE.filter((id) => id !== 'lunch'),
        [device('11:50')],
      ),
    ],
  });

  assert.deepEqual(
    soon.map(({ what, severity }) => [what, severity]),
    [['unattended', 'warm']],
  );
  const [one] = advised('11:50', { passes });
  assert.equal(one.severity, 'bad');
  assert.equal(said(one), 'Aucun téléphone n’a donné signe : lunch, Atelier N°1, Atelier N°2, Atelier N°3.');
});

test('unsent scans, a wrong clock and an empty battery are told of a phone that calls', () => {
  const phone = device('11:00', { outbox: 12, clock_skew_seconds: -125.4, battery: 14 });
  const found = advised('11:00', { passes: [pass(EVERYWHERE, [phone])] });

  assert.deepEqual(
    found.map((one) => said(one)),
    [
      'Téléphone « Porte B » : 12 scans attendent le réseau.',
      'Téléphone « Porte B » : 14 % de batterie. Portez-lui un chargeur.',
      'Téléphone « Porte B » : son heure est fausse de 2 min. Les scans sont corrigés ; mettez-le à l’heure.',
    ],
  );
});

test('what is within bounds of a phone is not told', () => {
  const phone = device('11:00', { outbox: 9, clock_skew_seconds: 60, battery: 15 });

  assert.deepEqual(advised('11:00', { passes: [pass(EVERYWHERE, [phone])] }), []);
  assert.deepEqual(advised('11:00', { passes: [pass(EVERYWHERE, [device('11:00', { battery: null })])] }), []);
});

test('a phone without a name is told of all the same', () => {
  const phone = device('11:00', { battery: 3 });
  const [one] = advised('11:00', { passes: [pass(EVERYWHERE, [phone], { label: '' })] });

  assert.equal(one.severity, 'bad');
  assert.match(said(one), /« sans nom » : 3 %/);
});

test('phones that need somebody come first, and say which of their doors are open', () => {
  const passes = [
    pass(['entrance', 'lunch'], [device('10:59', { device: 'a' }), device('10:50', { device: 'b', outbox: 4 })]),
    pass(['entrance'], [device('11:00', { device: 'c' })]),
    pass(['entrance'], [device('11:00', { device: 'd' })], { revoked_at: iso('10:00') }),
  ];
  const found = phones(passes, PROGRAMME, at('11:00'));

  assert.deepEqual(
    found.map((phone) => phone.device),
    ['b', 'c', 'a'],
  );
  assert.deepEqual(found[0].open, ['entrance']);
  assert.equal(found[0].silence, 10 * 60_000);
});

test('a phone whose clock is ahead is not silent for less than no time', () => {
  assert.equal(phones([pass(['entrance'], [device('11:05')])], PROGRAMME, at('11:00'))[0].silence, 0);
});

// Conflicts, lunch, mails, arrivals, the end

test('conflicts of one sort are told by it, others by their number, one as one', () => {
  const of = (number, sorts) =>
    said(
      advised('11:00', {
        more: { conflicts: number },
        conflicts: sorts && sorts.map((sort) => ({ conflicts: [sort] })),
      })[0],
    );

  assert.equal(of(3, ['double_admission', 'double_admission', 'double_admission']), '3 doubles admissions à régler.');
  assert.equal(of(1, ['over_capacity']), '1 entrée en surnombre à régler.');
  assert.equal(of(2, ['clock', 'closed']), '2 scans contredisent les règles.');
  assert.equal(of(1, null), '1 scan contredit les règles.');
  // The list is older than the number.
  assert.equal(of(2, ['clock']), '2 scans contredisent les règles.');
  assert.equal(of(1, ['something_new']), '1 scan contredit les règles.');
});

test('every sort of conflict can be said in both languages', () => {
  for (const sort of [
    'double_admission',
    'over_capacity',
    'not_booked',
    'cancelled',
    'unknown_badge',
    'closed',
    'clock',
  ]) {
    for (const language of ['fr', 'en']) {
      const [one] = advised('11:00', { more: { conflicts: 1 }, conflicts: [{ conflicts: [sort] }] });
      assert.match(said(one, language), /^1 /);
      assert.doesNotMatch(said(one, language), /contredi|contradict/);
    }
  }
});

test('lunch is told in the three hours before it, with the meals to prepare', () => {
  const catering = { lunch: { booked: 210, to_order: 196 } };

  assert.deepEqual(advised('08:59', { catering }), []);
  assert.equal(said(advised('11:10', { catering })[0]), 'Déjeuner dans 50 min : 196 repas à préparer, 210 réservés.');
  assert.equal(said(advised('11:10', { catering })[0], 'en'), 'Lunch in 50 min: 196 meals to prepare, 210 booked.');
  assert.deepEqual(advised('12:00', { catering }), []);
  assert.deepEqual(advised('11:10', { catering: { lunch: { booked: 0, to_order: 0 } } }), []);
});

test('an event without lunch is never told of one', () => {
  const programme = { ...PROGRAMME, checkpoints: PROGRAMME.checkpoints.filter(({ id }) => id !== 'lunch') };
  const catering = { lunch: { booked: 3, to_order: 3 } };

  assert.deepEqual(advised('11:10', { programme, catering }), []);
});

test('only mails that wait for an organiser are counted', () => {
  const mails = ['due', 'failed', 'sending'].map((state) => ({ state }));

  assert.equal(said(advised('11:00', { mails })[0]), '1 e-mail n’est peut-être pas parti.');
  assert.deepEqual(advised('11:00', { mails: [{ state: 'due' }] }), []);
});

const USUAL = {
  show_up: 0.8,
  arrivals: [
    { at: iso('08:30'), share: 0 },
    { at: iso('09:30'), share: 0.5 },
    { at: iso('12:30'), share: 1 },
  ],
};
const came = (number, hour = '08:50') => ({
  entrance: { ever: number, arrivals: number ? [{ from: iso(hour), count: number }] : [] },
});

test('arrivals are compared with the usual, and only what is worth a word is told', () => {
  const of = (number, hour = '09:30') => advised(hour, { counts: came(number), more: { usual: USUAL } });

  assert.deepEqual(of(45), []);
  assert.equal(said(of(60)[0]), 'Plus de monde que d’ordinaire : 60 arrivées, contre 40 à cette heure.');
  assert.equal(said(of(1)[0], 'en'), 'Fewer people than usual: 1 arrival, where 40 is usual by now.');
  assert.deepEqual(codes(of(0, '08:30')), []);
  // What is told after the last hour that is known would stay for the rest of the day.
  assert.deepEqual(codes(of(0, '12:31')), []);
});

test('without anything usual the arrivals are not judged', () => {
  assert.deepEqual(advised('09:30', { counts: came(60) }), []);
  assert.deepEqual(usual(headcounts()), []);
});

test('people still counted inside after the end are told, with the way to end the day', () => {
  assert.deepEqual(advised('16:59', { more: { inside: 12 } }), []);
  const [one] = advised('17:00', { more: { inside: 1 } });

  assert.equal(one.place, 'end');
  assert.equal(said(one), 'La journée est finie, et 1 personne est encore comptée dans le bâtiment.');
});

test('what is urgent comes first', () => {
  const passes = [pass(['entrance'], [device('15:00')])];
  const counts = { 'atelier-6': seats(30) };
  const found = advised('15:00', { passes, counts, more: { conflicts: 2 } });

  assert.deepEqual(codes(found), ['unattended', 'full', 'conflicts']);
});

test('an advice that only counts on is the same advice', () => {
  const keys = (conflicts) => advised('11:00', { more: { conflicts } }).map(({ key }) => key);

  assert.deepEqual(keys(2), keys(3));
});

test('the words of all pages keep their meaning on this one', () => {
  assert.equal(desk('fr').ago(1_000), 'à l’instant');
  assert.equal(desk('en').ago(1_000), 'just now');
});

test('no sentence is left with a hole', () => {
  const phone = device('11:00', { outbox: 50, clock_skew_seconds: 4000, battery: 2 });
  const passes = [pass(['entrance'], [phone]), pass(['atelier-1'], [device('10:30')])];
  const counts = {
    'atelier-1': { ...seats(30, 30, { waiting: 2 }), ever: 3 },
    'atelier-6': seats(2, 30, { waiting: 1 }),
  };
  const catering = { lunch: { booked: 1, to_order: 1 } };
  const more = { conflicts: 1, usual: USUAL, inside: 3 };
  const found = advised('11:20', { passes, counts, catering, more, mails: [{ state: 'failed' }] });

  assert.ok(found.length >= 9, codes(found).join());
  for (const one of found) {
    for (const language of ['fr', 'en']) assert.doesNotMatch(said(one, language), /undefined|null|NaN|\[object|  /);
  }
});

// Numbers

test('arrivals add up step by step and stay level between', () => {
  const arrivals = [
    { from: iso('09:00'), count: 3 },
    { from: iso('09:05'), count: 2 },
    { from: iso('10:00'), count: 1 },
  ];
  const points = arrived(headcounts({ entrance: { arrivals } }), at('10:02'));

  assert.deepEqual(
    points.map((point) => [new Date(point.at).toISOString().slice(11, 16), point.total]),
    [
      ['07:00', 0],
      ['07:05', 3],
      ['07:10', 5],
      ['08:00', 5],
      ['08:02', 6],
    ],
  );
});

test('nobody arrived is an empty curve', () => {
  assert.deepEqual(arrived(headcounts(), at('10:00')), []);
});

test('what is usual lies on straight lines between the hours that are known', () => {
  const curve = usual(headcounts({}, { usual: USUAL }));

  assert.deepEqual(
    ['08:00', '09:00', '09:30', '11:00', '15:00'].map((hour) => Math.round(totalAt(curve, at(hour)))),
    [0, 20, 40, 60, 80],
  );
  assert.equal(totalAt([], at('10:00')), 0);
});

test('refusals are summed over the doors, the most frequent first', () => {
  const counts = headcounts({
    entrance: { refused_by_verdict: { unreadable: 2, cancelled: 1 } },
    'atelier-1': { refused_by_verdict: { not_booked: 3, unreadable: 2, full: 0 } },
  });

  assert.deepEqual(refusals(counts), [
    ['unreadable', 4],
    ['not_booked', 3],
    ['cancelled', 1],
  ]);
});

test('an axis has few, round steps and reaches beyond the largest number', () => {
  assert.deepEqual(ticks(208), [0, 50, 100, 150, 200, 250]);
  assert.deepEqual(ticks(3), [0, 1, 2, 3]);
  assert.deepEqual(ticks(0), [0, 1]);
  assert.deepEqual(ticks(30_000, 3), [0, 10_000, 20_000, 30_000]);
});

// Volunteers

test('a link is never opened, active, revoked or expired', () => {
  assert.equal(stateOf(pass(['entrance'], []), at('11:00')), 'unused');
  assert.equal(stateOf(pass(['entrance'], [device('10:00')]), at('11:00')), 'active');
  assert.equal(stateOf(pass([], [], { role: 'organiser' }), at('11:00')), 'active');
  assert.equal(stateOf(pass([], [device('10:00')]), at('23:00')), 'expired');
  assert.equal(stateOf(pass([], [], { revoked_at: iso('10:00') }), at('23:30')), 'revoked');
});

const wished = (told) => ({
  ...{ role: 'volunteer', label: '', checkpoints: ['entrance'], supervisor: false, walk_ins: true, until: at('18:00') },
  ...told,
});

test('an invitation needs a door, an organiser a name, both an hour to come', () => {
  assert.equal(missing(wished(), at('11:00')), null);
  assert.equal(missing(wished({ checkpoints: [] }), at('11:00')), 'noDoors');
  assert.equal(missing(wished({ role: 'organiser' }), at('11:00')), 'needsLabel');
  assert.equal(missing(wished({ until: NaN }), at('11:00')), 'untilWrong');
  assert.equal(missing(wished(), at('18:00')), 'untilWrong');
});

test('an organiser is invited to everything, so to no door', () => {
  const told = message(wished({ role: 'organiser', label: 'Lola', supervisor: true }));

  assert.deepEqual(told, { role: 'organiser', label: 'Lola', expires_at: iso('18:00') });
  assert.deepEqual(message(wished()).checkpoints, ['entrance']);
});

test('hours are those of the clocks at the event, in summer and in winter', () => {
  assert.equal(instantAt('2022-08-30', '18:00', 'Europe/Paris'), Date.parse('2022-08-30T16:00Z'));
  assert.equal(instantAt('2022-12-30', '18:00', 'Europe/Paris'), Date.parse('2022-12-30T17:00Z'));
  assert.equal(instantAt('2022-10-30', '01:30', 'Europe/Paris'), Date.parse('2022-10-29T23:30Z'));
  assert.equal(instantAt('2022-10-30', '04:00', 'Europe/Paris'), Date.parse('2022-10-30T03:00Z'));
  assert.equal(instantAt('2022-08-30', '00:00', 'America/Montreal'), Date.parse('2022-08-30T04:00Z'));
  assert.ok(Number.isNaN(instantAt('', '18:00', 'Europe/Paris')));
  assert.deepEqual(dayAndHourAt(Date.parse('2022-08-30T22:30Z'), 'Europe/Paris'), ['2022-08-31', '00:30']);
});

test('an atelier has a room and a number of seats, or is not changed', () => {
  assert.deepEqual(altered(' Salle 2 ', ' 40 '), { room: 'Salle 2', capacity: 40 });
  assert.deepEqual(altered('A', '0'), { room: 'A', capacity: 0 });
  for (const [room, capacity] of [
    ['  ', '40'],
    ['A', ''],
    ['A', '-1'],
    ['A', '4.5'],
    ['A', '10001'],
    ['A', '1e3'],
  ]) {
    assert.equal(altered(room, capacity), null, `${room} ${capacity}`);
  }
});

// Documents

const headersOf = (told) => ({ get: (name) => told[name] ?? null });
const fileOf = (content, told = {}, status = 200) => ({
  ...{ kind: 'answer', status, body: new Blob([content]), headers: headersOf(told) },
});
const JSON_TYPE = { 'content-type': 'application/json' };

/** Ask a server that answers from a list for a document; tells what came, and how long was waited. */
async function taken(...answers) {
  const rests = [];
  const server = {
    file: async () => answers.shift(),
    said: ({ problem }) => problem?.code ?? 'nobody',
    words: wordsOf('fr'),
  };
  const around = { name: 'report.pdf', rest: async (milliseconds) => void rests.push(milliseconds) };
  return [await take(server, '/api/exports/report.pdf', around), rests];
}

test('a document that is answered is saved under the name that the server gives it', async () => {
  const told = { 'content-disposition': 'attachment; filename="destins-2022-bilan.pdf"' };

  assert.equal((await taken(fileOf('%PDF-', told)))[0].name, 'destins-2022-bilan.pdf');
  assert.equal((await taken(fileOf('%PDF-', { 'content-type': 'application/pdf' })))[0].name, 'report.pdf');
  // Statistics are JSON themselves.
  const [json] = await taken(fileOf('{"url": 1}', { ...JSON_TYPE, ...told }));
  assert.equal(json.kind, 'file');
});

test('a document that takes long is asked for again when the server says, and a large one comes as a link', async () => {
  const underway = fileOf('{"name": "a.xlsx", "asked_at": ""}', { ...JSON_TYPE, 'retry-after': '7' }, 202);
  const linked = fileOf('{"name": "a.xlsx", "url": "https://example.org/a"}', JSON_TYPE);

  assert.deepEqual(await taken(underway, fileOf('{}', JSON_TYPE, 202), linked), [
    { kind: 'link', url: 'https://example.org/a', name: 'a.xlsx' },
    [7_000, 5_000],
  ]);
});

test('a document that is refused, or for which nobody answers, is said so', async () => {
  const refused = { kind: 'problem', status: 409, problem: { code: 'nothing_to_attest' } };

  assert.deepEqual((await taken(refused))[0], { kind: 'failed', said: 'nothing_to_attest' });
  assert.deepEqual((await taken({ kind: 'unreachable' }))[0], { kind: 'failed', said: 'nobody' });
});

// Journal

test('an act tells what it changed in words, whatever it was', () => {
  const of = (what, details) => detailsOf({ what, details }, desk('fr')).replaceAll('\u00a0', ' ');
  const moved = { atelier: 'atelier-2', room: { before: 'A', after: 'B' }, capacity: { before: 30, after: 40 } };

  assert.equal(of('atelier_changed', moved), 'Atelier N°2 · Salle : A → B · Places : 30 → 40');
  assert.equal(of('corrected', { fields: ['email', 'diet', 'shoe_size'] }), 'E-mail, Régime, Autre renseignement');
  assert.equal(of('day_ended', { left: 1 }), '1 sortie est notée.');
  assert.equal(of('invited', { role: 'volunteer', label: '', checkpoints: ['lunch'] }), 'sans nom (Bénévole) · lunch');
  assert.equal(of('erased', {}), '');
});
