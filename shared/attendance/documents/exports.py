"""Makes exports from what is known of the event at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from attendance.documents import (
    attendance_table,
    caterer_table,
    scans_table,
    statistics,
    tables,
)
from attendance.documents.tables import Table
from attendance.domain import catering, exports
from attendance.domain.attendee import Attendee
from attendance.domain.catering import Lunch, Wish
from attendance.domain.exports import EVERYWHERE, SIGNATURES, Export
from attendance.domain.frozen import frozen
from attendance.domain.headcount import Totals
from attendance.domain.person import Person
from attendance.domain.programme import Programme
from attendance.domain.scan import StoredScan
from attendance.domain.translation import in_language
from attendance.vocabulary.words import spoken


@frozen
class Known:
    """What is known of the event at a time. People and strangers' scans are read once, and only if needed.

    What people wrote for the caterer is by question.
    """

    programme: Programme
    now: datetime
    counted: Totals
    people: Iterable[Person]
    strangers: Iterable[StoredScan]
    written: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def lunch(self) -> Lunch:
        return catering.catering(self.counted, self.programme, self.now).lunch

    @property
    def wished(self) -> list[Wish]:
        return catering.wishes(self.programme, self.counted, self.written)


type Linked = Callable[[Iterable[tuple[Person, bytes]]], Iterable[tuple[Person, str]]]
"""Adds to each person, given with the digest of their attestation, the link that verifies it."""


def file_name(export: Export, event_id: str) -> str:
    """Return the file name of an export."""
    place = f"-{export.place}" if export.subject == SIGNATURES and export.place != EVERYWHERE else ""
    return f"{event_id}-{spoken('papers.files', export.language)[export.subject]}{place}.{export.kind}"


def made(export: Export, known: Known, linked: Linked) -> bytes:
    """Return the file. Raises NothingToAttest if attestations are asked for and nobody has come."""
    known = replace(known, programme=in_language(known.programme, export.language))
    if export.kind == exports.PDF:
        # Who asks for a table does not wait for what draws.
        from attendance.documents import papers

        return papers.drawn(export, known, linked)
    if export.kind == exports.JSON:
        return statistics.as_json(known.counted, known.programme, known.now)
    table = _table(export, known)
    if export.kind == exports.XLSX:
        return tables.xlsx(table, known.now)
    return b"".join(tables.csv(table, excel=not export.plain))


def _table(export: Export, known: Known) -> Table:
    programme, language = known.programme, export.language
    match export.subject:
        case exports.ATTENDANCE:
            return attendance_table.table(known.people, programme, language)
        case exports.SCANS:
            return scans_table.table(_log(known), programme, language)
        case exports.ORDER:
            return caterer_table.table(_order(export, known), programme, language)
    return statistics.table(known.counted, programme, language)


def _log(known: Known) -> list[tuple[Attendee | None, StoredScan]]:
    """Return every scan in the order of the day."""
    scans = [(person.attendee, scan) for person in known.people for scan in person.scans]
    scans += [(None, scan) for scan in known.strangers]
    return sorted(scans, key=lambda found: (found[1].at, found[1].scan_id))


def _order(export: Export, known: Known) -> caterer_table.Order:
    return caterer_table.of_lunch(known.lunch, export.service_level, known.wished)
