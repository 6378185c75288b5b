"""What every refusal of the rules says: to programs by its code, to people in a sentence."""

from typing import Any

import pytest

from attendance.domain import problem
from attendance.domain.attestation import NothingToAttest
from attendance.domain.badge import Unprintable
from attendance.domain.passes import LinkOver
from attendance.domain.problem import IdReused, Problem
from attendance.domain.refusals import (
    AlreadyRegistered,
    AtelierFull,
    ImpossibleChoice,
    NoAddress,
    RegistrationCancelled,
    RegistrationsClosed,
    Rule,
)
from attendance.domain.repeat import SentBefore
from attendance.domain.scan_review import UndoNotAllowed, UndoTooLate
from attendance.domain.waiting import NobodyWaits, NoSeat, OffersEnded
from tests.builders import at, attendee

type Told = tuple[type[Problem], tuple[Any, ...], str, str, dict[str, Any]]

TOLD: list[Told] = [
    (
        NothingToAttest,
        (),
        "nothing_to_attest",
        "Nobody saw this person at the event, or their name is not kept any more.",
        {},
    ),
    (
        Unprintable,
        ("☃",),
        "unprintable",
        "No paper is issued: ☃ cannot be printed. Correct the name, the organisation or the stand first.",
        {"characters": "☃"},
    ),
    (
        Unprintable,
        ("",),
        "unprintable",
        "No paper is issued: nothing of the name can be seen. Correct the name, the organisation or the stand first.",
        {"characters": ""},
    ),
    (
        IdReused,
        (),
        "message_id_reused",
        "Something else was sent under this id: give this one its own.",
        {},
    ),
    (LinkOver, (), "link_over", "This link was revoked: invite anew.", {}),
    (NoAddress, (), "no_address", "This person has no e-mail address.", {}),
    (UndoNotAllowed, (), "forbidden", "Only who made a scan, or an organiser, can take it back.", {}),
    (
        UndoTooLate,
        (),
        "undo_too_late",
        "A volunteer can take a scan back for 15 minutes; an organiser at any time.",
        {},
    ),
    (RegistrationsClosed, (), "registrations_closed", "Registrations have closed.", {}),
    (AlreadyRegistered, (), "already_registered", "Somebody is registered with this e-mail address.", {}),
    (
        SentBefore,
        (attendee(),),
        "already_registered",
        "This registration was sent before, and is answered no more: the link to it can be mailed.",
        {},
    ),
    (RegistrationCancelled, (), "registration_cancelled", "The registration was cancelled: register anew.", {}),
    (
        AtelierFull,
        ("atelier-1", ("atelier-2",)),
        "atelier_full",
        "atelier-1 has no seat left.",
        {"atelier": "atelier-1", "free": ("atelier-2",)},
    ),
    (
        ImpossibleChoice,
        (Rule.SEAT_FREE, "waiting", "atelier-1 has a free seat: choose it.", "atelier-1"),
        "invalid_request",
        "waiting: atelier-1 has a free seat: choose it.",
        {"errors": [{"field": "waiting", "message": "atelier-1 has a free seat: choose it."}]},
    ),
    (NoSeat, ("atelier-1",), "no_seat", "atelier-1 has no seat left to offer.", {"atelier": "atelier-1"}),
    (
        NobodyWaits,
        ("atelier-1",),
        "nobody_waits",
        "Nobody waits for a seat of atelier-1, or not this person any more.",
        {"atelier": "atelier-1"},
    ),
    (
        OffersEnded,
        ("atelier-1",),
        "registrations_closed",
        "No seat of atelier-1 is offered any more.",
        {"atelier": "atelier-1"},
    ),
]


@pytest.mark.parametrize(
    ("kind", "given", "code", "detail", "more"), TOLD, ids=lambda expected: getattr(expected, "__name__", "")
)
def test_a_refusal_says_why_to_programs_and_to_people(
    kind: type[Problem], given: tuple[Any, ...], code: str, detail: str, more: dict[str, Any]
) -> None:
    refusal = kind(*given)

    assert (refusal.code, str(refusal), refusal.more) == (code, detail, more)


def test_all_fields_that_cannot_be_right_are_told_in_one() -> None:
    wrong = [{"field": "email", "message": "is empty"}, {"field": "diet", "message": "needs lunch"}]

    refusal = problem.several(wrong)

    assert (refusal.code, str(refusal)) == ("invalid_request", "email: is empty; diet: needs lunch")
    assert refusal.more == {"errors": wrong}
    assert problem.invalid("email", "is empty").more == {"errors": wrong[:1]}


def test_a_refusal_does_not_outgrow_what_asked_for_it() -> None:
    refusal = problem.several([{"field": f"f{n}", "message": "x" * 301} for n in range(21)])

    assert refusal.more == {"errors": [{"field": f"f{n}", "message": "x" * 300} for n in range(20)]}


def test_what_comes_too_early_is_told_from_when_it_may() -> None:
    refusal = problem.too_early(at("9:10"), "Nobody is late yet.")

    assert (refusal.code, str(refusal), refusal.more) == ("too_early", "Nobody is late yet.", {"from": at("9:10")})
