"""A text as it is compared: what people write differently and mean the same."""

import re

from attendance.domain import folding

# "participant·e", "animateur(rice)", "exposant.e": the ending belongs to the word.
_INCLUSIVE = re.compile(r"(?<=\w)[·•‧.(\-](?:ne|rice|trice|ère|euse|e)\)?(?:[·•‧.\-]?s)?(?!\w)", re.IGNORECASE)


def folded(text: str) -> str:
    """Return a text without accents, case, inclusive endings and punctuation; its words apart by one space."""
    return folding.folded(_INCLUSIVE.sub("", text))


def one_line(text: str) -> str:
    """Return a text on one line, as names are: breaks, tabs and no-break spaces are spaces, and single."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())
