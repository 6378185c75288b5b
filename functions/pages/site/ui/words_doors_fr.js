/** What a scan is answered with, in French: at a door, and where an organiser admits by hand. */

export const atDoors = {
  verdicts: {
    admitted: 'Entrez',
    moved: 'Entrez',
    already_admitted: 'Déjà entré',
    left: 'Sorti',
    cancelled: 'Annulé',
    too_early: 'Trop tôt',
    too_late: 'Trop tard',
    not_booked: 'Pas inscrit ici',
    full: 'Complet',
    unreadable: 'Pas un badge',
    other_event: 'Autre événement',
    forged_badge: 'Badge non valable',
    unknown_badge: 'Badge inconnu',
  },
  verdictsAt: {
    lunch: { admitted: 'À servir', already_admitted: 'Déjà servi', not_booked: 'Sans repas' },
    village: { admitted: 'Bienvenue', already_admitted: 'Déjà passé' },
  },
  opensAt: (/** @type {string} */ time) => `Ouvre à ${time}`,
  closedAt: (/** @type {string} */ time) => `Fermé depuis ${time}`,
  since: (/** @type {string} */ time) => `depuis ${time}`,
  bookedIn: 'Inscrit en :',
  bookedNowhere: 'Inscrit dans aucun atelier de cette série.',
  noMeal: 'Aucun repas réservé.',
  movedFrom: (/** @type {string} */ place) => `Vient de : ${place}`,
  overridePossible: 'Il reste de la place : vous pouvez laisser entrer.',
  overrideImpossible: 'Plus de place ici.',
  noSeat: 'Plus une place : les personnes inscrites gardent la leur.',
};

/** @typedef {typeof atDoors} AtDoors */
