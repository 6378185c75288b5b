"""Every scan in one table, including refusals, repeats and undone ones: what happened at which door, and who read."""

from collections.abc import Iterable, Sequence

from attendance.documents import places
from attendance.documents.tables import MOMENT, YES_NO, Cell, Column, Table
from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme
from attendance.domain.scan import StoredScan
from attendance.vocabulary.words import labelled, spoken

_FIELDS = (
    *("at", "checkpoint", "direction", "attendee_id", "person", "verdict", "override", "walk_in", "moved_from"),
    *("by_hand", "by", "device", "offline", "server_verdict", "received_at", "conflicts", "to_settle", "settled_at"),
    *("settled_by", "note", "undone_at", "undone_by", "scan_id"),
)
_MOMENTS = ("at", "received_at", "settled_at", "undone_at")
_YES_NO = ("override", "walk_in", "by_hand", "offline", "to_settle")
_WIDE = ("person", "by", "verdict", "device", "conflicts", "note", "scan_id", "attendee_id", "server_verdict")


def table(scans: Iterable[tuple[Attendee | None, StoredScan]], programme: Programme, language: str) -> Table:
    """Return the table of scans, in their order, each with its attendee; None for a stranger."""
    titles = labelled("papers.scans", language)
    columns = [_column(field, titles[field]) for field in _FIELDS]
    rows = (_row(attendee, scan, programme, language) for attendee, scan in scans)
    return Table(titles["name"], columns, rows, programme.event, language)


def _column(field: str, title: str) -> Column:
    if field in _MOMENTS:
        return Column(title, MOMENT, 20)
    if field in _YES_NO:
        return Column(title, YES_NO, 11)
    return Column(title, width=26 if field in _WIDE else 16)


def _row(who: Attendee | None, scan: StoredScan, programme: Programme, language: str) -> Sequence[Cell]:
    settled = scan.settled
    return [
        scan.at,
        places.title(scan.checkpoint, programme),
        spoken("common.directions", language)[scan.direction],
        scan.attendee_id,
        who.name if who else None,
        spoken("common.recorded", language)[scan.verdict],
        scan.override,
        scan.walk_in,
        places.title(scan.moved_from, programme) if scan.moved_from else None,
        scan.by_hand,
        scan.reader.name,
        scan.reader.device,
        scan.offline is not None,
        spoken("common.recorded", language)[scan.server_verdict] if scan.server_verdict else None,
        scan.received_at,
        ", ".join(spoken("records.conflictSorts", language)[code] for code in scan.conflicts),
        scan.is_open,
        settled.at if settled else None,
        settled.by if settled else None,
        settled.note if settled else None,
        scan.undone_at,
        scan.undone_by,
        scan.scan_id,
    ]
