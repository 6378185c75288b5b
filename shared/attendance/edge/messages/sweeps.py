"""What organisers send where many people are concerned, a hundred at a time."""

from attendance.edge.messages.base import Id, Message


class ReleaseMessage(Message):
    """The seats of absent people, given back. `page` is the `next` of the answer before; without it, from the start.

    `anyway`, although phones at the door may hold scans of people who are there.
    """

    page: Id | None = None
    anyway: bool = False


class DayEndMessage(Message):
    """Everybody still inside leaves; `early` before the programme has ended too."""

    page: Id | None = None
    early: bool = False


class UndoScansMessage(Message):
    """Every scan of a pass, taken back."""

    page: Id | None = None
