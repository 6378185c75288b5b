/** What the page says, in French and in English. */

import { speaking } from '../look/words.js';

const fr = {
  language: 'English',
  title: 'Vérifier une attestation',
  again: 'Réessayer',
  answers: { none: 'Aucun code', asking: '', yes: 'Authentique', no: 'Non authentique', away: 'Pas de réponse' },
  /** @type {Record<import('./verify.js').State, (event: string) => string>} */
  told: {
    none: () => 'Lisez le code imprimé sur l’attestation avec un téléphone, ou ouvrez son lien en entier.',
    asking: () => 'Vérification…',
    yes: (event) =>
      event
        ? `L’équipe d’organisation de « ${event} » a établi une attestation qui porte ce code.`
        : 'La même équipe d’organisation a établi une attestation qui porte ce code, pour un autre événement.',
    no: (event) => `« ${event} » n’a établi aucune attestation qui porte ce code. Le lien a-t-il été copié en entier ?`,
    away: () => 'La vérification n’a pas abouti : cela ne dit rien de l’attestation.',
  },
  note: {
    yes: 'Cette page ne dit ni pour qui, ni ce qui y est écrit. Dans le doute, demandez à l’adresse imprimée en bas.',
  },
};

/** @type {typeof fr} */
const en = {
  language: 'Français',
  title: 'Verify an attestation',
  again: 'Try again',
  answers: { none: 'No code', asking: '', yes: 'Genuine', no: 'Not genuine', away: 'No answer' },
  told: {
    none: () => 'Read the code on the attestation with a phone, or open its whole link.',
    asking: () => 'Verifying…',
    yes: (event) =>
      event
        ? `The team of “${event}” has issued an attestation that bears this code.`
        : 'The same team has issued an attestation that bears this code, for another event.',
    no: (event) => `“${event}” has issued no attestation that bears this code. Was the whole link copied?`,
    away: () => 'It could not be verified: that says nothing about the attestation.',
  },
  note: { yes: 'This page tells neither for whom nor what it says. If in doubt, ask at the address printed below.' },
};

export const wordsOf = speaking({ fr, en });
