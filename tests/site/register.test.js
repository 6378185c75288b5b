/** Somebody's registration on a network that fails, and what the form keeps and says meanwhile. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ANSWER_TIMEOUT_MS } from '../../functions/pages/site/lib/api.js';
import { SessionValue } from '../../functions/pages/site/lib/session_value.js';
import { draftIn, fill, isWorthKeeping } from '../../functions/pages/site/register/draft.js';
import { programme, seatsSaid } from '../../functions/pages/site/register/seats.js';
import {
  ANSWER_TIMEOUT_MS as TIMEOUT_OF_THE_FORM,
  Sending,
  post,
} from '../../functions/pages/site/register/sending.js';
import { wordsOf } from '../../functions/pages/site/words/register.js';

const OURS = '<!doctype html><main id="main" data-page="badge">';
const SIGN_IN = '<!doctype html><title>Wi-Fi</title><h1>Bienvenue</h1>';
const DRAFT = { texts: { given_name: 'Ada' }, ticks: [['lunch', '1']] };
const WORDS = wordsOf('en');

/** @param {Response | Error} answer */
function network(answer) {
  return /** @type {typeof fetch} */ (
    async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    }
  );
}

/** @param {Response | Error} answer */
function sent(answer) {
  return post(network(answer), '/', new URLSearchParams(), new AbortController().signal);
}

for (const status of [200, 201, 409, 422]) {
  test(`a page of ours with the status ${status} is the answer`, async () => {
    assert.deepEqual(await sent(new Response(OURS, { status })), { kind: 'page', text: OURS });
  });
}

for (const status of [429, 503]) {
  test(`a server that is too busy (${status}) is asked again, even where it answers with the form`, async () => {
    assert.deepEqual(await sent(new Response(OURS, { status })), { kind: 'busy' });
  });
}

for (const [what, answer] of /** @type {[string, Response | Error][]} */ ([
  ['a sign-in page', new Response(SIGN_IN)],
  ['a proxy that gave up', new Response('<h1>502</h1>', { status: 502 })],
  ['a connection that was cut', new TypeError('fetch failed')],
  ['an answer that never came', new DOMException('', 'TimeoutError')],
])) {
  test(`${what} is nobody there`, async () => {
    assert.deepEqual(await sent(answer), { kind: 'unreachable' });
  });
}

test('a mistake of our own is not taken for a bad network', async () => {
  await assert.rejects(sent(new RangeError('a bug')), RangeError);
});

test('a form waits for an answer as long as every page', () => {
  assert.equal(TIMEOUT_OF_THE_FORM, ANSWER_TIMEOUT_MS);
});

/** @param {any[]} outcomes */
function sendingOf(outcomes) {
  /** @type {any[]} */
  const troubles = [];
  /** @type {number[]} */
  const waits = [];
  const sending = new Sending(
    async () => outcomes.shift(),
    (trouble) => troubles.push(trouble.kind),
    (act, milliseconds) => {
      waits.push(milliseconds);
      queueMicrotask(act);
    },
  );
  return { sending, troubles, waits };
}

test('the form is sent again by itself, less and less often, until it is answered', async () => {
  const outcomes = [...Array(6).fill({ kind: 'unreachable' }), { kind: 'busy' }, { kind: 'page', text: OURS }];
  const { sending, troubles, waits } = sendingOf(outcomes);

  assert.deepEqual(await sending.page(), { kind: 'page', text: OURS });
  assert.deepEqual(waits, [2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  assert.equal(troubles.at(-1), 'busy');
});

test('a network that is back is used at once', async () => {
  const outcomes = [{ kind: 'unreachable' }, { kind: 'page', text: OURS }];
  const sending = new Sending(
    async () => /** @type {any} */ (outcomes.shift()),
    () => setImmediate(() => sending.pause.wake()),
    () => {},
  );

  assert.equal((await sending.page())?.kind, 'page');
});

test('a badge that came is shown, even where somebody pressed stop at that moment', async () => {
  const sending = new Sending(
    async () => {
      sending.stop();
      return { kind: 'page', text: OURS };
    },
    () => {},
  );

  assert.equal((await sending.page())?.text, OURS);
});

test('whoever stops the sending ends what is on its way, and nothing is sent after', async () => {
  let attempts = 0;
  const hanging = /** @type {typeof fetch} */ (
    (_address, options) =>
      new Promise((_answer, refuse) => {
        attempts += 1;
        options?.signal?.addEventListener('abort', () => refuse(new DOMException('', 'AbortError')));
        setImmediate(() => sending.stop());
      })
  );
  /** @type {unknown[]} */
  const troubles = [];
  const sending = new Sending(
    (stopped) => post(hanging, '/', new URLSearchParams(), stopped),
    (trouble) => troubles.push(trouble),
  );

  assert.equal(await sending.page(), null);
  assert.deepEqual([attempts, troubles], [1, []]);
});

test('whoever stops the sending between two attempts gets no page, not even one that comes after', async () => {
  const outcomes = [{ kind: 'unreachable' }, { kind: 'page', text: OURS }];
  const sending = new Sending(
    async () => /** @type {any} */ (outcomes.shift()),
    () => setImmediate(() => sending.stop()),
    () => {},
  );

  assert.equal(await sending.page(), null);
  assert.equal(outcomes.length, 1);
});

/** @param {Record<string, string>} kept */
function storage(kept = {}) {
  return /** @type {Storage} */ (
    /** @type {unknown} */ ({
      getItem: (/** @type {string} */ key) => kept[key] ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => (kept[key] = value),
      removeItem: (/** @type {string} */ key) => delete kept[key],
    })
  );
}

test('a draft comes back as it was put in, until it is thrown away', () => {
  const own = storage();
  const draft = new SessionValue(() => own, 'registration');

  assert.equal(draft.put(DRAFT), true);
  assert.deepEqual(draftIn(draft), DRAFT);
  draft.clear();
  assert.equal(draftIn(draft), null);
});

for (const [what, text] of [
  ['half a draft', '{"texts":'],
  ['something else', '[1]'],
  ['nothing', 'null'],
]) {
  test(`${what} in the storage is no draft`, () => {
    const draft = new SessionValue(() => storage({ registration: text }), 'registration');

    assert.equal(draftIn(draft), null);
  });
}

test('a browser that refuses its storage keeps nothing and breaks nothing', () => {
  const draft = new SessionValue(() => {
    throw new DOMException('', 'SecurityError');
  }, 'registration');

  assert.equal(draft.put(DRAFT), false);
  draft.clear();
  assert.equal(draftIn(draft), null);
});

test('a fault of our own in the storage shows', () => {
  const faulty = new SessionValue(() => {
    throw new RangeError('ours');
  }, 'registration');

  for (const act of [() => faulty.put(DRAFT), () => faulty.get(), () => faulty.clear()]) assert.throws(act, RangeError);
});

test('a draft comes back but for an atelier that is full now, which is told', () => {
  const radio = { type: 'radio', name: 'slot-strategic', checked: false };
  const full = { ...radio, value: 'atelier-5', disabled: true };
  const free = { ...radio, name: 'slot-prospective', value: 'atelier-7', disabled: false };
  const name = { type: 'text', name: 'given_name', value: '' };
  const form = /** @type {HTMLFormElement} */ (/** @type {unknown} */ ({ elements: [name, full, free] }));

  const lost = fill(form, {
    texts: { given_name: 'Ada' },
    ticks: [
      ['slot-strategic', 'atelier-5'],
      ['slot-prospective', 'atelier-7'],
    ],
  });

  assert.deepEqual(lost, [full]);
  assert.deepEqual([name.value, full.checked, free.checked], ['Ada', false, true]);
});

test('a form in which nothing was typed is not worth keeping', () => {
  assert.equal(isWorthKeeping({ texts: { sheet: 'x', given_name: ' ' }, ticks: [['kind', 'participant']] }), false);
  assert.equal(isWorthKeeping({ texts: { email: 'a' }, ticks: [] }), true);
});

test('seats are counted, the last ones with a warning', () => {
  assert.deepEqual(
    [12, 6, 5, 2, 1, 0, -1].map((left) => seatsSaid(left, WORDS)),
    ['12 seats', '6 seats', 'Only 5 seats left', 'Only 2 seats left', 'Only one seat left', 'Full', 'Full'],
  );
  assert.deepEqual(
    [0, 1, 2].map((count) => WORDS.waiting({ count })),
    ['', '(one person is waiting)', '(2 people are waiting)'],
  );
});

test('seats that nobody tells stay as they were', async () => {
  const json = { 'content-type': 'application/json' };
  for (const answer of [
    new Response(null, { status: 304 }),
    new Response(SIGN_IN),
    new Response('{}', { headers: json }),
    new Response('{"message":"Too Many Requests"}', { status: 429, headers: json }),
    new TypeError('fetch failed'),
  ]) {
    assert.equal(await programme(network(answer), '"tag"'), null);
  }
});

test('seats that changed come with the tag to ask for the next by', async () => {
  const ateliers = [{ id: 'atelier-4', number: 4, seats_left: 2 }];
  const answer = new Response(JSON.stringify({ ateliers }), { headers: { etag: '"new"' } });

  assert.deepEqual(await programme(network(answer), ''), { ateliers, tag: '"new"' });
});
