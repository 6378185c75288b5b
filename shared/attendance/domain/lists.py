"""Lists of people: how long a cell may be, what may become of a line, and remarks about it."""

from attendance.domain.frozen import frozen

LONGEST_CELL = 32_000
"""Characters of a cell."""

LEAVE_OUT, REGISTER, WAIT = "leave_out", "register", "wait"
"""What may become of a line whose status says that the person does not come, or not yet."""


@frozen
class Remark:
    """A remark about a field; `about` is the piece of its text, or the other line, that it concerns.

    `value` is that piece in full, if somebody may say what it means, for every line that has it.
    """

    field: str
    code: str
    message: str
    about: str | None = None
    value: str | None = None
