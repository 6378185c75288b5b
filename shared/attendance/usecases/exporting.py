"""Exports that are no answer: kept as a file that a link leads to, or left to the function that has time for them."""

from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypedDict

from attendance.domain import exports
from attendance.domain.attestation import NothingToAttest
from attendance.domain.exports import Wish
from attendance.domain.headcount import BOOKED, CANCELLED, EVER, Totals
from attendance.domain.problem import Problem
from attendance.domain.programme import ENTRANCE, Programme
from attendance.services import files, invoke
from attendance.services.files import File
from attendance.store import programmes, tallies

# The gateway waits for 29 seconds. Here, reading a person takes four thousandths of one, drawing their lines on all
# sheets fourteen, signing and drawing an attestation twenty-eight; a third of the time is left to a slower start.
MOST_WAITED_FOR = 2_000
MOST_DRAWN = 600
# The function that makes large ones has 900 seconds. Reading 30 000 people takes 120 of them, 18 000 attestations
# 504; a third is left here too.
MOST_ATTESTED = 18_000
# A file that was made so lately is given again: browsers ask only once a minute for who looks at another page.
FRESH = timedelta(minutes=2)
# The list of people comes from an index, which lags.
LAG = timedelta(seconds=30)
# The other function ends then at the latest.
PATIENCE = timedelta(minutes=15)

MAKER = "MAKE_EXPORT_FUNCTION"
# What lies beside a file: since when it is asked for, given, or known to have failed.
ASKED, GIVEN, FAILED = "asked", "given", "failed"


class FileLink(TypedDict):
    """Where to fetch a file without a pass, until when."""

    name: str
    url: str
    expires_at: datetime
    bytes: int


class BeingMade(TypedDict):
    """A file that takes longer than an answer may: ask again after as many seconds as `retry-after` tells."""

    name: str
    asked_at: datetime


def check_attested(wish: Wish, counted: Totals) -> None:
    """Raise NothingToAttest or Problem before anybody waits for attestations of nobody, or of too many."""
    if wish.subject != exports.ATTESTATIONS:
        return
    if not counted[ENTRANCE, EVER]:
        raise NothingToAttest
    if counted[ENTRANCE, EVER] > MOST_ATTESTED:
        told = f"{MOST_ATTESTED} attestations are made at once at most: each person has their own on the badge page."
        raise Problem("payload_too_large", told)


def takes_long(wish: Wish, counted: Totals) -> bool:
    """Whether an export of so many people takes longer than the gateway waits."""
    known = counted[ENTRANCE, BOOKED] + counted[ENTRANCE, CANCELLED]
    most = MOST_DRAWN if wish.subject in exports.DRAWN else MOST_WAITED_FOR
    return wish.tells_of_people and known > most


def as_link(content: bytes, wish: Wish, name: str, programme: Programme) -> FileLink:
    """Keep a file that no function can answer, and return where it is to be fetched."""
    return _linked(keep(content, wish, name, _place(wish, programme)), name)


def left_to_maker(wish: Wish, name: str, programme: Programme, origin: str) -> FileLink | BeingMade:
    """Return where a file is if it was just made, else that it is being made; ask for it unless somebody has.

    Who asks sees to nothing: a file that was never finished is asked for anew once nobody can be at it any more.
    Raises Problem for one that has just failed.
    """
    now, place = programmes.real_now(), _place(wish, programme)
    made = files.find(f"{place}/{name}")
    asked_at, failed_at = _since(f"{place}/{ASKED}"), _since(f"{place}/{FAILED}")
    if made and now - made.made_at < FRESH and _may_be_given(made, asked_at, place, programme):
        files.put(f"{place}/{GIVEN}", b"")
        return _linked(made, name)
    if failed_at and asked_at and failed_at >= asked_at and now - failed_at < FRESH:
        raise Problem("not_made", "It could not be made. Who asks in two minutes has it tried anew.")
    ended = [at for at in (made.made_at if made else None, failed_at) if at]
    if asked_at is None or now - asked_at > PATIENCE or any(at >= asked_at for at in ended):
        asked_at = now
        told = {"wish": asdict(wish), "event_id": programme.event.id, "name": name, "place": place, "origin": origin}
        invoke.send(MAKER, told)
        # Afterwards: an errand that could not be sent is nobody's, and the next to ask sends it.
        files.put(f"{place}/{ASKED}", b"")
    return BeingMade(name=name, asked_at=asked_at)


def _may_be_given(made: File, asked_at: datetime | None, place: str, programme: Programme) -> bool:
    """Whether a file answers the last asking, and holds all that people have changed by then.

    Who waited for it is given it in any case, once: while people register without a pause, there is never
    one that holds all.
    """
    if asked_at is None or made.made_at < asked_at:
        return False
    given_at = _since(f"{place}/{GIVEN}")
    if given_at is None or given_at < made.made_at:
        return True
    changed_at = tallies.registrations(programme.event.id).changed_at
    return changed_at is None or changed_at < asked_at - LAG


def give_up(place: str) -> None:
    """Leave word that a file could not be made."""
    files.put(f"{place}/{FAILED}", b"")


def _since(key: str) -> datetime | None:
    found = files.find(key)
    return found.made_at if found else None


def keep(content: bytes, wish: Wish, name: str, place: str) -> File:
    """Keep a file for who asked for it. The same wish finds it again."""
    key = f"{place}/{name}"
    files.put(key, content, wish.content_type, name)
    return File(key, len(content), programmes.real_now())


def _linked(file: File, name: str) -> FileLink:
    expires_at = programmes.real_now() + timedelta(seconds=files.LINK_SECONDS)
    return FileLink(name=name, url=files.link(file.key), expires_at=expires_at, bytes=file.bytes)


def _place(wish: Wish, programme: Programme) -> str:
    """Return where the files of a wish are kept: others, once the programme is another, or the event closed."""
    told = [str(programme.revision), *(f"{name}={value}" for name, value in asdict(wish).items())]
    return f"{programme.event.id}/{sha256('\n'.join(told).encode()).hexdigest()[:32]}"
