"""How well a column of a list fits a field: by its name, whole and in parts, and by what stands in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from attendance.documents.lists.values import Unread, kind, status
from attendance.documents.lists.wording import folded

# Two columns that fit about as well are told apart by nobody but the organiser.
UNDECIDED = 0.1
_NAMES = frozenset({"given_name", "family_name", "name", "name_family_first"})
# Whoever paid may be another than who comes; so may whose account it was.
_OTHERS = re.compile(
    r"\b(acheteu(r|se)s?|payeu(r|se)s?|paye|payer|payers?|buyers?|purchasers?|billing|facturation|factur[eé]e?"
    r"|commande|command[eé]e?|order|ordered|donateurs?|donors?|contributeurs?"
    r"|users?|username|utilisat(eur|rice)s?|display|login|comptes?|account|identifiants?|organisateurs?|organizers?"
    r"|parrains?|contact|urgence|emergency|accompagn\w+|conjoint\w*|parents?|tuteurs?)\b"
)
_PEOPLE = re.compile(
    r"\b(participant\w*|attendees?|beneficiaires?|inscrit\w*|invite\w*|guests?|adherents?|titulaires?)\b"
)
# A word beside it makes a name that of a thing.
_THINGS = re.compile(
    r"\b(events?|evenements?|sessions?|tickets?|billets?|produits?|products?|tarifs?|formules?|options?|campagnes?"
    r"|campaigns?|fichiers?|files?|listes?|lists?|groupes?|groups?|formulaires?|forms?|lieux?|salles?|rooms?|venues?"
    r"|villes?|city|pays|country|codes?|promo\w*|coupons?|ateliers?|workshops?|categories?|category|fonction|rue|street)\b"
)
_AGAIN = re.compile(r"\b(confirm\w*|verification|repete\w*|repeat|2|bis)\b")
_LOOKED_AT = 200
_ADDRESS = re.compile(r"\S+@\S+")
# A time of day, a date, a number: what a tool writes, and nobody is called.
_FIGURES = re.compile(r"[\d\s:./,+-]*\d[\d\s:./,+TZh-]*")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d[ T])?\d{1,2}[:h]\d\d(:\d\d)?.*")


@dataclass(frozen=True, slots=True)
class Cells:
    """What stands in a column, as far as one looks."""

    texts: tuple[str, ...]
    count: int

    @classmethod
    def of(cls, column: Sequence[str]) -> "Cells":
        looked_at = column[:_LOOKED_AT]
        return cls(tuple(filled for text in looked_at if (filled := text.strip())), len(looked_at))

    def share(self, pattern: re.Pattern[str]) -> float:
        """Return the share of the filled cells that are of a form."""
        return sum(map(bool, map(pattern.fullmatch, self.texts))) / len(self.texts) if self.texts else 0.0

    @property
    def filled(self) -> float:
        return len(self.texts) / self.count if self.count else 0.0

    @property
    def is_one_for_all(self) -> bool:
        return len(self.texts) > 1 and len(set(self.texts)) == 1


def by_name(header: str, found: str) -> float:
    """Return how much of a column's name the field's is, from 0 to 1, less where it is somebody else's."""
    told = folded(header)
    share = len(folded(found).split()) / max(1, len(told.split()))
    return share - 0.8 * bool(_OTHERS.search(told)) + 0.2 * bool(_PEOPLE.search(told)) - 0.5 * bool(_AGAIN.search(told))


def is_possible(field: str, header: str, cells: Cells) -> bool:
    """Whether what stands in a column may be a field at all; blank cells may be anything."""
    if field in _NAMES and _THINGS.search(folded(header)):
        return False
    if not cells.texts:
        return True
    if field == "email":
        return cells.share(_ADDRESS) >= 0.3 or any("@" in text for text in cells.texts)
    if field in _NAMES:
        is_whole = len(folded(header).split()) == 1
        return cells.share(_FIGURES) < 0.5 and cells.share(_ADDRESS) < 0.5 and (is_whole or not cells.is_one_for_all)
    if field == "kind":
        return any(_is_read(kind, text) for text in cells.texts)
    if field == "status":
        return any(_is_read(status, text) for text in cells.texts)
    return field != "ateliers" or cells.share(_TIME) < 0.5


def are_addresses(cells: Cells) -> bool:
    """Whether a column holds e-mail addresses, whatever it is called."""
    return cells.share(_ADDRESS) >= 0.8


def by_cells(field: str, cells: Cells) -> float:
    """Return how much what stands in a column speaks for a field: an empty one loses, and one value for everybody."""
    return cells.filled - 0.5 * (field in (*_NAMES, "email") and cells.is_one_for_all)


def _is_read(reader: Callable[[str], Any], text: str) -> bool:
    try:
        reader(text)
    except Unread:
        return False
    return True
