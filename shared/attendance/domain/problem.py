"""Problems: requests that cannot be acted on, each with a code for programs and a text for people."""

from datetime import datetime
from typing import Any

MOST_TOLD = 20
LONGEST_TOLD = 300


class Problem(Exception):
    """A request that we cannot act on; `code` says why to programs, the text to people, with `more` beside it."""

    code: str

    def __init__(self, code: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.code = code
        self.more = more


def invalid(field: str, message: str) -> Problem:
    """Return the problem of one field that cannot be right."""
    return several([{"field": field, "message": message}])


def too_early(opens_at: datetime, why: str) -> Problem:
    """Return the problem of something that may be done from a time on, which it tells."""
    return Problem("too_early", why, **{"from": opens_at})


def several(wrong: list[dict[str, str]]) -> Problem:
    """Return the problem of fields that cannot be right, each with its `field` and `message`.

    Only so many are told, cut to a length: an answer must not outgrow what asked for it.
    """
    told = [{name: text[:LONGEST_TOLD] for name, text in w.items()} for w in wrong[:MOST_TOLD]]
    detail = "; ".join(f"{w['field']}: {w['message']}" for w in told)
    return Problem("invalid_request", detail, errors=told)
