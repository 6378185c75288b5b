/** What every page says of the event and of its people, in French; the mails and the paper say the same. */

import { some } from './words.js';

/** What the fields of a registration are called, in a list of them. */
export const fieldNames = {
  given_name: 'Prénom',
  family_name: 'Nom',
  email: 'E-mail',
  organisation: 'Organisation',
  kind: 'Qualité',
  stand: 'Nom du stand',
  ateliers: 'Ateliers',
  waiting: 'Listes d’attente',
  lunch: 'Repas',
  diet: 'Régime',
  village: 'Village d’acteurs',
  drink: 'Verre de partage',
  language: 'Langue',
};

export const common = {
  /** The other language, by its own name. */
  language: 'English',
  french: 'Français',
  english: 'English',
  close: 'Fermer',
  retry: 'Réessayer',
  go: 'Continuer',
  givenName: fieldNames.given_name,
  familyName: fieldNames.family_name,
  email: fieldNames.email,
  organisation: fieldNames.organisation,
  kind: fieldNames.kind,
  diet: fieldNames.diet,
  kinds: {
    participant: 'Participant·e',
    speaker: 'Intervenant·e',
    facilitator: 'Animateur·rice',
    exhibitor: 'Exposant·e',
    organiser: 'Organisation',
    volunteer: 'Bénévole',
  },
  diets: {
    none: 'Aucun régime particulier',
    vegetarian: 'Végétarien',
    vegan: 'Végan',
    gluten_free: 'Sans gluten',
    no_pork: 'Sans porc',
    other: 'Autre',
  },
  atelier: (/** @type {number} */ number) => `Atelier N°${number}`,
  atelierNumber: (/** @type {number} */ number) => `N°${number}`,
  atelierTitle: (/** @type {number} */ number, /** @type {string} */ title) => `N°${number} – ${title}`,
  atelierWith: (/** @type {string} */ title, /** @type {number} */ left) =>
    `${title} (${left > 0 ? some(left, 'place', 'places') : 'complet'})`,
  mailKinds: {
    confirmation: 'Confirmation, avec le badge',
    change: 'Inscription modifiée',
    new_address: 'Adresse à confirmer',
    address: 'Changement d’adresse',
    restore: 'Changement d’adresse, réversible',
    cancellation: 'Annulation',
    erasure: 'Effacement',
    badge: 'Nouveau badge',
    offer: 'Place proposée',
    reminder: 'Rappel de la veille',
    link: 'Lien demandé',
    other: 'E-mail',
  },
  mailStates: {
    due: 'Va partir',
    writing: 'S’écrit en ce moment',
    sending: 'Part en ce moment',
    unsure: 'Peut-être parti',
    failed: 'Pas parti',
    sent: 'Parti',
    moot: 'Sans objet',
    other: 'Inconnu',
  },

  hour: (/** @type {string} */ hours, /** @type {string} */ minutes) =>
    `${Number(hours)}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`,
  dayAndHour: (/** @type {string} */ day, /** @type {string} */ hour) => `${day} à ${hour}`,
  by: (/** @type {string} */ who) => `par ${who}`,
  now: 'à l’instant',
  ago: (/** @type {string} */ span) => `il y a ${span}`,
  minutes: (/** @type {number} */ count) => `${count}\u00a0min`,
  hours: (/** @type {number} */ count) => `${count}\u00a0h`,
  days: (/** @type {number} */ count) => some(count, 'jour', 'jours'),
};

/** @typedef {typeof common} Common */
/** @typedef {typeof fieldNames} FieldNames */
