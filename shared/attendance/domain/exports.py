"""What organisers take home from an event: which tables and sheets there are, and how one is wanted."""

from dataclasses import dataclass

from attendance.domain.attendee import FRENCH
from attendance.domain.catering import SERVICE_LEVEL
from attendance.domain.programme import ENTRANCE, Programme, is_atelier

CSV, XLSX, PDF, JSON = "csv", "xlsx", "pdf", "json"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PDF: "application/pdf",
    JSON: "application/json",
}

ATTENDANCE, SCANS, SIGNATURES, ORDER = "attendance", "scans", "signatures", "order"
ATTESTATIONS, REPORT, STATISTICS = "attestations", "report", "statistics"
KINDS = {
    ATTENDANCE: (CSV, XLSX),
    SCANS: (CSV, XLSX),
    SIGNATURES: (PDF,),
    ORDER: (PDF, CSV),
    ATTESTATIONS: (PDF,),
    REPORT: (PDF,),
    STATISTICS: (CSV, JSON),
}
"""Which kinds of file there are of a subject. The name of an export is its subject, a point and its kind."""
NAMES = frozenset(f"{subject}.{kind}" for subject, kinds in KINDS.items() for kind in kinds)

# These need the counters alone.
_COUNTED = (ORDER, STATISTICS)

DRAWN = (SIGNATURES, ATTESTATIONS)
"""What is drawn person by person."""

EVERYWHERE = "all"
"""The signature sheets of the day and of every atelier."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One export as it is wanted. Plain is a CSV file for programs; recorded, a sheet that need not be signed."""

    name: str
    language: str = FRENCH
    plain: bool = False
    place: str = EVERYWHERE
    recorded: bool = False
    service_level: float = SERVICE_LEVEL

    @property
    def subject(self) -> str:
        return self.name.partition(".")[0]

    @property
    def kind(self) -> str:
        return self.name.partition(".")[2]

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    @property
    def tells_of_people(self) -> bool:
        """Whether everybody has to be read for it, not only what is counted."""
        return self.subject not in _COUNTED

    def places(self, programme: Programme) -> list[str]:
        """Return the places of which it has a sheet."""
        return signed_places(programme) if self.place == EVERYWHERE else [self.place]


def signed_places(programme: Programme) -> list[str]:
    """Return the places that have a signature sheet: the day's, and each atelier's."""
    return [ENTRANCE, *(door.id for door in programme.checkpoints if is_atelier(door.id))]
