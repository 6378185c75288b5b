"""How well a column of a list fits a field: by its name, whole and in parts, and by its cells."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from attendance.documents.lists.headers import MAYBE_LUNCH
from attendance.documents.lists.values import CANCELLED, Unread, cancelled, kind, status, yes_or_no
from attendance.domain.frozen import frozen
from attendance.domain.texts import Choice
from attendance.domain.wording import comparable
from attendance.vocabulary.fields import ON_THE_DAY, names

# If two columns fit nearly equally, only the organiser can choose.
UNDECIDED = 0.1
# A time in such a column is when somebody came, not what they chose.
_CHOICES = frozenset({"ateliers", *names(part=ON_THE_DAY)})
_NAMES = frozenset({"given_name", "family_name", "name", "name_family_first"})
# The payer or the owner of the account may be another person than the attendee.
_OTHERS = re.compile(
    r"\b(acheteu(r|se)s?|payeu(r|se)s?|paye|payer|payers?|buyers?|purchasers?|billing|facturation|factur[eé]e?"
    r"|commande|command[eé]e?|order|ordered|donateurs?|donors?|contributeurs?"
    r"|users?|username|utilisat(eur|rice)s?|display|login|comptes?|account|identifiants?|organisateurs?|organizers?"
    r"|parrains?|contact|urgence|emergency|accompagn\w+|conjoint\w*|parents?|tuteurs?)\b"
)
# A way to reach the attendee is theirs: "adresse mail de contact" is not "e-mail du contact".
_REACHED = re.compile(r"\b(e ?mails?|mails?|courriels?|adresse)( de)? contact\b|^contact (e ?mail|courriel)\b")
_PEOPLE = re.compile(
    r"\b(participant\w*|attendees?|beneficiaires?|inscrit\w*|invite\w*|guests?|adherents?|titulaires?)\b"
)
# Words that make a name the name of a thing.
_THINGS = re.compile(
    r"\b(events?|evenements?|sessions?|tickets?|billets?|produits?|products?|tarifs?|formules?|options?|campagnes?"
    r"|campaigns?|fichiers?|files?|listes?|lists?|groupes?|groups?|formulaires?|forms?|lieux?|salles?|rooms?|venues?"
    r"|villes?|city|pays|country|codes?|promo\w*|coupons?|ateliers?|workshops?|categories?|category|fonction|rue|street"
    r"|medecin|doctor|chat|chien|animal|pet|projets?|projects?|stands?|equipes?|teams?|marques?|brands?|sites?)\b"
)
_PLAIN = re.compile("noms?|names?|participante?s?|attendee|personne|invite")
# Words that do not say whose name it is.
_AROUND = re.compile(
    r"\b(votre|vos|your|mon|my|quels?|quelles?|what|is|est|le|la|les|the|de|du|des|d|l|of|s|il|vous|plait|please)\b"
)
_AGAIN = re.compile(r"\b(confirm\w*|verification|repete\w*|repeat|2|bis)\b")
_LOOKED_AT = 200
# A regular expression may backtrack: one cell of 32 000 digits and a letter takes seconds.
_LONGEST_LOOKED_AT = 200
_ADDRESS = re.compile(r"[^\s@]+@\S+")
# A time of day, a date, a number: written by tools, and nobody's name.
_FIGURES = re.compile(r"[\d\s:./,+-]*\d[\d\s:./,+TZh-]*")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d[ T])?\d{1,2}[:h]\d\d(:\d\d)?.*")


@frozen
class Cells:
    """The content of a column, as far as it is examined."""

    texts: tuple[str, ...]
    filled: float

    @classmethod
    def of(cls, column: Sequence[str]) -> "Cells":
        # A status may be on few lines, and on none of the first.
        filled = [text.strip() for text in column if text and not text.isspace()]
        looked_at = tuple(text[:_LONGEST_LOOKED_AT] for text in filled[:_LOOKED_AT])
        return cls(looked_at, len(filled) / len(column) if column else 0.0)

    def share(self, pattern: re.Pattern[str]) -> float:
        """Return the share of the filled cells that match a pattern."""
        return sum(map(bool, map(pattern.fullmatch, self.texts))) / len(self.texts) if self.texts else 0.0

    @property
    def are_addressed(self) -> bool:
        return any("@" in text for text in self.texts)

    @property
    def is_one_for_all(self) -> bool:
        return len(self.texts) > 1 and len(set(self.texts)) == 1


def by_name(header: str, found: str) -> float:
    """Return from 0 to 1 how much of a column's name is the field's, less if it is about somebody else."""
    text = comparable(header)
    share = len(comparable(found).split()) / max(1, len(_AROUND.sub(" ", _PEOPLE.sub(" ", text)).split()))
    return (
        min(1.0, share)
        - 0.8 * is_of_others(header)
        + 0.2 * bool(_PEOPLE.search(text))
        - 0.5 * bool(_AGAIN.search(text))
    )


def is_of_others(header: str) -> bool:
    """Whether a column is about somebody other than the attendee: a buyer, an account, a contact."""
    return bool(_OTHERS.search(_REACHED.sub(" ", comparable(header))))


def is_possible(field: str, header: str, found: str, cells: Cells, kinds: Iterable[Choice]) -> bool:
    """Whether a column's cells permit it to be a field. `found` is the piece of its name that suggests it.

    `kinds` are those for which the event has labels of its own.
    """
    text = comparable(header)
    if field in _NAMES and _PLAIN.fullmatch(found) and _THINGS.search(text):
        return False
    if field in ("kind", "status"):
        reader = partial(kind, labelled=kinds) if field == "kind" else status
        return sum(_is_read(reader, text) for text in cells.texts) > 0.5 * len(cells.texts)
    if not cells.texts:
        return True
    if field == "lunch" and re.fullmatch(MAYBE_LUNCH, found):
        return sum(_is_read(yes_or_no, text) for text in cells.texts) > 0.5 * len(cells.texts)
    if field == CANCELLED:
        # "Remboursé" is as often an amount, "annulé" a date.
        return all(_is_read(cancelled, text) for text in cells.texts)
    if field == "email":
        # An invalid address is reported line by line; "anonymous" on every line comes from a tool.
        return cells.are_addressed or not cells.is_one_for_all
    if field in _NAMES:
        others = _AROUND.sub(" ", _PEOPLE.sub(" ", text)).split()
        # "Nom de la manifestation" is the same on every line; so is a family's name, in a column called so.
        is_thing = cells.is_one_for_all and len(cells.texts) > 2 and len(others) > len(comparable(found).split())
        return cells.share(_FIGURES) < 0.5 and cells.share(_ADDRESS) < 0.5 and not is_thing
    return field not in _CHOICES or cells.share(_TIME) < 0.5


def are_addresses(cells: Cells) -> bool:
    """Whether a column holds e-mail addresses, whatever its name."""
    return cells.share(_ADDRESS) >= 0.8


def by_cells(field: str, cells: Cells) -> float:
    """Return how much a column's cells support a field: an empty column, or one value for all, counts against it."""
    filled = cells.filled if field != "email" or cells.are_addressed else 0.0
    return filled - 0.5 * (field in (*_NAMES, "email") and cells.is_one_for_all)


def _is_read(reader: Callable[[str], Any], text: str) -> bool:
    try:
        reader(text)
    except Unread:
        return False
    return True
