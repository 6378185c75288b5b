/** The dashboard in French. */

import { some } from '../ui/words.js';
import { organiser } from '../organiser/words_fr.js';

const people = (/** @type {number} */ count) => some(count, 'personne', 'personnes');
const seats = (/** @type {number} */ count) => some(count, 'place', 'places');
const waiting = (/** @type {number} */ count) =>
  count ? ` ${some(count, 'personne attend', 'personnes attendent')}.` : '';

export const fr = {
  ...organiser,
  title: 'Tableau de bord',
  live: 'Maintenant',
  lunch: 'Repas',
  conflicts: 'Contradictions',
  volunteers: 'Bénévoles',
  documents: 'Documents',
  journal: 'Journal',
  wall: 'Écran mural',
  leaveWall: 'Quitter l’écran mural',
  wait: 'Les premiers chiffres arrivent…',
  fault: 'Une erreur est survenue dans la page. Rechargez-la ; les comptes n’en souffrent pas.',

  fresh: (/** @type {number} */ seconds) => `Chiffres d’il y a ${seconds} s`,
  old: (/** @type {string} */ hour, /** @type {string} */ age) =>
    `Le serveur ne répond pas : ces chiffres sont ceux de ${hour} (${age}). La page réessaie toute seule.`,
  named: (/** @type {string} */ name, /** @type {string | number} */ value) => `${name} : ${value}`,

  next: 'À faire',
  nothingToDo: 'Rien ne demande votre attention.',
  moreAdvice: (/** @type {number} */ count) => `${some(count, 'autre conseil', 'autres conseils')}`,
  severities: { bad: 'Tout de suite', warm: 'Bientôt', other: 'À savoir' },
  advice: {
    full: (/** @type {string[]} */ ateliers, /** @type {string} */ others, /** @type {number} */ count) =>
      `${ateliers.length > 1 ? `Ateliers ${ateliers.join(', ')} complets` : `Atelier ${ateliers[0]} complet`} ; il reste ${others}.${waiting(count)}`,
    seatsIn: (/** @type {number} */ free, /** @type {string} */ atelier, /** @type {string} */ room) =>
      `${seats(free)} en ${atelier}${room ? ` (${room})` : ''}`,
    series_full: (/** @type {string} */ slot, /** @type {number} */ count) =>
      `${slot} : tout est complet.${waiting(count)}`,
    silent: (/** @type {string} */ label, /** @type {string} */ span, /** @type {string} */ door) =>
      `Téléphone « ${label} » muet depuis ${span}${door && ` (${door})`}.`,
    silents: (/** @type {number} */ count, /** @type {string} */ span, /** @type {string} */ labels) =>
      `${count} téléphones muets depuis ${span} et plus, le réseau peut-être : ${labels}.`,
    silentUnsent: (/** @type {number} */ count) =>
      ` ${some(count, 'scan n’y est pas envoyé', 'scans n’y sont pas envoyés')}.`,
    cutOff: {
      revoked: (/** @type {string} */ label, /** @type {number} */ count) =>
        `Téléphone « ${label} » : ${some(count, 'scan n’est pas envoyé', 'scans ne sont pas envoyés')}, et son lien est révoqué. Donnez-lui un nouveau lien.`,
      expired: (/** @type {string} */ label, /** @type {number} */ count) =>
        `Téléphone « ${label} » : ${some(count, 'scan n’est pas envoyé', 'scans ne sont pas envoyés')}, et son lien a expiré. Donnez-lui un nouveau lien.`,
    },
    unattended: (/** @type {string} */ doors) => `Aucun téléphone n’a donné signe : ${doors}.`,
    unsent: (/** @type {string} */ label, /** @type {number} */ count) =>
      `Téléphone « ${label} » : ${some(count, 'scan attend', 'scans attendent')} le réseau.`,
    clock: (/** @type {string} */ label, /** @type {string} */ off) =>
      `Téléphone « ${label} » : son heure est fausse de ${off}. Les scans sont corrigés ; mettez-le à l’heure.`,
    battery: (/** @type {string} */ label, /** @type {number} */ percent) =>
      `Téléphone « ${label} » : ${percent} % de batterie. Portez-lui un chargeur.`,
    conflicts: (/** @type {number} */ count) => `${some(count, 'scan contredit', 'scans contredisent')} les règles.`,
    conflictsOf: {
      double_admission: (/** @type {number} */ count) =>
        `${some(count, 'double admission', 'doubles admissions')} à régler.`,
      over_capacity: (/** @type {number} */ count) =>
        `${some(count, 'entrée en surnombre', 'entrées en surnombre')} à régler.`,
      not_booked: (/** @type {number} */ count) =>
        `${some(count, 'entrée sans inscription', 'entrées sans inscription')} à régler.`,
      cancelled: (/** @type {number} */ count) =>
        `${some(count, 'entrée avec une inscription annulée', 'entrées avec une inscription annulée')} à régler.`,
      unknown_badge: (/** @type {number} */ count) =>
        `${some(count, 'badge inconnu admis', 'badges inconnus admis')} : à régler.`,
      closed: (/** @type {number} */ count) =>
        `${some(count, 'entrée en dehors des heures', 'entrées en dehors des heures')} à régler.`,
      withdrawn: (/** @type {number} */ count) =>
        `${some(count, 'scan accepté, puis refusé par un téléphone', 'scans acceptés, puis refusés par un téléphone')} : à régler.`,
      clock: (/** @type {number} */ count) =>
        `${some(count, 'scan à une heure impossible', 'scans à une heure impossible')} à régler.`,
    },
    more_come: (/** @type {number} */ count, /** @type {number} */ usual) =>
      `Plus de monde que d’ordinaire : ${some(count, 'arrivée', 'arrivées')}, contre ${usual} à cette heure.`,
    fewer_come: (/** @type {number} */ count, /** @type {number} */ usual) =>
      `Moins de monde que d’ordinaire : ${some(count, 'arrivée', 'arrivées')}, contre ${usual} à cette heure.`,
    absent: (/** @type {string} */ atelier, /** @type {number} */ count) =>
      `${atelier} : ${some(count, 'personne inscrite n’est pas venue, sa place peut être rendue', 'personnes inscrites ne sont pas venues, leurs places peuvent être rendues')}.`,
    seats_waited_for: (/** @type {string} */ atelier, /** @type {number} */ free, /** @type {number} */ count) =>
      `${atelier} : ${some(free, 'place libre', 'places libres')}, et ${some(count, 'personne attend', 'personnes attendent')}.`,
    lunch_soon: (/** @type {string} */ span, /** @type {number} */ meals, /** @type {number} */ booked) =>
      `Déjeuner dans ${span} : ${some(meals, 'repas à préparer', 'repas à préparer')}, ${some(booked, 'réservé', 'réservés')}.`,
    mails: (/** @type {number} */ count) =>
      `${some(count, 'e-mail n’est peut-être pas parti', 'e-mails ne sont peut-être pas partis')}.`,
    still_inside: (/** @type {number} */ count) =>
      `La journée est finie, et ${some(count, 'personne est encore comptée', 'personnes sont encore comptées')} dans le bâtiment.`,
  },
  places: {
    ateliers: 'Voir les ateliers',
    arrivals: 'Voir les arrivées',
    phones: 'Voir les téléphones',
    conflicts: 'Régler',
    lunch: 'Voir les repas',
    volunteers: 'Inviter un bénévole',
    waiting: 'Voir la liste d’attente',
    mails: 'Voir les e-mails',
    end: 'Terminer la journée',
    release: 'Rendre les places',
  },

  figures: 'Chiffres du moment',
  inside: 'dans le bâtiment',
  registered: 'inscrits',
  arrivedOf: (/** @type {number} */ count) => /** @type {string} */ (count > 1 ? 'sont venus' : 'est venu'),
  cancelled: (/** @type {number} */ count) => some(count, 'annulation', 'annulations'),
  servedOf: 'repas servis',
  ofBooked: (/** @type {number} */ count) => `sur ${some(count, 'réservé', 'réservés')}`,
  visitors: 'au village d’acteurs',
  ofAnnounced: (/** @type {number} */ count) => `sur ${some(count, 'annoncé', 'annoncés')}`,
  percentOf: (/** @type {number} */ percent) => `${percent} % des inscrits`,

  arrivals: 'Arrivées',
  arrivalsDesc: (/** @type {number} */ count, /** @type {string} */ hour) =>
    `${some(count, 'personne était arrivée', 'personnes étaient arrivées')} à ${hour}.`,
  arrivalsUsual: (/** @type {number} */ count) => `Un jour ordinaire, ce serait ${count}.`,
  arrivalsNone: 'Personne n’est encore arrivé.',
  today: 'aujourd’hui',
  usual: 'd’ordinaire',
  allRegistered: 'inscrits',
  mealsMore: 'Par régime, à commander',
  byHour: 'Heure',
  asTable: 'Les mêmes chiffres en tableau',

  ateliers: 'Ateliers',
  seriesWhen: { running: 'en cours', next: 'à venir', later: 'plus tard', over: 'terminés' },
  atelierColumn: 'Atelier',
  room: 'Salle',
  present: 'Présents',
  came: 'Venus',
  booked: 'Inscrits',
  capacity: 'Places',
  free: 'Libres',
  waitingColumn: 'En attente',
  presentNow: (/** @type {number} */ count) => some(count, 'présent', 'présents'),
  cameNow: (/** @type {number} */ count) => some(count, 'venu', 'venus'),
  bookedNow: (/** @type {number} */ count) => some(count, 'inscrit', 'inscrits'),
  seatsOf: seats,
  freeNow: (/** @type {number} */ count) => (count ? some(count, 'libre', 'libres') : 'complet'),
  overNow: (/** @type {number} */ count) => `${count} de trop`,
  waitingNow: (/** @type {number} */ count) => `${count} en attente`,
  barDesc: (/** @type {number} */ present, /** @type {number} */ taken, /** @type {number} */ capacity) =>
    `${some(present, 'présent', 'présents')}, ${some(taken, 'place prise', 'places prises')} sur ${capacity}`,
  barAfterDesc: (/** @type {number} */ came, /** @type {number} */ booked, /** @type {number} */ capacity) =>
    `${some(came, 'venu', 'venus')}, ${some(booked, 'inscrit', 'inscrits')}, ${some(capacity, 'place', 'places')}`,
  keyPresent: 'présents ou venus',
  keyExpected: 'attendus',
  keyFree: 'libres',

  refusals: 'Refus',
  noRefusals: 'Personne n’a été refusé.',
  verdicts: {
    cancelled: 'Inscription annulée ou badge remplacé',
    too_early: 'Trop tôt',
    too_late: 'Trop tard',
    not_booked: 'Pas inscrit à cet endroit',
    full: 'Atelier complet',
    unreadable: 'Code qui n’est pas un badge',
    other_event: 'Badge d’un autre événement',
    forged_badge: 'Badge non valable',
    unknown_badge: 'Badge que personne n’a',
    other: 'Autre raison',
  },

  phones: 'Téléphones',
  noPhones: 'Aucun téléphone n’a encore donné signe.',
  phone: 'Téléphone',
  lastSeen: 'Dernier signe',
  unsentColumn: 'Non envoyés',
  clockColumn: 'Heure',
  batteryColumn: 'Batterie',
  clockRight: 'juste',
  clockOff: (/** @type {string} */ off) => `fausse de ${off}`,
  unknown: 'inconnue',
  percent: (/** @type {number} */ count) => `${count} %`,
  everywhere: 'partout',
  namelessPhone: 'sans nom',
  morePhones: (/** @type {number} */ count) => `et ${some(count, 'autre', 'autres')}`,

  alter: 'Changer une salle ou des places',
  alterTitle: 'Changer un atelier',
  alterWhy: 'Les téléphones suivent en une minute. Les personnes inscrites gardent leur place, même s’il y en a moins.',
  alterSave: 'Enregistrer',
  altered: (/** @type {string} */ atelier, /** @type {number} */ taken, /** @type {number} */ capacity) =>
    `${atelier} : enregistré, ${some(taken, 'place prise', 'places prises')} sur ${capacity}.`,
  alterNothing: 'Rien n’a changé : il n’y avait rien à enregistrer.',
  alterWrong: 'Donnez une salle, et un nombre de places entre 0 et 10 000.',

  releaseTitle: (/** @type {string} */ atelier) => `Rendre les places des absents : ${atelier} ?`,
  releaseText: (/** @type {number} */ count) =>
    `${some(count, 'personne inscrite n’a pas été vue', 'personnes inscrites n’ont pas été vues')} à la porte. Qui arriverait plus tard entrera s’il reste une place.`,
  releaseYes: 'Rendre les places',
  releaseUnsent: (/** @type {string} */ phones) =>
    `Des téléphones de cette porte ont peut-être des scans que le serveur n’a pas encore : ${phones}. Qui y est déjà entré perdrait sa place. Faites-les d’abord passer en ligne.`,
  releaseAnyway: 'Rendre les places quand même',
  sweepAgain: 'Le reste n’est pas fait : recommencez, personne n’est compté deux fois.',
  released: (/** @type {number} */ count) => `${some(count, 'place est rendue', 'places sont rendues')}.`,
  endTitle: 'Terminer la journée pour tout le monde ?',
  endText: (/** @type {number} */ count) =>
    `Une sortie sera notée pour ${people(count)} encore dans le bâtiment selon les comptes. Chacune pourra être annulée.`,
  endYes: 'Noter les sorties',
  ended: (/** @type {number} */ count) => `${some(count, 'sortie est notée', 'sorties sont notées')}.`,

  lunchTitle: 'Repas, village, verre de partage',
  serviceLevel: 'Sécurité : les repas suffisent dans',
  levelIs: (/** @type {string} */ percent) => `${percent} % des cas`,
  toOrder: 'repas à commander',
  expected: 'repas attendus',
  timesInTen: (/** @type {string} */ count) => `${count}\u00a0fois\u00a0sur\u00a010`,
  between: (/** @type {number} */ low, /** @type {number} */ high, /** @type {string} */ sureness) =>
    `entre ${low} et ${high}, ${sureness}`,
  bookedMeals: 'réservés',
  bookedInside: 'réservés et déjà là',
  bookedCame: (/** @type {number} */ count) => `${some(count, 'déjà venu', 'déjà venus')} aujourd’hui`,
  served: 'servis',
  servedNotBooked: (/** @type {number} */ count) => `dont ${count} sans réservation`,
  diets_: 'Par régime',
  dietsWhy: 'Chaque ligne suffit pour son régime à elle seule : ensemble, elles dépassent un peu le total.',
  kinds_: 'Par qualité',
  expectedColumn: 'Attendus',
  orderColumn: 'À commander',
  bookedColumn: 'Réservés',
  insideColumn: 'Déjà là',
  servedColumn: 'Servis',
  total: 'Ensemble',
  drawn: 'De 0 aux réservés',
  keyCame: 'déjà venus',
  keyServed: 'servis',
  keyMean: (/** @type {string} */ sureness) => `attendus, ${sureness}`,
  keyOrder: 'à commander',
  intervalDesc: (/** @type {number} */ low, /** @type {number} */ high, /** @type {number} */ order) =>
    `Attendus entre ${low} et ${high} ; à commander : ${order}`,
  orderPdf: 'Bon de commande (PDF)',
  orderCsv: 'Bon de commande (CSV)',
  print: 'Imprimer',
  fileTakesLong: 'Le serveur y travaille : cela peut prendre quelques minutes.',
  notMade: 'Le serveur n’a pas fini ce document. Réessayez plus tard.',
  fileComes: 'Le serveur prépare le fichier…',
  fileSaved: 'Le fichier est enregistré.',
  village: 'Village d’acteurs',
  visits: 'Visites par quart d’heure',
  visitsNone: 'Personne n’y est encore passé.',
  visitsDesc: (/** @type {number} */ count, /** @type {string} */ hour) =>
    `Au plus ${some(count, 'visite', 'visites')} en un quart d’heure, à ${hour}.`,
  visitsColumn: 'Visites',
  exhibitors: (/** @type {number} */ inside, /** @type {number} */ booked) =>
    `${inside} sur ${some(booked, 'exposant', 'exposants')} dans le bâtiment`,
  visitorsOf: (/** @type {number} */ count, /** @type {number} */ announced) =>
    `${some(count, 'visiteur', 'visiteurs')}, ${some(announced, 'annoncé', 'annoncés')}`,
  drink: 'Verre de partage',
  drinkOf: (/** @type {number} */ announced, /** @type {number} */ inside) =>
    `${some(announced, 'annoncé', 'annoncés')}, dont ${inside} dans le bâtiment`,

  conflictsTitle: 'Contradictions à régler',
  conflictsWhy:
    'Un téléphone a décidé seul, contre les règles ou contre la réponse du serveur. Ce qu’il a décidé compte ; dites comment c’est réglé.',
  conflictsNone: 'Rien à régler.',
  showSettled: 'Montrer ce qui est réglé',
  settledTitle: 'Déjà réglées',
  settledNone: 'Rien n’a encore été réglé.',
  person: 'Personne',
  stranger: 'Inconnu',
  scanned: 'Scan',
  what: 'Quoi',
  note: 'Note',
  notePlaceholder: 'Note, facultative',
  noteOf: (/** @type {string} */ name) => `Note sur le scan de ${name}`,
  settle: 'Régler',
  settleOf: (/** @type {string} */ name) => `Régler le scan de ${name}`,
  settled: (/** @type {string} */ name) => `Réglé : ${name}.`,
  settledBy: (/** @type {string} */ who, /** @type {string} */ when) => `${who}, ${when}`,

  documentsTitle: 'Documents',
  documentsWhy:
    'Chaque document est fait au moment où vous le demandez. Les badges à imprimer sont avec les inscriptions.',
  documentsOf: {
    signatures: {
      title: 'Feuilles d’émargement',
      why: 'Par atelier et pour la journée, à faire signer ou avec les heures notées.',
    },
    attendance: {
      title: 'Présences',
      why: 'Une ligne par personne : ses choix, et quand elle a été vue à chaque porte.',
    },
    attestations: {
      title: 'Attestations de présence',
      why: 'Une page par personne venue, avec un code qui se vérifie. La dernière dit à qui le papier ne peut pas en donner.',
    },
    report: {
      title: 'Bilan de la journée',
      why: 'Qui est venu, par organisation et par atelier ; les repas prévus et servis.',
    },
    scans: { title: 'Journal des scans', why: 'Chaque scan, les refus aussi : quand, où, par qui.' },
    statistics: { title: 'Statistiques', why: 'Des nombres sans aucun nom, à garder après l’effacement.' },
  },
  sheetPlace: 'Pour',
  sheetsAll: 'La journée et tous les ateliers',
  sheetOfDay: 'La journée',
  sheetRecorded: 'Avec les heures notées par les scans, sans signature',

  journalTitle: 'Qui a fait quoi',
  journalWhy: 'Ce que l’équipe a fait, le plus récent d’abord. Les scans ont leur propre journal, dans les documents.',
  journalNone: 'Rien n’a encore été fait.',
  people,
  journalMore: 'Voir la suite',
  whenColumn: 'Quand',
  byColumn: 'Par',
  changedTo: (/** @type {string} */ before, /** @type {string} */ after) => `${before} → ${after}`,

  volunteersTitle: 'Bénévoles et organisateurs',
  invite: 'Inviter quelqu’un',
  label: 'Nom du poste',
  labelHint: 'Par exemple « Porte A1, gauche ». Vide, la personne écrira son nom sur son téléphone.',
  role: 'Rôle',
  roles: { volunteer: 'Bénévole', organiser: 'Organisation', other: 'Autre' },
  whichDoors: 'Où cette personne lit les badges',
  allDoors: 'Partout',
  noDoors: 'Cochez au moins un endroit.',
  needsLabel: 'Un organisateur signe ce qu’il règle : donnez un nom.',
  supervisor: 'Peut dépasser le nombre de places',
  walkIns: 'Peut inscrire quelqu’un sur place',
  untilDay: 'Valable jusqu’au',
  untilHour: 'à',
  untilWrong: 'Donnez un jour et une heure à venir.',
  makeLink: 'Créer le lien',
  linkMade: (/** @type {string} */ label) => `Le lien de « ${label} » est prêt.`,
  linkOnce: 'Copiez-le maintenant : il ne sera plus montré.',
  linkLabel: 'Lien',
  copy: 'Copier le lien',
  copied: 'Copié.',
  copyFailed: 'Le navigateur refuse de copier : sélectionnez le lien.',
  card: 'Carte à imprimer (PDF)',
  cardsOver: 'Ce lien n’ouvre plus rien : créez-en un autre.',
  cardFile: 'cartes.pdf',
  passColumn: 'Poste',
  opensColumn: 'Ouvre',
  stateColumn: 'État',
  phonesColumn: 'Téléphones',
  mayColumn: 'Peut aussi',
  maySupervise: 'dépasser les places',
  mayRegister: 'inscrire',
  until: (/** @type {string} */ when) => `jusqu’au ${when}`,
  states: { active: 'Actif', unused: 'Jamais ouvert', revoked: 'Révoqué', expired: 'Expiré' },
  phoneSeen: (/** @type {string} */ ago) => `vu ${ago}`,
  revoke: 'Révoquer',
  revokeOf: (/** @type {string} */ label) => `Révoquer « ${label} »`,
  revokeTitle: (/** @type {string} */ label) => `Révoquer le lien « ${label} » ?`,
  revokeText: 'Il sera refusé aux portes dans les 30 secondes, ailleurs tout de suite. Les scans déjà envoyés restent.',
  revokeOwn: 'C’est le lien de cette page : elle se fermera.',
  revokeDescendants: (/** @type {number} */ count) =>
    `${some(count, 'lien encore valable a été créé', 'liens encore valables ont été créés')} avec lui, ou avec ceux-là.`,
  revokeAmongThem: 'Le lien de cette page en fait partie.',
  revokeYes: 'Révoquer',
  revokeAlone: 'Révoquer ce lien seul',
  revokeAll: (/** @type {number} */ count) => `Révoquer ${some(count, 'lien', 'liens')}`,
  revokeBelow: (/** @type {string} */ label) => `Révoquer les liens créés par « ${label} » ?`,
  revoked: (/** @type {string} */ label) => `« ${label} » est révoqué.`,
  revokedAll: (/** @type {string} */ label, /** @type {number} */ count) =>
    `« ${label} » est révoqué, avec ${some(count, 'lien créé par lui', 'liens créés par lui')} ou par ceux-là.`,
  invitedBy: (/** @type {string} */ label) => `créé par ${label}`,
  ownLink: 'votre lien',
  actColumn: 'Agir',
  takeBack: 'Annuler les scans',
  takeBackOf: (/** @type {string} */ label) => `Annuler les scans de « ${label} »`,
  takeBackTitle: (/** @type {string} */ label) => `Annuler tous les scans de « ${label} » ?`,
  takeBackText: 'Ils restent écrits, et ne comptent plus : les comptes redeviennent ce qu’ils seraient sans eux.',
  takeBackGood: 'Le lien marche encore : révoquez-le d’abord si d’autres scans ne doivent pas venir.',
  takeBackYes: 'Annuler les scans',
  undone: (/** @type {number} */ count) => `${some(count, 'scan est annulé', 'scans sont annulés')}.`,
  scans: (/** @type {number} */ count) => some(count, 'scan', 'scans'),
  showOver: (/** @type {number} */ count) => `${some(count, 'lien révoqué ou expiré', 'liens révoqués ou expirés')}`,
};

/** @typedef {typeof fr} Words */
