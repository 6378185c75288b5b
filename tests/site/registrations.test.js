import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SessionStore } from '../../functions/pages/site/lib/session_store.js';
import { uuid } from '../../functions/pages/site/lib/uuid.js';
import { Attempt } from '../../functions/pages/site/organiser/attempt.js';
import { isParked } from '../../functions/pages/site/organiser/menu.js';
import { sendable } from '../../functions/pages/site/registrations/mails.js';
import { wordsOf } from '../../functions/pages/site/words/registrations.js';

const NOON = Date.parse('2022-08-30T10:00:00.000Z');
const MINUTE_MS = 60_000;
const unreachable = { kind: 'unreachable' };
const problem = (status, code) => ({ kind: 'problem', status, problem: { code } });
const issued = (issue) => ({ kind: 'answer', status: 200, body: { registration: { issue } }, etag: null });

function attempt() {
  let count = 0;
  return new Attempt(() => `id-${(count += 1)}`);
}

test('the same registration sent again has the same id: it is one person', () => {
  const sent = attempt();

  assert.equal(sent.idOf({ given_name: 'Ada' }), sent.idOf({ given_name: 'Ada' }));
});

test('another registration after an answer that got lost is another person', () => {
  const sent = attempt();
  const ada = sent.idOf({ given_name: 'Ada' });

  assert.notEqual(sent.idOf({ given_name: 'Bao' }), ada);
  assert.equal(sent.idOf({ given_name: 'Ada' }), ada);
});

test('an old browser makes ids that the server takes, each another', () => {
  const old = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) };

  assert.match(uuid(old), /^[A-Za-z0-9_-]{16,64}$/);
  assert.notEqual(uuid(old), uuid(old));
  assert.equal(uuid({ getRandomValues: (bytes) => bytes.fill(7).fill(255, 15) }), `${'07'.repeat(15)}ff`);
  assert.match(uuid(), /^[0-9a-f-]{36}$/);
});

/** A browser's storage that holds so many things and then refuses. */
function storage(most = Infinity) {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => kept.delete(key),
    setItem: (key, value) => {
      if (kept.size >= most) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
  };
}

function denied() {
  throw new DOMException('denied', 'SecurityError');
}

test('the link is kept over a reload until it is forgotten', () => {
  const browser = storage();
  new SessionStore(() => browser, 'registrations').keep('pass', 'secret');
  assert.equal(new SessionStore(() => browser, 'registrations').get('pass'), 'secret');

  new SessionStore(() => browser, 'registrations').forget('pass');

  assert.equal(new SessionStore(() => browser, 'registrations').get('pass'), null);
});

for (const [does, open] of [
  ['denies its storage', denied],
  ['has no room left', () => storage(0)],
]) {
  test(`a browser that ${does} still opens the page, until it is left`, () => {
    const session = new SessionStore(open, 'registrations');

    session.keep('pass', 'secret');

    assert.equal(session.get('pass'), 'secret');
    session.forget('pass');
    assert.equal(session.get('pass'), null);
  });
}

const mail = (state, minutes) => ({ state, asked_at: new Date(NOON - minutes * MINUTE_MS).toISOString() });

test('a mail that is parked may be sent again at once, one on its way only when it takes too long', () => {
  const mails = [mail('failed', 0), mail('unsure', 0), mail('due', 1), mail('sending', 4), mail('due', 6)];

  assert.deepEqual(sendable(mails, NOON), [true, true, false, false, true]);
  assert.deepEqual(sendable(mails, NOON + 3 * MINUTE_MS), [true, true, false, true, true]);
});

test('only what is parked is counted as to see', () => {
  assert.deepEqual([mail('failed', 0), mail('unsure', 0), mail('due', 60)].map(isParked), [true, true, false]);
});

test('no French sentence elides before a name', () => {
  const words = wordsOf('fr');

  for (const say of [words.newBadgeText, words.cancelText, words.eraseText, words.registeredNow, words.offered]) {
    assert.doesNotMatch(say({ name: 'Ada' }), /\b(de|que|le|se) Ada/);
  }
});
