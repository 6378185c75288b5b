/** A mistyped address: what somebody probably meant, as the server has it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { meant } from '../../functions/pages/site/lib/mistyped.js';

const CASES = JSON.parse(readFileSync(new URL('../cases/mistyped.json', import.meta.url), 'utf8'));

for (const { typed, meant: expected } of CASES) {
  test(`“${typed}” probably means “${expected}”`, () => {
    assert.equal(meant(typed, 'forum@univ-poitiers.example'), expected);
  });
}
