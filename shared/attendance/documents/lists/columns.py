"""Which column of a list is which field of a registration, by its name in French or English."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from attendance.documents.lists.table import Table, UnreadableList
from attendance.documents.lists.values import is_yes_or_no
from attendance.documents.lists.wording import folded
from attendance.domain.programme import Atelier

GIVEN_NAME, FAMILY_NAME = "given_name", "family_name"
# A whole name in one column, by the order of its parts where capitals do not tell them.
NAME, NAME_FAMILY_FIRST = "name", "name_family_first"
ATELIERS = "ateliers"
CONSENT = "consent"
FIELDS = (
    GIVEN_NAME,
    FAMILY_NAME,
    NAME,
    NAME_FAMILY_FIRST,
    "email",
    "organisation",
    "kind",
    "stand",
    ATELIERS,
    "lunch",
    "diet",
    "village",
    "drink",
    "language",
    CONSENT,
)
BETWEEN_ATELIERS = " ; "
_VALUES_LOOKED_AT = 50
_LONGEST_NAME = 200
_GIVEN = r"\b(prenoms?|first ?names?|given ?names?|forenames?)\b"
_FAMILY = r"\b(noms?|last ?names?|family ?names?|surnames?|names?)\b"

# The first that is found in a column's folded name.
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        (CONSENT, r"\b(consentement|consents?|rgpd|gdpr|j accepte|i agree|donnees personnelles)\b"),
        ("email", r"\b(e ?mails?|mails?|courriels?|mel|adresse electronique)\b"),
        ("diet", r"\b(regimes?|diets?|dietary|alimentaires?|alimentation)\b"),
        ("drink", r"\b(verre|drinks?|cocktail|aperitif|apero|pot de (cloture|depart))\b"),
        ("stand", r"\b(nom|intitule|libelle|name|title)\b.*\b(stand|booth)\b|\b(stand|booth) name\b|^(stand|booth)$"),
        ("village", r"\bvillage\b"),
        ("stand", r"\b(stand|booth)\b"),
        ("lunch", r"(?<!petit )\b(dejeuners?|dejeunez|lunch|repas|meals?)\b"),
        (ATELIERS, r"\b(ateliers?|workshops?)\b"),
        ("language", r"\b(langues?|languages?|lang)\b"),
        (
            "organisation",
            r"\b(organi[sz]ations?|organismes?|structures?|entreprises?|societes?|associations?|institutions?"
            r"|etablissements?|employeurs?|compan(y|ies)|affiliations?|raison sociale|laboratoires?|employers?)\b",
        ),
        (
            "kind",
            r"^(kind|role|profil|qualite|categorie|category|type)$|\b(vous etes|je suis|en tant que|you are)\b"
            r"|^(type|categorie|profil|kind) (de |d |of )?(participants?|participation|inscription|badge|attendee)$",
        ),
        (NAME, r"\b(nom complet|full ?name|complete name)\b"),
        (NAME_FAMILY_FIRST, rf"{_FAMILY}.*{_GIVEN}"),
        (NAME, rf"{_GIVEN}.*{_FAMILY.replace('names?', 'name')}"),
        (GIVEN_NAME, _GIVEN),
        (FAMILY_NAME, _FAMILY),
        (NAME, r"^(participant|participante|participants|attendee|personne|invite)$"),
    )
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list, the field that it is, if any, and what stands in it first."""

    column: int
    header: str
    field: str | None
    example: str


def is_known(name: str) -> bool:
    """Whether a text is the name of a column that a registration has a field for."""
    return field_of(name) is not None


def field_of(name: str) -> str | None:
    """Return the field that a column's name means."""
    if name in FIELDS:
        return name
    text = folded(name[:_LONGEST_NAME])
    return next((field for field, pattern in _NAMES if pattern.search(text)), None)


def fields(ateliers: Iterable[Atelier]) -> tuple[str, ...]:
    """Return all that a column may be: a field, or one atelier that people tick."""
    return (*FIELDS, *(atelier.id for atelier in ateliers))


def matched(table: Table, ateliers: Sequence[Atelier]) -> tuple[Column, ...]:
    """Return every column with its field. Each field is found once, but for the ateliers, which may have several."""
    found: list[str | None] = []
    for number, name in enumerate(table.header):
        field = _ticked(table, number, ateliers) or field_of(name)
        found.append(None if field != ATELIERS and field in found else field)
    if FAMILY_NAME in found and GIVEN_NAME not in found:
        # "Nom" alone is a whole name more often than not.
        found[found.index(FAMILY_NAME)] = None if {NAME, NAME_FAMILY_FIRST} & set(found) else NAME
    if {GIVEN_NAME, FAMILY_NAME} <= set(found):
        found = [None if field in (NAME, NAME_FAMILY_FIRST) else field for field in found]
    return tuple(Column(n, name, found[n], _example(table, n)) for n, name in enumerate(table.header))


def remapped(columns: Iterable[Column], wanted: Mapping[str, str], ateliers: Iterable[Atelier]) -> tuple[Column, ...]:
    """Return columns with other fields, as somebody wants them, by their name or number from 1; "" is no field.

    Raises UnreadableList for a column or a field that there is not, and for a field that two columns would be.
    """
    columns, known = tuple(columns), fields(ateliers)
    fresh: dict[int, str | None] = {}
    for name, told in wanted.items():
        numbers = {c.column for c in columns if folded(c.header) == folded(name) or str(c.column + 1) == name.strip()}
        if not numbers:
            raise UnreadableList("no_such_column", f"There is no column {name!r}.", about=name)
        field = told.strip() if told.strip() in ("", *known) else field_of(told)
        if field is None:
            raise UnreadableList("no_such_field", f"There is no field {told!r}.", about=told)
        fresh |= dict.fromkeys(numbers, field or None)
    for column in columns:
        # What was asked for goes before what was found.
        taken = column.field in fresh.values() and column.field != ATELIERS
        fresh.setdefault(column.column, None if taken else column.field)
    chosen = [field for field in fresh.values() if field and field != ATELIERS]
    if twice := next((field for field in chosen if chosen.count(field) > 1), None):
        raise UnreadableList("two_columns", f"Two columns are {twice}.", about=twice)
    return tuple(Column(c.column, c.header, fresh[c.column], c.example) for c in columns)


def cells(row: Sequence[str], columns: Iterable[Column]) -> dict[str, str]:
    """Return a line's texts by field; those of several columns of ateliers are joined."""
    told: dict[str, str] = {}
    for column in columns:
        text = row[column.column]
        if column.field == ATELIERS and told.get(ATELIERS):
            told[ATELIERS] += BETWEEN_ATELIERS + text if text.strip() else ""
        elif column.field:
            told[column.field] = text
    return told


def _ticked(table: Table, number: int, ateliers: Iterable[Atelier]) -> str | None:
    """Return the atelier that a column is about, if it is named by one and people tick it."""
    name = folded(table.header[number])
    atelier = next((a for a in ateliers if _names(name, a)), None)
    values = [line.cells[number] for line in table.lines[:_VALUES_LOOKED_AT]]
    return atelier.id if atelier and all(map(is_yes_or_no, values)) else None


def _names(name: str, atelier: Atelier) -> bool:
    title = folded(atelier.title)
    numbered = (f"atelier {atelier.number}", f"atelier n {atelier.number}", f"n {atelier.number}")
    return name in (folded(atelier.id), *numbered) or (len(title) > len("atelier 99") and title in name)


def _example(table: Table, number: int) -> str:
    return next((line.cells[number] for line in table.lines if line.cells[number].strip()), "")[:80]
