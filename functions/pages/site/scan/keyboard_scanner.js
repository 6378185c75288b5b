/**
 * Badges from a barcode scanner that poses as a keyboard, over USB or Bluetooth.
 *
 * It sends the keys of the keyboard it was set to, and the phone reads them as the keyboard it believes in: the two
 * need not agree, and Caps Lock may be on, so a text is offered as the phone read it and as other keyboards have it.
 * Which of them was meant only the badge itself can tell.
 */

/** What a character may take on average: a slow Bluetooth scanner needs 35 ms, and no person keeps this up. */
const PACE_MS = 60;

/** What a single one may take: a radio stumbles, and a badge that lost its beginning would be called unreadable. */
const PAUSE_MS = 250;

/** A badge has 122 characters: what is shorter may be a name, or what the scanner found on a bottle. */
const SHORTEST = 20;

/**
 * What a key types, alone and with Shift. Letters that stand where the US keyboard has them are not listed; of other
 * keyboards than these two only what a badge is written with.
 */
const US = {
  Backquote: '`~',
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
};
const FRENCH = {
  Backquote: '²²',
  Digit1: '&1',
  Digit2: 'é2',
  Digit3: '"3',
  Digit4: "'4",
  Digit5: '(5',
  Digit6: '-6',
  Digit7: 'è7',
  Digit8: '_8',
  Digit9: 'ç9',
  Digit0: 'à0',
  Minus: ')°',
  Equal: '=+',
  BracketLeft: '^¨',
  BracketRight: '$£',
  Backslash: '*µ',
  Semicolon: 'mM',
  Quote: 'ù%',
  Comma: ';.',
  Period: ':/',
  Slash: '!§',
  KeyA: 'qQ',
  KeyQ: 'aA',
  KeyW: 'zZ',
  KeyZ: 'wW',
  KeyM: ',?',
};
const BELGIAN = {
  ...FRENCH,
  Digit6: '§6',
  Digit8: '!8',
  Equal: '-_',
  BracketRight: '$*',
  Backslash: 'µ£',
  Slash: '=+',
};
const PLAIN_DIGITS = { ...Object.fromEntries([...'1234567890'].map((digit) => [`Digit${digit}`, digit])) };
const SPANISH_OR_ITALIAN = {
  ...PLAIN_DIGITS,
  Digit4: '4$',
  Digit5: '5%',
  Digit7: '7/',
  Slash: '-_',
  Period: '.:',
  BracketRight: '+*',
};
const PORTUGUESE = { ...SPANISH_OR_ITALIAN, BracketLeft: '+*', BracketRight: '´`' };
const GERMAN = { ...SPANISH_OR_ITALIAN, KeyY: 'zZ', KeyZ: 'yY' };
const SWISS = { ...GERMAN, Digit1: '1+', Digit3: '3*', Digit4: '4ç', BracketRight: '¨!', Backslash: '$£' };
const ANYWHERE = {
  Space: '  ',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
};

/** @type {Record<string, string>[]} */
const KEYBOARDS = [US, FRENCH, BELGIAN, SPANISH_OR_ITALIAN, PORTUGUESE, GERMAN, SWISS].map((keys) => ({
  ...Object.fromEntries(
    [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => [`Key${letter}`, letter.toLowerCase() + letter]),
  ),
  ...Object.fromEntries([...'0123456789'].map((digit) => [`Numpad${digit}`, digit + digit])),
  ...ANYWHERE,
  ...keys,
}));

/** @typedef {{code: string, shiftKey: boolean}} Stroke of a key that has a place on the keyboard */

/**
 * Call `onText` with each text that comes as fast as only a scanner types, ended by Enter or Tab.
 *
 * Keys go where they always go, a search box included, and the page empties that; only the last one is kept from
 * acting. Outside a text field the others are too, from the second on: a space would press the button that has the
 * focus. The first one nobody can tell from a person's, so a page leaves no button and no list focused.
 *
 * @param {EventTarget} target
 * @param {(texts: string[]) => void} onText distinct readings of one text, the phone's own first
 * @param {{now?: (event: Event) => number}} [more] by default when the key was struck, which a busy page does not shift
 * @returns {() => void} stops listening
 */
export function listen(target, onText, { now = (event) => event.timeStamp } = {}) {
  /** @type {KeyboardEvent[]} */
  let run = [];
  let beganAt = 0;
  let struckAt = -Infinity;
  let delivered = false;

  /** @param {EventTarget | null} where */
  const wouldAct = (where) => run.length > 1 && isFast() && !isTextField(where);
  const isFast = () => struckAt - beganAt <= PACE_MS * (run.length - 1);

  /** @param {Event} event */
  const hear = (event) => {
    const key = /** @type {KeyboardEvent} */ (event);
    if (key.isComposing || isSilent(key)) return;
    const at = now(key);
    const follows = at - struckAt <= PAUSE_MS;
    struckAt = at;
    if (!follows) {
      run = [];
      delivered = false;
    }
    if (key.key === 'Enter' || key.key === 'Tab') {
      const texts = run.length >= SHORTEST && isFast() ? readings(run) : [];
      run = [];
      // A scanner may end with both: the second would press whatever has the focus.
      if (texts.length || delivered) key.preventDefault();
      delivered ||= texts.length > 0;
      if (texts.length) onText(texts);
    } else if (isCharacter(key)) {
      if (!run.length) beganAt = at;
      run.push(key);
      delivered = false;
      if (wouldAct(key.target)) key.preventDefault();
    } else {
      run = [];
    }
  };

  /** @param {Event} event */
  const release = (event) => {
    const key = /** @type {KeyboardEvent} */ (event);
    // Firefox presses a button when the space is released, whatever became of the key being struck.
    if (key.code === 'Space' && wouldAct(key.target)) key.preventDefault();
  };

  target.addEventListener('keydown', hear);
  target.addEventListener('keyup', release);
  return () => {
    target.removeEventListener('keydown', hear);
    target.removeEventListener('keyup', release);
  };
}

/**
 * @param {KeyboardEvent[]} run
 * @returns {string[]}
 */
function readings(run) {
  const own = run.every((key) => key.key.length === 1) ? run.map((key) => key.key).join('') : '';
  const read = own ? [own, own.toUpperCase()] : [];
  for (const strokes of struck(run, own)) {
    for (const keyboard of KEYBOARDS) {
      const characters = strokes.map((stroke) => character(stroke, keyboard));
      if (!characters.includes('')) read.push(characters.join(''));
    }
  }
  return [...new Set(read)];
}

/**
 * Find which keys a scanner may have struck. Where Caps Lock is on, some hold Shift as ever, and some the other way
 * round; a phone that does not tell the keys believes in one of the keyboards.
 *
 * @param {KeyboardEvent[]} run
 * @param {string} own as the phone read it
 * @returns {Stroke[][]}
 */
function struck(run, own) {
  if (run.some((key) => key.code === '')) return own ? KEYBOARDS.flatMap((keyboard) => strokesOf(own, keyboard)) : [];
  const isLocked = run.some((key) => key.getModifierState('CapsLock'));
  const reversed = run.map(({ code, shiftKey }) => ({ code, shiftKey: !shiftKey }));
  return isLocked ? [run, reversed] : [run];
}

/**
 * @param {string} text
 * @param {Record<string, string>} keyboard
 * @returns {Stroke[][]} none, or the only ones by which that keyboard types it
 */
function strokesOf(text, keyboard) {
  const keys = new Map(
    Object.entries(keyboard).flatMap(([code, [plain, shifted]]) => [
      [shifted, { code, shiftKey: true }],
      [plain, { code, shiftKey: false }],
    ]),
  );
  const strokes = [...text].flatMap((typed) => keys.get(typed) ?? []);
  return strokes.length === text.length ? [strokes] : [];
}

/**
 * @param {Stroke} stroke
 * @param {Record<string, string>} keyboard
 * @returns {string} what a badge has where that key is struck, empty where it is unknown: its letters are capitals
 */
function character({ code, shiftKey }, keyboard) {
  const [plain, shifted = ''] = keyboard[code] ?? '';
  return /^[a-z]$/.test(plain) ? plain.toUpperCase() : ((shiftKey ? shifted : plain) ?? '');
}

/** @param {KeyboardEvent} key */
function isSilent(key) {
  return ['Shift', 'CapsLock', 'AltGraph', 'NumLock'].includes(key.key);
}

/**
 * @param {KeyboardEvent} key
 * @returns {boolean} a dead key is one: it stands for a character on another keyboard
 */
function isCharacter(key) {
  if (key.repeat) return false;
  if ((key.ctrlKey || key.altKey || key.metaKey) && !key.getModifierState('AltGraph')) return false;
  return key.key.length === 1 || key.key === 'Dead';
}

/** @param {EventTarget | null} target */
function isTextField(target) {
  const { tagName, type, isContentEditable } = /** @type {any} */ (target ?? {});
  if (tagName === 'INPUT') return !['button', 'checkbox', 'radio', 'submit'].includes(type);
  return tagName === 'TEXTAREA' || isContentEditable === true;
}
