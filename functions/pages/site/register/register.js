/**
 * Makes the form better where there is JavaScript: seats as they go, what is not needed out of sight, and a network
 * that may fail. Without it the same form is posted, and everything still works.
 */

import { SessionValue } from '../lib/session_value.js';
import { wordsOf } from '../words/register.js';
import { DRAFT, draftIn, draftOf, fill, isWorthKeeping } from './draft.js';
import { forgetMade, handOver, keptBadges, madeHere, offer } from './kept_badge.js';
import { show, watch } from './seats.js';
import { Sending, post } from './sending.js';
import { askWhatIsMeant } from '../ui/meant.js';

const draft = new SessionValue(() => sessionStorage, DRAFT);
/** @type {Sending | null} */
let sending = null;
/** @type {import('./seats.js').Atelier[]} */
let seats = [];
/** Whether the page that answered is shown, with the form behind it in the history. */
let isBeyond = false;

/** @returns {HTMLFormElement | null} */
function theForm() {
  return /** @type {HTMLFormElement | null} */ (document.getElementById('form'));
}

function words() {
  return wordsOf(/** @type {import('../ui/words.js').Language} */ (document.documentElement.lang));
}

/**
 * Say something above the form, with something to press beside it.
 *
 * @param {string} text empty takes it away
 * @param {string} [label]
 * @param {() => void} [act]
 */
function tell(text, label, act) {
  const status = document.getElementById('form-status');
  if (!status) return;
  status.replaceChildren(text);
  status.hidden = !text;
  if (!label) return;
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label, onclick: act });
  status.append(' ', button);
}

/** Show only what belongs to the choices made; what is out of sight is not sent, and stays as it was typed. */
function showWhatBelongs() {
  const form = theForm();
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-shown-with]'))) {
    const [name, values = '1'] = (part.dataset.shownWith ?? '').split('=');
    const isWanted = draftOf(/** @type {HTMLFormElement} */ (form)).ticks.some(
      ([n, v]) => n === name && values.split('|').includes(v),
    );
    part.hidden = !isWanted;
    for (const field of part.querySelectorAll('input, select, textarea')) field.toggleAttribute('disabled', !isWanted);
  }
}

/** @param {import('./seats.js').Atelier[]} ateliers */
function showSeats(ateliers) {
  seats = ateliers;
  if (sending) return;
  const gone = [];
  for (const atelier of ateliers) {
    const card = /** @type {HTMLElement | null} */ (
      document.querySelector(`[data-atelier="${CSS.escape(atelier.id)}"]`)
    );
    if (card && show(card, atelier, words())) gone.push(lost(card));
  }
  if (gone.length) tell(gone.join(' '));
  const hint = document.getElementById('wait-hint');
  if (hint) hint.hidden = !document.querySelector('[data-full] [data-wait]');
}

/** @param {HTMLElement} card of an atelier that was chosen, and is full now */
function lost(card) {
  const said = card.querySelector('[data-wait]') ? words().just_full : words().just_full_for_good;
  return said({ number: card.dataset.number ?? '' });
}

/** @param {Event} event */
function changed(event) {
  const form = theForm();
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (event.type === 'change' && field.type === 'email') ask(field);
  if (!form || field.form !== form) return;
  if (field.name === 'waiting' && field.checked) waitForOne(field);
  showWhatBelongs();
  draft.put(draftOf(form));
}

/**
 * Ask about an address that looks mistyped; the server asks about one that is sent at once.
 *
 * @param {HTMLInputElement} field
 */
function ask(field) {
  const contact = document.querySelector('a[href^="mailto:"]')?.textContent ?? '';
  const isAsked = askWhatIsMeant(field, contact, words());
  if (field.form !== theForm()) return;
  setTimeout(() => {
    theForm()?.querySelector('input[name=meant]')?.remove();
    if (!isAsked) return;
    field.form?.append(
      Object.assign(document.createElement('input'), { type: 'hidden', name: 'meant', value: field.value }),
    );
  });
}

/**
 * A person waits for one atelier of a series at most.
 *
 * @param {HTMLInputElement} ticked
 */
function waitForOne(ticked) {
  const others = /** @type {HTMLInputElement[]} */ ([
    ...(ticked.closest('.slot')?.querySelectorAll('[name=waiting]') ?? []),
  ]);
  for (const other of others) other.checked = other === ticked;
}

/** @param {SubmitEvent} event */
async function submitted(event) {
  const form = theForm();
  const isOther = event.target !== form || /** @type {HTMLButtonElement | null} */ (event.submitter)?.name === 'show';
  if (!form || isOther) return;
  event.preventDefault();
  if (sending) return;
  const body = new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)]));
  const pressed = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (pressed?.name) body.append(pressed.name, pressed.value);
  draft.put(draftOf(form));
  const { action } = form;
  sending = new Sending((stopped) => post(fetch.bind(window), action, body, stopped), lookTroubled);
  wait(form, true);
  tell('');
  const page = await sending.page();
  sending = null;
  wait(form, false);
  if (page) adopt(page.text, body);
  else tell(words().stopped);
  showSeats(seats);
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} isSending while it is, nothing can be typed: what is sent again must be the same
 */
function wait(form, isSending) {
  for (const part of form.querySelectorAll('fieldset, .series')) part.toggleAttribute('inert', isSending);
  const button = /** @type {HTMLElement} */ (document.getElementById('send'));
  button.textContent = isSending ? words().sending : words().send;
  button.setAttribute('aria-disabled', String(isSending));
}

/** @param {import('./sending.js').Trouble} trouble */
function lookTroubled({ kind }) {
  const text = kind === 'busy' ? words().busy : words().no_network;
  const status = document.getElementById('form-status');
  if (status?.firstChild?.textContent === text) return;
  tell(text, words().stop, () => sending?.stop());
  status?.scrollIntoView({ block: 'center' });
}

/**
 * Take over the page that answered, as the browser would have without us.
 *
 * @param {string} text
 * @param {URLSearchParams} body what it answers
 */
function adopt(text, body) {
  const answer = new DOMParser().parseFromString(text, 'text/html');
  const kept = draftIn(draft);
  document.title = answer.title;
  document.body.replaceChildren(...[...answer.body.childNodes].map((node) => document.adoptNode(node)));
  const badge = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[href^="/badge#"]'));
  const form = theForm();
  if (badge) showBadge(badge);
  else if (form) {
    if (kept) fill(form, kept, (name) => !body.has(name) && name !== 'waiting' && !name.startsWith('slot-'));
    begin();
  } else goBeyond(location.href);
  const start = /** @type {HTMLElement | null} */ (document.querySelector('[autofocus]'));
  start?.focus();
  start?.scrollIntoView({ block: start.tagName === 'H1' ? 'center' : 'start' });
}

/**
 * Let the way back lead to the form, as it does from a page that the browser itself has loaded.
 *
 * @param {string} address
 */
function goBeyond(address) {
  history.pushState(null, '', address);
  isBeyond = true;
}

/** @param {HTMLAnchorElement} link to the badge's page, with the pass */
function showBadge(link) {
  draft.clear();
  const isHanded = handOver(link.hash.slice(1), document.getElementById('badge-name')?.textContent ?? '');
  // A reload shows the badge, and not an empty form.
  goBeyond(isHanded ? '/badge' : location.href);
  link.addEventListener('click', (event) => {
    if (!isHanded) return;
    // The address is this one already, and with the pass in it the history would keep it.
    event.preventDefault();
    location.reload();
  });
  const another = /** @type {HTMLAnchorElement} */ (document.getElementById('another'));
  another.addEventListener('click', (event) => {
    event.preventDefault();
    forgetMade();
    location.replace(another.href);
  });
  window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}

function begin() {
  const form = theForm();
  if (!form) return;
  showWhatBelongs();
  draft.put(draftOf(form));
}

function startOver() {
  draft.clear();
  location.reload();
}

function restore() {
  const form = theForm();
  const kept = draftIn(draft);
  const isBlank = document.querySelector('main')?.dataset.page === 'blank';
  if (form && kept && isBlank && isWorthKeeping(kept)) {
    const gone = fill(form, kept).map((field) => lost(/** @type {HTMLElement} */ (field.closest('[data-atelier]'))));
    tell([words().restored, ...gone].join(' '), words().start_over, startOver);
  }
}

document.addEventListener('submit', (event) => void submitted(event));
document.addEventListener('input', changed);
document.addEventListener('change', changed);
window.addEventListener('online', () => sending?.pause.wake());
window.addEventListener('popstate', () => {
  if (isBeyond || location.pathname === '/badge') location.reload();
});
const fresh = madeHere(Date.now());
// Some browsers fill in again what was sent.
if (fresh && !draftIn(draft)) theForm()?.reset();
void keptBadges(indexedDB).then((kept) => offer(fresh, kept, words()));
if (theForm()) {
  restore();
  begin();
  watch(fetch.bind(window), document, showSeats);
}
document.documentElement.dataset.ready = '1';
