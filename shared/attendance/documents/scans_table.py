"""Every scan in one table, including refusals, repeats and undone ones: what happened at which door, and who read."""

from collections.abc import Iterable, Sequence

from attendance.documents import localised, places
from attendance.documents.table_words import CONFLICTS, DIRECTIONS, VERDICTS
from attendance.documents.tables import MOMENT, YES_NO, Cell, Column, Table
from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme
from attendance.domain.scan import StoredScan

_TITLES = {
    localised.FRENCH: {
        "name": "Scans",
        "at": "Heure du scan",
        "checkpoint": "Point de contrôle",
        "direction": "Sens",
        "attendee_id": "Identifiant",
        "person": "Personne",
        "verdict": "Réponse",
        "override": "Forcé",
        "walk_in": "Sans inscription",
        "moved_from": "Venait de",
        "by_hand": "À la main",
        "by": "Lu par",
        "device": "Appareil",
        "offline": "Décidé par le téléphone",
        "server_verdict": "Le serveur aurait dit",
        "received_at": "Reçu le",
        "conflicts": "Contradictions",
        "to_settle": "À régler",
        "settled_at": "Réglé le",
        "settled_by": "Réglé par",
        "note": "Note",
        "undone_at": "Annulé le",
        "undone_by": "Annulé par",
        "scan_id": "Scan",
    },
    localised.ENGLISH: {
        "name": "Scans",
        "at": "Time of the scan",
        "checkpoint": "Checkpoint",
        "direction": "Direction",
        "attendee_id": "Id",
        "person": "Person",
        "verdict": "Answer",
        "override": "Overridden",
        "walk_in": "Without a booking",
        "moved_from": "Came from",
        "by_hand": "By hand",
        "by": "Read by",
        "device": "Device",
        "offline": "Decided by the phone",
        "server_verdict": "The server would have said",
        "received_at": "Received on",
        "conflicts": "Conflicts",
        "to_settle": "To settle",
        "settled_at": "Settled on",
        "settled_by": "Settled by",
        "note": "Note",
        "undone_at": "Undone on",
        "undone_by": "Undone by",
        "scan_id": "Scan",
    },
}
_MOMENTS = ("at", "received_at", "settled_at", "undone_at")
_YES_NO = ("override", "walk_in", "by_hand", "offline", "to_settle")
_WIDE = ("person", "by", "verdict", "device", "conflicts", "note", "scan_id", "attendee_id", "server_verdict")


def table(scans: Iterable[tuple[Attendee | None, StoredScan]], programme: Programme, language: str) -> Table:
    """Return the table of scans, in their order, each with its attendee; None for a stranger."""
    titles = _TITLES[language]
    columns = [_column(field, title) for field, title in titles.items() if field != "name"]
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
        DIRECTIONS[language][scan.direction],
        scan.attendee_id,
        who.name if who else None,
        VERDICTS[language][scan.verdict],
        scan.override,
        scan.walk_in,
        places.title(scan.moved_from, programme) if scan.moved_from else None,
        scan.by_hand,
        scan.reader.name,
        scan.reader.device,
        scan.offline is not None,
        VERDICTS[language][scan.server_verdict] if scan.server_verdict else None,
        scan.received_at,
        ", ".join(CONFLICTS[language][code] for code in scan.conflicts),
        scan.is_open,
        settled.at if settled else None,
        settled.by if settled else None,
        settled.note if settled else None,
        scan.undone_at,
        scan.undone_by,
        scan.scan_id,
    ]
