"""A text in the form in which it is compared, so that different spellings of one thing are equal."""

import re

from attendance.domain import folding

# "participant·e", "animateur(rice)", "exposant.e": the ending belongs to the word.
_INCLUSIVE = re.compile(r"(?<=\w)[·•‧.(\-](?:ne|rice|trice|ère|euse|e)\)?(?:[·•‧.\-]?s)?(?!\w)", re.IGNORECASE)


def comparable(text: str) -> str:
    """Return a text without accents, case, inclusive endings and punctuation; words separated by one space."""
    return folding.folded(_INCLUSIVE.sub("", text))


def one_line(text: str) -> str:
    """Return a text on one line: breaks, tabs and no-break spaces become single spaces."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())
