"""What a person typed, whichever way it comes in."""

import re
import unicodedata

from attendance.domain.folding import is_blank

# Control, private and unassigned characters, and halves of characters.
_UNPRINTABLE = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
# Texts that mail programs turn into links anywhere. A name such as Booking.com is a name.
_LINK = re.compile(r"://|www\.")


class LinkedError(ValueError):
    """A text that would show others a stranger's link."""

    def __init__(self) -> None:
        super().__init__("holds a web address: leave out :// and www.")


def cleaned(text: str) -> str:
    """Return a line of text without spaces around it; empty if nothing in it is visible. Raises ValueError."""
    shown = printable(text.strip())
    return "" if is_blank(shown) else shown


def cleaned_lines(text: str) -> str:
    """Return a text of several lines, each without spaces around it. Raises ValueError."""
    return "\n".join(cleaned(line) for line in text.splitlines()).strip("\n")


def printable(text: str) -> str:
    """Refuse characters that no name has and that would disturb a list."""
    if any(unicodedata.category(c) in _UNPRINTABLE for c in text):
        raise ValueError("holds a character that cannot be printed")
    return text


def linkless(text: str) -> str:
    """Refuse a link in a text that mails or pages show to others, also one of wide or separated letters.

    Raises LinkedError.
    """
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Cf", "Mn"))
    # Browsers read the East Asian full stop as a point.
    if _LINK.search(seen.casefold().replace("\u3002", ".")):
        raise LinkedError
    return text
