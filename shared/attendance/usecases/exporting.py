"""Exports too large for an answer: stored as a file with a link, or left to a function that has time for them."""

from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypedDict

from attendance.domain import exports
from attendance.domain.attestation import NothingToAttest
from attendance.domain.exports import Export
from attendance.domain.headcount import BOOKED, CANCELLED, EVER, Totals
from attendance.domain.problem import Problem
from attendance.domain.programme import ENTRANCE, Programme
from attendance.services import files, invoke
from attendance.services.files import File
from attendance.store import programmes, tallies
from attendance.vocabulary.limits import INDEX_LAG_SECONDS

MINUTE = timedelta(minutes=1)
# The gateway waits for 29 seconds. Here, reading a person takes four thousandths of one, drawing their lines on all
# sheets fourteen, signing and drawing an attestation twenty-eight; a third of the time is left to a slower start.
MOST_WAITED_FOR = 2_000
MOST_DRAWN = 600
MAKER_TIMEOUT = 15 * MINUTE
"""The time that the function for large exports has: after that, it is no longer running."""
# Of these 900 seconds, reading 30 000 people takes 120, so many attestations 504; a third is left here too.
MOST_ATTESTED = 18_000
# A file younger than this is given again: a browser in the background asks only once a minute.
FRESH = 2 * MINUTE
LAG = timedelta(seconds=INDEX_LAG_SECONDS)

MAKER = "MAKE_EXPORT_FUNCTION"
# Markers beside a file: since when it is asked for, given, or known to have failed.
ASKED, GIVEN, FAILED = "asked", "given", "failed"


class FileLink(TypedDict):
    """An address to fetch a file without a pass, until an hour."""

    name: str
    url: str
    expires_at: datetime
    bytes: int


class BeingMade(TypedDict):
    """A file that takes longer than an answer may: ask again after the seconds of `retry-after`."""

    name: str
    asked_at: datetime


def check_attested(export: Export, counted: Totals) -> None:
    """Raise NothingToAttest or Problem at once for attestations of nobody, or of too many people."""
    if export.subject != exports.ATTESTATIONS:
        return
    if not counted[ENTRANCE, EVER]:
        raise NothingToAttest
    if counted[ENTRANCE, EVER] > MOST_ATTESTED:
        detail = f"{MOST_ATTESTED} attestations are made at once at most: each person has their own on the badge page."
        raise Problem("payload_too_large", detail)


def takes_long(export: Export, counted: Totals) -> bool:
    """Whether an export of this many people takes longer than the gateway waits."""
    known = counted[ENTRANCE, BOOKED] + counted[ENTRANCE, CANCELLED]
    most = MOST_DRAWN if export.subject in exports.DRAWN else MOST_WAITED_FOR
    return export.tells_of_people and not export.names_each and known > most


def as_link(content: bytes, export: Export, name: str, programme: Programme) -> FileLink:
    """Store a file that is too large for an answer, and return its link."""
    return _linked(keep(content, name, _folder(export, programme)), name)


def left_to_maker(export: Export, name: str, programme: Programme, origin: str) -> FileLink | BeingMade:
    """Return the link of a file that was just made, or that it is being made; start it unless somebody has.

    If a file was never finished, the next request starts it anew once no earlier maker can be running.
    Raises Problem for one that has just failed.
    """
    now, folder = programmes.real_now(), _folder(export, programme)
    made = files.find(f"{folder}/{name}")
    asked_at, failed_at = _since(f"{folder}/{ASKED}"), _since(f"{folder}/{FAILED}")
    if made and now - made.made_at < FRESH and _may_be_given(made, asked_at, folder, programme):
        files.put(f"{folder}/{GIVEN}", b"")
        return _linked(made, name)
    if failed_at and asked_at and failed_at >= asked_at and now - failed_at < FRESH:
        raise Problem(
            "not_made", f"It could not be made. Ask again in {FRESH // MINUTE} minutes to have it tried again."
        )
    ended = [at for at in (made.made_at if made else None, failed_at) if at]
    if asked_at is None or now - asked_at > MAKER_TIMEOUT or any(at >= asked_at for at in ended):
        asked_at = now
        message = {
            "wish": asdict(export),
            "event_id": programme.event.id,
            "name": name,
            "place": folder,
            "origin": origin,
        }
        invoke.send(MAKER, message)
        # Afterwards: if the call fails, nothing is marked, and the next request calls again.
        files.put(f"{folder}/{ASKED}", b"")
    return BeingMade(name=name, asked_at=asked_at)


def _may_be_given(made: File, asked_at: datetime | None, folder: str, programme: Programme) -> bool:
    """Whether a file answers the last request, and holds all changes of people up to then.

    Somebody who waited for it gets it in any case, once: while people register without a pause, no file
    ever holds everything.
    """
    if asked_at is None or made.made_at < asked_at:
        return False
    given_at = _since(f"{folder}/{GIVEN}")
    if given_at is None or given_at < made.made_at:
        return True
    changed_at = tallies.registrations(programme.event.id).changed_at
    return changed_at is None or changed_at < asked_at - LAG


def give_up(folder: str) -> None:
    """Mark a file as failed."""
    files.put(f"{folder}/{FAILED}", b"")


def _since(key: str) -> datetime | None:
    found = files.find(key)
    return found.made_at if found else None


def keep(content: bytes, name: str, folder: str) -> File:
    """Store a file. The same export finds it again."""
    key = f"{folder}/{name}"
    files.put(key, content, name)
    return File(key, len(content), programmes.real_now())


def _linked(file: File, name: str) -> FileLink:
    expires_at = programmes.real_now() + timedelta(seconds=files.LINK_SECONDS)
    return FileLink(name=name, url=files.link(file.key), expires_at=expires_at, bytes=file.bytes)


def _folder(export: Export, programme: Programme) -> str:
    """Return the folder of an export's files: another one after the programme changes, or the event is closed."""
    parts = [str(programme.revision), *(f"{name}={value}" for name, value in asdict(export).items())]
    return f"{programme.event.id}/{sha256('\n'.join(parts).encode()).hexdigest()[:32]}"
