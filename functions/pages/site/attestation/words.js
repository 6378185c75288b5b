/** What the page says, in French and in English. */

import { speaking } from '../ui/words.js';

const fr = {
  language: 'English',
  title: 'Vérifier une attestation',
  again: 'Réessayer',
  name: 'Le nom écrit sur l’attestation',
  compare: 'Comparer',
  answers: {
    none: 'Aucun code',
    asking: '',
    yes: 'Code authentique',
    named: 'Authentique, à ce nom',
    other: 'Pas à ce nom',
    unnamed: 'Code authentique',
    no: 'Non authentique',
    away: 'Pas de réponse',
  },
  /** @type {Record<import('./verify.js').State, (event: string) => string>} */
  texts: {
    none: () => 'Lisez le code imprimé sur l’attestation avec un téléphone, ou ouvrez son lien en entier.',
    asking: () => 'Vérification…',
    yes: (event) =>
      event
        ? `L’équipe d’organisation de « ${event} » a établi une attestation qui porte ce code.`
        : 'La même équipe d’organisation a établi une attestation qui porte ce code, pour un autre événement.',
    named: (event) =>
      event
        ? `L’équipe d’organisation de « ${event} » a établi cette attestation, au nom que vous avez tapé.`
        : 'La même équipe d’organisation a établi cette attestation, au nom que vous avez tapé, pour un autre événement.',
    other: () =>
      'Ce code est celui d’une attestation établie à un autre nom. Est-il tapé tel qu’il est écrit ? Alors le papier n’est pas authentique.',
    unnamed: () => 'Ce code est celui d’une attestation trop ancienne pour que son nom puisse être comparé ici.',
    no: (event) => `« ${event} » n’a établi aucune attestation qui porte ce code. Le lien a-t-il été copié en entier ?`,
    away: () => 'La vérification n’a pas abouti : cela ne dit rien de l’attestation.',
  },
  note: {
    yes: 'Un code peut être copié sur un autre papier : tapez le nom qui y est écrit.',
    named: 'Cette page ne dit pas ce qui y est écrit d’autre. Dans le doute, demandez à l’adresse imprimée en bas.',
    other: '',
    unnamed: 'Demandez à l’adresse imprimée en bas.',
  },
};

/** @type {typeof fr} */
const en = {
  language: 'Français',
  title: 'Verify an attestation',
  again: 'Try again',
  name: 'The name on the attestation',
  compare: 'Compare',
  answers: {
    none: 'No code',
    asking: '',
    yes: 'Genuine code',
    named: 'Genuine, of this name',
    other: 'Not of this name',
    unnamed: 'Genuine code',
    no: 'Not genuine',
    away: 'No answer',
  },
  texts: {
    none: () => 'Read the code on the attestation with a phone, or open its whole link.',
    asking: () => 'Verifying…',
    yes: (event) =>
      event
        ? `The team of “${event}” has issued an attestation that bears this code.`
        : 'The same team has issued an attestation that bears this code, for another event.',
    named: (event) =>
      event
        ? `The team of “${event}” has issued this attestation, to the name that you typed.`
        : 'The same team has issued this attestation, to the name that you typed, for another event.',
    other: () =>
      'This code is of an attestation that was issued to another name. Is it typed as it is written? Then the paper is not genuine.',
    unnamed: () => 'This code is of an attestation too old for its name to be compared here.',
    no: (event) => `“${event}” has issued no attestation that bears this code. Was the whole link copied?`,
    away: () => 'It could not be verified: that says nothing about the attestation.',
  },
  note: {
    yes: 'A code can be copied to another paper: type the name that is written there.',
    named: 'This page does not tell what else it says. If in doubt, ask at the address printed below.',
    other: '',
    unnamed: 'Ask at the address printed below.',
  },
};

export const wordsOf = speaking({ fr, en });
