"""What one line of text from a person may hold, whichever way it comes in."""

import re
import unicodedata

from attendance.domain.folding import is_blank

# Control, private and unassigned characters, and halves of characters.
_UNPRINTABLE = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
# What mail programs make a link of wherever it stands. A name such as Booking.com is a name.
_LINK = re.compile(r"://|www\.")


class LinkedError(ValueError):
    """A text in which a stranger's link would reach whoever reads it."""

    def __init__(self) -> None:
        super().__init__("holds a web address: leave out :// and www.")


def line(text: str) -> str:
    """Return a line without the spaces around it; nothing, of one that shows nothing. Raises ValueError."""
    told = printable(text.strip())
    return "" if is_blank(told) else told


def printable(text: str) -> str:
    """Refuse what no name has and what would disturb a list."""
    if any(unicodedata.category(c) in _UNPRINTABLE for c in text):
        raise ValueError("holds a character that cannot be printed")
    return text


def linkless(text: str) -> str:
    """Refuse a link in what a mail or a page shows to others, also one of wide or parted letters.

    Raises LinkedError.
    """
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Cf", "Mn"))
    # Browsers take the full stop of East Asia for a point.
    if _LINK.search(seen.casefold().replace("\u3002", ".")):
        raise LinkedError
    return text
