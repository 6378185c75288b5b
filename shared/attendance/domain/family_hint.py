"""What a phone is told of a family name beyond its initial: enough to find whoever says it, too little to read it."""

from attendance.domain.folding import folded

# FNV-1a of 32 bits: the phones compute it too (`site/lib/family_hint.js`), in a line. Nothing rests on its strength.
_OFFSET = 0x811C9DC5
_PRIME = 0x01000193


def family_hint(family_name: str | None) -> str:
    """Return one hexadecimal digit for each word of a family name."""
    return "".join(map(_digit, folded(family_name or "").split()))


def _digit(word: str) -> str:
    number = _OFFSET
    for byte in word.encode():
        number = (number ^ byte) * _PRIME & 0xFFFFFFFF
    # The lower bits hang on few letters.
    return f"{number >> 28:x}"
