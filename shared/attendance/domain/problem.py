"""Problems: requests that cannot be acted on, each with a code for programs and a text for people."""

from datetime import datetime
from typing import Any

MOST_ERRORS = 20
LONGEST_ERROR = 300


class Problem(Exception):
    """A request that we cannot act on: `code` for programs, a text for people, and `more` members beside them."""

    code: str

    def __init__(self, code: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.code = code
        self.more = more


class Later(Problem):
    """Not all of a request was done: the same may be sent again, which is safe for each that is answered so."""

    code = "later"

    def __init__(self, detail: str = "Not stored in time: send it again.") -> None:
        super().__init__(self.code, detail)


class IdReused(Problem):
    """Something else was sent under this id: another message, order or invitation."""

    code = "message_id_reused"

    def __init__(self) -> None:
        super().__init__(self.code, "Something else was sent under this id: give this one its own.")


class Busy(Later):
    """What stores for us takes no more just now, or did not answer."""

    def __init__(self) -> None:
        super().__init__("Too much is asked just now: send it again.")


def invalid(field: str, message: str) -> Problem:
    """Return the problem of one invalid field."""
    return several([{"field": field, "message": message}])


def too_early(opens_at: datetime, why: str) -> Problem:
    """Return the problem of something that is only allowed from a time on."""
    return Problem("too_early", why, **{"from": opens_at})


def several(wrong: list[dict[str, str]]) -> Problem:
    """Return the problem of invalid fields, each with its `field` and `message`.

    Their number and length are bounded: an answer must not outgrow the request.
    """
    errors = [{name: text[:LONGEST_ERROR] for name, text in w.items()} for w in wrong[:MOST_ERRORS]]
    detail = "; ".join(f"{w['field']}: {w['message']}" for w in errors)
    return Problem("invalid_request", detail, errors=errors)
