"""What programs and people are told of each request that could not be acted on, to the letter."""

import importlib
from typing import Any

import pytest

from attendance.domain.attestation import NothingToAttest
from attendance.domain.badge import Unprintable
from attendance.domain.problem import Problem
from attendance.domain.refusals import (
    AlreadyRegistered,
    AtelierFull,
    ImpossibleChoice,
    RegistrationCancelled,
    RegistrationRefused,
    RegistrationsClosed,
    Rule,
)
from attendance.domain.repeat import SentBefore
from attendance.domain.scan_review import UndoNotAllowed, UndoTooLate
from attendance.domain.waiting import NobodyWaits, NoSeat, OffersEnded
from attendance.edge import problems
from attendance.store.programmes import UnknownEvent
from attendance.store.retry import Later
from tests.builders import attendee
from tests.gateway import ROOT

PROBLEMS: list[tuple[Problem, int, str, str, dict[str, Any]]] = [
    (Problem("not_found", "No id.", page=2), 404, "not_found", "No id.", {"page": 2}),
    (
        NothingToAttest(),
        409,
        "nothing_to_attest",
        "Nobody saw this person at the event, or their name is not kept any more.",
        {},
    ),
    (
        Unprintable("☃"),
        409,
        "unprintable",
        "No paper is issued: ☃ cannot be printed. Correct the name, the organisation or the stand first.",
        {"characters": "☃"},
    ),
    (
        Unprintable(""),
        409,
        "unprintable",
        "No paper is issued: nothing of the name can be seen. Correct the name, the organisation or the stand first.",
        {"characters": ""},
    ),
    (UndoNotAllowed(), 403, "forbidden", "Only who made a scan, or an organiser, can take it back.", {}),
    (
        UndoTooLate(),
        409,
        "undo_too_late",
        "A volunteer can take a scan back for 15 minutes; an organiser at any time.",
        {},
    ),
    (RegistrationsClosed(), 409, "registrations_closed", "Registrations have closed.", {}),
    (AlreadyRegistered(), 409, "already_registered", "Somebody is registered with this e-mail address.", {}),
    (
        SentBefore(attendee()),
        409,
        "already_registered",
        "This registration was sent before, and is answered no more: the link to it can be mailed.",
        {},
    ),
    (RegistrationCancelled(), 409, "registration_cancelled", "The registration was cancelled: register anew.", {}),
    (
        AtelierFull("atelier-1", ("atelier-2",)),
        409,
        "atelier_full",
        "atelier-1 has no seat left.",
        {"atelier": "atelier-1", "free": ("atelier-2",)},
    ),
    (
        ImpossibleChoice(Rule.SEAT_FREE, "waiting", "atelier-1 has a free seat: choose it.", "atelier-1"),
        422,
        "invalid_request",
        "waiting: atelier-1 has a free seat: choose it.",
        {"errors": [{"field": "waiting", "message": "atelier-1 has a free seat: choose it."}]},
    ),
    (NoSeat("atelier-1"), 409, "no_seat", "atelier-1 has no seat left to offer.", {"atelier": "atelier-1"}),
    (
        NobodyWaits("atelier-1"),
        409,
        "nobody_waits",
        "Nobody waits for a seat of atelier-1, or not this person any more.",
        {"atelier": "atelier-1"},
    ),
    (
        OffersEnded("atelier-1"),
        409,
        "registrations_closed",
        "No seat of atelier-1 is offered any more.",
        {"atelier": "atelier-1"},
    ),
    (Later(), 503, "later", "Not stored in time: send it again.", {}),
    (UnknownEvent("x"), 404, "not_found", "There is no event 'x'.", {}),
]


def test_every_problem_of_its_own_is_told_here() -> None:
    for path in sorted((ROOT / "shared").rglob("*.py")):
        importlib.import_module(".".join(path.relative_to(ROOT / "shared").with_suffix("").parts))

    assert {type(error) for error, *_ in PROBLEMS} == kinds(Problem) - {RegistrationRefused}


def kinds(kind: type[Problem]) -> set[type[Problem]]:
    return {kind} | {each for child in kind.__subclasses__() for each in kinds(child)}


@pytest.mark.parametrize(("error", "status", "code", "detail", "more"), PROBLEMS, ids=lambda told: type(told).__name__)
def test_a_problem_is_told_in_the_words_of_the_contract(
    error: Problem, status: int, code: str, detail: str, more: dict[str, Any]
) -> None:
    assert problems.body(error) == {
        "type": "about:blank",
        "title": problems.TITLES[code],
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }
