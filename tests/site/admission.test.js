import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { decide, decideNewcomer, identify } from '../../functions/pages/site/lib/admission.js';
import { meant, read } from '../../functions/pages/site/lib/badge.js';
import { EVENT, badgeText, keys, subtle, tagOf } from './badges.js';

const CASES = new URL('../cases/admission.json', import.meta.url);
const { checkpoints: written, cases } = JSON.parse(readFileSync(CASES, 'utf8'));
const CHECKPOINTS = written.map((checkpoint) => ({
  ...checkpoint,
  title: checkpoint.id,
  room: `Salle ${checkpoint.id}`,
  opens_at: moment(checkpoint.opens_at),
  closes_at: moment(checkpoint.closes_at),
  capacity: null,
}));
/** Of what a case expects, what a phone answers too. */
const ANSWERED = ['booked', 'since', 'by', 'moved_from', 'walk_in', 'override_possible'];
const ADA = read(await badgeText({})).attendeeId;

/** An hour of the event's day, or another day's that is told in full. */
function moment(hour) {
  if (hour.includes('T')) return new Date(hour).toISOString();
  return `2022-08-30T${hour.padStart(5, '0')}:00.000Z`;
}

function listed({ kind = 'participant', ateliers = [], lunch = false, cancelled = false, issues = 1 } = {}) {
  const person = { id: ADA, issue: issues, name: 'Ada E.', kind, organisation: '' };
  return { ...person, booked: cancelled ? [] : ateliers, cancelled, lunch: lunch && !cancelled };
}

function known(...people) {
  const byId = new Map(people.map((person) => [person.id, person]));
  return { eventTag: tagOf(EVENT).toString('hex'), key: keys.publicKey, subtle, byId };
}

function door(checkpointId, hour, more = {}) {
  const checkpoint = CHECKPOINTS.find(({ id }) => id === checkpointId);
  const usual = { facts: [], direction: 'in', override: false, seats: { capacity: 3, taken: 0 }, supervisor: false };
  return { checkpoint, checkpoints: CHECKPOINTS, at: moment(hour), ...usual, ...more };
}

function fact(checkpoint, hour, verdict = 'admitted') {
  const direction = verdict === 'left' ? 'out' : 'in';
  return { scan_id: `scan-${checkpoint}-${hour}`, checkpoint, direction, at: moment(hour), verdict, by: 'Porte A1' };
}

/** What a badge of a case says. Nobody signs an issue that never was. */
function caseBadge(stranger, issue, issues) {
  if (stranger === 'text') return 'https://example.org/';
  if (stranger === 'other_event') return badgeText({ event: 'another-forum' });
  if (stranger === 'forged' || issue > issues) return badgeText({ issue, signature: new Uint8Array(64) });
  return badgeText({ issue });
}

/** The facts of a case that bear on its scan; to a scan decided alone, what comes later is not known. */
function caseFacts({ earlier = [], scan }) {
  const standing = earlier.filter(({ undone }) => !undone);
  const facts = standing.map(({ checkpoint, at, verdict }) => fact(checkpoint, at, verdict));
  return scan.offline ? facts.filter(({ at }) => at <= moment(scan.at)) : facts;
}

/** What this phone would have answered, had it decided by itself. */
async function own(given) {
  const { scan, attendee = {}, stranger, supervisor = false, seats = {} } = given;
  const person = listed(attendee);
  const text = await caseBadge(stranger, scan.issue ?? person.issue, person.issue);
  const found = await identify(text, stranger === 'unknown' ? known() : known(person));
  if (found.kind === 'refused') return { verdict: found.verdict };
  const { direction = 'in', override = false } = scan;
  const lastKnown = seats[scan.checkpoint] ?? { capacity: 3, taken: 0 };
  const facts = caseFacts(given);
  const asked = door(scan.checkpoint, scan.at, { facts, direction, override, seats: lastKnown, supervisor });
  return found.kind === 'newcomer' ? decideNewcomer(asked) : decide({ ...asked, ...found });
}

/** The server's own verdict in a case: where a phone decided otherwise, the case tells it apart. */
function ownVerdict({ expect, scan }) {
  return expect.server_verdict ?? expect.verdict ?? scan.offline;
}

/** A badge that is well signed and of nobody: the server knows that nobody has it, a phone that its roster is older. */
function isOfNobody({ stranger }) {
  return stranger === 'unknown';
}

for (const given of cases.filter((one) => !isOfNobody(one))) {
  test(`the phone decides as the server does: ${given.name}`, async () => {
    const answer = await own(given);

    assert.equal(answer.verdict, ownVerdict(given));
    // The rest of an expectation goes with the standing verdict; where that is another one it is not ours.
    if (given.expect.server_verdict) return;
    for (const name of ANSWERED.filter((one) => one in given.expect)) {
      const expected = name === 'since' ? moment(given.expect.since) : given.expect[name];
      const answered = name === 'booked' ? answer.booked.map((place) => place.checkpoint) : answer[name];
      assert.deepEqual(answered, expected, name);
    }
  });
}

test('no case is left out but the two of a well signed badge of nobody', () => {
  assert.deepEqual(
    cases.filter(isOfNobody).map(({ name }) => name),
    ['a badge of nobody', 'a stranger whom a phone admitted is a conflict'],
  );
});

for (const given of cases.filter(isOfNobody)) {
  test(`the phone lets in whom its roster may lack: ${given.name}`, async () => {
    assert.equal((await own(given)).verdict, 'admitted');
  });
}

test('somebody who has just registered is a newcomer, by the signature alone', async () => {
  assert.deepEqual(await identify(await badgeText({}), known()), { kind: 'newcomer', attendeeId: ADA });
});

test('a badge that nobody signed is forged, whether or not the roster has the id', async () => {
  const text = await badgeText({ signature: new Uint8Array(64) });

  for (const roster of [known(), known(listed())]) assert.equal((await identify(text, roster)).verdict, 'forged_badge');
});

test('a badge that is newer than the roster is good, and said to be newer', async () => {
  const found = await identify(await badgeText({ issue: 2 }), known(listed()));

  assert.deepEqual([found.kind, found.cancelled, found.unsure], ['known', false, ['issue']]);
});

test('a badge that was replaced is cancelled; the person is not, when chosen by hand', async () => {
  const roster = known(listed({ issues: 2 }));

  assert.equal((await identify(await badgeText({ issue: 1 }), roster)).cancelled, true);
  assert.equal((await identify({ attendeeId: ADA }, roster)).cancelled, false);
});

test('a cancelled person is cancelled by badge and by hand', async () => {
  const roster = known(listed({ cancelled: true }));

  for (const asked of [await badgeText({}), { attendeeId: ADA }]) {
    assert.equal((await identify(asked, roster)).cancelled, true);
  }
});

test('an id that the roster lacks is unknown by hand', async () => {
  const found = await identify({ attendeeId: ADA }, known());

  assert.deepEqual([found.kind, found.verdict], ['refused', 'unknown_badge']);
});

for (const [lacking, without] of [
  ['a key', { key: null }],
  ['WebCrypto', { subtle: undefined }],
]) {
  test(`without ${lacking} a badge is said to be unchecked`, async () => {
    const text = await badgeText({ signature: new Uint8Array(64) });

    const found = await identify(text, { ...known(listed({ cancelled: true })), ...without });

    assert.deepEqual([found.kind, found.person.id, found.cancelled], ['unchecked', ADA, true]);
    assert.deepEqual(found.unsure, ['signature']);
    assert.equal((await identify(text, { ...known(), ...without })).person, null);
  });

  test(`without ${lacking} what is no badge of this event is refused all the same`, async () => {
    const roster = { ...known(listed()), ...without };

    assert.equal((await identify('https://example.org/', roster)).verdict, 'unreadable');
    assert.equal((await identify(await badgeText({ event: 'another-forum' }), roster)).verdict, 'other_event');
  });
}

test('a phone without a roster cannot tell one event from another', async () => {
  const nothing = { eventTag: undefined, key: null, subtle, byId: new Map() };

  const found = await identify(await badgeText({ event: 'another-forum' }), nothing);

  assert.equal(found.kind, 'unchecked');
});

test('an entry says that another phone may have let them in; a refusal needs not', () => {
  const ada = { person: listed() };

  assert.deepEqual(decide({ ...door('entrance', '08:00'), ...ada }).unsure, ['elsewhere']);
  assert.deepEqual(decide({ ...door('entrance', '05:00'), ...ada }).unsure, []);
  assert.deepEqual(decide({ ...door('entrance', '08:10', { facts: [fact('entrance', '08:00')] }), ...ada }).unsure, []);
});

for (const [name, override, taken, verdict] of [
  ['a refusal that could be overridden', false, 0, 'not_booked'],
  ['an override', true, 0, 'admitted'],
  ['a full atelier', true, 3, 'full'],
]) {
  test(`${name} says that seats are as last known`, () => {
    const seats = { capacity: 3, taken };

    const decision = decide({ ...door('atelier-2', '09:00', { override, seats }), person: listed() });

    assert.equal(decision.verdict, verdict);
    assert.ok(decision.unsure.includes('seats'));
  });
}

test('what does not rest on seats does not speak of them', () => {
  const booked = decide({ ...door('atelier-2', '09:00'), person: listed({ ateliers: ['atelier-2'] }) });
  const supervised = decide({ ...door('atelier-2', '09:00', { override: true, supervisor: true }), person: listed() });
  const lunch = decide({ ...door('lunch', '10:30', { override: true }), person: listed() });

  for (const { unsure } of [booked, supervised, lunch]) assert.deepEqual(unsure, ['elsewhere']);
});

test('seats that were never told keep nobody out', () => {
  const decision = decide({ ...door('atelier-2', '09:00', { override: true, seats: null }), person: listed() });

  assert.deepEqual([decision.verdict, decision.unsure], ['admitted', ['elsewhere', 'seats']]);
});

test('the wrong door names the place that is booked, by its title and room', () => {
  const ateliers = [{ id: 'atelier-1', slot: 'strategic', title: 'Décrypter', room: 'A1-102' }];
  const person = listed({ ateliers: ['atelier-1', 'atelier-3'] });

  const { booked } = decide({ ...door('atelier-2', '09:00', { ateliers }), person });

  assert.deepEqual(booked, [{ checkpoint: 'atelier-1', title: 'Décrypter', room: 'A1-102' }]);
});

test('a phone of one door names the booked atelier by the programme, or by its id alone', () => {
  const person = listed({ ateliers: ['atelier-1'] });
  const checkpoints = CHECKPOINTS.filter(({ id }) => id === 'atelier-2');
  const ateliers = [{ id: 'atelier-1', slot: 'prospective', title: 'Décrypter', room: 'A1-102' }];

  const without = decide({ ...door('atelier-2', '09:00', { checkpoints }), person });
  const elsewhere = decide({ ...door('atelier-2', '09:00', { checkpoints, ateliers }), person });

  assert.deepEqual(without.booked, [{ checkpoint: 'atelier-1', title: null, room: null }]);
  assert.deepEqual(elsewhere.booked, []);
});

test('a move out of an atelier of another door is told by the programme', () => {
  const checkpoints = CHECKPOINTS.filter(({ id }) => id === 'atelier-2');
  const ateliers = [{ id: 'atelier-1', slot: 'strategic', title: '', room: '' }];
  const person = listed({ ateliers: ['atelier-2'] });

  const where = { checkpoints, ateliers, facts: [fact('atelier-1', '09:00')] };
  const decision = decide({ ...door('atelier-2', '09:20', where), person });

  assert.deepEqual([decision.verdict, decision.moved_from], ['moved', 'atelier-1']);
});

for (const [checkpoint, hour, unsure] of [
  ['entrance', '08:00', ['elsewhere']],
  ['village', '10:30', ['elsewhere']],
  ['atelier-1', '09:00', ['elsewhere', 'booking']],
  ['lunch', '10:30', ['elsewhere', 'booking']],
]) {
  test(`a newcomer is admitted at ${checkpoint}, saying what is not known`, () => {
    const decision = decideNewcomer(door(checkpoint, hour, { seats: { capacity: 3, taken: 3 } }));

    assert.deepEqual([decision.verdict, decision.walk_in, decision.unsure], ['admitted', false, unsure]);
  });
}

test('a newcomer comes neither too early nor too late, nor twice, and may go', () => {
  assert.equal(decideNewcomer(door('entrance', '05:59')).verdict, 'too_early');
  assert.equal(decideNewcomer(door('atelier-1', '10:01')).verdict, 'too_late');
  const facts = [fact('entrance', '08:00')];
  assert.equal(decideNewcomer(door('entrance', '08:10', { facts })).verdict, 'already_admitted');
  assert.equal(decideNewcomer(door('entrance', '20:00', { direction: 'out' })).verdict, 'left');
});

/** As a scanner types whose keyboard has Y and Z the other way round. */
function swapped(text) {
  return text.replace(/[YZ]/g, (letter) => (letter === 'Y' ? 'Z' : 'Y'));
}

/** A badge in whose signature a swap of letters leaves a badge, only another one. */
async function ambiguous() {
  for (;;) {
    const badge = await badgeText({});
    const twin = swapped(badge);
    if (twin !== badge && read(twin)?.eventTag === read(badge).eventTag) return { badge, twin };
  }
}

test('of two badges that a scanner may have typed the signed one is meant', async () => {
  const { badge, twin } = await ambiguous();

  assert.equal(await meant(['?', twin, badge], known()), badge);
  assert.equal(await meant(['?', badge, twin], known()), badge);
});

test('where nothing tells two badges apart, none is made of what a scanner typed', async () => {
  const { badge, twin } = await ambiguous();

  assert.equal(await meant(['?', twin, badge], { ...known(), key: null }), '?');
});

test('the one badge among the readings is meant, of whatever event', async () => {
  const badge = await badgeText({});
  const other = await badgeText({ event: 'another-forum' });

  assert.equal(await meant(['?', badge, '!'], known()), badge);
  assert.equal(await meant(['?', other], known()), other);
  assert.equal(await meant(['?', other, badge], known()), badge);
});

test('what no keyboard makes a badge stays as the phone read it', async () => {
  assert.equal(await meant(['https://example.org/', 'HTTPS://EXAMPLE.ORG/'], known()), 'https://example.org/');
});
