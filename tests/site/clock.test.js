import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Clock } from '../../functions/pages/site/lib/clock.js';

/** A phone whose own clock shows `phone` milliseconds where the server's shows 0. */
class Answers {
  constructor(clock, phone) {
    this.clock = clock;
    this.phone = phone;
    this.server = 1_000_000;
  }

  /** An answer that took some time there and back; the server reads its clock in between. */
  take(there, back, { step = 0 } = {}) {
    const sent = this.server + this.phone;
    this.server += there;
    const answered = this.server;
    this.phone += step;
    this.server += back;
    this.clock.learn(answered, sent, this.server + this.phone);
    this.server += 5_000;
  }

  /** How far the phone's idea of the server's clock is off. */
  get error() {
    return this.clock.now(this.server + this.phone) - this.server;
  }
}

test('a phone that was never answered goes by its own clock', () => {
  assert.equal(new Clock().now(1_234), 1_234);
  assert.equal(new Clock().offset, 0);
});

for (const phone of [0, 3_600_000, -3_600_000, 10 * 365 * 86_400_000]) {
  test(`a phone that is ${phone} ms ahead is right after one answer`, () => {
    const answers = new Answers(new Clock(), phone);

    answers.take(40, 40);

    assert.equal(answers.error, 0);
  });
}

test('a slow answer does not spoil what a quick one told', () => {
  const answers = new Answers(new Clock(), 700);
  answers.take(20, 20);

  answers.take(4_000, 10);

  assert.equal(answers.error, 0);
});

test('a quick answer mends what a slow one told', () => {
  const answers = new Answers(new Clock(), 700);
  answers.take(4_000, 10);
  assert.equal(Math.abs(answers.error), 1_995);

  answers.take(20, 20);

  assert.equal(answers.error, 0);
});

test('an estimate is off by half of its round trip at most', () => {
  for (const [there, back] of [
    [0, 900],
    [900, 0],
    [300, 600],
  ]) {
    const answers = new Answers(new Clock(), -5_000);
    answers.take(there, back);
    assert.ok(Math.abs(answers.error) <= 450);
  }
});

test('an old quick answer counts only among the last few', () => {
  const clock = new Clock();
  clock.learn(1_000, 0, 0);
  for (const at of [5_000, 10_000, 15_000, 20_000, 25_000]) clock.learn(1_100 + at, at - 50, at + 50);

  assert.equal(clock.offset, 1_100);
});

for (const step of [3_600_000, -3_600_000, 1_000, -1_000]) {
  test(`the phone's clock is put ${step} ms on between two answers, and the next one heals it`, () => {
    const answers = new Answers(new Clock(), 0);
    for (let answer = 0; answer < 5; answer += 1) answers.take(10, 10);

    answers.phone += step;
    answers.take(200, 200);

    assert.equal(answers.error, 0);
  });

  test(`the phone's clock is put ${step} ms on while an answer is on its way, and the next one heals it`, () => {
    const answers = new Answers(new Clock(), 0);
    for (let answer = 0; answer < 5; answer += 1) answers.take(10, 10);

    answers.take(200, 200, { step });
    answers.take(200, 200);

    assert.equal(answers.error, 0);
  });
}

test("the server's clock is put on, as for a rehearsal, and the next answer tells", () => {
  const clock = new Clock();
  clock.learn(1_000, 990, 1_010);

  clock.learn(20_000_000, 5_990, 6_010);

  assert.equal(clock.now(6_000), 20_000_000);
});

test('an answer without a time teaches nothing', () => {
  const clock = new Clock();
  clock.learn(5_000, 990, 1_010);

  clock.learn(NaN, 1_990, 2_010);

  assert.equal(clock.offset, 4_000);
});

test('an answer that came before it was asked for teaches nothing', () => {
  const clock = new Clock();
  clock.learn(5_000, 990, 1_010);

  clock.learn(6_000, 2_000, 1_500);

  assert.equal(clock.offset, 4_000);
});

test('a clock that was kept goes on as it was', () => {
  const clock = new Clock();
  clock.learn(5_000, 990, 1_010);
  const kept = structuredClone(clock.learn(6_000, 1_500, 2_500));

  const woken = Clock.from(kept);

  assert.equal(woken.offset, 4_000);
  assert.deepEqual(woken.state, clock.state);
});

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** A phone without a network, whose clock was `wrong` milliseconds ahead when it was answered last. */
class Offline {
  constructor(wrong) {
    this.server = 1_700_000_000_000;
    this.wrong = wrong;
    this.ran = 5_000;
    this.clock = new Clock();
    this.clock.learn(this.server, this.server + wrong - 20, this.server + wrong + 20, this.ran);
    this.server += 20;
  }

  pass(ms, { asleep = false } = {}) {
    this.server += ms;
    if (!asleep) this.ran += ms;
    return this;
  }

  /** Somebody sets the clock, `off` milliseconds ahead of what is right. */
  set(off = 0) {
    this.wrong = off;
    return this;
  }

  /** The page is closed and opened again: its other clock begins anew. */
  reopen() {
    this.clock = Clock.from(structuredClone(this.clock.state));
    this.ran = 0;
    return this;
  }

  get error() {
    return this.clock.now(this.server + this.wrong, this.ran) - this.server;
  }
}

for (const wrong of [-YEAR, YEAR, -56 * YEAR, -HOUR, HOUR, -10 * MINUTE, 3 * DAY]) {
  test(`a clock that was ${wrong} ms ahead is put right by hand while nobody answers`, () => {
    const phone = new Offline(wrong).pass(3 * HOUR);
    assert.equal(phone.error, 0);

    phone.pass(40 * SECOND).set(-30 * SECOND);

    assert.equal(phone.error, 0);
    assert.equal(phone.pass(2 * HOUR).error, 0);
  });
}

for (const wrong of [-YEAR, YEAR]) {
  test(`a clock that was ${wrong} ms ahead is put right while the phone sleeps`, () => {
    const phone = new Offline(wrong).pass(MINUTE);
    assert.equal(phone.error, 0);

    phone.pass(2 * HOUR, { asleep: true }).set();

    assert.equal(phone.error, 0);
  });

  test(`a clock that was ${wrong} ms ahead is put right while the page is closed`, () => {
    const phone = new Offline(wrong)
      .pass(2 * HOUR)
      .set()
      .reopen();

    assert.equal(phone.error, 0);
  });
}

test('a clock that is set wrong while nobody answers is not believed', () => {
  assert.equal(new Offline(0).pass(10 * MINUTE).set(-YEAR).error, 0);
  assert.equal(new Offline(0).pass(10 * MINUTE).set(-HOUR).error, 0);
});

for (const wrong of [-YEAR, -HOUR, 0, HOUR, YEAR]) {
  test(`a phone ${wrong} ms ahead that sleeps through lunch knows how late it is`, () => {
    const phone = new Offline(wrong).pass(MINUTE);
    assert.equal(phone.error, 0);

    assert.equal(phone.pass(2 * HOUR, { asleep: true }).error, 0);
    assert.equal(phone.pass(16 * HOUR, { asleep: true }).reopen().error, 0);
  });
}

test('a clock that was put right is kept as it is then', () => {
  const phone = new Offline(-YEAR).pass(MINUTE).set();
  assert.equal(phone.error, 0);

  phone.reopen().pass(MINUTE);

  assert.equal(phone.error, 0);
});

test('the next answer has the last word on a clock that was set', () => {
  const phone = new Offline(-YEAR).pass(MINUTE).set(20 * MINUTE);
  assert.notEqual(phone.error, 0);

  phone.clock.learn(phone.server, phone.server + phone.wrong - 10, phone.server + phone.wrong + 10, phone.ran);

  assert.equal(phone.error, 0);
});

test('whatever the clocks show, a scan is stamped with a time that the server takes', () => {
  const { first, last } = JSON.parse(readFileSync(new URL('../cases/instants.json', import.meta.url), 'utf8'));
  const stamp = (clock, local) => new Date(clock.now(local)).toISOString();

  assert.equal(stamp(new Clock(), 0), '1970-01-01T00:00:00.000Z');
  for (const wrong of [-300 * YEAR, 300 * YEAR, 8.64e15, -8.64e15]) {
    assert.equal(stamp(new Clock(), wrong), wrong < 0 ? first : last);
    const learnt = new Clock([{ offset: wrong, roundTrip: 20 }]);
    assert.equal(stamp(learnt, Date.UTC(2022, 7, 30)), wrong < 0 ? first : last);
  }
});
