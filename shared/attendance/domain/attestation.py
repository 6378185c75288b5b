"""The code on an attestation, by which anybody can ask whether it is genuine, as long as the event's key lives.

It is the base64url text of 96 bytes: version (1), event tag (4), attendee id (11), digest of what
the paper says (12), what a key of its own makes of all that with the name (4), signature (64).
Nothing is stored of it, so it outlives the person's data. In the first version the digest had 16
bytes, and no name could be compared.
"""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256

from attendance.domain import badge
from attendance.domain.folding import folded
from attendance.domain.problem import Problem

NAMELESS, VERSION = 1, 2
DIGEST_BYTES = 12
# Whoever guesses has to ask the key each time.
NAME_BYTES = 4
# The key signs badges too, whose 17 bytes begin otherwise: neither can be taken for the other.
_DOMAIN = b"pointage attestation "
_CLAIM_BYTES = 1 + 4 + badge.ID_BYTES + DIGEST_BYTES + NAME_BYTES
_CODE = re.compile(f"[A-Za-z0-9_-]{{{(_CLAIM_BYTES + badge.SIGNATURE_BYTES) * 4 // 3}}}", re.ASCII)


class NothingToAttest(Problem):
    """Somebody has no attendance that could be attested, or no name to attest it to."""

    code = "nothing_to_attest"

    def __init__(self) -> None:
        super().__init__(self.code, "Nobody saw this person at the event, or their name is not kept any more.")


@dataclass(frozen=True, slots=True)
class Signed:
    """What a code claims. Whether its signature is right is for its reader to find out."""

    claim: bytes
    signature: bytes

    @property
    def event_tag(self) -> bytes:
        return self.claim[1:5]

    @property
    def message(self) -> bytes:
        """What the signature is of."""
        return message(self.claim)

    @property
    def told(self) -> bytes:
        """All that is claimed but for the name."""
        return self.claim[:-NAME_BYTES]

    @property
    def name_mark(self) -> bytes | None:
        """What the names' key made of the name; None in a code from before there was one."""
        return self.claim[-NAME_BYTES:] if self.claim[0] == VERSION else None


def told(event_id: str, attendee_id: str, digest: bytes) -> bytes:
    """Return what a code claims, but for the name: that an attestation of somebody says this."""
    return bytes([VERSION]) + badge.event_tag(event_id) + badge.id_bytes(attendee_id) + digest


def name_message(told: bytes, name: str) -> bytes | None:
    """Return what the names' key marks: the same for a name in whatever case, accents and order of its words.

    None for a text without a letter. To fold otherwise takes another version: codes are on paper.
    """
    words = sorted(folded(name).split())
    return told + sha256(" ".join(words).encode("utf-8", "replace")).digest() if words else None


def message(claim: bytes) -> bytes:
    """Return the bytes that are signed."""
    return _DOMAIN + claim


def code(claim: bytes, signature: bytes) -> str:
    """Return what stands in the link."""
    return base64.urlsafe_b64encode(claim + signature).decode()


def read(given: str) -> Signed | None:
    """Return what a code claims, or None for a text that is none."""
    if not _CODE.fullmatch(given):
        return None
    raw = base64.urlsafe_b64decode(given)
    return Signed(raw[:_CLAIM_BYTES], raw[_CLAIM_BYTES:]) if raw[0] in (NAMELESS, VERSION) else None
