import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { answerOf, controlsOf, faultOf, fieldName, typedOf } from '../../functions/pages/site/lib/questions.js';

const cases = JSON.parse(readFileSync(new URL('../cases/questions.json', import.meta.url), 'utf8'));
const questions = new Map(cases.questions.map((question) => [question.id, question]));

test('each question has the fields that the server’s form has for it', () => {
  const shown = (question) =>
    controlsOf(question, { answerYes: 'Oui', answerNo: 'Non' }).map(({ label, options, ...control }) => ({
      ...control,
      options: options.map(([value]) => value),
    }));

  for (const question of cases.questions) assert.deepEqual(shown(question), cases.fields[question.id], question.id);
  assert.equal(fieldName(questions.get('age')), 'answers.age');
});

test('what is typed is the same answer, or wrong in the same way, as for the server’s form', () => {
  for (const { question: id, typed, answer, fault, limit } of cases.typed) {
    const question = questions.get(id);
    const found = faultOf(question, typed, question.required);

    assert.deepEqual(found, fault ? { code: fault, ...(limit ? { limit } : {}) } : null, JSON.stringify([id, typed]));
    if (!fault) assert.deepEqual(answerOf(question, typed), answer, JSON.stringify([id, typed]));
  }
});

test('an answer that was stored stands in its fields as it was given', () => {
  for (const { question: id, typed, answer, fault } of cases.typed) {
    const question = questions.get(id);
    if (!fault) assert.deepEqual(answerOf(question, typedOf(question, answer)), answer, JSON.stringify([id, typed]));
  }
});

test('nothing is insisted on where the form does not', () => {
  for (const question of cases.questions) assert.equal(faultOf(question, [], false), null, question.id);
});
