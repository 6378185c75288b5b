"""Draws the exports that are papers."""

from collections.abc import Iterator
from itertools import chain

from attendance.documents import attestation, caterer_sheet, poster, report, signature_sheet
from attendance.documents.exports import Known, Linked
from attendance.domain import day_summary, exports
from attendance.domain.attendee import Attendee
from attendance.domain.exports import Export
from attendance.domain.forecast_replay import ForecastReplay
from attendance.domain.meal_order import plates
from attendance.domain.person import Person


def drawn(export: Export, known: Known, linked: Linked) -> bytes:
    """Return a paper as a file. Raises NothingToAttest if attestations are asked for and nobody has come."""
    programme, now, language = known.programme, known.now, export.language
    match export.subject:
        case exports.SIGNATURES:
            places = export.places(programme)
            return signature_sheet.pdf(places, known.people, programme, language, now, recorded=export.recorded)
        case exports.ATTESTATIONS:
            left_out: list[Attendee] = []
            return attestation.many(linked(_due(known, left_out)), programme, language, now, left_out)
        case exports.REPORT:
            return _report(export, known)
        case exports.POSTER:
            return poster.pdf(programme, language)
    return caterer_sheet.pdf(_sheet(export, known), programme, language)


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


def _sheet(export: Export, known: Known) -> caterer_sheet.CatererSheet:
    lunch = known.lunch
    is_booked = export.booked and not lunch.is_over
    meals = plates(lunch, None if is_booked else export.service_level)
    contact = known.programme.event.contact
    return caterer_sheet.CatererSheet(known.now, meals, contact, known.wished, is_over=lunch.is_over)


def _report(export: Export, known: Known) -> bytes:
    replay = ForecastReplay(known.programme, known.now)
    strangers = (Person(None, (scan,)) for scan in known.strangers)
    people = chain(replay.watched(known.people), strangers)
    day = day_summary.summary(people, known.programme, known.now)
    foreseen = replay.foreseen(export.service_level)
    return report.pdf(day, known.programme, export.language, known.now, foreseen)
