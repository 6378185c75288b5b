import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { listen } from '../../functions/pages/site/scan/keyboard_scanner.js';

/** Every character of a badge's alphabet, a space at both ends. */
const BADGE = ' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./: ';

/** Where a keyboard has the characters of a badge: the key, and whether Shift is held. */
const US = keyboard({ ' ': 'Space', '-': 'Minus', '.': 'Period', '/': 'Slash' }, 'Digit', {
  $: 'Digit4',
  '%': 'Digit5',
  '*': 'Digit8',
  '+': 'Equal',
  ':': 'Semicolon',
});
const FRENCH = keyboard({ ' ': 'Space', $: 'BracketRight', '*': 'Backslash', '-': 'Digit6', ':': 'Period' }, '+Digit', {
  '%': 'Quote',
  '+': 'Equal',
  '.': 'Comma',
  '/': 'Period',
  A: 'KeyQ',
  Q: 'KeyA',
  W: 'KeyZ',
  Z: 'KeyW',
  M: 'Semicolon',
});

const ABROAD = { '%': 'Digit5', '/': 'Digit7', ':': 'Period' };
const SPANISH = keyboard({ ' ': 'Space', '-': 'Slash', '.': 'Period', '+': 'BracketRight' }, 'Digit', {
  ...ABROAD,
  $: 'Digit4',
  '*': 'BracketRight',
});
const PORTUGUESE = {
  ...SPANISH,
  '+': { code: 'BracketLeft', shiftKey: false },
  '*': { code: 'BracketLeft', shiftKey: true },
};
const GERMAN = { ...SPANISH, Y: { code: 'KeyZ', shiftKey: true }, Z: { code: 'KeyY', shiftKey: true } };
const SWISS = {
  ...GERMAN,
  '+': { code: 'Digit1', shiftKey: true },
  '*': { code: 'Digit3', shiftKey: true },
  $: { code: 'Backslash', shiftKey: false },
};
const BELGIAN = {
  ...FRENCH,
  '-': { code: 'Equal', shiftKey: false },
  '+': { code: 'Slash', shiftKey: true },
  $: { code: 'BracketRight', shiftKey: false },
  '*': { code: 'BracketRight', shiftKey: true },
};
/** With what its other keys type. */
const FRENCH_WHOLE = {
  ...FRENCH,
  ...Object.fromEntries(
    [...'&é"\'(-è_çà'].map((typed, place) => [typed, { code: `Digit${(place + 1) % 10}`, shiftKey: false }]),
  ),
  ')': { code: 'Minus', shiftKey: false },
  '!': { code: 'Slash', shiftKey: false },
  ':': { code: 'Period', shiftKey: false },
  m: { code: 'Semicolon', shiftKey: false },
  '?': { code: 'KeyM', shiftKey: true },
  M: { code: 'Semicolon', shiftKey: true },
};

function keyboard(plain, digits, shifted) {
  const keys = {};
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') keys[letter] = { code: `Key${letter}`, shiftKey: true };
  for (const digit of '0123456789') {
    keys[digit] = { code: `${digits.replace('+', '')}${digit}`, shiftKey: digits.startsWith('+') };
  }
  for (const [character, code] of Object.entries(plain)) keys[character] = { code, shiftKey: false };
  for (const [character, code] of Object.entries(shifted)) keys[character] = { code, shiftKey: true };
  return keys;
}

/** What a computer that believes in `believed` makes of a key. */
function typed({ code, shiftKey }, believed) {
  const found = Object.entries(believed).find(([, key]) => key.code === code && key.shiftKey === shiftKey);
  return found ? found[0] : shiftKey ? 'Ù' : 'ù';
}

let page;
let heard;
let time;
let stop;

beforeEach(() => {
  page = new EventTarget();
  heard = [];
  time = 0;
  stop = listen(page, (texts) => heard.push(texts), { now: () => time });
});

function strike(key, { type = 'keydown', gap = 10, code = '', target = null, capsLock = false, ...more } = {}) {
  time += gap;
  const event = new Event(type, { cancelable: true });
  const held = { CapsLock: capsLock, AltGraph: more.altGraph ?? false };
  const members = { key, code, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false, ...more };
  Object.assign(event, members, { getModifierState: (name) => held[name] ?? false });
  Object.defineProperty(event, 'target', { value: target ?? { tagName: 'BODY' } });
  page.dispatchEvent(event);
  return event;
}

/** A scanner set to one keyboard, plugged into a phone that believes in another. */
function scan(text, { set = US, believed = set, gap = 10, end = 'Enter', ...more } = {}) {
  const events = [...text].map((character) => {
    const key = set[character];
    if (key.shiftKey) strike('Shift', { gap: 0, code: 'ShiftLeft' });
    return strike(typed(key, believed), { ...key, gap, ...more });
  });
  return [...events, strike(end, { gap, code: end, ...more })];
}

test('a scanner is heard, spaces at the ends of the badge included', () => {
  const events = scan(BADGE);

  assert.equal(heard.length, 1);
  assert.equal(heard[0][0], BADGE);
  assert.equal(events.at(-1).defaultPrevented, true);
});

test('a scanner may end with a tab', () => {
  scan(BADGE, { end: 'Tab' });

  assert.equal(heard[0][0], BADGE);
});

test('a slow Bluetooth scanner is heard', () => {
  scan(BADGE, { gap: 55 });

  assert.equal(heard[0][0], BADGE);
});

for (const [set, believed, title] of [
  [US, FRENCH, 'set to the US keyboard before a French phone'],
  [FRENCH, US, 'set to the French keyboard before a US phone'],
  [FRENCH, FRENCH, 'set to the French keyboard before a French phone'],
]) {
  test(`a scanner ${title} is understood`, () => {
    scan(BADGE, { set, believed });

    assert.ok(heard[0].includes(BADGE));
    assert.equal(new Set(heard[0]).size, heard[0].length);
  });
}

test("the phone's own reading comes first", () => {
  scan(BADGE, { set: US, believed: FRENCH });

  assert.equal(heard[0][0], [...BADGE].map((character) => typed(US[character], FRENCH)).join(''));
  assert.ok(heard[0].includes(BADGE));
});

for (const [name, set] of Object.entries({ GERMAN, SPANISH, ITALIAN: SPANISH, PORTUGUESE, SWISS, BELGIAN })) {
  test(`a scanner set to the keyboard ${name} is understood`, () => {
    scan(BADGE, { set, believed: US });
    scan(BADGE, { set, believed: FRENCH });

    assert.ok(heard.every((texts) => texts.includes(BADGE)));
  });
}

for (const [set, title] of [
  [US, 'US'],
  [FRENCH, 'French'],
  [GERMAN, 'German'],
]) {
  test(`caps lock is on, and a scanner set to the ${title} keyboard does not know`, () => {
    // Shift and Caps Lock together type small letters; on a French keyboard they undo one another for digits too.
    for (const character of BADGE) strike('?', { ...set[character], capsLock: true });
    strike('Enter', { capsLock: true });

    assert.ok(heard[0].includes(BADGE));
  });

  test(`caps lock is on, and a scanner set to the ${title} keyboard makes up for it`, () => {
    for (const character of BADGE) {
      const { code, shiftKey } = set[character];
      strike('?', { code, shiftKey: !shiftKey, capsLock: true });
    }
    strike('Enter', { capsLock: true });

    assert.ok(heard[0].includes(BADGE));
  });
}

test('caps lock is on, and the phone tells no keys', () => {
  for (const character of BADGE) strike(character.toLowerCase());
  strike('Enter');

  assert.ok(heard[0].includes(BADGE));
});

test('a phone that tells no keys reads a scanner that is set to another keyboard', () => {
  for (const character of 'ABCXYZ-*%.:/ 0123456789MQW') strike(typed(US[character], FRENCH_WHOLE));
  strike('Enter');

  assert.ok(heard[0].includes('ABCXYZ-*%.:/ 0123456789MQW'));
});

test('caps lock in place of shift is understood', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const letter of letters) strike('?', { code: `Key${letter}`, capsLock: true });
  strike('Enter');

  assert.ok(heard[0].includes(letters));
});

test("a dead key of the phone's keyboard spoils only the phone's own reading", () => {
  const keys = [...BADGE].map((character) => US[character]);
  for (const key of keys) strike(key.code === 'Slash' ? 'Dead' : typed(key, US), key);
  strike('Enter');

  assert.equal(heard[0][0], BADGE);
});

test('a scanner whose radio stumbles is heard from its first character', () => {
  for (const [turn, character] of [...BADGE].entries()) {
    strike(character, { ...US[character], gap: turn % 20 === 5 ? 240 : 12 });
  }
  strike('Enter', { code: 'Enter' });

  assert.equal(heard[0][0], BADGE);
});

test('a person types too slowly to be a scanner', () => {
  const events = scan(BADGE, { gap: 70, target: { tagName: 'INPUT', type: 'search' } });

  assert.deepEqual(heard, []);
  assert.ok(events.every((event) => !event.defaultPrevented));
});

test("a short text is a person's, or another product's", () => {
  const events = scan('3017620422003', { target: { tagName: 'INPUT', type: 'search' } });

  assert.deepEqual(heard, []);
  assert.ok(events.every((event) => !event.defaultPrevented));
});

test('what a person typed before the scanner is no part of the badge', () => {
  for (const letter of 'LEROY') strike(letter, { code: `Key${letter}`, gap: 140 });
  time += 300;
  scan(BADGE);

  assert.equal(heard[0][0], BADGE);
});

test('a badge typed into a search box is heard, and only its end kept from acting', () => {
  const events = scan(BADGE, { target: { tagName: 'INPUT', type: 'search' } });

  assert.equal(heard[0][0], BADGE);
  assert.deepEqual(
    events.filter((event) => event.defaultPrevented),
    [events.at(-1)],
  );
});

test('a space in a badge does not press the button that has the focus', () => {
  const target = { tagName: 'BUTTON', type: 'button' };
  strike('A', { code: 'KeyA', target });
  const down = strike(' ', { code: 'Space', target });
  const up = strike(' ', { code: 'Space', target, type: 'keyup' });

  assert.equal(down.defaultPrevented, true);
  assert.equal(up.defaultPrevented, true);
});

test('a person may press a button by its space, and open a list by a letter', () => {
  for (const target of [{ tagName: 'BUTTON' }, { tagName: 'SELECT' }]) {
    const events = [strike(' ', { code: 'Space', gap: 400, target }), strike(' ', { type: 'keyup', gap: 90, target })];
    events.push(strike('l', { code: 'KeyL', gap: 300, target }), strike('Enter', { gap: 300, target }));

    assert.ok(events.every((event) => !event.defaultPrevented));
  }
});

test('a scanner that ends with two line ends presses nothing by the second', () => {
  scan(BADGE);

  assert.equal(strike('Enter').defaultPrevented, true);
  assert.equal(strike('Enter', { gap: 400 }).defaultPrevented, false);
  assert.equal(heard.length, 1);
});

test('two badges in a row are two texts', () => {
  scan(BADGE);
  scan(BADGE.replace('0', '1'));

  assert.deepEqual(
    heard.map(([text]) => text),
    [BADGE, BADGE.replace('0', '1')],
  );
});

test('a key that is held down is no scanner', () => {
  for (let turn = 0; turn < 40; turn += 1) strike('a', { code: 'KeyA', gap: 30, repeat: turn > 0 });
  const end = strike('Enter', { gap: 30 });

  assert.deepEqual(heard, []);
  assert.equal(end.defaultPrevented, false);
});

test('a shortcut ends what was heard so far', () => {
  for (const letter of 'ABCDEFGHIJKLMNOPQRST') strike(letter, { code: `Key${letter}` });
  strike('v', { code: 'KeyV', ctrlKey: true });
  strike('Enter');

  assert.deepEqual(heard, []);
});

test('characters that Windows types with AltGr are characters', () => {
  const modifiers = { ctrlKey: true, altKey: true, altGraph: true };
  for (const letter of 'ABCDEFGHIJKLMNOPQRST') strike(letter, { code: `Key${letter}`, ...modifiers });
  strike('Enter', { code: 'Enter' });

  assert.equal(heard[0][0], 'ABCDEFGHIJKLMNOPQRST');
});

test('keys of an input method are left alone', () => {
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVW') strike(letter, { isComposing: true });
  strike('Enter', { isComposing: true });

  assert.deepEqual(heard, []);
});

test('by default the time of a key is when it was struck', () => {
  const other = new EventTarget();
  const late = [];
  listen(other, (texts) => late.push(texts));
  // Dispatched in one go, as after a page that was busy; struck a second apart.
  for (const [turn, key] of [...'ABCDEFGHIJKLMNOPQRSTUVW', 'Enter'].entries()) {
    const event = new Event('keydown', { cancelable: true });
    Object.assign(event, { key, code: `Key${key}`, shiftKey: true, getModifierState: () => false });
    Object.defineProperty(event, 'timeStamp', { value: turn * 1000 });
    other.dispatchEvent(event);
  }

  assert.deepEqual(late, []);
});

test('stopped, it hears nothing', () => {
  stop();
  const events = scan(BADGE);

  assert.deepEqual(heard, []);
  assert.ok(events.every((event) => !event.defaultPrevented));
});
