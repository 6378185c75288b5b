"""The words for states, verdicts and conflicts in organisers' tables and sheets, in French and English."""

from attendance.documents import localised
from attendance.domain.attendance import Attendance
from attendance.domain.attendee import Attendee

type ByLanguage = dict[str, dict[str, str]]

VERDICTS: ByLanguage = {
    localised.FRENCH: {
        "admitted": "Admis",
        "moved": "Admis, a changé d'atelier",
        "already_admitted": "Déjà entré",
        "left": "Sorti",
        "unreadable": "Illisible",
        "other_event": "Badge d'un autre événement",
        "forged_badge": "Badge falsifié",
        "unknown_badge": "Badge inconnu",
        "cancelled": "Annulé ou remplacé",
        "too_early": "Trop tôt",
        "too_late": "Trop tard",
        "not_booked": "Non inscrit",
        "full": "Complet",
    },
    localised.ENGLISH: {
        "admitted": "Admitted",
        "moved": "Admitted, changed atelier",
        "already_admitted": "Already inside",
        "left": "Left",
        "unreadable": "Unreadable",
        "other_event": "Badge of another event",
        "forged_badge": "Forged badge",
        "unknown_badge": "Unknown badge",
        "cancelled": "Cancelled or replaced",
        "too_early": "Too early",
        "too_late": "Too late",
        "not_booked": "Not booked",
        "full": "Full",
    },
}
CONFLICTS: ByLanguage = {
    localised.FRENCH: {
        "double_admission": "Double admission",
        "over_capacity": "Au-delà des places",
        "not_booked": "Sans inscription",
        "cancelled": "Annulé ou remplacé",
        "unknown_badge": "Badge inconnu",
        "closed": "Hors des heures",
        "withdrawn": "Acceptation retirée",
        "clock": "Heure impossible",
    },
    localised.ENGLISH: {
        "double_admission": "Double admission",
        "over_capacity": "Beyond the seats",
        "not_booked": "Without a booking",
        "cancelled": "Cancelled or replaced",
        "unknown_badge": "Unknown badge",
        "closed": "Outside the hours",
        "withdrawn": "Acceptance withdrawn",
        "clock": "Impossible time",
    },
}
DIRECTIONS: ByLanguage = {
    localised.FRENCH: {"in": "Entrée", "out": "Sortie"},
    localised.ENGLISH: {"in": "In", "out": "Out"},
}
STATES: ByLanguage = {
    localised.FRENCH: {
        "erased": "Effacé",
        "cancelled": "Annulé",
        "inside": "Présent",
        "gone": "Parti",
        "unseen": "Pas vu",
    },
    localised.ENGLISH: {
        "erased": "Erased",
        "cancelled": "Cancelled",
        "inside": "Inside",
        "gone": "Left",
        "unseen": "Not seen",
    },
}


def state(attendee: Attendee, attendance: Attendance, language: str, *, was_seen: bool) -> str:
    """Return a person's state in a word that is true before, during and after the day.

    `was_seen` means anywhere, even only on the way out: a person whose entry was not read has left all
    the same.
    """
    if attendee.erased_at is not None:
        key = "erased"
    elif attendee.is_cancelled:
        key = "cancelled"
    elif attendance.inside:
        key = "inside"
    else:
        key = "gone" if was_seen else "unseen"
    return STATES[language][key]
