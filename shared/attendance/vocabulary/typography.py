"""French typography: apostrophes, and the spaces at which no line may end."""

import re

_BEFORE = re.compile(r"[ \u00a0\u202f]+([:;?!»€%])")
_AFTER = re.compile(r"«[ \u00a0\u202f]+")
# In an address, an apostrophe and a hyphen stay.
_APOSTROPHE = re.compile(r"(?<=\w)'(?!\S*@)")
_EMAIL = re.compile(r"\b([eE])-mail(?!\S*@)")
_NUMBER = re.compile(r"\b([nN]°)\s+(?=[\d{])")


def spaced(text: str) -> str:
    """Return a text in which no line can end before a colon, or within quotation marks beside them."""
    bound = _BEFORE.sub("\N{NO-BREAK SPACE}\\1", text)
    return _NUMBER.sub("\\1\N{NO-BREAK SPACE}", _AFTER.sub("«\N{NO-BREAK SPACE}", bound))


def typeset(text: str) -> str:
    """Return what somebody typed as printers set it: with typographic apostrophes too, and "e-mail" in one piece."""
    curled = _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", text)
    return _EMAIL.sub("\\1\N{NON-BREAKING HYPHEN}mail", spaced(curled))
