"""How well a column of a list fits a field: by its name, whole and in parts, and by what stands in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from attendance.documents.lists.values import CANCELLED, Unread, cancelled, kind, status
from attendance.domain.wording import folded

# Two columns that fit about as well are told apart by nobody but the organiser.
UNDECIDED = 0.1
# A time in such a column says when somebody came, not what they want.
_WISHES = frozenset({"ateliers", "lunch", "diet", "village", "drink"})
_NAMES = frozenset({"given_name", "family_name", "name", "name_family_first"})
# Whoever paid may be another than who comes; so may whose account it was.
_OTHERS = re.compile(
    r"\b(acheteu(r|se)s?|payeu(r|se)s?|paye|payer|payers?|buyers?|purchasers?|billing|facturation|factur[eé]e?"
    r"|commande|command[eé]e?|order|ordered|donateurs?|donors?|contributeurs?"
    r"|users?|username|utilisat(eur|rice)s?|display|login|comptes?|account|identifiants?|organisateurs?|organizers?"
    r"|parrains?|contact|urgence|emergency|accompagn\w+|conjoint\w*|parents?|tuteurs?)\b"
)
# How somebody is reached is theirs: "adresse mail de contact" is not "e-mail du contact".
_REACHED = re.compile(r"\b(e ?mails?|mails?|courriels?|adresse)( de)? contact\b|^contact (e ?mail|courriel)\b")
_PEOPLE = re.compile(
    r"\b(participant\w*|attendees?|beneficiaires?|inscrit\w*|invite\w*|guests?|adherents?|titulaires?)\b"
)
# A word beside it makes a name that of a thing.
_THINGS = re.compile(
    r"\b(events?|evenements?|sessions?|tickets?|billets?|produits?|products?|tarifs?|formules?|options?|campagnes?"
    r"|campaigns?|fichiers?|files?|listes?|lists?|groupes?|groups?|formulaires?|forms?|lieux?|salles?|rooms?|venues?"
    r"|villes?|city|pays|country|codes?|promo\w*|coupons?|ateliers?|workshops?|categories?|category|fonction|rue|street"
    r"|medecin|doctor|chat|chien|animal|pet|projets?|projects?|stands?|equipes?|teams?|marques?|brands?|sites?)\b"
)
_PLAIN = re.compile("noms?|names?|participante?s?|attendee|personne|invite")
# They say nothing of whose name it is.
_AROUND = re.compile(
    r"\b(votre|vos|your|mon|my|quels?|quelles?|what|is|est|le|la|les|the|de|du|des|d|l|of|s|il|vous|plait|please)\b"
)
_AGAIN = re.compile(r"\b(confirm\w*|verification|repete\w*|repeat|2|bis)\b")
_LOOKED_AT = 200
# An expression tries each place of a text against each other: one cell of 32 000 digits and a letter takes it seconds.
_LONGEST_LOOKED_AT = 200
_ADDRESS = re.compile(r"[^\s@]+@\S+")
# A time of day, a date, a number: what a tool writes, and nobody is called.
_FIGURES = re.compile(r"[\d\s:./,+-]*\d[\d\s:./,+TZh-]*")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d[ T])?\d{1,2}[:h]\d\d(:\d\d)?.*")


@dataclass(frozen=True, slots=True)
class Cells:
    """What stands in a column, as far as one looks."""

    texts: tuple[str, ...]
    filled: float

    @classmethod
    def of(cls, column: Sequence[str]) -> "Cells":
        # A status may stand on few lines, and on none of the first.
        filled = [text.strip() for text in column if text and not text.isspace()]
        looked_at = tuple(text[:_LONGEST_LOOKED_AT] for text in filled[:_LOOKED_AT])
        return cls(looked_at, len(filled) / len(column) if column else 0.0)

    def share(self, pattern: re.Pattern[str]) -> float:
        """Return the share of the filled cells that are of a form."""
        return sum(map(bool, map(pattern.fullmatch, self.texts))) / len(self.texts) if self.texts else 0.0

    @property
    def are_addressed(self) -> bool:
        return any("@" in text for text in self.texts)

    @property
    def is_one_for_all(self) -> bool:
        return len(self.texts) > 1 and len(set(self.texts)) == 1


def by_name(header: str, found: str) -> float:
    """Return how much of a column's name the field's is, from 0 to 1, less where it is somebody else's."""
    told = folded(header)
    share = len(folded(found).split()) / max(1, len(_AROUND.sub(" ", _PEOPLE.sub(" ", told)).split()))
    return (
        min(1.0, share)
        - 0.8 * is_of_others(header)
        + 0.2 * bool(_PEOPLE.search(told))
        - 0.5 * bool(_AGAIN.search(told))
    )


def is_of_others(header: str) -> bool:
    """Whether a column is about somebody who need not come: a buyer, an account, a contact."""
    return bool(_OTHERS.search(_REACHED.sub(" ", folded(header))))


def is_possible(field: str, header: str, found: str, cells: Cells) -> bool:
    """Whether a column may be a field at all, by what stands in it. `found` is the piece of its name that says so."""
    told = folded(header)
    if field in _NAMES and _PLAIN.fullmatch(found) and _THINGS.search(told):
        return False
    if field in ("kind", "status"):
        reader = kind if field == "kind" else status
        return sum(_is_read(reader, text) for text in cells.texts) > 0.5 * len(cells.texts)
    if not cells.texts:
        return True
    if field == CANCELLED:
        # "Remboursé" is as often an amount, "annulé" a date.
        return all(_is_read(cancelled, text) for text in cells.texts)
    if field == "email":
        # What is no address is told line by line; "anonymous" on every line is a tool's.
        return cells.are_addressed or not cells.is_one_for_all
    if field in _NAMES:
        others = _AROUND.sub(" ", _PEOPLE.sub(" ", told)).split()
        # "Nom de la manifestation" is the same on every line; so is the name of a family, which is called that.
        is_thing = cells.is_one_for_all and len(cells.texts) > 2 and len(others) > len(folded(found).split())
        return cells.share(_FIGURES) < 0.5 and cells.share(_ADDRESS) < 0.5 and not is_thing
    return field not in _WISHES or cells.share(_TIME) < 0.5


def are_addresses(cells: Cells) -> bool:
    """Whether a column holds e-mail addresses, whatever it is called."""
    return cells.share(_ADDRESS) >= 0.8


def by_cells(field: str, cells: Cells) -> float:
    """Return how much what stands in a column speaks for a field: an empty one loses, and one value for everybody."""
    filled = cells.filled if field != "email" or cells.are_addressed else 0.0
    return filled - 0.5 * (field in (*_NAMES, "email") and cells.is_one_for_all)


def _is_read(reader: Callable[[str], Any], text: str) -> bool:
    try:
        reader(text)
    except Unread:
        return False
    return True
