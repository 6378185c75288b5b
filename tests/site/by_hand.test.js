import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ByHand } from '../../functions/pages/site/registrations/by_hand.js';
import { answered, doors, hasWayOut, likely, scanText } from '../../functions/pages/site/registrations/day_text.js';
import { wordsOf } from '../../functions/pages/site/words/registrations.js';

const TEN = Date.parse('2022-08-30T08:00:00.000Z');
const LOST = { kind: 'unreachable' };
const IN = { checkpoint: 'entrance', direction: 'in', override: false };

// Somebody judged by hand

const result = (scan, more = {}) => ({ scan_id: scan.scan_id, verdict: 'admitted', booked: [], ...more });
const judge = (scan) => ({ kind: 'answer', status: 200, body: { results: [result(scan)] } });

/** An organiser whose server answers from a list, each answer made from the scan that was sent. */
function organiser(...answers) {
  const sent = [];
  let count = 0;
  const ask = async (method, path, body) => {
    const [scan] = body.scans;
    sent.push([`${method} ${path}`, scan]);
    return answers.shift()?.(scan) ?? judge(scan);
  };
  const byHand = new ByHand(
    ask,
    () => TEN,
    () => `id-${(count += 1)}`,
  );
  return { byHand, sent, ids: () => sent.map(([, { scan_id }]) => scan_id) };
}

test('an organiser admits a person whom they name, at the hour of the server', async () => {
  const { byHand, sent } = organiser();

  assert.equal((await byHand.admit('ADA', IN)).result.verdict, 'admitted');
  const scan = { scan_id: 'id-1', attendee_id: 'ADA', ...IN, at: '2022-08-30T08:00:00.000Z' };
  assert.deepEqual(sent, [['POST /api/scans', scan]]);
});

test('a press whose answer got lost is the same scan when it is pressed again, and the next press another', async () => {
  const { byHand, ids } = organiser(() => LOST);

  assert.equal((await byHand.admit('ADA', IN)).kind, 'unreachable');
  assert.equal((await byHand.admit('ADA', IN)).kind, 'judged');
  await byHand.admit('ADA', IN);

  assert.deepEqual(ids(), ['id-1', 'id-1', 'id-2']);
});

test('another door, another direction, another person or an exception is another scan, whatever got lost', async () => {
  const { byHand, ids } = organiser(...Array(5).fill(() => LOST));

  await byHand.admit('ADA', IN);
  await byHand.admit('ADA', { ...IN, checkpoint: 'lunch' });
  await byHand.admit('ADA', { ...IN, direction: 'out' });
  await byHand.admit('ADA', { ...IN, override: true });
  await byHand.admit('BAO', IN);

  assert.equal(new Set(ids()).size, 5);
});

test('a scan whose answer got lost, and that the day shows since, is not sent again for another', async () => {
  const { byHand, ids } = organiser(() => LOST);
  await byHand.admit('ADA', IN);

  byHand.heard([{ scan_id: 'somebody-elses' }]);
  byHand.heard([{ scan_id: 'id-1' }]);
  await byHand.admit('ADA', IN);

  assert.deepEqual(ids(), ['id-1', 'id-2']);
});

test('an answer that does not speak of the scan has judged nobody', async () => {
  const silent = (body) => () => ({ kind: 'answer', status: 200, body });
  const { byHand, ids } = organiser(silent(null), silent({ results: [] }), silent({ results: [result({})] }));

  for (let time = 0; time < 3; time += 1) assert.deepEqual(await byHand.admit('ADA', IN), LOST);

  assert.deepEqual(ids(), ['id-1', 'id-1', 'id-1']);
});

test('a scan that cannot be judged tells its problem, and is sent again as it was', async () => {
  const problem = { code: 'later', retry: true };
  const busy = ({ scan_id }) => ({ kind: 'answer', status: 200, body: { results: [{ scan_id, problem }] } });
  const { byHand, ids } = organiser(busy, () => ({ kind: 'problem', status: 403, problem: { code: 'forbidden' } }));

  assert.deepEqual(await byHand.admit('ADA', IN), { kind: 'problem', status: 200, problem });
  assert.equal((await byHand.admit('ADA', IN)).problem.code, 'forbidden');

  assert.deepEqual(ids(), ['id-1', 'id-1']);
});

// Which door

const door = (id, from, until, group = id) => ({
  ...{ id, group, title: id, room: '', opens_at: `2022-08-30T${from}:00Z`, closes_at: `2022-08-30T${until}:00Z` },
});
const ENTRANCE = door('entrance', '06:00', '18:00');
const FIRST = door('atelier-1', '07:00', '09:00', 'strategic');
const SECOND = door('atelier-2', '07:00', '09:00', 'strategic');
const LUNCH = door('lunch', '10:00', '12:00');
const ALL = [ENTRANCE, FIRST, SECOND, LUNCH];
const idsOf = (list) => list.map(({ id }) => id);

test('the doors that are open come first, and a closed one can still be chosen', () => {
  const { open, closed } = doors(ALL, TEN);

  assert.deepEqual(idsOf(open), ['entrance', 'atelier-1', 'atelier-2']);
  assert.deepEqual(idsOf(closed), ['lunch']);
  assert.deepEqual(idsOf(doors(ALL, Date.parse('2022-08-30T12:00:00Z')).open), ['entrance', 'lunch']);
});

test('somebody outside is let into the building, somebody inside into what they booked', () => {
  const { open } = doors(ALL, TEN);

  assert.equal(likely(open, { inside: false, ateliers: ['atelier-2'] }), ENTRANCE);
  assert.equal(likely(open, { inside: true, ateliers: ['atelier-2'] }), SECOND);
  assert.equal(likely(open, { inside: true, ateliers: [] }), ENTRANCE);
  assert.equal(likely([LUNCH], { inside: false, ateliers: [] }), LUNCH);
  assert.equal(likely([], { inside: false, ateliers: [] }), null);
});

test('nobody is let out of a lunch', () => {
  assert.deepEqual(
    [ENTRANCE, FIRST, LUNCH, undefined].map((each) => hasWayOut(each)),
    [true, true, false, false],
  );
});

// In words

const teller = (language) => ({ words: wordsOf(language), hour: (at) => at.slice(11, 16), door: (id) => `<${id}>` });
const plain = (text) => text.replaceAll('\u00a0', ' ');
const said = (checkpoint, more, language = 'fr') => {
  const { sort, text } = answered(result({ scan_id: 'id' }, more), checkpoint, teller(language));
  return [sort, plain(text)];
};

test('an organiser is told what a door would have said, and where the person belongs', () => {
  const booked = [{ checkpoint: 'atelier-2', title: null, room: null }];

  assert.deepEqual(said(ENTRANCE, {}), ['', '<entrance> : Entrée admise.']);
  assert.deepEqual(said(LUNCH, {}), ['', '<lunch> : À servir.']);
  assert.deepEqual(said(FIRST, { verdict: 'moved', moved_from: 'atelier-2' }), [
    ...['', '<atelier-1> : Entrée admise, autre atelier quitté. Vient de : <atelier-2>.'],
  ]);
  assert.deepEqual(said(FIRST, { verdict: 'not_booked', override_possible: true, booked }, 'en'), [
    ...['bad', '<atelier-1>: Not booked here. Booked: <atelier-2>. There is room: you can let them in.'],
  ]);
});

test('a refusal says since when, from when, until when, or that there is no seat', () => {
  const since = '2022-08-30T07:30:00Z';

  assert.deepEqual(said(ENTRANCE, { verdict: 'already_admitted', since, by: 'Porte A1' }), [
    ...['warm', '<entrance> : Badge déjà lu, depuis 07:30, par Porte A1.'],
  ]);
  assert.deepEqual(said(LUNCH, { verdict: 'too_early' })[1], '<lunch> : Trop tôt. Ouvre à 10:00.');
  assert.deepEqual(said(LUNCH, { verdict: 'too_late' })[1], '<lunch> : Trop tard. Fermé depuis 12:00.');
  assert.match(said(FIRST, { verdict: 'full' })[1], /^<atelier-1> : Complet\. Plus une place/);
  assert.match(
    said(FIRST, { verdict: 'not_booked', override_possible: false })[1],
    /Pas d’inscription dans cette série.* Plus de place ici\.$/,
  );
  assert.match(
    said(LUNCH, { verdict: 'not_booked', override_possible: true })[1],
    /Pas de repas réservé\. Les repas réservés passent d’abord\.$/,
  );
  assert.deepEqual(said(ENTRANCE, { verdict: 'not_known_yet' }), ['bad', '<entrance> : not_known_yet.']);
});

const scan = (more) => ({
  ...{ scan_id: 'id', checkpoint: 'entrance', direction: 'in', at: '2022-08-30T08:05:00Z', verdict: 'admitted' },
  ...{ offline: null, server_verdict: null, conflicts: [], override: false, by_hand: false, undone_at: null },
  ...{ settled: null, by: 'Porte A1' },
  ...more,
});

test('a scan tells when, where, which way, by whom, and what was decided', () => {
  const { what, verdict, notes, isUndoable } = scanText(scan({ by_hand: true, override: true }), teller('fr'));

  assert.deepEqual([what, verdict], ['08:05, <entrance>, Entrée', 'Entrée admise']);
  assert.deepEqual(notes, ['par Porte A1', 'à la main', 'par exception']);
  assert.equal(isUndoable, true);
});

test('a scan that a phone decided alone tells what the server thinks of it, and how it was settled', () => {
  const settled = { at: '2022-08-30T09:00:00Z', by: 'Camille', note: 'Vu' };
  const alone = { offline: 'admitted', server_verdict: 'full', conflicts: ['over_capacity', 'not_yet'], settled };

  const { notes, conflicts } = scanText(scan(alone), teller('fr'));

  const thought = ['par Porte A1', 'décidé sans réseau', 'avis du serveur : Complet', 'Réglé par Camille : Vu'];
  assert.deepEqual(notes.map(plain), thought);
  assert.deepEqual(conflicts, ['Entrée en surnombre', 'Contradiction']);
});

test('neither a refusal nor what was taken back can be taken back', () => {
  const undone = scanText(scan({ undone_at: '2022-08-30T08:07:00Z' }), teller('en'));

  assert.deepEqual([undone.undone, undone.isUndoable], ['Undone at 08:07', false]);
  assert.equal(scanText(scan({ verdict: 'full' }), teller('en')).isUndoable, false);
  assert.equal(scanText(scan({ verdict: 'left', direction: 'out' }), teller('en')).isUndoable, true);
});
