"""A route of the contract."""

from dataclasses import dataclass
from typing import Any

from attendance.edge.messages.base import Message


@dataclass(frozen=True, slots=True)
class Route:
    """What a program must know of a route. `who` are the roles that may; nobody means anyone.

    With `optional`, the message may be left out. `files` are the kinds of file that may be the
    answer too, each as an attachment; `underway` is what is answered, with 202, until there is one.
    """

    summary: str
    who: tuple[str, ...]
    answer: Any
    status: int = 200
    message: type[Message] | dict[str, Any] | None = None
    optional: bool = False
    takes: str = "application/json"
    query: tuple[str, ...] = ()
    tagged: bool = False
    codes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    underway: Any = None
