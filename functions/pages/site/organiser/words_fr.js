/** What the organisers' pages share, in French. */

import { common, fieldNames } from '../ui/words_fr.js';
import { records } from '../ui/words_records_fr.js';

export const organiser = {
  ...common,
  ...records,
  dashboard: 'Tableau de bord',
  registrations: 'Inscriptions',
  parts: 'Parties de la page',
  loading: 'Le serveur cherche…',
  keep: 'Ne rien changer',
  nameless: 'Personne effacée',

  opening: 'Ouverture…',
  openingText: 'La page demande au serveur si votre lien est valable.',
  pasteLink: 'Collez ici votre lien d’organisateur',
  notALink: 'Ce n’est pas un lien : il se termine par # et 43 caractères.',
  noPass: {
    title: 'Il faut un lien d’organisateur',
    text: 'Cette page montre des noms et des adresses : elle ne s’ouvre qu’avec le lien d’un organisateur.',
  },
  linkWrong: {
    title: 'Ce lien ne marche pas',
    text: 'Il est incomplet ou n’existe plus. Demandez-le de nouveau à qui vous l’a donné.',
  },
  linkOther: {
    title: 'Ce lien n’est pas celui d’un organisateur',
    text: 'Il ouvre un badge ou le pointage. Demandez à un organisateur un lien comme le sien.',
  },
  linkRevoked: { title: 'Ce lien a été révoqué', text: 'Demandez-en un nouveau à un autre organisateur.' },
  linkExpired: { title: 'Ce lien a expiré', text: 'Demandez-en un nouveau à un autre organisateur.' },
  linkUnreachable: {
    title: 'Le serveur ne répond pas',
    text: 'Vérifiez le réseau, puis réessayez.',
  },
  unreachable: 'Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.',
  fault: 'Une erreur est survenue dans la page. Rechargez-la ; rien de ce qui a été enregistré n’est perdu.',

  fieldsOf: { ...fieldNames, cancelled_at: 'Annulation', issue: 'Badge', other: 'Autre renseignement' },

  problems: {
    already_registered: 'Une autre personne est inscrite avec cette adresse e-mail.',
    registrations_closed: 'Les inscriptions sont closes.',
    invalid_request: 'Quelque chose est à corriger dans le formulaire.',
    not_found: 'Le serveur ne trouve plus ceci : rechargez la page.',
    forbidden: 'Ce lien ne permet pas de faire ceci.',
    later: 'Trop de monde à la fois : rien n’a changé. Réessayez dans un instant.',
    too_many_requests: 'Trop de demandes à la fois. Réessayez dans un instant.',
    http_429: 'Trop de demandes à la fois. Réessayez dans un instant.',
    payload_too_large: 'C’est trop d’un coup pour le serveur.',
    no_seat: 'Il n’y a plus de place à proposer dans cet atelier.',
    nobody_waits: 'Plus personne n’attend pour cet atelier.',
    cancelled: 'Cette inscription a été annulée.',
    too_early: 'Trop tôt : attendez l’heure prévue.',
    too_late: 'Trop tard : c’est fini.',
    phones_unsent: 'Des téléphones ont peut-être des scans que le serveur n’a pas encore.',
    event_closed: 'L’événement est clos : plus rien ne s’y note.',
    not_made: 'Le serveur n’a pas pu faire ce document. Réessayez dans quelques minutes.',
    nothing_to_attest: 'Il n’y a encore personne à attester.',
    unauthorised: 'Votre lien n’est plus valable.',
    pass_revoked: 'Votre lien a été révoqué.',
    pass_expired: 'Votre lien a expiré.',
    other: 'Le serveur a refusé.',
  },
  unprintable: (/** @type {string} */ characters) =>
    characters
      ? `Rien n’a été imprimé : nous ne savons pas imprimer « ${characters} ». Corrigez d’abord le nom, l’organisation ou le stand.`
      : 'Rien n’a été imprimé : rien du nom ne se voit. Corrigez d’abord le nom.',
};

/** @typedef {typeof organiser} OrganiserWords */
