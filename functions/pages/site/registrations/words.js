/** What the page says, in French and in English. The server sends codes; people's words are here. */

import { speaking } from '../ui/words.js';
import { en } from './words_en.js';
import { fr } from './words_fr.js';

/** @typedef {import('./words_fr.js').Words} Words */

export const wordsOf = speaking({ fr, en });
