"""The signed QR code that names an attendee.

A badge is the base45 text of 81 bytes: version (1), event tag (4), attendee id
(11), issue (1), signature (64). That is 122 characters, the most that a QR code of
version 5-M holds in alphanumeric mode. The space is one of its characters: never
trim a badge.

Of an ECDSA signature (r, s) anybody can make a second that is as good, (r, n - s). Both
are the same badge: it is read, and compared, in the form whose s is the lower. Badges
that were issued before all were signed so say the higher one, and are printed again so.
"""

import hashlib
import unicodedata
from functools import lru_cache
from itertools import zip_longest
from struct import pack

from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.problem import Problem
from attendance.vocabulary.limits import CODE_CHARACTERS

VERSION = 1
FIRST_ISSUE = 1
# It is stored in one byte.
LAST_ISSUE = 255
ID_BYTES = 11
SIGNATURE_BYTES = 64
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Letters that no code has, for what they are mistaken for.
_MISREAD = str.maketrans("OIL", "011")
_STATEMENT_BYTES = 1 + 4 + ID_BYTES + 1
# The order n of P-256: how many points its generator makes.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_ID_CHARACTERS = -(-ID_BYTES * 8 // 5)
_VALUE = {character: value for value, character in enumerate(ALPHANUMERIC)}
_LENGTH = (_STATEMENT_BYTES + SIGNATURE_BYTES) // 2 * 3 + (_STATEMENT_BYTES + SIGNATURE_BYTES) % 2 * 2


class Unprintable(Problem):
    """Paper cannot show everything that it should say about somebody: these `characters`, or any name at all."""

    code = "unprintable"

    def __init__(self, characters: str) -> None:
        lacking = f"{characters} cannot be printed" if characters else "nothing of the name can be seen"
        detail = f"No paper is issued: {lacking}. Correct the name, the organisation or the stand first."
        super().__init__(self.code, detail, characters=characters)


@frozen
class Badge:
    """What a badge states, with its signature in low form. The reader has to verify it."""

    event_tag: bytes
    attendee_id: str
    issue: int
    signature: bytes


def event_tag(event_id: str) -> bytes:
    """Return the four bytes that distinguish one event's badges from another's."""
    return hashlib.sha256(event_id.encode()).digest()[:4]


def statement(event_id: str, attendee_id: str, issue: int) -> bytes:
    """Return the 17 bytes that the signature covers."""
    return bytes([VERSION]) + event_tag(event_id) + id_bytes(attendee_id) + bytes([issue])


def text(event_id: str, attendee_id: str, issue: int, signature: bytes) -> str:
    """Return the text of the QR code."""
    return base45(statement(event_id, attendee_id, issue) + signature)


def of(attendee: Attendee, event_id: str, issue: int | None = None) -> str:
    """Return the text of an attendee's QR code: the valid issue, or the given one."""
    issue = issue or attendee.issue
    return text(event_id, attendee.id, issue, attendee.signatures[issue - FIRST_ISSUE])


# The rules ask for one scan's badge several times.
@lru_cache(maxsize=8)
def read(scanned: str) -> Badge | None:
    """Return what a scanned text states, or None for a text that is no badge."""
    raw = _bytes(scanned)
    if raw is None or raw[0] != VERSION:
        return None
    return Badge(
        event_tag=raw[1:5],
        attendee_id=attendee_id(raw[5 : 5 + ID_BYTES]),
        issue=raw[_STATEMENT_BYTES - 1],
        signature=low_form(raw[_STATEMENT_BYTES:]),
    )


def low_form(signature: bytes) -> bytes:
    """Return a signature, r and s of 32 bytes each, in the form with the lower s.

    Bytes that are no signature, such as with an s beyond n, are returned unchanged.
    """
    half = SIGNATURE_BYTES // 2
    s = int.from_bytes(signature[half:])
    return signature[:half] + (ORDER - s).to_bytes(half) if ORDER // 2 < s < ORDER else signature


def canonical(scanned: str) -> str:
    """Return the one text that stands for every form of a badge; a text that is no badge is returned unchanged."""
    raw = _bytes(scanned)
    if raw is None or raw[0] != VERSION:
        return scanned
    return base45(raw[:_STATEMENT_BYTES] + low_form(raw[_STATEMENT_BYTES:]))


def attendee_id(raw: bytes) -> str:
    """Return 11 bytes as 18 Crockford base-32 characters, safe in a URL and easy to read out."""
    value = int.from_bytes(raw)
    return "".join(CROCKFORD[value >> 5 * n & 31] for n in reversed(range(_ID_CHARACTERS)))


def id_bytes(attendee_id: str) -> bytes:
    """Return the 11 bytes that an attendee's id stands for."""
    value = 0
    for character in attendee_id:
        value = value << 5 | CROCKFORD.index(character)
    return value.to_bytes(ID_BYTES)


def typed_code(typed: str) -> str | None:
    """Return the short code that somebody typed, read off a badge or heard; None if it cannot be one."""
    spelled = "".join(c for c in typed.upper() if not c.isspace() and unicodedata.category(c) != "Pd")
    code = spelled.translate(_MISREAD)
    return code if len(code) == CODE_CHARACTERS and {*code} <= {*CROCKFORD} else None


def base45(raw: bytes) -> str:
    """Encode as RFC 9285 does: two bytes in three characters, a last one in two."""
    characters = []
    for start in range(0, len(raw), 2):
        chunk = raw[start : start + 2]
        value = int.from_bytes(chunk)
        for _ in range(len(chunk) + 1):
            value, digit = divmod(value, 45)
            characters.append(ALPHANUMERIC[digit])
    return "".join(characters)


def _bytes(scanned: str) -> bytes | None:
    """Decode base45 of a badge's length; None for any other text."""
    if len(scanned) != _LENGTH or not _VALUE.keys() >= {*scanned}:
        return None
    digits = [_VALUE[character] for character in scanned]
    by_place = digits[::3], digits[1::3], digits[2::3]
    *pairs, last = (low + 45 * mid + 45**2 * high for low, mid, high in zip_longest(*by_place, fillvalue=0))
    if max(pairs) >= 256**2 or last >= 256:
        return None
    return pack(f">{len(pairs)}HB", *pairs, last)
