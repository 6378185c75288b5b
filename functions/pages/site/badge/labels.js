/** What the fields of somebody's data are called, and the codes in them, where all of it is shown. */

import { fieldNames as english } from '../ui/words_en.js';
import { fieldNames as french } from '../ui/words_fr.js';

/** @type {Record<'fr' | 'en', Record<string, string>>} */
const PLACES = {
  fr: { entrance: 'Entrée', lunch: french.lunch, village: french.village },
  en: { entrance: 'Entrance', lunch: english.lunch, village: english.village },
};

/** @type {Record<'fr' | 'en', Record<string, string>>} */
export const LABELS = {
  fr: {
    ...french,
    registration: 'Inscription',
    attendance: 'Présence',
    scans: 'Scans du badge',
    mails: 'E-mails',
    passes: 'Liens',
    attendee_id: 'Identifiant',
    id: 'Identifiant',
    badge: 'Texte du QR code',
    code: 'Code',
    issue: 'Numéro du badge',
    registered_at: 'Inscription le',
    opened_at: 'Lien de l’e-mail ouvert le',
    pending_email: 'Nouvelle adresse, à confirmer',
    former_addresses: 'Adresses d’avant',
    answers: 'Réponses aux questions',
    until: 'Peut revenir jusqu’au',
    cancelled_at: 'Annulation le',
    erased_at: 'Effacement le',
    consent: 'Consentement',
    purge_at: 'Effacement prévu le',
    event: 'Événement',
    'attendance.place': 'Dans l’atelier',
    atelier: 'Atelier',
    since: 'Depuis',
    place: 'Rang',
    offered_until: 'Gardée jusqu’à',
    inside: 'Dans le bâtiment',
    first_at: 'Première entrée',
    walk_in: 'Sans réservation',
    scan_id: 'Scan',
    checkpoint: 'Lieu',
    ...PLACES.fr,
    direction: 'Sens',
    at: 'Heure',
    received_at: 'Reçu le',
    verdict: 'Réponse',
    offline: 'Décidé sans réseau',
    server_verdict: 'Avis du serveur',
    conflicts: 'Contradictions',
    override: 'Admis par exception',
    by_hand: 'À la main',
    undone_at: 'Annulé le',
    settled: 'Réglé',
    reason: 'Motif',
    state: 'État',
    asked_at: 'Demandé le',
    sent_at: 'Envoyé le',
    created_at: 'Créé le',
    expires_at: 'Expire le',
    released: 'Places rendues',
    acts: 'Ce que l’équipe a fait',
    what: 'Quoi',
    by: 'Par',
    details: 'Détails',
    fields: 'Ce qui a changé',
    before: 'Avant',
    after: 'Après',
    left: 'Personnes sorties',
    link: 'Lien de cette page',
    badges: 'Badges',
    brought_by_a_list: 'Venue par une liste',
    attempts: 'Essais',
    error: 'Erreur',
    message_id: 'Numéro de l’e-mail',
    to: 'Envoyé à',
  },
  en: {
    ...english,
    registration: 'Registration',
    attendance: 'Attendance',
    scans: 'Scans of the badge',
    mails: 'E-mails',
    passes: 'Links',
    attendee_id: 'Id',
    id: 'Id',
    badge: 'Text of the QR code',
    code: 'Code',
    issue: 'Number of the badge',
    registered_at: 'Registered',
    opened_at: 'Link of the e-mail opened',
    pending_email: 'New address, to confirm',
    former_addresses: 'Earlier addresses',
    answers: 'Answers to questions',
    until: 'May come back until',
    cancelled_at: 'Cancelled',
    erased_at: 'Erased',
    consent: 'Consent',
    purge_at: 'To be erased',
    event: 'Event',
    'attendance.place': 'In atelier',
    atelier: 'Atelier',
    since: 'Since',
    place: 'Place',
    offered_until: 'Held until',
    inside: 'In the building',
    first_at: 'First entry',
    walk_in: 'Without a booking',
    scan_id: 'Scan',
    checkpoint: 'Place',
    ...PLACES.en,
    direction: 'Direction',
    at: 'Time',
    received_at: 'Received',
    verdict: 'Answer',
    offline: 'Decided without a network',
    server_verdict: 'The server’s opinion',
    conflicts: 'Conflicts',
    override: 'Admitted by exception',
    by_hand: 'By hand',
    undone_at: 'Undone',
    settled: 'Settled',
    reason: 'Reason',
    state: 'State',
    asked_at: 'Asked',
    sent_at: 'Sent',
    created_at: 'Made',
    expires_at: 'Expires',
    released: 'Seats given back',
    acts: 'What the staff did',
    what: 'What',
    by: 'By',
    details: 'Details',
    fields: 'What changed',
    before: 'Before',
    after: 'After',
    left: 'People who left',
    link: 'Link of this page',
    badges: 'Badges',
    brought_by_a_list: 'Brought by a list',
    attempts: 'Attempts',
    error: 'Error',
    message_id: 'Number of the e-mail',
    to: 'Sent to',
  },
};

/** @type {Record<'fr' | 'en', Record<string, string>>} */
const ERRORS = {
  fr: { refused: 'adresse refusée', no_answer: 'sans réponse', other: 'échec de l’envoi' },
  en: { refused: 'address refused', no_answer: 'no answer', other: 'sending failed' },
};

/** @type {Record<'fr' | 'en', Record<string, string>>} */
const DIRECTIONS = { fr: { in: 'entrée', out: 'sortie' }, en: { in: 'in', out: 'out' } };

/**
 * Say what a code in a field is called.
 *
 * @param {string} code
 * @param {string} field
 * @param {Pick<import('./context.js').BadgeContext, 'words' | 'language'>} page
 * @returns {string | undefined} nothing of a code that has no name
 */
export function saidIn(code, field, { words, language }) {
  const { kinds, mailKinds, mailStates, diets, recorded, conflictSorts, acts } = words;
  /** @type {Record<string, Record<string, string>>} */
  const names = {
    // A mail has a kind too. A code that this page does not know may belong to either.
    kind: { ...mailKinds, ...kinds, other: '' },
    reason: { ...mailKinds, other: '' },
    state: mailStates,
    diet: diets,
    language: { fr: words.french, en: words.english },
    direction: DIRECTIONS[language],
    verdict: recorded,
    offline: recorded,
    server_verdict: recorded,
    conflicts: conflictSorts,
    what: acts,
    fields: LABELS[language],
    checkpoint: PLACES[language],
    error: ERRORS[language],
  };
  return names[field]?.[code] || names[field]?.other || undefined;
}
