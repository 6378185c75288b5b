import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { hintOf as hintOfWords } from '../../functions/pages/site/lib/family_hint.js';
import { folded } from '../../functions/pages/site/lib/folding.js';
import { People } from '../../functions/pages/site/lib/people.js';

const CASES = JSON.parse(readFileSync(new URL('../cases/family_hint.json', import.meta.url), 'utf8'));

const hintOf = (family) => hintOfWords(folded(family).split(' ').filter(Boolean));

for (const { family, hint } of CASES.hints) {
  test(`a family name gives a hint: ${family}`, () => assert.equal(hintOf(family), hint));
}

let people = 0;

/** Somebody as a roster lists them; without a hint, as one did that a phone has kept for long. */
function person(given, family, { organisation = '', hint, ...more } = {}) {
  const id = `ZZZZZZZ${(people += 1)}`.padEnd(18, 'Z');
  return {
    id,
    name: `${given} ${family[0].toUpperCase()}.`,
    organisation,
    family_hint: hint ?? hintOf(family),
    cancelled: false,
    ...more,
  };
}

const named = ({ people: found, by }) => [by, found.map(({ name }) => name)];
/** Names of an initial that a phone cannot tell apart, but for the digit: none of these has that of Dupont. */
const OTHERS = ['Dubreuil', 'Delmas', 'Dufour', 'Delorme', 'Deschamps', 'Dumas', 'Didier', 'Denis', 'David', 'Daniel']
  .filter((family) => hintOf(family) !== hintOf('Dupont'))
  .map((family, at) => person(`Zoé${at}`, family));

test('somebody is found by the whole family name, and by it with the given name in any order', () => {
  const list = new People([person('Ada', 'Exemple'), person('Bao', 'Esseulé'), person('Cid', 'Martin')]);

  for (const typed of ['exemple', 'EXEMPLE', ' Éxemple ', 'Exemple Ada', 'ada exemple', 'EXEMPLE a'])
    assert.deepEqual(named(list.find(typed, 8))[1], ['Ada E.'], typed);
  assert.equal(list.find('exemple', 8).by, 'family');
  assert.equal(list.find('exemple ada', 8).by, 'name');
});

for (const [family, typed] of Object.entries({
  'de la Tour': [
    'tour',
    'la tour',
    'de la tour',
    'delatour',
    'DE LA TOUR',
    'de latour',
    'Hugues delatour',
    'tour hugues',
  ],
  Delatour: ['delatour', 'de la tour', 'de latour', 'DE-LA-TOUR', 'hugues de la tour'],
  'Martin-Durand': ['martin', 'durand', 'martin durand', 'Martin-Durand', 'martindurand', 'durand hugues'],
  'O’Brien': ['obrien', "o'brien", 'O’Brien', 'brien'],
  'Le Goff': ['legoff', 'goff', 'le goff'],
  Legoff: ['le goff', 'legoff'],
  Œuvrard: ['oeuvrard', 'ŒUVRARD', 'œuvrard hugues'],
  Étienne: ['etienne', 'ÉTIENNE'],
})) {
  test(`a family name is found however people write it: ${family}`, () => {
    const hugues = person('Hugues', family);
    const list = new People([hugues, ...OTHERS.filter(({ family_hint: hint }) => !hugues.family_hint.includes(hint))]);

    assert.deepEqual(
      typed.filter((text) => !list.find(text, 8).people.includes(hugues)),
      [],
    );
  });
}

test('while a family name is half typed, whoever has the given name is shown, and else a short list of that initial', () => {
  const [ada, zoe] = [person('Ada', 'Dupont'), person('Zoé', 'Dupuis')];
  const few = new People([ada, zoe, person('Bao', 'Exemple')]);

  assert.deepEqual(named(few.find('dupo', 8)), ['initial', ['Ada D.', 'Zoé D.']]);
  assert.deepEqual(named(few.find('ada dupo', 8)), ['name', ['Ada D.']]);
  assert.deepEqual(named(few.find('dupont', 8)), ['family', ['Ada D.']]);
});

test('a long list of one initial is not shown, and counted', () => {
  const list = new People([person('Ada', 'Dupont'), ...OTHERS]);

  assert.deepEqual(list.find('du', 3), { people: [], count: OTHERS.length + 1, by: 'initial' });
  assert.deepEqual(named(list.find('dupont', 3)), ['family', ['Ada D.']]);
});

test('of a family name of several words, those that are typed already count', () => {
  const list = new People([person('Hugues', 'de la Tour'), person('Ada', 'Dupont')]);

  assert.deepEqual(named(list.find('hugues tou', 8)), ['name', ['Hugues D.']]);
});

test('whose initial fits comes before whose family name has more words than are typed', () => {
  const list = new People([person('Marie', 'Martin-Petit'), person('Marie', 'Dupont')]);

  assert.deepEqual(named(list.find('marie dup', 8)), ['name', ['Marie D.']]);
  assert.deepEqual(named(list.find('marie pet', 8)), ['name', ['Marie M.']]);
});

test('another name of the same initial and digit is shown too: nobody can tell them apart', () => {
  const twin = person('Bao', 'Dx', { hint: hintOf('Dupont') });
  const list = new People([person('Ada', 'Dupont'), twin, ...OTHERS]);

  assert.deepEqual(named(list.find('dupont', 8)), ['family', ['Ada D.', 'Bao D.']]);
  assert.deepEqual(named(list.find('dupont bao', 8)), ['name', ['Bao D.']]);
});

test('a name written without its spaces is found beside another that has the digit of the whole by chance', () => {
  const list = new People([person('Hugues', 'de la Tour'), person('Ada', 'Dupont')]);

  assert.equal(hintOf('Dupont'), hintOf('Delatour'));
  assert.deepEqual(named(list.find('delatour', 8)), ['family', ['Ada D.', 'Hugues D.']]);
});

test('whole names come before beginnings, and organisations after names', () => {
  const list = new People([
    person('Ada', 'Fuchs', { organisation: 'Martin & Cie' }),
    person('Martine', 'Petit'),
    person('Zoé', 'Martin'),
    person('Martin', 'Leroy'),
  ]);

  assert.deepEqual(named(list.find('martin', 8)), ['family', ['Martin L.', 'Zoé M.', 'Martine P.', 'Ada F.']]);
  assert.equal(list.find('martin', 2).count, 4);
});

test('a list that was kept before there were hints is searched as it was', () => {
  const old = (given, family) => ({ ...person(given, family), family_hint: undefined });
  const list = new People([old('Zoé', 'Guérin'), old('Zoé', 'Martin'), old('Ada', 'Martin')]);

  assert.deepEqual(named(list.find('zoe guérin', 8)), ['name', ['Zoé G.']]);
  assert.deepEqual(named(list.find('guérin', 8)), ['initial', ['Zoé G.']]);
  assert.deepEqual(list.alike('Zoé', 'Guérin'), []);
});

test('whose names may be those of somebody who is about to be registered', () => {
  const ada = person('Ada', 'Martin-Durand');
  const jean = person('Jean-Paul', 'de la Tour');
  const list = new People([ada, jean, person('Ada', 'Exemple'), person('Bao', 'Martin'), ...OTHERS]);

  for (const family of ['Martin-Durand', 'MARTIN DURAND', 'Martin', 'Durand', 'martindurand'])
    assert.deepEqual(list.alike(' ADA ', family), [ada], family);
  for (const given of ['Jean-Paul', 'jean', 'Jean Paul Marie'])
    for (const family of ['De La Tour', 'Delatour', 'Tour']) assert.deepEqual(list.alike(given, family), [jean], given);
  assert.deepEqual(list.alike('Ada', 'Petit'), []);
  assert.deepEqual(list.alike('Ad', 'Martin'), []);
  assert.deepEqual(list.alike('', ''), []);
});

test('whoever cancelled may be registered anew without a question', () => {
  assert.deepEqual(new People([person('Ada', 'Exemple', { cancelled: true })]).alike('Ada', 'Exemple'), []);
});
