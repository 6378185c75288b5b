"""The forum's own programme, and invented people with what was scanned of them there."""

from dataclasses import replace
from typing import Any

from attendance.domain.catering import Wish
from attendance.domain.person import Person
from attendance.domain.questions import CATERER, Question
from attendance.domain.scan import StoredScan
from attendance.domain.texts import Choice
from infra.local.stack import ROOT
from infra.programme import file
from tests.builders import READER, at, attendee

FORUM = file.read(ROOT / "infra/programme/destins-2022.toml")


def read(checkpoint: str, hour: str, verdict: str = "admitted", **facts: Any) -> StoredScan:
    """Return a scan at one of the forum's doors, at an hour in UTC."""
    here = FORUM.checkpoint(checkpoint)
    assert here
    made = StoredScan(
        scan_id=f"scan-{checkpoint}-{hour}",
        checkpoint=checkpoint,
        group=here.group,
        direction="out" if verdict == "left" else "in",
        at=at(hour),
        received_at=at(hour),
        reader=READER,
        verdict=verdict,
        attendee_id="somebody",
    )
    return replace(made, **facts)


def somebody(name: str, /, *scans: StoredScan, **facts: Any) -> Person:
    """Return somebody called Ada, of whom these scans were made."""
    who = attendee(name, **({"family_name": name, "given_name": "Ada"} | facts))
    return Person(who, tuple(replace(scan, attendee_id=who.id) for scan in scans))


def crowd(number: int, *scans: StoredScan, **facts: Any) -> list[Person]:
    return [somebody(f"Nom{n:03}", *scans, **facts) for n in range(number)]


WISHES = [
    Wish(
        Question(
            "allergies",
            "choices",
            {"fr": "Allergies", "en": "Allergies"},
            {},
            choices=(
                Choice("arachide", {"fr": "Arachide", "en": "Peanut"}),
                Choice("oeuf", {"fr": "Œuf", "en": "Egg"}),
            ),
            told_to=CATERER,
        ),
        {"arachide": 7, "oeuf": 0},
        (),
    ),
    Wish(Question("piment", "yes_no", {"fr": "Piment", "en": "Chilli"}, {}, told_to=CATERER), {"yes": 5, "no": 2}, ()),
    Wish(
        Question("autre", "long_text", {"*": "Autre chose ?"}, {}, told_to=CATERER),
        {},
        ["Pas trop\nsalé", "=1+1", "Pas trop salé"],
    ),
]
"""What people tell the caterer of this forum, chosen or in their words."""
