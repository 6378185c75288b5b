"""The usual spelling of names that a list writes in capitals, or without any."""

import re

# In French these begin small, and any other particle with a capital: "de La Tour", "Du Bellay", "Van der Berg".
_SMALL = frozenset({"de", "d", "von", "zu", "y"})
_SMALL_AFTER_OTHERS = frozenset({"der", "den", "und"})
_PIECES = re.compile(r"([\s\-‐‑'’]+)")
# "Macron" and "MacDonald" are not told apart by their letters, nor "JB" and "Ng"; "II" is a number.
_UNSURE = re.compile(r"ma?c\w+|i{2,3}|iv|[^aeiouyàâäéèêëîïôöùûüœæ]{2,3}")


def usual(name: str) -> str:
    """Return a name in its usual spelling; what has capitals and small letters, or is unsure, stays as it is."""
    parts = _PIECES.split(name)
    is_small = name == name.lower()
    return "".join(
        part if at % 2 else _word(part, parts[:at], followed_by=parts[at + 1 : at + 2], is_small=is_small)
        for at, part in enumerate(parts)
    )


def respelled(**names: str) -> dict[str, str] | None:
    """Return a person's names in their usual spelling; None if they have it already."""
    spelled = {part: usual(name) for part, name in names.items()}
    return None if spelled == names else spelled


def _word(word: str, before: list[str], *, followed_by: list[str], is_small: bool) -> str:
    letters = [c for c in word if c.isalpha()]
    plain = word.lower()
    is_capital = word == word.upper() and (len(letters) > 1 or bool(followed_by))
    if not letters or not (is_capital or is_small) or _UNSURE.fullmatch(plain):
        return word
    is_within = plain in _SMALL_AFTER_OTHERS and any(part.strip() for part in before)
    # "d'Artagnan", but "O'Brien"; and the name "De" is one where nothing follows.
    if followed_by and (plain in _SMALL or is_within) and not followed_by[0].startswith(("-", "‐", "‑")):
        return plain
    at = next(n for n, c in enumerate(plain) if c.isalpha())
    return plain[:at] + plain[at].upper() + plain[at + 1 :]
