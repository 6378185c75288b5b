"""The command's own French words about a list; the API provides those about lines and files."""

from collections.abc import Mapping
from typing import Any

from attendance.documents.lists import headers
from attendance.documents.lists.table import Garbled
from attendance.vocabulary.words import spoken

# The fields' names as shown, which are also recognised as column names, so they may be typed.
FIELDS = {
    **{name: label.lower() for name, label in spoken("common.fields", "fr").items() if name in headers.FIELDS},
    "name": "prénom et nom",
    "name_family_first": "nom et prénom",
    "kind": "type de participation",
    "diet": "régime alimentaire",
    "village": "village d'acteurs",
    "status": "statut",
    "cancelled": "annulée",
    "consent": "consentement",
}
PARTED = (
    "Le nom et le prénom sont dans une seule colonne : les mots en CAPITALES sont le nom ; sans capitales, de deux\n"
    "mots, {first} est le premier. Ce qui reste ambigu est à corriger."
)
MAPPINGS = {
    "no_such_column": "Il n'y a pas de colonne « {about} ».",
    "no_such_field": "Il n'y a pas de champ « {about} ».",
    "two_columns": "Deux colonnes ne peuvent pas être toutes deux « {about} ».",
}
TWO_FIT = "Deux colonnes peuvent être « {about} », et rien ne les départage : dites laquelle."
TO_MAP = 'Pour changer : MAPPING="Colonne=champ,Autre colonne=" (rien après le signe = : laissée de côté).'
GARBLED = "Des lettres semblent abîmées, sur {lines} :\n{examples}\n"
TO_REPAIR = "Pour les réparer : REPAIR=1. Pour tout laisser tel quel : REPAIR=0."
# Why lines are left out, by the code of the remark.
STATUSES = {
    "status_cancelled": "annulation, remboursement ou refus",
    "status_pending": "confirmation ou paiement attendu",
    "status_waiting": "liste d'attente",
}
TO_REGISTER = "Pour les inscrire : CANCELLED=register, WAITING=register (ou wait : liste d'attente), PENDING=register."
TO_SHARE = "Pour inscrire aussi qui a l'adresse d'une autre personne : SHARE=1."
UNCLEAR = "VALUES dit « {piece} » : écrivez « champ:réponse=sens »."
UNSAID = "Ces réponses ne sont pas celles de l'événement :"
TO_SAY = (
    'Pour dire ce qu\'elles veulent dire : VALUES="diet:halal=other;lunch:à voir=no" (rien après = : sans réponse).'
)
CAPITALS = "Noms tout en capitales, ou sans : {people}. Ils s'écriraient ainsi :"
TO_SPELL = "Pour les écrire ainsi : USUAL_NAMES=1."
AGREED = (
    "Inscrire {people} ? En répondant oui, vous affirmez que ces personnes ont accepté que leurs données\n"
    "servent à organiser l'événement. [o/N] "
)


def field(name: str) -> str:
    """Return a field's name; for one atelier's tick, its id."""
    return str(FIELDS.get(name, name))


def mapping(reason: str, more: Mapping[str, Any]) -> str:
    """Return why columns cannot have the requested fields."""
    return MAPPINGS[reason].format(about=field(more["about"]))


def garbled(found: Garbled) -> str:
    """Return the sentence about garbled letters, with some as they are and as repaired."""
    examples = "\n".join(f"  « {example.stands} » se lirait « {example.reads} »" for example in found.examples)
    return GARBLED.format(lines=lines(found.lines), examples=examples)


def lines(count: int) -> str:
    return f"{count} ligne{'s' if count > 1 else ''}"


def people(count: int) -> str:
    return f"{count} personne{'s' if count > 1 else ''}"
