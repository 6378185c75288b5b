"""Lists of people: how much of one is taken, what may become of a line, what there is to say of it."""

from dataclasses import dataclass

LONGEST_CELL = 32_000
MOST_AT_ONCE = 100
"""Lines that one call registers."""

LEAVE_OUT, REGISTER, WAIT = "leave_out", "register", "wait"
"""What may become of a line whose status says that the person does not come, or not yet."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What there is to say of a field; `about` is the piece of its text, or the other line, that it is about."""

    field: str
    code: str
    message: str
    about: str | None = None
