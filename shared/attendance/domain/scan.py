"""A scan: one reading of a badge by one device, as it was sent and as it is stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from attendance.domain.attendance import Fact
from attendance.domain.frozen import frozen
from attendance.domain.programme import Checkpoint
from attendance.vocabulary.codes import ACCEPTING, STRANGERS, Conflict, Direction, Verdict

VERDICTS_OF: Mapping[str, frozenset[str]] = {
    Direction.IN: frozenset(Verdict) - {Verdict.LEFT},
    Direction.OUT: STRANGERS | {Verdict.LEFT},
}

UNDO_WINDOW = timedelta(minutes=15)


@frozen
class Scan:
    """A scan as a phone sent it. Exactly one of `badge` and `attendee_id` is given.

    `offline` is the phone's own verdict, or None if it asks for one.
    """

    scan_id: str
    checkpoint: Checkpoint
    direction: str
    at: datetime
    badge: str | None = None
    attendee_id: str | None = None
    override: bool = False
    offline: str | None = None


@frozen
class Reader:
    """The reader of badges: a pass, the device that holds it, and what it may do beyond the rules.

    `tally` names whose counters its scans move, if not the device's own.
    """

    pass_id: str
    device: str
    name: str
    supervisor: bool = False
    tally: str | None = None

    @property
    def counted_with(self) -> str:
        return self.tally or self.device


@frozen
class PhoneStatus:
    """What a phone last reported. The skew says how many seconds its clock is ahead.

    Read back from the table, `pass_id` is the beginning of the pass's id, and `checkpoint` is where
    this was recorded.
    """

    pass_id: str
    device: str
    last_seen_at: datetime
    outbox: int
    clock_skew_seconds: float
    battery: int | None = None
    checkpoint: str = ""


@frozen
class Settlement:
    """How an organiser settled a scan's conflicts."""

    at: datetime
    by: str
    note: str


@frozen
class StoredScan:
    """A scan with its answer, which stays its answer for ever.

    `attendee_id` is None for a stranger. `verdict` is the standing one: the phone's own if it decided,
    else the server's. `conflicts` are the codes in the answer; `listed` are those that an organiser has
    to settle, and undoing changes them. `since`, `by`, `moved_from`, `walk_in`, `override_possible` and
    `booked` are what the answer said at the time.
    """

    scan_id: str
    checkpoint: str
    group: str
    direction: str
    at: datetime
    received_at: datetime
    reader: Reader
    verdict: str
    attendee_id: str | None = None
    offline: str | None = None
    server_verdict: str | None = None
    conflicts: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    override: bool = False
    by_hand: bool = False
    since: datetime | None = None
    by: str | None = None
    moved_from: str | None = None
    walk_in: bool = False
    override_possible: bool = False
    booked: tuple[str, ...] = ()
    text_sha256: str | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None
    settled: Settlement | None = None

    @property
    def fact(self) -> Fact | None:
        """The fact recorded by this scan, if it still lets somebody in or out."""
        if self.undone_at is not None or self.attendee_id is None or self.verdict not in ACCEPTING:
            return None
        return Fact(self.at, self.scan_id, self.checkpoint, self.group, self.direction, self.reader.name)

    @property
    def is_open(self) -> bool:
        """Whether an organiser has to settle a conflict here."""
        return bool(self.listed) and self.settled is None

    @property
    def is_noted(self) -> bool:
        """Whether an organiser wrote something about it."""
        return self.settled is not None and self.settled.note != ""

    @property
    def late_seconds(self) -> int | None:
        """How long it took from the phone to the server; None if the phone's clock was wrong."""
        if Conflict.CLOCK in self.conflicts:
            return None
        return max(0, int((self.received_at - self.at).total_seconds()))

    def without_note(self) -> "StoredScan":
        return replace(self, settled=replace(self.settled, note="")) if self.settled else self

    def answers(self, scan: Scan) -> bool:
        """Whether this stored scan answers a scan that is sent again.

        Not if the phone decided by itself, after waiting for this answer in vain.
        """
        return scan.offline is None or self.offline is not None or self.undone_at is not None

    def is_same(self, scan: Scan) -> bool:
        """Whether a scan sent under this id is the same reading."""
        return (self.checkpoint, self.direction) == (scan.checkpoint.id, scan.direction)
