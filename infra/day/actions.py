"""The actions of people and phones, which the script is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from infra.day.people import Person

IN, OUT = "in", "out"
ORGANISER = "organiser"

# The badges besides the person's own. "by_hand" is no badge: the volunteer found the name.
OWN, BY_HAND = "own", "by_hand"
FORGED, OTHER_EVENT, UNREADABLE, UNKNOWN = "forged", "other_event", "unreadable", "unknown"


@dataclass(frozen=True, slots=True)
class Phone:
    """A volunteer's phone. Phones with the same `link` hold the same pass.

    `offline` is the time without a network, `uploads_at` when the scans of that time are uploaded; with
    `uploads_twice` they are uploaded a second time.
    """

    id: str
    label: str
    checkpoints: tuple[str, ...]
    link: str = ""
    supervisor: bool = False
    walk_ins: bool = False
    offline: tuple[datetime, datetime] | None = None
    uploads_at: datetime | None = None
    uploads_twice: bool = False

    def is_offline(self, at: datetime) -> bool:
        return self.offline is not None and self.offline[0] <= at < self.offline[1]


@dataclass(frozen=True, slots=True)
class Scan:
    """A badge read at `at`, and sent to the server at `sent`.

    `who` is None for a stranger; a forged badge `imitates` somebody's. `unseen` means that the phone
    asked, never saw the answer, and came back with `offline`. `again` means that the request is sent a
    second time.
    """

    number: int
    scan_id: str
    phone: str
    checkpoint: str
    at: datetime
    sent: datetime
    who: int | None
    direction: str = IN
    carries: str = OWN
    imitates: int | None = None
    override: bool = False
    offline: str | None = None
    unseen: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Undo:
    """A scan undone, by the phone that made it or by an organiser."""

    number: int
    phone: str
    sent: datetime
    who: int | None
    scan_id: str


@dataclass(frozen=True, slots=True)
class Settle:
    """A conflict settled by an organiser."""

    number: int
    phone: str
    sent: datetime
    who: int | None
    scan_id: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """A registration cancelled by the person."""

    number: int
    phone: str
    sent: datetime
    who: int


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody registered at the desk, with a volunteer's phone."""

    number: int
    phone: str
    sent: datetime
    person: Person

    @property
    def who(self) -> int:
        return self.person.number


type Action = Scan | Undo | Settle | Cancel | WalkIn


def in_order(actions: Iterable[Action]) -> list[Action]:
    """Return actions in the order in which they reach the server.

    The scans of one phone's upload stay together, or two uploads could wait for each other.
    """
    return sorted(actions, key=lambda a: (a.sent, a.phone, a.at if isinstance(a, Scan) else a.sent, a.number))
