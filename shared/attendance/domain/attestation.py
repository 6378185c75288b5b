"""The code on an attestation: with it anybody can ask whether it is genuine, as long as the event's key exists.

It is the base64url text of 96 bytes: version (1), event tag (4), attendee id (11), digest of the
paper's content (12), mark of the name, made by a key of its own from all of these and the name (4),
signature (64). Nothing is stored of it, so it outlives the person's data. In the first version the
digest had 16 bytes, and there was no mark of the name.
"""

import base64
import re
from hashlib import sha256

from attendance.domain import badge
from attendance.domain.folding import folded
from attendance.domain.frozen import frozen
from attendance.domain.problem import Problem

NAMELESS, VERSION = 1, 2
DIGEST_BYTES = 12
# Four bytes are enough, because each guess needs a call to the key.
NAME_BYTES = 4
# The key signs badges too, whose 17 bytes begin otherwise: neither can be taken for the other.
_DOMAIN = b"pointage attestation "
_STATEMENT_BYTES = 1 + 4 + badge.ID_BYTES + DIGEST_BYTES + NAME_BYTES
_CODE = re.compile(f"[A-Za-z0-9_-]{{{(_STATEMENT_BYTES + badge.SIGNATURE_BYTES) * 4 // 3}}}", re.ASCII)


class NothingToAttest(Problem):
    """Somebody has no attendance to attest, or no name to attest it to."""

    code = "nothing_to_attest"

    def __init__(self) -> None:
        super().__init__(self.code, "Nobody saw this person at the event, or their name is not kept any more.")


@frozen
class Signed:
    """What a code states. The reader has to verify the signature."""

    statement: bytes
    signature: bytes

    @property
    def event_tag(self) -> bytes:
        return self.statement[1:5]

    @property
    def signed_bytes(self) -> bytes:
        """What the signature is of."""
        return to_sign(self.statement)

    @property
    def nameless(self) -> bytes:
        """The statement without the mark of the name."""
        return self.statement[:-NAME_BYTES]

    @property
    def name_mark(self) -> bytes | None:
        """The mark of the name, made by the names' key; None in a code of the first version."""
        return self.statement[-NAME_BYTES:] if self.statement[0] == VERSION else None


def nameless(event_id: str, attendee_id: str, digest: bytes) -> bytes:
    """Return the statement without the mark of the name: this digest, for this attendee of this event."""
    return bytes([VERSION]) + badge.event_tag(event_id) + badge.id_bytes(attendee_id) + digest


def to_mark(nameless: bytes, name: str) -> bytes | None:
    """Return the bytes that the names' key marks: equal for any case, accents and word order of a name.

    None for a text without a letter. Folding otherwise would need another version: codes are on paper.
    """
    words = sorted(folded(name).split())
    return nameless + sha256(" ".join(words).encode()).digest() if words else None


def to_sign(statement: bytes) -> bytes:
    """The bytes that the signature is made of."""
    return _DOMAIN + statement


def code(statement: bytes, signature: bytes) -> str:
    """Return the text of the code in the link."""
    return base64.urlsafe_b64encode(statement + signature).decode()


def read(given: str) -> Signed | None:
    """Return what a code states, or None for a text that is no code."""
    if not _CODE.fullmatch(given):
        return None
    raw = base64.urlsafe_b64decode(given)
    return Signed(raw[:_STATEMENT_BYTES], raw[_STATEMENT_BYTES:]) if raw[0] in (NAMELESS, VERSION) else None
