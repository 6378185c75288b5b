"""A whole name in one cell, parted into given name and family name."""

import re

from attendance.documents.lists.values import Unread, about, line

# They belong to the name that follows them, whatever the capitals: "Jean de LA TOUR".
_PARTICLE = re.compile("de|du|des|d['’]|l[ae]s?|van|von|de[rn]|[ae]l|b[ei]n|d[aio]s?", re.IGNORECASE)
_TITLES = re.compile(r"^(?:m|mr|mme|mlle|mrs|ms|dr|pr|prof|monsieur|madame|mademoiselle)\.?\s+", re.IGNORECASE)


def parted(text: str, *, family_first: bool) -> tuple[str, str]:
    """Return the given name and the family name. Raises Unread where nobody could tell them apart.

    A comma follows a family name; words in capitals are one; of two words, the order that the
    column has tells. One word is a family name without a given one.
    """
    told = re.sub(_TITLES, "", line(text))
    before, comma, after = told.partition(",")
    if comma:
        return after.strip(), before.strip()
    words = told.split()
    capitals = [_is_capital(word) for word in words]
    if any(capitals) and not all(capitals):
        begins, ends = capitals.index(True), len(capitals) - capitals[::-1].index(True)
        while begins and _PARTICLE.fullmatch(words[begins - 1]):
            begins -= 1
        if (begins == 0) != (ends == len(words)) and all(
            is_capital or _PARTICLE.fullmatch(word)
            for is_capital, word in zip(capitals[begins:ends], words[begins:ends], strict=True)
        ):
            return " ".join(words[:begins] + words[ends:]), " ".join(words[begins:ends])
    if len(words) < 2:
        return "", told
    if len(words) > 2:
        raise Unread("name_unclear", "does not tell where the family name begins: write it in capitals", about(text))
    given, family = reversed(words) if family_first else words
    return given, family


def _is_capital(word: str) -> bool:
    """Whether a word is written in capitals; an initial, as in "J. Exemple", is not."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and word.upper() == word
