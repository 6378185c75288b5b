"""Problems as they are answered: of a whole request, and of each of its parts."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from attendance.domain.problem import Problem
from attendance.services.log import log_fault, logger
from attendance.vocabulary.codes import PROBLEMS

type ProblemBody = Mapping[str, Any]
"""The members of a problem, including its status."""


def problem_body(problem: Problem) -> ProblemBody:
    status, title = PROBLEMS[problem.code]
    told = {"code": problem.code, "detail": str(problem), **problem.more}
    return {"type": "about:blank", "title": title, "status": status, **told}


FAULT = problem_body(Problem("fault", "The server has a fault, which was noted. The same may be asked again."))


def attempt[Given](work: Callable[[], Given], refused: Callable[[ProblemBody], Given], **about: Any) -> Given:
    """Return the result of some work; if it ends in a problem or a fault, what `refused` makes of that."""
    try:
        return work()
    except Problem as error:
        problem = problem_body(error)
    except Exception as error:  # noqa: BLE001 - the one place: who asked is told in our words, and the log why
        log_fault(error, **about)
        problem = FAULT
    logger.info("problem", status=problem["status"], code=problem["code"], **about)
    return refused(problem)


def each[Part, Given](
    parts: Iterable[Part], work: Callable[[Part], Given], refused: Callable[[Part, ProblemBody], Given]
) -> list[Given]:
    """Return the answer to each part of a request, or its problem as made by `refused`.

    A problem or a fault of one part does not stop the others.
    """
    return [attempt(partial(work, part), partial(refused, part)) for part in parts]
