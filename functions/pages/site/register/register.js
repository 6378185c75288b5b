/**
 * Makes the form better where there is JavaScript: seats as they go, what is not needed out of sight, and a network
 * that may fail. Without it the same form is posted, and everything still works.
 */

import { Drawer, draftOf, fill, isWorthKeeping } from './draft.js';
import { show, watch } from './seats.js';
import { Sending, post } from './sending.js';

/**
 * @typedef {{one_seat: string, few_seats: string, seats: string, full: string, one_waits: string,
 *   wait_already: string, just_full: string, just_full_for_good: string, sending: string, send: string, no_network: string, busy: string,
 *   stop: string, stopped: string, restored: string, start_over: string}} Words what the server says in this language
 */

const drawer = new Drawer(() => sessionStorage);
/** @type {Sending | null} */
let sending = null;
/** @type {import('./seats.js').Atelier[]} */
let seats = [];

/** @returns {HTMLFormElement | null} */
function theForm() {
  return /** @type {HTMLFormElement | null} */ (document.getElementById('form'));
}

/** @returns {Words} */
function words() {
  return JSON.parse(document.getElementById('words')?.textContent ?? '{}');
}

/**
 * Say something above the form, with something to press beside it.
 *
 * @param {string} text empty takes it away
 * @param {string} [label]
 * @param {() => void} [act]
 */
function tell(text, label, act) {
  const told = document.getElementById('told');
  if (!told) return;
  told.replaceChildren(text);
  told.hidden = !text;
  if (!label) return;
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label, onclick: act });
  told.append(' ', button);
}

/** Show only what belongs to the choices made; what is out of sight is not sent, and stays as it was typed. */
function showWhatBelongs() {
  const form = theForm();
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-shown-with]'))) {
    const [name, value = '1'] = (part.dataset.shownWith ?? '').split('=');
    const isWanted = draftOf(/** @type {HTMLFormElement} */ (form)).ticks.some(([n, v]) => n === name && v === value);
    part.hidden = !isWanted;
    for (const field of part.querySelectorAll('input, select')) field.toggleAttribute('disabled', !isWanted);
  }
}

/** @param {import('./seats.js').Atelier[]} ateliers */
function showSeats(ateliers) {
  seats = ateliers;
  if (sending) return;
  for (const atelier of ateliers) {
    const card = /** @type {HTMLElement | null} */ (
      document.querySelector(`[data-atelier="${CSS.escape(atelier.id)}"]`)
    );
    if (card && show(card, atelier, words())) tell(lost(card, atelier));
  }
  const hint = document.getElementById('wait-hint');
  if (hint) hint.hidden = !document.querySelector('[data-full] [data-wait]');
}

/**
 * @param {HTMLElement} card
 * @param {import('./seats.js').Atelier} atelier that was chosen, and is full now
 */
function lost(card, { number }) {
  const sentence = card.querySelector('[data-wait]') ? words().just_full : words().just_full_for_good;
  return sentence.replace('{number}', String(number));
}

/** @param {Event} event */
function changed(event) {
  const form = theForm();
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (!form || field.form !== form) return;
  if (field.name === 'waiting' && field.checked) waitForOne(field);
  showWhatBelongs();
  drawer.put(draftOf(form));
}

/**
 * One waits for one atelier of a series.
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
  drawer.put(draftOf(form));
  const { action } = form;
  sending = new Sending(() => post(fetch.bind(window), action, body), lookTroubled);
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
  const told = document.getElementById('told');
  if (told?.firstChild?.textContent === text) return;
  tell(text, words().stop, () => sending?.stop());
  told?.scrollIntoView({ block: 'center' });
}

/**
 * Take over the page that answered, as the browser would have without us.
 *
 * @param {string} text
 * @param {URLSearchParams} body what it answers
 */
function adopt(text, body) {
  const answer = new DOMParser().parseFromString(text, 'text/html');
  const kept = drawer.get();
  document.title = answer.title;
  document.body.replaceChildren(...[...answer.body.childNodes].map((node) => document.adoptNode(node)));
  const badge = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[href^="/badge#"]'));
  if (badge) {
    drawer.empty();
    // A reload shows the badge, and not an empty form; the way back is to a form.
    history.pushState(null, '', badge.href);
    window.addEventListener('popstate', () => location.reload());
    badge.addEventListener('click', (event) => {
      // The address is this one already, so following it would load nothing.
      event.preventDefault();
      location.reload();
    });
  } else {
    const form = theForm();
    if (form && kept) fill(form, kept, (name) => !body.has(name) && name !== 'waiting' && !name.startsWith('slot-'));
    begin();
  }
  const start = /** @type {HTMLElement | null} */ (document.querySelector('[autofocus]'));
  start?.focus();
  start?.scrollIntoView({ block: start.tagName === 'H1' ? 'center' : 'start' });
}

function begin() {
  const form = theForm();
  if (!form) return;
  showWhatBelongs();
  drawer.put(draftOf(form));
}

function startOver() {
  drawer.empty();
  location.reload();
}

function restore() {
  const form = theForm();
  const kept = drawer.get();
  const isBlank = document.querySelector('main')?.dataset.page === 'blank';
  if (form && kept && isBlank && isWorthKeeping(kept)) {
    fill(form, kept);
    tell(words().restored, words().start_over, startOver);
  }
}

document.addEventListener('submit', (event) => void submitted(event));
document.addEventListener('input', changed);
document.addEventListener('change', changed);
window.addEventListener('online', () => sending?.wake());
if (theForm()) {
  restore();
  begin();
  watch(fetch.bind(window), document, showSeats);
}
document.documentElement.dataset.ready = '1';
