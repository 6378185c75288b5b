"""Attestations' links: signed for people who came, verified for anybody, and stored nowhere."""

import hmac
import os
from collections.abc import Iterable, Iterator
from typing import TypedDict

from attendance.domain import attestation, badge
from attendance.domain.person import Person
from attendance.domain.programme import Programme
from attendance.services import name_key, signing_key
from attendance.store import everyone

PAGE = "attestation"


class Verified(TypedDict):
    """Whether an attestation is genuine, and of which event; null for another deployment's event."""

    genuine: bool
    event: str | None


class VerifiedName(Verified):
    """Whether it was also issued to a name; null if it is not genuine, or its code has no mark of the name."""

    name_matches: bool | None


def linked(digested: Iterable[tuple[Person, bytes]], event_id: str, origin: str) -> Iterator[tuple[Person, str]]:
    """Go through people, each with the link that verifies their attestation, from people with its digest.

    The link is on our public origin, or on the request's.
    """

    def sign(one: tuple[Person, bytes]) -> tuple[Person, str]:
        person, digest = one
        return person, f"{os.environ['PUBLIC_URL'] or origin}/{PAGE}#{_code(person, digest, event_id)}"

    return everyone.side_by_side(sign, digested)


def verified(code: str, programme: Programme) -> Verified:
    """Return whether an attestation was issued with a code: only the key is asked, for this event or another.

    The event is named if the code is of the event whose programme is known here. After a deployment has
    moved on to the next event, it still verifies the paper of the one before.
    """
    signed = attestation.read(code)
    is_genuine = signed is not None and signing_key.has_signed(signed.signed_bytes, signed.signature)
    is_other = signed is not None and is_genuine and signed.event_tag != badge.event_tag(programme.event.id)
    return {"genuine": is_genuine, "event": None if is_other else programme.event.name}


def verified_name(code: str, name: str, programme: Programme) -> VerifiedName:
    """Return also whether an attestation was issued to this name; None if its code has no mark of the name."""
    found, signed = verified(code, programme), attestation.read(code)
    matches = None
    if found["genuine"] and signed and (kept := signed.name_mark):
        typed = _name_mark(signed.nameless, name)
        matches = typed is not None and hmac.compare_digest(kept, typed)
    return {**found, "name_matches": matches}


def _code(person: Person, digest: bytes, event_id: str) -> str:
    who = person.attendee
    unnamed = attestation.nameless(event_id, who.id if who else "", digest)
    statement = unnamed + (_name_mark(unnamed, who.name or "" if who else "") or bytes(attestation.NAME_BYTES))
    return attestation.code(statement, signing_key.sign(attestation.to_sign(statement)))


def _name_mark(nameless: bytes, name: str) -> bytes | None:
    marked = attestation.to_mark(nameless, name)
    return name_key.mark(marked)[: attestation.NAME_BYTES] if marked else None
