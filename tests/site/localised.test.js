import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wordsOf as badge } from '../../functions/pages/site/words/badge.js';
import { Localised } from '../../functions/pages/site/ui/localised.js';
import { PageContext } from '../../functions/pages/site/ui/page_context.js';
import { among, saidOf, speaking, spokenBy } from '../../functions/pages/site/ui/words.js';
import { wordsOf as registrations } from '../../functions/pages/site/words/registrations.js';
import { wordsOf as scan } from '../../functions/pages/site/words/scan.js';

const MINUTE_MS = 60_000;
const PROGRAMME = {
  event: { timezone: 'Europe/Paris' },
  ateliers: [{ id: 'financer', number: 4, title: 'Comment financer ?' }],
};

class Page extends Localised {
  get programme() {
    return PROGRAMME;
  }
}

const page = (spoken, more = {}) => new Page(badge, { spoken: [spoken], chosen: null, keep: () => {}, ...more });

for (const [language, at, said] of [
  ['fr', '2022-08-30T12:05:00.000Z', '30 août à 14\u00a0h\u00a005'],
  ['fr', '2022-08-30T07:00:00.000Z', '30 août à 9\u00a0h'],
  ['en', '2022-08-30T12:05:00.000Z', '30 August at 14:05'],
]) {
  test(`an hour is said as the clocks at the event show it: ${said}`, () => {
    assert.equal(page(language).dayAndHour(at), said);
  });
}

test('from when until when stays on one line', () => {
  const said = page('fr').hours('2022-08-30T09:05:00.000Z', '2022-08-30T10:15:00.000Z');

  assert.equal(said, '11\u00a0h\u00a005\u00a0– 12\u00a0h\u00a015');
});

test('how long ago something was is said as roughly as anybody cares', () => {
  const said = [0, 3, 119, 120, 47 * 60, 3 * 24 * 60].map((minutes) => page('en').ago(minutes * MINUTE_MS));

  assert.deepEqual(said, [
    'just now',
    '3\u00a0min ago',
    '119\u00a0min ago',
    '2\u00a0h ago',
    '47\u00a0h ago',
    '3 days ago',
  ]);
});

test('an atelier is named as the doors name it, and one that the programme lacks by its id', () => {
  const here = page('fr');

  assert.deepEqual(
    [here.atelierName('financer'), here.atelierNumber('financer'), here.atelierTitle('financer')],
    ['Atelier n° 4', 'n° 4', 'N° 4 – Comment financer ?'].map((said) => said.replace(/ (?=[4?])/g, '\u00a0')),
  );
  assert.deepEqual([here.atelierName('x'), here.atelierNumber('x'), here.atelierTitle('x')], ['x', 'x', 'x']);
});

test('the language chosen on the page goes before that of the registration and of the browser, and is kept', async () => {
  const kept = [];
  const here = page('en', { keep: (language) => kept.push(language) });
  assert.equal(here.language, 'en');

  await here.speakIn('fr');

  assert.deepEqual([here.language, kept], ['fr', ['fr']]);
});

test('of the languages that a browser prefers the first that the event has is spoken, else the event’s own', () => {
  const preferred = spokenBy({ languages: ['de-CH', 'en-US', 'fr'] });

  assert.deepEqual(preferred, ['de', 'en', 'fr']);
  assert.equal(among(preferred, ['fr', 'en']), 'en');
  assert.equal(among(preferred, ['pt', 'it']), 'pt');
});

test('a page speaks the languages of its event that it has words in, and the event’s own first', async () => {
  class Elsewhere extends Localised {
    programme = { ...PROGRAMME, languages: ['en', 'xx'] };
  }
  const here = new Elsewhere(badge, { spoken: ['fr'], chosen: 'fr', keep: () => {} });

  assert.deepEqual([here.languages, here.language], [['en'], 'en']);
  here.programme = { ...PROGRAMME, languages: ['en', 'fr'] };
  assert.deepEqual([here.languages, here.language], [['en', 'fr'], 'fr']);
  here.programme = null;
  assert.deepEqual([here.languages[0], here.language], ['fr', 'fr']);
});

test('a page without words in a language speaks the one that it is written in', () => {
  const wordsOf = speaking({ en: { yes: 'Yes' }, fr: { yes: 'Oui' } });

  assert.deepEqual([wordsOf('en').yes, wordsOf('xx').yes, wordsOf.languages], ['Yes', 'Oui', ['fr', 'en']]);
});

test('diets and kinds are called as the event calls them, and as we do before it is known', () => {
  class Elsewhere extends Localised {
    programme = null;
  }
  const here = new Elsewhere(badge, { spoken: ['fr'], chosen: null, keep: () => {} });
  const usual = here.words;
  assert.deepEqual([usual.diets.vegan, usual.kinds.exhibitor], ['Végan', 'Exposant·e']);

  here.programme = {
    ...PROGRAMME,
    diet_choices: [{ id: 'halal', label: 'Halal : oui' }],
    kinds: [{ id: 'exhibitor', label: 'Mécène' }],
  };

  assert.deepEqual([here.words.diets, here.words.kinds], [{ halal: 'Halal\u00a0: oui' }, { exhibitor: 'Mécène' }]);
  assert.equal(here.words, here.words);
  assert.equal(here.words.retry, usual.retry);
});

test('a code that is not known yet is better than nothing', () => {
  assert.deepEqual(
    [saidOf({ a: 'A', other: 'O' }, 'a'), saidOf({ other: 'O' }, 'b'), saidOf({}, 'b'), saidOf({}, null)],
    ['A', 'O', 'b', ''],
  );
});

const names = (words) =>
  Object.entries(words).flatMap(([name, said]) =>
    typeof said === 'object' ? names(said).map((inner) => `${name}.${inner}`) : [`${name}: ${typeof said}`],
  );

for (const [name, wordsOf] of Object.entries({ badge, registrations, scan })) {
  test(`the two languages of ${name} say the same things`, () => {
    assert.deepEqual(names(wordsOf('fr')).sort(), names(wordsOf('en')).sort());
  });

  test(`no line of ${name} in French begins with its punctuation`, () => {
    const texts = JSON.stringify(wordsOf('fr'));

    assert.doesNotMatch(texts, / [:;?!»]|« /);
  });
}

test('a page tells which screen is shown, and how long ago something was by its own clock', () => {
  class Opened extends PageContext {
    now = () => Date.parse('2022-08-30T10:00:00.000Z');
  }
  const shown = [];
  const here = new Opened(badge, { spoken: ['en'], chosen: null, keep: () => {} });
  here.addEventListener('screen', () => shown.push(here.screen));

  assert.equal(here.screen, 'opening');
  here.show('leave');

  assert.deepEqual(shown, ['leave']);
  assert.equal(here.age(here.now() - 7 * MINUTE_MS), page('en').ago(7 * MINUTE_MS));
});

test('what is chosen is offered as the event orders it, and what somebody has is not lost', () => {
  class Elsewhere extends Localised {
    programme = {
      ...PROGRAMME,
      languages: ['fr', 'en'],
      diets: ['none', 'halal'],
      diet_choices: [
        { id: 'none', label: 'Tout' },
        { id: 'halal', label: 'Halal' },
      ],
      kinds: [],
    };
  }
  const here = new Elsewhere(badge, { spoken: ['fr'], chosen: null, keep: () => {} });
  const usual = [
    { id: 'none', label: 'Tout', lang: '' },
    { id: 'halal', label: 'Halal', lang: '' },
  ];

  assert.deepEqual(here.dietsOffered(), usual);
  assert.deepEqual(here.dietsOffered('halal'), usual);
  assert.deepEqual(here.dietsOffered('kosher'), [...usual, { id: 'kosher', label: 'kosher', lang: '' }]);
  assert.deepEqual(
    here.languagesOffered('xx').map(({ id }) => id),
    ['fr', 'en', 'xx'],
  );
});

test('what the event says in another language than the page is marked with it', () => {
  class Elsewhere extends Localised {
    programme = { ...PROGRAMME, language: 'en', languages: ['fr', 'en'] };
  }
  const here = new Elsewhere(badge, { spoken: ['en'], chosen: null, keep: () => {} });
  const atelier = { untranslated: ['summary'] };

  assert.deepEqual([here.spokenIn(atelier, 'title').lang, here.spokenIn(atelier, 'summary').lang], ['', 'fr']);
  here.programme = { ...here.programme, language: 'fr' };
  assert.equal(here.spokenIn({ untranslated: [] }, 'title').lang, 'fr');
  assert.equal(new Page(badge, { spoken: ['fr'], chosen: null, keep: () => {} }).spokenIn(null, 'title').lang, '');
});

test('a choice that the event names in its own language alone is marked with it, and a language with its own', () => {
  class Elsewhere extends Localised {
    programme = {
      ...PROGRAMME,
      ...{ language: 'en', languages: ['fr', 'en'], diets: ['halal', 'crudivore'] },
      diet_choices: [
        { id: 'halal', label: 'Halal', untranslated: [] },
        { id: 'crudivore', label: 'Crudivore', untranslated: ['label'] },
      ],
      kinds: [{ id: 'exhibitor', label: 'Mécène', untranslated: ['label'] }],
    };
  }
  const here = new Elsewhere(badge, { spoken: ['en'], chosen: null, keep: () => {} });
  const marks = (choices) => choices.map(({ id, lang }) => [id, lang]);

  assert.deepEqual(marks(here.dietsOffered()), [
    ['halal', ''],
    ['crudivore', 'fr'],
  ]);
  assert.deepEqual(marks(here.kindsOffered(['exhibitor'])), [['exhibitor', 'fr']]);
  assert.deepEqual(marks(here.languagesOffered()), [
    ['fr', 'fr'],
    ['en', 'en'],
  ]);
});

test('a programme that has other languages or names has the page speak anew, once', () => {
  class Elsewhere extends Localised {
    programme = null;
  }
  const here = new Elsewhere(badge, { spoken: ['en'], chosen: null, keep: () => {} });
  here.settle();
  let times = 0;
  here.addEventListener('words', () => (times += 1));

  here.programme = { ...PROGRAMME, languages: ['fr'] };
  here.settle();
  here.programme = { ...PROGRAMME, languages: ['fr'] };
  here.settle();

  assert.deepEqual([times, here.language], [1, 'fr']);
});
