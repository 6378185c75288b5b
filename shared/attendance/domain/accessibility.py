"""What an organiser declares of the pages' accessibility, as public bodies in France have to."""

from datetime import date

from attendance.domain.frozen import frozen

FULL = "full"
PARTIAL = "partial"
NONE = "none"
ALL = 100
HALF = 50


@frozen
class Declaration:
    """The part that only the organiser knows; as long as they say nothing, the page asks them to complete it.

    `share` says how many of a hundred criteria an audit found kept, of those that apply.
    """

    organiser: str = ""
    contact: str = ""
    declared_on: date | None = None
    audited_on: date | None = None
    audited_by: str = ""
    share: float | None = None
    plan: str = ""
    inaccessible: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """How the pages have to be called: to the law, no audit is the same as one that they failed."""
        if self.share is None or self.share < HALF:
            return NONE
        return FULL if self.share == ALL else PARTIAL
