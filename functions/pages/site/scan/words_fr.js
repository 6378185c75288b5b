/** The page in French. */

import { some } from '../ui/words.js';
import { atDoors } from '../ui/words_doors_fr.js';
import { common } from '../ui/words_fr.js';

export const fr = {
  ...common,
  ...atDoors,
  lists: 'Listes',
  next: 'Suivant',
  understood: 'Compris',

  search: 'Chercher',
  keepLink: 'Garder l’ancien lien',
  toOutbox: 'Voir les envois',

  opening: 'Ouverture…',
  noPass:
    'Ce téléphone n’a pas encore de lien.\nLisez le QR du lien que l’organisateur vous a donné, ou collez-le ici.',
  readLink: 'Lire le QR du lien',
  pasteLink: 'Ou collez le lien ici',
  notALink: 'Ce n’est pas un lien de pointage. Il se termine par # et 43 signes.',
  linkWrong:
    'Ce lien ne marche pas : il est incomplet ou n’existe plus.\nDemandez à un organisateur de vous le renvoyer.',
  linkRevoked: 'Ce lien a été révoqué par un organisateur.\nDemandez-lui un nouveau lien.',
  linkExpired: 'Ce lien a expiré.\nDemandez à un organisateur un nouveau lien.',
  linkOther:
    'Ce lien n’est pas celui d’un bénévole : il ouvre un badge ou une autre page.\nDemandez le lien de pointage.',
  unreachable:
    'Le serveur ne répond pas, et ce téléphone n’a pas encore la liste des inscrits.\nApprochez-vous d’une fenêtre ou passez en données mobiles, puis réessayez.',
  stillToLeave: (/** @type {number} */ count) =>
    `${some(count, 'scan n’a pas été envoyé', 'scans n’ont pas été envoyés')} : ils restent sur ce téléphone. Enregistrez-les dans un fichier et donnez-le à un organisateur.`,
  storageDenied:
    'Ce navigateur ne garde rien : un scan pourrait être perdu, donc le pointage ne commence pas.\nOuvrez le lien dans une fenêtre normale (pas de navigation privée), autorisez les cookies de ce site ou libérez de la place.',
  tooOld:
    'Ce navigateur est trop ancien pour le pointage.\nMettez-le à jour, ou ouvrez le lien dans Chrome, Firefox ou Safari à jour. Il lui manque :',
  elsewhere: 'Pointage est déjà ouvert dans un autre onglet de ce téléphone.',
  useHere: 'Utiliser ici',
  fault: 'Une erreur est survenue. Les scans déjà faits sont gardés.',
  reload: 'Recharger la page',
  phoneName: 'Un nom pour ce téléphone',
  phoneNameWhy: 'Les autres bénévoles le verront, par exemple « Camille, porte gauche ».',
  choosePlace: 'Où êtes-vous ?',

  ready: 'Prêt, même sans réseau',
  notReady: 'Pas encore prêt',
  notChecked: 'Touchez le bouton pour vérifier la caméra et le son',
  checkDevices: 'Vérifier la caméra et le son',
  begin: 'Commencer',
  beginAnyway: 'Commencer quand même',
  changePlace: 'Changer de lieu',
  changeLink: 'Changer de lien',
  checks: 'Vérifier',
  camera: 'Caméra',
  cameraFine: 'elle lit',
  cameraUnchecked: 'pas encore essayée',
  sound: 'Son',
  soundFine: 'vous devez avoir entendu deux notes ; sinon, montez le volume et coupez le mode silencieux',
  soundUnchecked: 'pas encore essayé',
  soundOff: 'muet : touchez l’écran, ou montez le volume ; les couleurs et les mots suffisent',
  pages: 'Pages',
  pagesUnknown: 'ce téléphone les prend : restez en ligne encore un instant',
  pagesFine: 'gardées sur ce téléphone',
  pagesComing: (/** @type {number} */ had, /** @type {number} */ wanted) =>
    `${had} sur ${wanted} : restez en ligne encore un instant`,
  pagesNever:
    'ce navigateur ne garde pas les pages : ouvrez le lien dans Chrome, Safari ou Firefox, pas dans une messagerie',
  roster: 'Liste des inscrits',
  rosterFine: (/** @type {number} */ count, /** @type {string} */ age) =>
    `${some(count, 'personne', 'personnes')}, ${age}`,
  rosterOld: 'ancienne : passez en ligne un instant',
  rosterNone: 'absente : passez en ligne un instant',
  programme: 'Salles et ateliers',
  programmeFine: 'gardés sur ce téléphone',
  programmeNone: 'absents : passez en ligne un instant',
  justSeen: 'Même badge : déjà lu il y a quelques secondes.',
  found: (/** @type {number} */ count) => some(count, 'personne trouvée', 'personnes trouvées'),
  key: 'Clé des badges',
  keyFine: 'présente',
  keyNone: 'absente : ouvrez la page par son adresse sécurisée (https)',
  clock: 'Heure',
  clockFine: (/** @type {string} */ time) => `${time}, celle du serveur`,
  clockOff: (/** @type {string} */ time, /** @type {string} */ off) =>
    `${time}, celle du serveur ; ce téléphone a ${off} d’écart, c’est corrigé`,
  clockUnknown: 'le serveur n’a pas encore donné l’heure',
  storage: 'Mémoire',
  storageFine: 'le navigateur promet de la garder',
  storageWeak: 'le navigateur peut l’effacer après plusieurs jours : ajoutez la page à l’écran d’accueil',
  unsent: 'À envoyer',
  unsentNone: 'tout est envoyé',
  unsentSome: (/** @type {number} */ count) => `${some(count, 'scan attend', 'scans attendent')} le réseau`,
  asideSome: (/** @type {number} */ count) =>
    `${some(count, 'scan refusé', 'scans refusés')} par le serveur : voyez « Envois »`,
  pass: 'Lien',
  passUntil: (/** @type {string} */ time) => `valable jusqu’au ${time}`,

  direction: 'Sens',
  in: 'Entrée',
  out: 'Sortie',
  torch: 'Lampe',
  switchCamera: 'Autre caméra',
  wakeSound: 'Toucher pour le son',
  who: 'Prénom, organisation ou code du badge',
  nobody: 'Personne de ce nom dans la liste.',
  present: (/** @type {number} */ count) => some(count, 'présent', 'présents'),
  served: (/** @type {number} */ count) => some(count, 'servi', 'servis'),
  visitors: (/** @type {number} */ count) => some(count, 'visiteur', 'visiteurs'),
  booked: (/** @type {number} */ count) => some(count, 'inscrit', 'inscrits'),
  seats: (/** @type {number} */ count) => (count > 0 ? some(count, 'place', 'places') : 'complet'),
  countUnknown: 'Compte pas encore connu',
  online: 'En ligne',
  alone: 'Hors ligne',
  waitingToo: (/** @type {string} */ state, /** @type {number} */ count) => `${state} · ${count} à envoyer`,
  cameraTrouble: {
    denied:
      'La caméra est refusée à cette page. Autorisez-la dans les réglages du navigateur (cadenas de la barre d’adresse), puis réessayez.',
    missing: 'Aucune caméra trouvée. Cherchez par nom ou tapez le code du badge.',
    busy: 'La caméra est prise par une autre application. Fermez-la, puis réessayez.',
    insecure: 'La caméra ne marche que par une adresse sécurisée (https).',
    decoder:
      'Le lecteur de QR n’a pas pu démarrer. Mettez le navigateur à jour, ou rechargez la page une fois en ligne.',
    lost: 'La caméra s’est arrêtée. Elle redémarre…',
  },

  reasons: {
    cancelled: 'L’inscription a été annulée, ou ce badge a été remplacé. Envoyez la personne à l’accueil.',
    unreadable: 'Ce code n’est pas celui d’un badge.',
    other_event: 'Ce badge est celui d’un autre événement.',
    forged_badge: 'La signature de ce badge n’est pas la nôtre. Envoyez la personne à l’accueil.',
    unknown_badge: 'Personne n’a ce badge. Envoyez la personne à l’accueil.',
    full: atDoors.noSeat,
    unwritable: 'Ce scan n’a pas pu être gardé. Faites entrer sur liste papier et prévenez un organisateur.',
  },
  // At the counter somebody has to be asked.
  diets: { ...common.diets, other: 'Autre régime : demander' },
  nobodyKnown: 'Inconnu',
  nameless: 'Nouvelle inscription',
  newcomer: 'Pas encore dans la liste de ce téléphone : badge authentique.',
  here: 'ce téléphone',
  walkInHere: 'Sans inscription ici',
  aloneNote: 'Décidé sans réseau',
  unchecked: 'Signature non vérifiée : la clé manque.',
  unsure: {
    seats: 'Places : dernier compte connu.',
    booking: 'Ses ateliers ne sont pas connus ici.',
    issue: 'Son badge est plus récent que la liste.',
  },
  letIn: 'Laisser entrer',
  takeBack: 'Annuler ce scan',

  recent: 'Derniers scans',
  noScans: 'Aucun scan sur ce téléphone.',
  undone: 'annulé',
  undoing: 'sera annulé dès que possible',
  undoneOf: (/** @type {string} */ who, /** @type {string} */ verdict) => `Annulé : ${who} (${verdict}).`,
  undoRefused: {
    undo_too_late: 'Trop tard pour annuler : demandez à un organisateur.',
    other: 'Le serveur a refusé d’annuler ce scan : demandez à un organisateur.',
  },
  notSent: 'pas encore envoyé',
  eventClosed: 'L’événement est clos : ce téléphone garde ces scans, et les enverra si l’on le rouvre.',
  asideNow: 'refusé par le serveur',
  outbox: 'Envois',
  outboxEmpty: 'Tout a été envoyé.',
  outboxSome: (/** @type {number} */ count) =>
    `${some(count, 'scan n’a pas encore été envoyé', 'scans n’ont pas encore été envoyés')}.`,
  outboxAside: (/** @type {number} */ count) =>
    `${some(count, 'envoi refusé', 'envois refusés')} par le serveur : enregistrez le fichier et donnez-le à un organisateur.`,
  outboxButton: (/** @type {number} */ count) => (count ? `Envois (${count})` : 'Envois'),
  sendNow: 'Envoyer maintenant',
  saveOutbox: 'Enregistrer dans un fichier',
  walkInEntry: (/** @type {string} */ name) => `Inscription : ${name}`,
  mend: 'Corriger',

  alertOf: (/** @type {string} */ who, /** @type {string} */ what, /** @type {string} */ when) =>
    `${who} (${when}) : ${what}`,
  conflicts: {
    double_admission: 'ce badge avait déjà été admis, par un autre téléphone ou avant',
    over_capacity: 'entré alors qu’il n’y avait plus de place',
    not_booked: 'entré sans y être inscrit',
    cancelled: 'entré avec une inscription annulée',
    unknown_badge: 'entré avec un badge que personne n’a',
    closed: 'entré en dehors des heures',
    withdrawn: 'refusé par ce téléphone, alors que le serveur avait accepté',
    clock: 'à une heure impossible',
  },
  alertProblem: (/** @type {string} */ why) => `pas inscrit par le serveur, à corriger dans « Envois ». ${why}`,

  walkIn: 'Inscrire quelqu’un',
  email: 'E-mail (facultatif)',
  atelierOf: (/** @type {string} */ slot) => slot,
  noAtelier: 'Aucun',
  lunch: 'Déjeune sur place',
  consent: 'La personne accepte que son nom soit gardé pour l’événement',
  register: 'Inscrire et faire entrer',
  another: 'Inscrire une autre personne',
  needed: 'Remplissez : ',
  registered: (/** @type {string} */ name) =>
    `Inscription faite, entrée admise : ${name}. Faites photographier ce badge.`,
  registeredAlone: (/** @type {string} */ name) =>
    `${name} peut entrer. L’inscription partira avec le réseau ; le badge se retire ensuite à l’accueil.`,
  badgeOf: (/** @type {string} */ name) => `Badge de ${name}`,
  codeIs: (/** @type {string} */ code) => `Code ${code}`,
  problems: {
    already_registered: 'Cette adresse est déjà inscrite : cherchez la personne par son nom.',
    atelier_full: 'Cet atelier est complet : choisissez-en un autre.',
    registrations_closed: 'Les inscriptions sont closes.',
    forbidden: 'Ce lien ne permet pas d’inscrire.',
    kind: 'Ce lien n’inscrit personne en cette qualité : choisissez-en une autre, ou demandez à l’organisation.',
    invalid_request: 'Le serveur ne peut pas lire ceci :',
    other: 'Le serveur a refusé.',
  },
};

/** @typedef {typeof fr} Words */
