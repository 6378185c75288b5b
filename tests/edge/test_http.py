"""A fault of ours, whatever it is: who asked is told in our words, and the log where it happened, with no value."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from attendance.domain.problem import Problem
from attendance.edge.http import Request, Response, function, logger
from attendance.store import attendances
from tests.gateway import Context

EVENT = {
    "routeKey": "GET /",
    "headers": {"accept-language": "de"},
    "requestContext": {"requestId": "gateway-1", "domainName": "api.example.org"},
}
SECRET = "ada@example.org"


def fails(error: BaseException) -> Callable[..., Any]:
    def failing(*_given: Any) -> Any:
        raise error

    return failing


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict[str, Any]]]:
    """Return what reads the lines of the log, as CloudWatch gets them."""
    stream = StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


type Logged = Callable[[], list[dict[str, Any]]]

FAULTS = [
    ValueError(SECRET),
    KeyError(SECRET),
    RecursionError(SECRET),
    ClientError({"Error": {}}, "GetItem"),
    ReadTimeoutError(endpoint_url=SECRET),
]


@pytest.mark.parametrize("error", FAULTS, ids=lambda error: type(error).__name__)
def test_a_program_is_told_of_a_fault_as_of_any_problem(error: Exception) -> None:
    answer = function({"GET /": fails(error)})(EVENT, Context())

    assert answer["statusCode"] == 500
    assert answer["headers"]["content-type"] == "application/problem+json"
    assert json.loads(answer["body"])["code"] == "fault"
    assert SECRET not in str(answer)


def test_an_answer_that_cannot_be_sent_is_a_fault_too() -> None:
    answer = function({"GET /": lambda _: Response({"at": object()})})(EVENT, Context())

    assert json.loads(answer["body"])["code"] == "fault"


def test_a_person_is_told_of_a_fault_by_the_page_that_tells_of_problems() -> None:
    def shown(_request: Request, problem: Any) -> Response:
        return Response(f"<h1>{problem['code']}</h1>", problem["status"], "text/html")

    answer = function({"GET /": fails(ValueError())}, shown=shown)(EVENT, Context())

    assert (answer["statusCode"], answer["body"]) == (500, "<h1>fault</h1>")


@pytest.mark.parametrize("first", [ValueError(SECRET), Problem("not_found", "No page.")], ids=["fault", "problem"])
def test_a_person_is_told_in_every_language_where_no_page_can_be_made(first: Exception) -> None:
    answer = function({"GET /": fails(first)}, shown=fails(OSError(SECRET)))(EVENT, Context())

    assert answer["statusCode"] == 500
    assert answer["headers"]["content-type"] == "text/plain; charset=utf-8"
    for said in ("on our side", "de notre côté", "auf unserer Seite"):
        assert said in answer["body"]
    assert SECRET not in answer["body"]


def test_the_log_says_what_failed_at_which_line_of_ours_and_for_which_request(logged: Logged) -> None:
    def broken(_request: Request) -> Response:
        return Response(attendances.inside(SECRET, [object()]))  # type: ignore[list-item]

    function({"GET /": broken})(EVENT, Context())

    fault, problem = logged()
    assert (fault["message"], fault["level"], fault["route"]) == ("fault", "ERROR", "GET /")
    assert fault["at"].startswith("attendance/")
    assert fault["fault"].endswith("Error")
    assert (problem["message"], problem["status"], problem["code"]) == ("problem", 500, "fault")
    assert fault["correlation_id"] == problem["correlation_id"] == "gateway-1"
    assert SECRET not in f"{fault}{problem}"


def test_the_log_says_how_aws_calls_what_it_refused(logged: Logged) -> None:
    refusal = ClientError({"Error": {"Code": "AccessDeniedException", "Message": SECRET}}, "PutItem")

    function({"GET /": fails(refusal)})(EVENT, Context())

    fault = logged()[0]
    assert (fault["fault"], fault["aws"]) == ("ClientError", "AccessDeniedException")
    assert SECRET not in str(fault)


def test_the_log_of_a_request_never_names_the_one_before(logged: Logged) -> None:
    handler = function({"GET /": fails(ValueError())})
    handler(EVENT, Context())
    handler({**EVENT, "requestContext": {"domainName": "api.example.org"}}, Context())

    assert "correlation_id" not in logged()[-1]


def test_who_comes_while_too_much_is_asked_is_told_when_to_come_again() -> None:
    answer = function({"GET /": fails(Problem("later", "Later."))})(EVENT, Context())

    assert (answer["statusCode"], answer["headers"]["retry-after"]) == (503, "2")


def test_what_is_no_fault_of_a_request_ends_the_function() -> None:
    with pytest.raises(SystemExit):
        function({"GET /": fails(SystemExit())})(EVENT, Context())
