"""Makes exports from what is known of the event at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from itertools import chain

from attendance.documents import (
    attendance_table,
    attestation,
    caterer_sheet,
    caterer_table,
    report,
    scans_table,
    signature_sheet,
    statistics,
    tables,
)
from attendance.documents.tables import Table
from attendance.domain import catering, day_summary, exports
from attendance.domain.attendee import Attendee
from attendance.domain.catering import Lunch, Wish
from attendance.domain.exports import EVERYWHERE, SIGNATURES, Export
from attendance.domain.forecast_replay import ForecastReplay
from attendance.domain.frozen import frozen
from attendance.domain.headcount import Totals
from attendance.domain.meal_order import plates
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


type Linked = Callable[[Iterable[tuple[Person, bytes]]], Iterable[tuple[Person, str]]]
"""Adds to each person, given with the digest of their attestation, the link that verifies it."""


def file_name(export: Export, event_id: str) -> str:
    """Return the file name of an export."""
    place = f"-{export.place}" if export.subject == SIGNATURES and export.place != EVERYWHERE else ""
    return f"{event_id}-{spoken('papers.files', export.language)[export.subject]}{place}.{export.kind}"


def made(export: Export, known: Known, linked: Linked) -> bytes:
    """Return the file. Raises NothingToAttest if attestations are asked for and nobody has come."""
    programme, now, language = in_language(known.programme, export.language), known.now, export.language
    known = replace(known, programme=programme)
    match export.subject:
        case exports.SIGNATURES:
            places = export.places(programme)
            return signature_sheet.pdf(places, known.people, programme, language, now, recorded=export.recorded)
        case exports.ATTESTATIONS:
            left_out: list[Attendee] = []
            return attestation.many(linked(_due(known, left_out)), programme, language, now, left_out)
        case exports.REPORT:
            return _report(export, known)
        case exports.ORDER if export.kind == exports.PDF:
            return caterer_sheet.pdf(_sheet(export, known), programme, language)
        case exports.STATISTICS if export.kind == exports.JSON:
            return statistics.as_json(known.counted, programme, now)
    table = _table(export, known)
    return (
        tables.xlsx(table, now) if export.kind == exports.XLSX else b"".join(tables.csv(table, excel=not export.plain))
    )


def _due(known: Known, left_out: list[Attendee]) -> Iterator[tuple[Person, bytes]]:
    """Go through the people to attest, each with their digest; collect those who cannot have one on paper."""
    for person in known.people:
        who = person.attendee
        if who is None or not attestation.is_due(person):
            continue
        if attestation.refusal(who):
            left_out.append(who)
        else:
            yield person, attestation.digest(person, known.programme, known.now)


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
    return caterer_table.of_lunch(_lunch(known), export.service_level, _wished(known))


def _sheet(export: Export, known: Known) -> caterer_sheet.CatererSheet:
    lunch = _lunch(known)
    is_booked = export.booked and not lunch.is_over
    meals = plates(lunch, None if is_booked else export.service_level)
    contact = known.programme.event.contact
    return caterer_sheet.CatererSheet(known.now, meals, contact, _wished(known), is_over=lunch.is_over)


def _lunch(known: Known) -> Lunch:
    return catering.catering(known.counted, known.programme, known.now).lunch


def _wished(known: Known) -> list[Wish]:
    return catering.wishes(known.programme, known.counted, known.written)


def _report(export: Export, known: Known) -> bytes:
    replay = ForecastReplay(known.programme, known.now)
    strangers = (Person(None, (scan,)) for scan in known.strangers)
    people = chain(replay.watched(known.people), strangers)
    day = day_summary.summary(people, known.programme, known.now)
    foreseen = replay.foreseen(export.service_level)
    return report.pdf(day, known.programme, export.language, known.now, foreseen)
