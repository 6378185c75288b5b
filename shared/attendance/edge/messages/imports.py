"""What an organiser sends of a list: its lines, as people wrote them."""

from typing import Annotated, Literal

from pydantic import Field

from attendance.domain.lists import LONGEST_CELL, MOST_AT_ONCE, REGISTER
from attendance.domain.problem import Problem
from attendance.edge.http import Request
from attendance.edge.messages.base import Consent, Id, Message, read


class LineMessage(Message):
    """A line of a list: its number there, and its texts by the field that each is.

    It `shares` where the organiser knows that others have its address: then it may be that of somebody registered.
    """

    line: Annotated[int, Field(ge=1, le=10_000_000)]
    shares: bool = False
    cells: dict[Id, Annotated[str, Field(max_length=LONGEST_CELL)]]


class StatusesMessage(Message):
    """What becomes of lines whose status says that the person does not come, or not yet.

    To `wait` is to be put on the waiting lists of those wanted ateliers that are full; where none is, to be left out.
    """

    cancelled: Literal["leave_out", "register"] = "leave_out"
    waiting: Literal["leave_out", "register", "wait"] = "leave_out"
    pending: Literal["leave_out", "register"] = "leave_out"

    def of(self, status: str | None) -> str:
        """Return what becomes of a line with a status; one without stands."""
        return str(getattr(self, status)) if status else REGISTER


class ImportMessage(Message):
    """Lines of a list. `seats` are those that the lines before them would take, for a dry run of a long list.

    By `consent` an organiser asserts that the people of the list agreed to be registered.
    """

    lines: Annotated[list[LineMessage], Field(max_length=MOST_AT_ONCE)]
    statuses: StatusesMessage = Field(default_factory=StatusesMessage)
    consent: Consent
    dry_run: bool = False
    notify: bool = False
    seats: Annotated[dict[Id, Annotated[int, Field(ge=0, le=1_000_000)]], Field(max_length=200, default_factory=dict)]


def read_lines(request: Request) -> ImportMessage:
    """Return what an organiser sends. Too many lines are told as such, before anything in them is looked at."""
    body = request.json()
    if isinstance(body, dict) and isinstance(body.get("lines"), list) and len(body["lines"]) > MOST_AT_ONCE:
        raise Problem("payload_too_large", f"A request carries at most {MOST_AT_ONCE} lines.")
    return read(ImportMessage, request)
