"""A message: what an organiser writes to some people, each of whom gets a mail with it."""

from dataclasses import replace
from datetime import datetime

from attendance.domain.frozen import frozen
from attendance.domain.journal import Act
from attendance.domain.problem import IdReused
from attendance.vocabulary.codes import ActKind


@frozen
class Message:
    """A text, its author by the label of their pass, and how many people were asked so far.

    It is the event's and outlives the erasure of those who got it, so it should name nobody. What was written
    to one person alone is forgotten with them.
    """

    id: str
    at: datetime
    by: str
    subject: str
    text: str
    asked: int = 0

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The parts of the text between empty lines."""
        return tuple(part.strip("\n") for part in self.text.split("\n\n") if part.strip("\n"))

    def continued(self, first: "Message") -> "Message":
        """Return what was first written under this id, if it is the same. Raises IdReused."""
        if (self.by, self.subject, self.text) != (first.by, first.subject, first.text):
            raise IdReused
        return first

    def forgotten(self) -> "Message":
        return replace(self, subject="", text="")

    def asked_of(self, more: int) -> "Message":
        return replace(self, asked=self.asked + more)

    @property
    def act(self) -> Act:
        """The one act of it, which is written anew with how many were asked by then."""
        return Act(self.id, self.at, self.by, ActKind.WROTE, details={"subject": self.subject, "count": self.asked})
