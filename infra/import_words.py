"""What the import says to an organiser, in French: of fields, of lines that are wrong, of files that are no lists."""

from collections.abc import Mapping, Sequence
from typing import Any

from attendance.documents.lists.table import Garbled, Hidden

FIELDS = {
    "given_name": "prénom",
    "family_name": "nom",
    "name": "prénom et nom",
    "name_family_first": "nom et prénom",
    "email": "e-mail",
    "organisation": "organisation",
    "kind": "type de participation",
    "stand": "nom du stand",
    "ateliers": "ateliers",
    "lunch": "déjeuner",
    "diet": "régime alimentaire",
    "village": "village d'acteurs",
    "drink": "verre de partage",
    "language": "langue",
    "status": "statut",
    "cancelled": "annulation",
    "consent": "consentement",
}
PARTED = (
    "Le nom et le prénom sont dans une seule colonne : les mots en CAPITALES sont le nom ; sans capitales, de deux\n"
    "mots, {first} est le premier. Ce qui reste ambigu est à corriger."
)
LINES = {
    "missing": "manque.",
    "too_long": "est trop long.",
    "unprintable": "contient un caractère qui ne s'imprime pas.",
    "linked": "est une adresse de site : gardez le nom seul.",
    "formula": "contient une formule ({about}) : remplacez-la par son résultat (collage spécial, valeurs).",
    "not_an_address": "n'est pas une adresse e-mail.",
    "several_addresses": "contient plusieurs adresses ({about}) : une personne n'en a qu'une.",
    "not_yes_or_no": "« {about} » n'est ni oui ni non.",
    "unknown_kind": (
        "« {about} » n'est pas un type connu : participant, intervenant, animateur, exposant, organisation ou bénévole."
    ),
    "unknown_language": "« {about} » n'est pas une langue connue : français ou anglais.",
    "unknown_atelier": "« {about} » n'est pas un atelier du programme.",
    "contradictory_atelier": "« {about} » a le numéro d'un atelier et le titre d'un autre.",
    "a_date": "« {about} » est une date : le tableur a sans doute changé deux numéros en date. Écrivez « 4 ; 8 ».",
    "two_of_a_series": "plusieurs ateliers de la même série : on n'en suit qu'un.",
    "facilitator_without_atelier": "il manque l'atelier que cette personne anime.",
    "diet_without_lunch": "un régime est donné, mais pas de déjeuner.",
    "no_lunch_served": "aucun déjeuner n'est servi.",
    "stand_without_exhibitor": "seul un exposant a un stand.",
    "atelier_full": "l'atelier {about} est complet.",
    "already_registered": "une autre personne est déjà inscrite avec cette adresse ; SHARE=1 inscrit aussi celle-ci.",
    "twice": "cette personne est déjà à la ligne {about}.",
    "no_consent": "cette personne n'a pas donné son accord.",
    "name_unclear": "« {about} » ne dit pas où commence le nom : écrivez-le en CAPITALES.",
    "several_people": "semble nommer plusieurs personnes ({about}) : une ligne par personne.",
    "unknown_status": "« {about} » ne dit pas si cette personne est inscrite.",
    "unknown_field": "ce champ n'existe pas.",
    "too_many_cells": (
        "plus de cellules que de colonnes : un séparateur se trouve sans doute dans un texte sans guillemets."
    ),
    "cell_too_long": "une cellule est trop longue.",
    "letter_lost": "une lettre n'a pas pu être lue : récrivez-la.",
    "payload_too_large": "la ligne est trop longue.",
    "invalid": "n'est pas valable.",
}
NOTES = {
    "namesake": "même nom qu'à la ligne {about} : est-ce la même personne ?",
    "name_parted": "séparés ainsi : {about}.",
    "diet_words": "« {about} » n'est pas un régime de l'événement et compte comme « autre » : dites-le à qui cuisine.",
    "diet_without_lunch": "« {about} » n'est pas repris : rien ne dit que cette personne déjeune.",
    "status_cancelled": "« {about} » : cette personne ne vient pas.",
    "status_waiting": "« {about} » : cette personne est en liste d'attente.",
    "status_pending": "« {about} » : son inscription reste à confirmer.",
    "nothing_to_wait_for": "aucun atelier demandé n'est complet, il n'y a pas d'attente : ligne laissée de côté.",
    "shares_address": "cette adresse est aussi celle d'une autre personne.",
    "diet_dropped": "« {about} » n'est pas repris : cette personne ne déjeune pas.",
    "cancelled": "cette personne était inscrite et a annulé : elle reste annulée.",
    "erased": "cette personne était inscrite et a été effacée : elle n'est pas réinscrite.",
}
TWO_FIT = "Deux colonnes peuvent être « {field} », et rien ne les départage : dites laquelle."
# Why lines are left out, by the note that tells it; and how to say otherwise.
STATUSES = {
    "status_cancelled": "annulation, remboursement ou refus",
    "status_waiting": "liste d'attente",
    "status_pending": "confirmation ou paiement attendu",
}
LEFT_OUT = "Pour les inscrire : CANCELLED=register, WAITING=register (ou wait : liste d'attente), PENDING=register."
FILES = {
    "empty": "Le fichier ne contient aucune ligne de liste.",
    "not_a_list": "Ce n'est ni un fichier CSV ni un classeur Excel (.xlsx) ou LibreOffice (.ods).",
    "damaged": (
        "Le classeur est abîmé, ou il en manque une partie : ouvrez-le dans Excel ou LibreOffice, et enregistrez la\n"
        "liste en CSV."
    ),
    "protected": "Le classeur est protégé par un mot de passe : enregistrez-le sans mot de passe.",
    "old_excel": "C'est un classeur Excel d'avant 2007 (.xls) : enregistrez-le en .xlsx ou en CSV.",
    "binary_excel": "C'est un classeur Excel binaire (.xlsb) : enregistrez-le en .xlsx ou en CSV.",
    "numbers": "C'est un classeur Numbers : exportez-le en .xlsx ou en CSV.",
    "web_page": (
        "C'est une page web, malgré son nom : ouvrez-la dans Excel ou LibreOffice, et enregistrez-la en .xlsx ou\n"
        "en CSV."
    ),
    "xml": (
        "C'est du XML, malgré son nom : ouvrez-le dans Excel ou LibreOffice, et enregistrez-le en .xlsx ou\nen CSV."
    ),
    "all_hidden": "Tout est masqué dans ce classeur : affichez les lignes à lire, et enregistrez-le.",
    "too_large_inside": "Décompressé, ce classeur est trop volumineux : enregistrez la liste en CSV.",
    "too_many_lines": "La liste a plus de 30 000 lignes : partagez-la.",
    "too_many_columns": "La liste a plus de 200 colonnes.",
    "quote_unclosed": "Un guillemet ouvert à la ligne {line} n'est jamais fermé.",
    "encoding": "L'encodage annoncé par le fichier n'est pas le sien : enregistrez-le en CSV UTF-8.",
    "no_such_column": "Il n'y a pas de colonne « {about} ».",
    "no_such_field": "Il n'y a pas de champ « {about} ».",
    "two_columns": "Deux colonnes ne peuvent pas être toutes deux « {about} ».",
}
GARBLED = (
    "Des lettres semblent abîmées, sur {lines} :\n{examples}\n"
    "Pour les réparer : REPAIR=1. Pour tout laisser tel quel : REPAIR=0."
)
REPAIR = "Des lettres semblent abîmées, sur {lines} :\n{examples}\nLes réparer ? [o/n] "
REPAIRED = "Les lettres abîmées sont réparées."
# Lines that say the header again: one, several.
HEADER_AGAIN = (
    "ligne ne nomme personne et n'est pas lue, elle reprend les titres des colonnes",
    "lignes ne nomment personne et ne sont pas lues, elles reprennent les titres des colonnes",
)
# What somebody has hidden in a workbook: one, several.
HIDDEN = {
    "rows": ("ligne masquée n'est pas lue", "lignes masquées ne sont pas lues"),
    "columns": ("colonne masquée n'est pas lue", "colonnes masquées ne sont pas lues"),
    "sheets": ("feuille masquée n'est pas lue", "feuilles masquées ne sont pas lues"),
}


def field(name: str) -> str:
    """Return what a field is called; a tick for one atelier is called by its id."""
    return FIELDS.get(name, name)


def remark(told: Mapping[str, Any], sentences: Mapping[str, str] = LINES) -> str:
    """Return what is wrong with a line, or to be known of it, as a sentence. A code that is new here says itself."""
    sentence = sentences.get(told["code"], told["message"]).replace("{about}", told.get("about") or "?")
    return f"{field(told['field'])} : {sentence}" if told["field"] else sentence


def unreadable(reason: str, more: Mapping[str, Any], detail: str) -> str:
    """Return why no list can be made of a file."""
    told = {name: field(str(value)) if reason == "two_columns" else str(value) for name, value in more.items()}
    return FILES[reason].format(**told) if reason in FILES else detail


def garbled(sentence: str, found: Garbled) -> str:
    """Return what is said of garbled letters, with some as they stand and as they would read."""
    examples = "\n".join(f"  « {example.stands} » se lirait « {example.reads} »" for example in found.examples)
    return sentence.format(lines=lines(found.lines), examples=examples)


def lines(count: int) -> str:
    """Return how many lines."""
    return f"{count} ligne{'s' if count > 1 else ''}"


def header_again(lines: Sequence[int]) -> str:
    """Say which lines name the columns and nobody."""
    return f"{len(lines)} {HEADER_AGAIN[len(lines) > 1]} : {', '.join(map(str, lines))}."


def hidden(left_out: Hidden) -> str:
    """Return what is hidden in a workbook, and not read."""
    return f"{left_out.count} {HIDDEN[left_out.what][left_out.count > 1]} : {left_out.where}."
