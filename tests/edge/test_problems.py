"""What programs and people are told of each request that could not be acted on, to the letter."""

import importlib
from typing import Any

import pytest

from attendance.domain.problem import Busy, Later, Problem
from attendance.domain.refusals import RegistrationRefused
from attendance.edge.answers.scans import refused
from attendance.edge.problems import ProblemBody, each, problem_body
from attendance.store.programmes import UnknownEvent
from attendance.vocabulary import codes
from tests.domain.test_problem import TOLD
from tests.gateway import ROOT

STATUS = {
    "nothing_to_attest": 409,
    "unprintable": 409,
    "forbidden": 403,
    "undo_too_late": 409,
    "registrations_closed": 409,
    "already_registered": 409,
    "registration_cancelled": 409,
    "no_address": 409,
    "link_over": 410,
    "message_id_reused": 409,
    "atelier_full": 409,
    "invalid_request": 422,
    "no_seat": 409,
    "nobody_waits": 409,
}
PROBLEMS: list[tuple[Problem, int, str, str, dict[str, Any]]] = [
    (Problem("not_found", "No id.", page=2), 404, "not_found", "No id.", {"page": 2}),
    *((kind(*given), STATUS[code], code, detail, more) for kind, given, code, detail, more in TOLD),
    (Later(), 503, "later", "Not stored in time: send it again.", {}),
    (Busy(), 503, "later", "Too much is asked just now: send it again.", {}),
    (UnknownEvent("x"), 404, "not_found", "There is no event 'x'.", {}),
]


def test_every_problem_of_its_own_is_told_here() -> None:
    for path in sorted((ROOT / "shared").rglob("*.py")):
        importlib.import_module(".".join(path.relative_to(ROOT / "shared").with_suffix("").parts))

    assert {type(error) for error, *_ in PROBLEMS} == kinds(Problem) - {RegistrationRefused}


def kinds(kind: type[Problem]) -> set[type[Problem]]:
    return {kind} | {each for child in kind.__subclasses__() for each in kinds(child)}


@pytest.mark.parametrize(
    ("error", "status", "code", "detail", "more"), PROBLEMS, ids=lambda given: type(given).__name__
)
def test_a_problem_is_told_in_the_words_of_the_contract(
    error: Problem, status: int, code: str, detail: str, more: dict[str, Any]
) -> None:
    assert problem_body(error) == {
        "type": "about:blank",
        "title": codes.PROBLEMS[code][1],
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }


def test_a_fault_of_one_scan_holds_up_no_other_and_its_phone_keeps_that_one() -> None:
    def judged(sent: dict[str, str]) -> tuple[str, bool | None]:
        return sent["verdict"], None

    def told(sent: dict[str, str], problem: ProblemBody) -> tuple[str, bool | None]:
        one = refused(sent, problem)["problem"]
        return one["code"], one["retry"]

    answers = each([{"verdict": "admitted"}, {}, {"verdict": "full"}], judged, told)

    assert answers == [("admitted", None), ("fault", True), ("full", None)]
