/** The page behind the code on an attestation: yes or no, and of the name on it or not. */

import { Api } from '../lib/api.js';
import { byId, input, speak } from '../ui/dom.js';
import { among, spokenBy } from '../ui/words.js';
import { codeIn, verified } from './verify.js';
import { wordsOf } from '../words/attestation.js';

const api = new Api(fetch.bind(globalThis), Date.now);

let { languages } = wordsOf;
/** @type {string | null} */
let chosen = null;
/** @type {import('./verify.js').Finding} */
let verdict = { state: 'asking', event: '' };
/** What was typed of the paper that is before us. */
let name = '';
/** Of several questions only the last one's answer is shown. */
let asked = 0;

function show() {
  const language = among([...(chosen ? [chosen] : []), ...spokenBy(navigator)], languages);
  const words = wordsOf(language);
  const { state, event } = verdict;
  document.title = words.title;
  speak({ language, languages, words, speakIn });
  byId('again').textContent = words.retry;
  byId('again').hidden = state !== 'away';
  byId('verdict').dataset.state = state;
  byId('answer').textContent = words.answers[state];
  byId('answer-text').textContent = words.texts[state]({ event });
  byId('note').textContent = state in words.note ? words.note[/** @type {keyof typeof words.note} */ (state)] : '';
  // Once there is something to compare it stays, whatever is answered: nobody loses what they typed.
  byId('naming').hidden = !name && state !== 'yes';
}

async function ask() {
  const code = codeIn(location.hash);
  const question = (asked += 1);
  verdict = { state: code ? 'asking' : 'none', event: '' };
  show();
  if (!code) return;
  const answer = await verified(api, code, name);
  if (question !== asked) return;
  verdict = answer;
  show();
}

/** @param {string} language */
function speakIn(language) {
  chosen = language;
  show();
}

/** Learn which languages the event has; without an answer, all that there are words in do. */
async function learn() {
  const outcome = await api.ask('GET', '/api/programme', { secret: '' });
  if (outcome.kind !== 'answer' || !outcome.body?.languages) return;
  languages = outcome.body.languages.filter((/** @type {string} */ each) => wordsOf.languages.includes(each));
  show();
}

byId('again').onclick = () => {
  byId('verdict').focus();
  void ask();
};
byId('naming').onsubmit = (event) => {
  event.preventDefault();
  name = input('name').value.trim();
  byId('verdict').focus();
  void ask();
};
addEventListener('hashchange', () => {
  name = input('name').value = '';
  void ask();
});
void ask();
void learn();
