"""The counters: an item for each device and checkpoint, eight for registrations, and the seats; also the phones."""

import time
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from zlib import crc32

from attendance.domain import instant
from attendance.domain.effects import SeatsMove
from attendance.domain.frozen import frozen
from attendance.domain.headcount import Totals
from attendance.domain.person import Availability, Seats
from attendance.domain.programme import ENTRANCE
from attendance.domain.scan import PhoneStatus, Reader
from attendance.store import keys, table
from attendance.store.keys import Key
from attendance.store.table import Item, Write

# Between a checkpoint other than the item's own and its measure. Going in may move the
# numbers of other checkpoints too; one item for all of them keeps a scan at most 12
# write units, and no checkpoint's id has a slash.
_ELSEWHERE = "/"
REPAIR = "repair"
REGISTRATIONS_PARTS = 8
HEARTBEAT = timedelta(seconds=30)
SILENCE = timedelta(days=30)
"""After this time, a phone that counted nothing is forgotten."""


@frozen
class Board:
    """All counters of an event, summed: the totals by checkpoint and measure, and the seats by atelier."""

    totals: Totals
    seats: dict[str, Seats]
    phones: tuple[PhoneStatus, ...] = ()


@frozen
class Registrations:
    """How often registrations have changed, and when they last did by the real clock."""

    revision: int = 0
    changed_at: datetime | None = None


def board(event_id: str) -> Board:
    """Return all headcounts and seats of an event, in one query."""
    summed: Totals = Counter()
    seats: dict[str, Seats] = {}
    phones: list[PhoneStatus] = []
    for item in table.partition(keys.tallies(event_id)):
        if item["type"] == "seats":
            seats[item["atelier"]] = _seats(item)
            continue
        for name, count in item.items():
            if (counter := _counter(name, item)) and isinstance(count, int):
                summed[counter] += count
        if "last_seen_at" in item:
            phones.append(_phone(item))
    return Board(summed, seats, tuple(phones))


def seats(event_id: str, ateliers: Iterable[str]) -> dict[str, Seats]:
    """Return the present seats of some ateliers; never cached. No atelier costs no call."""
    wanted = [keys.seats(event_id, atelier) for atelier in ateliers]
    return {item["atelier"]: _seats(item) for item in table.get_each(wanted)}


def registrations(event_id: str) -> Registrations:
    """Return how often registrations have changed. A table from before has one more item, without a number.

    Each item's part only grows, so what changes after one reading raises the sum of every later one.
    """
    found = table.partition(keys.tallies(event_id), prefix=keys.REGISTRATIONS)
    changed_at = max((item.get("changed_at", "") for item in found), default="")
    revision = sum(item.get("revision", 0) for item in found)
    return Registrations(revision, datetime.fromisoformat(changed_at) if changed_at else None)


def moved_by_scan(
    event_id: str, checkpoint_id: str, reader: Reader, moves: Totals, status: PhoneStatus | None
) -> Write:
    """Return the write that moves the counters of a scan's device and checkpoint, and records its phone's status."""
    own = _own(checkpoint_id, reader.counted_with) | (_said(status) if status else {})
    return _counted(keys.tally(event_id, checkpoint_id, reader.pass_id, reader.counted_with), own, moves)


def moved_by_registration(event_id: str, attendee_id: str, moves: Totals, now: datetime) -> Write:
    """Return the write that moves the registrations' counters and raises their revision, used by a roster's tag."""
    own = {"type": "registrations", "changed_at": instant.text(now)}
    key = keys.registrations_tally(event_id, registrations_part(attendee_id))
    return _counted(key, own, Counter({**moves, ("", "revision"): 1}))


def registrations_part(attendee_id: str) -> int:
    """Return which of the items somebody's registration moves: with one item for all, registrations would queue."""
    return crc32(attendee_id.encode()) % REGISTRATIONS_PARTS


def repair(event_id: str, differences: Totals) -> None:
    """Add what a recount found missing."""
    by_checkpoint: dict[str, Totals] = {}
    for (checkpoint, measure), count in differences.items():
        by_checkpoint.setdefault(checkpoint, Counter())[checkpoint, measure] = count
    for checkpoint, moves in by_checkpoint.items():
        table.write(_counted(keys.tally(event_id, checkpoint, REPAIR, REPAIR), _own(checkpoint, REPAIR), moves))


def record_status(event_id: str, checkpoint_id: str, status: PhoneStatus) -> None:
    """Record a phone's status where it scans nothing, unless that was done less than `HEARTBEAT` ago."""
    item = {
        **keys.phone(event_id, status.pass_id, status.device),
        **_own(checkpoint_id, status.device),
        **_said(status),
        "type": "phone",
        "purge_at": int(time.time() + SILENCE.total_seconds()),
    }
    # A rehearsal's clock may have been set back since.
    due = "attribute_not_exists(#last_seen_at) OR #last_seen_at < :ago OR #last_seen_at > :now"
    times = {":ago": instant.text(status.last_seen_at - HEARTBEAT), ":now": instant.text(status.last_seen_at)}
    table.write(table.put(item, due, times))


def forget_phones(event_id: str, pass_id: str) -> None:
    """Forget the status of a pass's phones, except of those with scans to upload."""
    for item in table.partition(keys.tallies(event_id), prefix=keys.phones(pass_id)):
        if not item["outbox"]:
            table.write(table.delete(keys.phone(event_id, pass_id, item["device"])))


# Without a condition, an update would create seats for an atelier that has left the programme.
_STILL = {
    None: "attribute_exists(#PK)",
    Availability.LEFT: "#taken < #capacity",
    Availability.NONE: "#taken >= #capacity",
    # Written together with the condition on the same attribute: without a counter, nobody has ever waited.
    Availability.FREE: "#taken < #capacity AND (attribute_not_exists(#waiting) OR #waiting <= :nobody)",
}


def seats_moved(event_id: str, move: SeatsMove) -> Write:
    """Return the write that moves an atelier's seats and the length of its waiting list.

    On the condition of what the decision found there, if it rested on that. What a phone
    decided alone is stored even if no seat is left, as a conflict.
    """
    moves = {name: by for name, by in (("taken", move.taken), ("waiting", move.waiting)) if by}
    added = "ADD " + ", ".join(f"#{name} :{name}" for name in moves)
    values = {f":{name}": by for name, by in moves.items()} | (
        {":nobody": 0} if move.availability is Availability.FREE else {}
    )
    return table.update(keys.seats(event_id, move.atelier), added, values, _STILL[move.availability])


def set_seats(event_id: str, atelier: str, capacity: int) -> None:
    table.write(capacity_set(event_id, atelier, capacity))


def capacity_set(event_id: str, atelier: str, capacity: int) -> Write:
    """Return the write of an atelier's capacity; taken seats stay taken, and waiting people go on waiting."""
    expression = "SET #type = :type, #atelier = :atelier, #capacity = :capacity ADD #taken :none, #waiting :none"
    values = {":type": "seats", ":atelier": atelier, ":capacity": capacity, ":none": 0}
    return table.update(keys.seats(event_id, atelier), expression, values)


def remove_seats(event_id: str, atelier: str) -> None:
    """Delete the seats of an atelier that left the programme. Raises Contended if any is taken or waited for."""
    unused = "#taken <= :none AND (attribute_not_exists(#waiting) OR #waiting <= :none)"
    if not table.write(table.delete(keys.seats(event_id, atelier), unused, {":none": 0})):
        raise table.Contended


def repair_seats(event_id: str, atelier: str, by: int, waiting_by: int = 0) -> None:
    table.write(seats_moved(event_id, SeatsMove(atelier, by, waiting_by)))


def _own(checkpoint_id: str, device: str) -> Item:
    return {"type": "tally", "checkpoint": checkpoint_id, "device": device}


def _said(status: PhoneStatus) -> Item:
    """Return the attributes of a phone's status, with the skew in tenths of a second: numbers here are whole."""
    battery = {} if status.battery is None else {"battery": status.battery}
    return {
        "pass_id": keys.short(status.pass_id),
        "last_seen_at": instant.text(status.last_seen_at),
        "outbox": status.outbox,
        "clock_skew_tenths": round(status.clock_skew_seconds * 10),
        **battery,
    }


def _counted(key: Key, own: Item, moves: Totals) -> Write:
    """Return one update of a counter item; `own` attributes are set rather than added to."""
    home = own.get("checkpoint", "")
    added = {
        measure if checkpoint == home else f"{_abroad(checkpoint)}{measure}": count
        for (checkpoint, measure), count in moves.items()
    }
    names = {f"#{n}": name for n, name in enumerate((*own, *added))}
    values = {f":{n}": value for n, value in enumerate((*own.values(), *added.values()))}
    terms = [f"#{n} = :{n}" for n in range(len(own))]
    additions = [f"#{n} :{n}" for n in range(len(own), len(names))]
    expression = "SET " + ", ".join(terms) + (" ADD " + ", ".join(additions) if additions else "")
    return table.update(key, expression, values, names=names)


_NOT_COUNTED = {"revision", "outbox", "clock_skew_tenths", "battery", "purge_at"}


def _counter(name: str, item: Item) -> tuple[str, str] | None:
    """Return the number that an attribute counts, or None for one that describes the item."""
    if name in _NOT_COUNTED:
        return None
    checkpoint, slash, measure = name.rpartition(_ELSEWHERE)
    return (checkpoint or ENTRANCE, measure) if slash else (item.get("checkpoint", ""), measure)


def _abroad(checkpoint: str) -> str:
    """Return the prefix of another checkpoint's measures; empty for the entrance, which most are of."""
    return _ELSEWHERE if checkpoint == ENTRANCE else f"{checkpoint}{_ELSEWHERE}"


def _seats(item: Item) -> Seats:
    return Seats(item["capacity"], item["taken"], item.get("waiting", 0))


def _phone(item: Item) -> PhoneStatus:
    return PhoneStatus(
        item["pass_id"],
        item["device"],
        datetime.fromisoformat(item["last_seen_at"]),
        item["outbox"],
        item["clock_skew_tenths"] / 10,
        item.get("battery"),
        item["checkpoint"],
    )
