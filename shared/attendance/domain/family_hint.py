"""What a phone is told of a family name beyond its initial: enough to find whoever says it, too little to read it."""

from attendance.domain.folding import folded

# FNV-1a of 32 bits: the phones compute it too (`site/lib/family_hint.js`), in a line. Nothing rests on its strength.
_OFFSET = 0x811C9DC5
_PRIME = 0x01000193


def family_hint(family_name: str | None) -> str:
    """Return a hexadecimal digit for the first word of a family name, and two for each other one.

    A phone knows the initial of the first, so that it knows as much, or as little, of each.
    """
    first, *others = [_hash(word) for word in folded(family_name or "").split()] or [""]
    return first[:1] + "".join(others)


def _hash(word: str) -> str:
    number = _OFFSET
    for byte in word.encode():
        number = (number ^ byte) * _PRIME & 0xFFFFFFFF
    # The lower bits hang on few letters.
    return f"{number >> 24:02x}"
