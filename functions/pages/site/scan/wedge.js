/**
 * Badges from a barcode scanner that poses as a keyboard, over USB or Bluetooth.
 *
 * It sends the keys of the keyboard it was set to, and the phone reads them as the keyboard it believes in: the two
 * need not agree, so a text is offered as the phone read it and as other keyboards have it.
 */

/** What a character may take on average: a slow Bluetooth scanner needs 35 ms, and no person keeps this up. */
const PACE_MS = 60;

/** What a single one may take: a radio stumbles, and a badge that lost its beginning would be called unreadable. */
const PAUSE_MS = 250;

/** A badge has 122 characters: what is shorter may be a name, or what the scanner found on a bottle. */
const SHORTEST = 20;

/** What a key types, alone and with Shift. Letters that stand where the US keyboard has them are not listed. */
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
const ANYWHERE = {
  Space: '  ',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
};

/** @type {Record<string, string>[]} */
const KEYBOARDS = [US, FRENCH].map((keys) => ({ ...ANYWHERE, ...keys }));

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
  const read = run.every((key) => key.key.length === 1) ? [run.map((key) => key.key).join('')] : [];
  for (const keyboard of KEYBOARDS) {
    const characters = run.map((key) => character(key, keyboard));
    if (!characters.includes('')) read.push(characters.join(''));
  }
  return [...new Set(read)];
}

/**
 * @param {KeyboardEvent} key
 * @param {Record<string, string>} keyboard
 * @returns {string} what that key types there, empty where it is unknown
 */
function character(key, keyboard) {
  const { code, shiftKey } = key;
  const plain = keyboard[code] ?? /^(?:Key|Numpad)([A-Z]|\d)$/.exec(code)?.[1].toLowerCase() ?? '';
  const pair = plain.length === 1 ? plain + plain.toUpperCase() : plain;
  const isLetter = pair.charAt(0).toUpperCase() === pair.charAt(1) && /[a-z]/.test(pair);
  const shifted = isLetter && key.getModifierState('CapsLock') ? !shiftKey : shiftKey;
  return pair.charAt(shifted ? 1 : 0);
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
