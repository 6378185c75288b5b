/** What a day leaves behind, in French: what scans were answered with, their conflicts, what the staff did. */

import { atDoors } from './words_doors_fr.js';

export const records = {
  recorded: { ...atDoors.verdicts, admitted: 'Admis', moved: 'Admis, a changé d’atelier' },
  conflictSorts: {
    double_admission: 'Double admission',
    over_capacity: 'Entrée en surnombre',
    not_booked: 'Entrée sans y être inscrit',
    cancelled: 'Inscription annulée',
    unknown_badge: 'Badge que personne n’a',
    closed: 'En dehors des heures',
    withdrawn: 'Accepté, puis refusé par le téléphone',
    clock: 'Heure impossible',
    other: 'Contradiction',
  },
  acts: {
    registered: 'Inscription sur place',
    imported: 'Inscription importée d’une liste',
    corrected: 'Inscription corrigée',
    cancelled: 'Inscription annulée',
    reissued: 'Nouveau badge',
    erased: 'Personne effacée',
    offered: 'Place proposée',
    seats_released: 'Place d’absent rendue',
    atelier_changed: 'Atelier changé',
    day_ended: 'Sortie notée à la fin de la journée',
    closed: 'Événement clos',
    reopened: 'Événement rouvert',
    invited: 'Lien créé',
    revoked: 'Lien révoqué',
    scans_undone: 'Scans d’un lien annulés',
    other: 'Autre acte',
  },
};

/** @typedef {typeof records} Records */
