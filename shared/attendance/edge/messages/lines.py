"""What one line of text from a person may hold."""

import unicodedata
from typing import Annotated

from pydantic import StringConstraints

_LOCAL = r"[A-Za-z0-9.!#$%&'*+/=^_`{|}~-]+"
_LABEL = r"[^\s@,;:<>()\[\]\\\"=?.\x00-\x1f]+"
# One address and no more. Without a question mark, which no real one has, none can be read in a mail's header as an
# encoded word that says something else; a local part beyond ASCII is one that the post cannot deliver.
type Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254, pattern=rf"^{_LOCAL}@{_LABEL}(\.{_LABEL})+$"),
]


def printable(text: str) -> str:
    """Refuse what no name has and what would disturb a list: control, private and unassigned characters."""
    if any(unicodedata.category(c) in ("Cc", "Co", "Cn", "Zl", "Zp") for c in text):
        raise ValueError("holds a character that cannot be printed")
    return text
