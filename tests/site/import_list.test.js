import assert from 'node:assert/strict';
import { test } from 'node:test';

import { reasonOf, remarks } from '../../functions/pages/site/registrations/import_problems.js';
import { counted } from '../../functions/pages/site/registrations/import_statuses.js';
import {
  doubts,
  mapped,
  mend,
  named,
  proposed,
  sharing,
  twins,
  unreadable,
} from '../../functions/pages/site/registrations/mapping.js';
import { inert } from '../../functions/pages/site/organiser/csv.js';
import { rejectedFile } from '../../functions/pages/site/registrations/rejected_lines.js';
import { wordsOf } from '../../functions/pages/site/words/registrations.js';

const MARK = '\ufeff';

/** A list with these columns, `header=field`, and these lines. */
function list(columns, ...lines) {
  return {
    columns: columns.map((text, column) => {
      const [header, field] = text.split('=');
      return { column, header, field: field || null, example: '' };
    }),
    fields: ['given_name', 'family_name', 'email'],
    lines: lines.map((cells, at) => ({ line: at + 2, cells, errors: [] })),
    dialect: {
      format: 'csv',
      encoding: 'UTF-8',
      separator: ';',
      sheet: null,
      sheets: [],
      hidden: [],
      words: [],
      garbled: null,
      is_repaired: false,
    },
    left_out: [],
  };
}

test('columns begin as the server took them, and who is not known is left out', () => {
  assert.deepEqual(proposed(list(['Prénom=given_name', 'Remarque'])), ['given_name', '']);
});

test('a list needs both names, or one column with the whole name', () => {
  const missing = (...mapping) => doubts(mapping).map(({ sort, field }) => `${sort} ${field}`);

  assert.deepEqual(missing('given_name', 'family_name'), []);
  assert.deepEqual(missing('name'), []);
  assert.deepEqual(missing('', 'name_family_first'), []);
  assert.deepEqual(missing('given_name', 'email'), ['missing family_name']);
  assert.deepEqual(missing(), ['missing given_name', 'missing family_name']);
});

test('two columns cannot be one field, but for the ateliers', () => {
  const mapping = ['given_name', 'family_name', 'email', 'email', 'ateliers', 'ateliers', ''];

  assert.deepEqual(doubts(mapping), [{ sort: 'twice', field: 'email' }]);
});

test('cells go as they were written, under their fields, the empty ones not at all', () => {
  const people = list(['Prénom', 'Nom', 'Remarque'], [' Ada ', '', 'rien'], ['Bao', 'Exemple', '']);

  assert.deepEqual(mapped(people, ['given_name', 'family_name', '']), [
    { line: 2, cells: { given_name: ' Ada ' } },
    { line: 3, cells: { given_name: 'Bao', family_name: 'Exemple' } },
  ]);
});

test('the ateliers of several columns go together', () => {
  const people = list(['Matin', 'Après-midi'], ['4', '8'], ['', '9']);

  assert.deepEqual(
    mapped(people, ['ateliers', 'ateliers']).map(({ cells }) => cells.ateliers),
    ['4 ; 8', '9'],
  );
});

test('what is noted of several columns goes together, each named by its column', () => {
  const people = list(['Portable', 'Remarque'], ['06 01', 'arrive tard'], ['', 'part tôt']);
  const noted = ({ header }, text) => `${header} : ${text}`;

  assert.deepEqual(
    mapped(people, ['memo', 'memo'], noted).map(({ cells }) => cells.memo),
    ['Portable : 06 01 ; Remarque : arrive tard', 'Remarque : part tôt'],
  );
});

test('a line that is mended goes as if the list had it so', () => {
  const people = list(['Prénom', 'Matin', 'Après-midi'], ['Ada', '4', '8'], ['Bao', '42', '9']);
  const mapping = ['given_name', 'ateliers', 'ateliers'];

  mend(people, mapping, 3, 'ateliers', '5 ; 9');
  mend(people, mapping, 3, 'email', 'in no column');

  assert.deepEqual(
    mapped(people, mapping).map(({ cells }) => cells.ateliers),
    ['4 ; 8', '5 ; 9'],
  );
});

test('a line that the server could not part into cells is refused before it is sent', () => {
  const people = list(['Prénom'], ['Ada'], ['Bao', 'trop']);
  people.lines[1].errors = [{ field: '', code: 'too_many_cells', message: '…' }];

  assert.deepEqual(
    unreadable(people).map(({ line, outcome }) => [line, outcome]),
    [[3, 'refused']],
  );
});

const result = (line, who, outcome = 'registered') => ({ line, who, outcome, errors: [] });

test('who stands in the list twice is told at the later line, with the earlier one', () => {
  const [twin, ...others] = twins([result(2, 'ada'), result(150, 'bao'), result(260, 'ada')]);

  assert.deepEqual(others, []);
  assert.deepEqual(
    [twin.line, twin.outcome, twin.errors[0].code, twin.errors[0].about],
    [260, 'refused', 'twice', '2'],
  );
});

test('a refused line makes nobody after it a twin', () => {
  assert.deepEqual(twins([result(2, 'ada', 'refused'), result(3, 'ada'), result(4, null), result(5, null)]), []);
});

test('who is registered already may stand there twice: nothing changes', () => {
  assert.deepEqual(twins([result(2, 'ada', 'known'), result(3, 'ada', 'known')]), []);
});

test('a person is named as the server read them, else as it stands there', () => {
  const line = { line: 2, cells: { name: 'EXEMPLE Ada', email: 'ada@example.org' } };

  assert.equal(named(line, { given_name: 'Ada', family_name: 'Exemple' }), 'Ada Exemple');
  assert.equal(named(line, {}), 'EXEMPLE Ada');
  assert.equal(named({ line: 2, cells: { email: 'ada@example.org' } }, {}), 'ada@example.org');
  assert.equal(named(undefined, {}), '');
});

test('the lines to mend come back with all their columns and why', () => {
  const people = list(['Prénom', 'Remarque'], ['Ada', 'rien'], ['', 'vegan'], ['Bao', '']);

  const file = rejectedFile(people, new Map([[3, 'Prénom : il manque.']]), 'À corriger');

  assert.equal(file, `${MARK}Prénom;Remarque;À corriger\r\n;vegan;Prénom : il manque.\r\n`);
});

test('a cell with a separator, a quotation mark, a line break or blanks around it stays one cell', () => {
  const people = list(['A', 'B', 'C', 'D'], ['un;deux', 'dit "oui"', 'haut\nbas', ' blanc ']);

  const file = rejectedFile(people, new Map([[2, 'x']]), 'Y');

  assert.equal(file.split('\r\n')[1], '"un;deux";"dit ""oui""";"haut\nbas";" blanc ";x');
});

test('cells beyond the last column come after the reason, so that nothing is lost', () => {
  const people = list(['A'], ['un', 'deux']);

  assert.match(rejectedFile(people, new Map([[2, 'trop']]), 'Y'), /un;trop;deux/);
});

for (const cell of ['=HYPERLINK("x")', '+33 5', '-1', '@x', '\t=1', ' =1', "'=1", '＝1', '\r=1', '\n=1', '\0=1']) {
  test(`a spreadsheet runs nothing of ${JSON.stringify(cell)}, and the cell comes back as it was`, () => {
    const written = inert(cell);

    assert.equal(written, `'${cell}`);
    assert.equal(written.slice(1), cell);
  });
}

for (const cell of ['Ada', "d'Exemple", "'guillemets'", 'a=b', '1-2', 'ada@example.org', '', "l'@"]) {
  test(`an ordinary cell is written as it is: ${JSON.stringify(cell)}`, () => {
    assert.equal(inert(cell), cell);
  });
}

test('a header and a reason are made inert as well', () => {
  const people = list(['A'], ['=1']);
  people.columns[0].header = '=A';

  const file = rejectedFile(people, new Map([[2, '=2']]), '=Y');

  assert.equal(file, `${MARK}'=A;'=Y\r\n'=1;'=2\r\n`);
});

test('five thousand lines to mend are written in no time to speak of', () => {
  const people = list(['A', 'B'], ...Array.from({ length: 5000 }, (_, at) => [`Essai-${at}`, '=1+1']));
  const reasons = new Map(people.lines.map(({ line }) => [line, 'à revoir']));

  assert.equal(rejectedFile(people, reasons, 'Y').split('\r\n').length, 5002);
});

test('lines are counted by what their status says, those that stand are not', () => {
  const noted = (...codes) => ({ line: 2, outcome: 'left_out', errors: [], notes: codes.map((code) => ({ code })) });
  const results = [
    noted('status_waiting'),
    noted('status_cancelled', 'namesake'),
    noted('status_cancelled'),
    noted('cancelled'),
    noted(),
  ];

  assert.deepEqual(
    [...counted(results)],
    [
      ['cancelled', 2],
      ['waiting', 1],
    ],
  );
});

for (const [language, titles, said] of [
  ['fr', ['1 ligne à regarder', '2 lignes à regarder'], /^Laissée de côté\. Statut.*« Refunded ».*ne vient pas\.$/],
  ['en', ['1 line to look at', '2 lines to look at'], /^Left out\. Status.*“Refunded”.*do not come\.$/],
]) {
  test(`a line that is left out says so first, one that comes in does not (${language})`, () => {
    const words = wordsOf(language);
    const answered = {
      fr: '« Refunded » dit que cette personne ne vient pas.',
      en: '“Refunded” says that they do not come.',
    };
    const notes = [{ field: 'status', code: 'status_cancelled', message: '', about: 'Refunded', said: answered }];
    const reason = (outcome) => reasonOf({ words, language }, remarks({ line: 2, outcome, errors: [], notes }));

    assert.match(reason('left_out').replaceAll('\u00a0', ' '), said);
    assert.match(reason('registered'), /^Stat/);
    assert.deepEqual(
      [1, 2].map((count) => words.notesTitle({ count })),
      titles,
    );
  });
}

test('what is found on the page says itself in both languages, what is told without a sentence as it is told', () => {
  const [twin] = twins([result(2, 'ada'), result(3, 'ada')]);
  const unknown = { field: '', code: 'of_tomorrow', message: 'is new' };
  const said = (language, wrong) => reasonOf({ words: wordsOf(language), language }, [wrong]);

  assert.equal(said('fr', twin.errors[0]), 'La même personne est déjà à la ligne 2.');
  assert.equal(said('en', twin.errors[0]), 'The same person is on line 2 already.');
  assert.equal(said('fr', unknown), 'Is new');
});

test('lines of one address are those of a family, wherever they stand in the list', () => {
  const results = [
    { line: 2, address: 'a' },
    { line: 3, address: 'b' },
    { line: 4, address: null },
    { line: 150, address: 'a' },
  ];

  assert.deepEqual([...sharing(results)], [2, 150]);
});
