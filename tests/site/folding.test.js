import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { LETTERS, folded } from '../../functions/pages/site/lib/folding.js';
import { People } from '../../functions/pages/site/lib/people.js';

const CASES = JSON.parse(readFileSync(new URL('../cases/folding.json', import.meta.url), 'utf8'));

test('the letters are those of the server', () => {
  assert.deepEqual(LETTERS, CASES.letters);
});

for (const { text, folded: plain } of CASES.texts) {
  test(`a text is compared folded: ${text}`, () => {
    assert.equal(folded(text), plain);
  });
}

for (const { name, by, not } of CASES.found) {
  test(`any word of a name begins a match: ${name}`, () => {
    const people = new People([{ id: '4SMNHTPBVE47MPK67S', name, organisation: '' }]);

    assert.deepEqual(
      by.filter((typed) => people.find(typed, 8).people.length === 0),
      [],
    );
    assert.deepEqual(
      not.filter((typed) => people.find(typed, 8).people.length > 0),
      [],
    );
  });
}
