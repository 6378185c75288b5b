"""Whether two lines of lists, or a line and somebody registered, are one person."""

import unicodedata
from hashlib import sha256

from attendance.domain.attendee import Attendee
from attendance.domain.folding import folded


def former_ids(email: str, written: str) -> list[str]:
    """Return the ids that a line's registration had when it was one an address: by it, by it as it is `written`."""
    return [former_id(email), f"import:{_hashed(written.strip().casefold())}"]


def former_id(email: str) -> str:
    return f"import:{_hashed(email)}"


def ids(wanted: Attendee) -> list[str]:
    """Return the id of a line's registration, and the one that it had when it was one an address."""
    return [registration_id(wanted), *([former_id(wanted.email)] if wanted.email else [])]


def registration_id(wanted: Attendee) -> str:
    # No client can send such an id, so none gets the pass of somebody on the list by guessing theirs.
    return f"import:{who(wanted)}"


def who(wanted: Attendee) -> str:
    """Return what is the same for two lines of one person, and tells nothing else.

    It is stored, and what a line was called it is called for ever: its names are plain in a way of their own.
    """
    family_name, given_name, organisation = map(_plain, _identifying(wanted))
    told = [family_name, given_name, *([wanted.email] if wanted.email else [organisation, wanted.kind])]
    return _hashed("\n".join(told))


def address(wanted: Attendee) -> str | None:
    """Return what is the same for two lines of one address, and tells nothing else."""
    return _hashed(f"address\n{wanted.email}") if wanted.email else None


def on_a_list(wanted: Attendee) -> str:
    """Return what is the same for two lines of one list that are one person, however the name is spelled."""
    return f"{wanted.email}\n{name(wanted)}" if wanted.email else who(wanted)


def _hashed(told: str) -> str:
    return sha256(told.encode()).hexdigest()[:32]


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def identity(person: Attendee) -> str:
    """Return what tells somebody without an address from others."""
    return "\n".join([*map(_compared, _identifying(person)), person.kind])


def _identifying(person: Attendee) -> tuple[str, str, str]:
    return person.family_name or "", person.given_name or "", person.organisation


def name(person: Attendee) -> str:
    return "\n".join(map(_compared, _identifying(person)[:2]))


def _compared(name: str) -> str:
    # A unicorn and a dash have no letters, and are two people.
    return folded(name) or name
