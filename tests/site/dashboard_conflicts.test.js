/** What contradicts the rules is told in one sentence, in each language, with what there is to keep. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { happened, outcomeOf, todo, whatOf } from '../../functions/pages/site/dashboard/conflict_text.js';
import { iso, page } from './dashboards.js';

const CONFLICT = {
  ...{ attendee_id: 'ada', name: 'Ada Exemple', checkpoint: 'atelier-2', at: iso('11:20'), by: 'Salle 2' },
  ...{ conflicts: ['over_capacity'], verdict: 'admitted', direction: 'in', undone_at: null, settled: null },
};
const plain = (text) => text.replaceAll('\u00a0', ' ');
const said = (facts, language = 'fr') => plain(happened({ ...CONFLICT, ...facts }, page(language)));

test('what happened is one sentence, whatever it contradicts', () => {
  assert.equal(
    said({}),
    'À 11 h 20, Salle 2 a laissé entrer Ada Exemple (Atelier n° 2) alors que la salle était pleine.',
  );
  assert.equal(
    said({ conflicts: ['not_booked', 'closed'], direction: 'out', by: '' }),
    'À 11 h 20, un téléphone a noté une sortie pour Ada Exemple (Atelier n° 2) alors que rien n’y était réservé à ce nom' +
      ' et que la porte n’était pas ouverte à cette heure.',
  );
  assert.match(
    said({ attendee_id: 'stranger', name: null, conflicts: ['unknown_badge'] }),
    /a laissé entrer quelqu’un /,
  );
  assert.match(
    said({ verdict: 'full', conflicts: ['withdrawn'] }),
    /Salle 2 a refusé Ada Exemple .* le refus compte\.$/,
  );
  assert.match(said({ undone_at: iso('11:30') }), /a remis Ada Exemple dans un atelier qui est complet\.$/);
  assert.equal(said({}, 'en'), 'At 11:20, Salle 2 let Ada Exemple in (Atelier 2) although no seat was left.');
  assert.match(said({}, 'de'), /hat Salle 2 Ada Exemple hereingelassen .*, obwohl kein Platz mehr frei war\.$/);
  assert.match(
    said({ conflicts: ['over_capacity', 'not_booked', 'closed'] }),
    /alors que la salle était pleine, que rien n’y était réservé à ce nom et que la porte n’était pas ouverte/,
  );
  assert.equal(
    said({ conflicts: ['clock'] }),
    'À 11 h 20, une heure impossible, Salle 2 a noté une entrée pour Ada Exemple (Atelier n° 2) :' +
      ' l’horloge de ce téléphone est fausse.',
  );
  assert.match(said({ conflicts: ['later_release'] }), /alors que les règles ne le permettent pas\.$/);
});

test('each says what there is to do about it', () => {
  const what = (facts, language = 'fr') => plain(todo({ ...CONFLICT, ...facts }, page(language)));

  assert.match(what({}), /^Laissez l’entrée si la personne est dans la salle/);
  assert.match(what({ verdict: 'full', conflicts: ['withdrawn'] }), /faites lire son badge encore une fois/);
  assert.match(what({ undone_at: iso('11:30') }), /s’il reste une chaise/);
  assert.match(what({ conflicts: ['later_release'] }), /^Laissez ce scan/);
  for (const language of ['en', 'de']) assert.match(what({ conflicts: ['unknown_badge'] }, language), /\.$/);
});

test('an entry or an exit can be kept or annulled, a refusal and what undoing left only kept', () => {
  const settled = { at: iso('12:00'), by: 'Lola', note: '' };
  const whats = [
    {},
    { direction: 'out', verdict: 'left' },
    { verdict: 'full' },
    { undone_at: iso('11:30') },
    { undone_at: iso('11:30'), settled },
  ].map((facts) => whatOf({ ...CONFLICT, ...facts }));

  assert.deepEqual(whats, ['in', 'out', 'refused', 'other', 'in']);
  assert.equal(outcomeOf({ ...CONFLICT, settled }, page('fr')), 'L’entrée reste');
  assert.equal(outcomeOf({ ...CONFLICT, settled, undone_at: iso('11:30') }, page('fr')), 'L’entrée est annulée');
});
