"""Whether two lines of lists, or a line and a registered person, are the same person."""

import unicodedata
from hashlib import sha256

from attendance.domain.attendee import Attendee
from attendance.domain.folding import folded


def former_ids(email: str, written: str) -> list[str]:
    """Return a line's ids from when there was one line for each address: of the canonical address, and as `written`."""
    return [former_id(email), f"import:{_hashed(written.strip().casefold())}"]


def former_id(email: str) -> str:
    return f"import:{_hashed(email)}"


def ids(wanted: Attendee) -> list[str]:
    """Return the id of a line's registration, and its id from when there was one line for each address."""
    return [registration_id(wanted), *([former_id(wanted.email)] if wanted.email else [])]


def registration_id(wanted: Attendee) -> str:
    # No client can send such an id, so nobody gets another person's pass by guessing the id of their line.
    return f"import:{who(wanted)}"


def who(wanted: Attendee) -> str:
    """Return a hash that is equal for two lines of one person, and reveals nothing else.

    It is stored, and a line keeps its id for ever, so names are folded by rules of its own.
    """
    family_name, given_name, organisation = map(_plain, _identifying(wanted))
    parts = [family_name, given_name, *([wanted.email] if wanted.email else [organisation, wanted.kind])]
    return _hashed("\n".join(parts))


def address(wanted: Attendee) -> str | None:
    """Return a hash that is equal for two lines of one address, and reveals nothing else."""
    return _hashed(f"address\n{wanted.email}") if wanted.email else None


def on_a_list(wanted: Attendee) -> str:
    """Return a hash that is equal for two lines of one list with the same person, however the name is spelled."""
    return f"{wanted.email}\n{name(wanted)}" if wanted.email else who(wanted)


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def identity(person: Attendee) -> str:
    """Return the text that distinguishes somebody without an address."""
    return "\n".join([*map(_compared, _identifying(person)), person.kind])


def _identifying(person: Attendee) -> tuple[str, str, str]:
    return person.family_name or "", person.given_name or "", person.organisation


def name(person: Attendee) -> str:
    return "\n".join(map(_compared, _identifying(person)[:2]))


def _compared(name: str) -> str:
    # A unicorn and a dash have no letters, and are two people.
    return folded(name) or name
