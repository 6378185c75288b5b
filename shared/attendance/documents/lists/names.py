"""A whole name in one cell, split into given name and family name."""

import re

from attendance.documents.lists.values import Unread, about, line
from attendance.domain.wording import one_line

# Particles belong to the name that follows them, whatever the capitals: "Jean de LA TOUR".
_PARTICLE = re.compile("de|du|des|d['’]|l[ae]s?|van|von|de[rn]|[ae]l|b[ei]n|d[aio]s?", re.IGNORECASE)
_BETWEEN_PEOPLE = re.compile(r"[;\n|]|\s/\s|\s(?:et|and|und|y|&|\+)\s", re.IGNORECASE)
_TITLES = re.compile(r"^(?:m|mr|mme|mlle|mrs|ms|dr|pr|prof|monsieur|madame|mademoiselle)\.?\s+", re.IGNORECASE)


def parted(text: str, *, family_first: bool) -> tuple[str, str]:
    """Return given name and family name. Raises Unread for several people, or if the split is unclear.

    A family name stands before a comma, in capitals, or after a particle; two words are in the order
    that the column's name says. One word is a family name without a given one.
    """
    check_one_person(text)
    name = re.sub(_TITLES, "", line(text))
    before, comma, after = name.partition(",")
    if comma:
        return after.strip(), before.strip()
    words = name.split()
    if (found := _by_capitals(words) or _by_particle(words, family_first=family_first)) is not None:
        return found
    if len(words) < 2:
        return "", name
    if len(words) > 2:
        raise Unread("name_unclear", "does not show where the family name begins: write it in capitals", about(text))
    given, family = reversed(words) if family_first else words
    return given, family


def check_one_person(text: str) -> None:
    """Raise Unread for a cell that seems to name several people."""
    people = [one_line(piece) for piece in _BETWEEN_PEOPLE.split(text) if piece.strip()]
    pieces = [piece.strip() for person in people for piece in person.split(",") if piece.strip()]
    # "Dupont, Jean" is one person; "Ada Un, Carl Deux" are two, unless the first is a family name with its particle.
    is_family = bool(pieces) and _PARTICLE.fullmatch(pieces[0].split()[0])
    if len(pieces) > 2 or (not is_family and all(len(piece.split()) > 1 for piece in pieces)):
        people = pieces
    if len(people) > 1:
        raise Unread("several_people", "seems to name several people: one line a person", about(" · ".join(people)))


def _by_capitals(words: list[str]) -> tuple[str, str] | None:
    """Return the names, if words in capitals at one end are the family name."""
    capitals = [_is_capital(word) for word in words]
    if not any(capitals) or all(capitals):
        return None
    begins, ends = capitals.index(True), len(capitals) - capitals[::-1].index(True)
    while begins and _PARTICLE.fullmatch(words[begins - 1]):
        begins -= 1
    is_whole = all(
        is_capital or _PARTICLE.fullmatch(word)
        for is_capital, word in zip(capitals[begins:ends], words[begins:ends], strict=True)
    )
    if not is_whole or (begins == 0) == (ends == len(words)):
        return None
    return " ".join(words[:begins] + words[ends:]), " ".join(words[begins:ends])


def _by_particle(words: list[str], *, family_first: bool) -> tuple[str, str] | None:
    """Return the names, if a particle begins the family name: "Jean de La Fontaine", "de La Fontaine Jean"."""
    begins = next((at for at, word in enumerate(words) if _PARTICLE.fullmatch(word)), None)
    if begins is None:
        return None
    ends = len(words)
    if begins == 0:
        # One word that is no particle stands before the given name.
        ends = next((at for at, word in enumerate(words) if not _PARTICLE.fullmatch(word)), len(words)) + 1
    if family_first != (begins == 0) or ends > len(words) or (begins == 0 and ends == len(words)):
        return None
    return " ".join(words[:begins] + words[ends:]), " ".join(words[begins:ends])


def _is_capital(word: str) -> bool:
    """Whether a word is written in capitals; an initial, as in "J. Exemple", is not."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and word.upper() == word


def one(text: str) -> str:
    """Return the text of a cell with a given or a family name. Raises Unread for names of several people."""
    check_one_person(text)
    return line(text)
