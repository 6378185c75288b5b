import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import {
  answerOf,
  controlsOf,
  faultOf,
  isShown,
  ofQuestion,
  ofRegistration,
  saidOf,
  typedOf,
} from '../../functions/pages/site/lib/form_fields.js';
import { wordsOf } from '../../functions/pages/site/words/badge.js';

const read = (name) => JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8'));
const [own, cases] = [read('fields'), read('questions')];
const LANGUAGES = ['fr', 'en', 'de'];
const PUBLIC = ['participant', 'exhibitor'];
const questions = new Map(cases.questions.map((question) => [question.id, ofQuestion(question)]));

/** The fields of a registration as somebody is asked them in a language. */
function asked(language, programme = null, isDesk = false) {
  const words = wordsOf(language);
  const choices = {
    kind: PUBLIC.map((id) => ({ id, label: words.kinds[id] })),
    diet: Object.entries(words.diets).map(([id, label]) => ({ id, label })),
    language: LANGUAGES.map((id) => ({ id, label: words.names[id] })),
  };
  return ofRegistration(programme, words, (name) => choices[name], isDesk);
}

test('every field is asked in the words of the server’s form', () => {
  for (const language of LANGUAGES) {
    const found = asked(language).map((field) => ({
      name: field.name,
      type: field.type,
      part: field.part,
      longest: field.longest,
      required: field.isNeeded,
      optional: field.isOptional,
      depends_on: field.dependsOn,
      label: field.label,
      choices: Object.fromEntries(field.choices.map(({ id, label }) => [id, label])),
    }));
    const said = (choices = {}) =>
      Object.fromEntries(Object.entries(choices).map(([id, label]) => [id, label[language]]));
    const wanted = own.fields.map((each) => ({ ...each, label: each.label[language], choices: said(each.choices) }));

    assert.deepEqual(found, wanted, language);
  }
});

test('what the day lacks is not asked about, nor a language where there is one', () => {
  const programme = { checkpoints: [{ id: 'entrance' }], sessions: [{ kind: 'welcome' }] };
  const named = asked('fr', programme).map(({ name }) => name);

  assert.deepEqual(
    named.filter((name) => name !== 'language'),
    own.bare,
  );
});

test('a walk-in is asked less', () => {
  const named = asked('fr', null, true).map(({ name }) => name);

  assert.ok(named.includes('given_name') && named.includes('diet'));
  assert.ok(!named.includes('village') && !named.includes('stand') && !named.includes('language'));
});

test('what is typed is wrong in the same way as for the server’s form', () => {
  const fields = new Map(asked('fr').map((field) => [field.name, field]));
  for (const { field: name, typed, fault, limit } of own.typed) {
    const field = fields.get(name);
    const found = faultOf(field, [typed], field.isNeeded);

    assert.deepEqual(found, fault ? { code: fault, ...(limit ? { limit } : {}) } : null, JSON.stringify([name, typed]));
  }
});

test('what is wrong is said as on the server’s form', () => {
  for (const { fault, limit, said } of own.faults) {
    for (const language of LANGUAGES) {
      assert.equal(saidOf({ code: fault, limit }, wordsOf(language)), said[language], fault);
    }
  }
});

test('a field is shown with what it depends on', () => {
  const chosen = { lunch: true, kind: 'exhibitor' };
  const shown = (dependsOn) => isShown({ dependsOn }, (name) => chosen[name]);

  assert.deepEqual(
    ['', 'lunch', 'village', 'kind=exhibitor', 'kind=speaker|exhibitor', 'kind=participant'].map(shown),
    [true, true, false, true, true, false],
  );
});

test('each question has the fields that the server’s form has for it', () => {
  const shown = (question) =>
    controlsOf(question, { answerYes: 'Oui', answerNo: 'Non' }).map(({ tag, type, value, options }) => ({
      ...{ tag, type, value },
      options: options.map(({ id }) => id),
    }));

  for (const [id, question] of questions) assert.deepEqual(shown(question), cases.fields[id], id);
  assert.equal(questions.get('age').name, 'answers.age');
  assert.equal(questions.get('prises').dependsOn, 'kind=exhibitor');
});

test('what is typed is the same answer, or wrong in the same way, as for the server’s form', () => {
  for (const { question: id, typed, answer, fault, limit } of cases.typed) {
    const question = questions.get(id);
    const found = faultOf(question, typed, question.isNeeded);

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
  for (const [id, question] of questions) assert.equal(faultOf(question, [], false), null, id);
});
