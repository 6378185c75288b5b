"""What one line of text from a person may hold."""

import unicodedata


def printable(text: str) -> str:
    """Refuse what no name has and what would disturb a list: control, private and unassigned characters."""
    if any(unicodedata.category(c) in ("Cc", "Co", "Cn", "Zl", "Zp") for c in text):
        raise ValueError("holds a character that cannot be printed")
    return text
