"""The exports for organisers: which tables and sheets there are, and how one is asked for."""

from attendance.domain.frozen import frozen
from attendance.domain.people_filter import ID
from attendance.domain.programme import ENTRANCE, FRENCH, Programme, is_atelier
from attendance.vocabulary.limits import SERVICE_LEVEL

CSV, XLSX, PDF, JSON = "csv", "xlsx", "pdf", "json"

ATTENDANCE, SCANS, SIGNATURES, ORDER = "attendance", "scans", "signatures", "order"
ATTESTATIONS, REPORT, STATISTICS, POSTER = "attestations", "report", "statistics", "poster"
KINDS = {
    ATTENDANCE: (CSV, XLSX),
    SCANS: (CSV, XLSX),
    SIGNATURES: (PDF,),
    ORDER: (PDF, CSV),
    ATTESTATIONS: (PDF,),
    REPORT: (PDF,),
    STATISTICS: (CSV, JSON),
    POSTER: (PDF,),
}
"""The file kinds of each subject. The name of an export is its subject, a point and its kind."""
NAMES = frozenset(f"{subject}.{kind}" for subject, kinds in KINDS.items() for kind in kinds)

# These need the counters at most.
_COUNTED = (ORDER, STATISTICS, POSTER)

DRAWN = (SIGNATURES, ATTESTATIONS)
"""The exports that are drawn person by person."""

EVERYWHERE = "all"
"""The signature sheets of the day and of every atelier."""


@frozen
class Export:
    """An export as it is asked for. `plain`: a CSV file for programs; `recorded`: a sheet that need not be signed;
    `booked`: an order of all that was booked.

    A table of some people has those whom `filters`, and a text that was `typed`, are about.
    """

    name: str
    language: str = FRENCH
    plain: bool = False
    place: str = EVERYWHERE
    recorded: bool = False
    service_level: float = SERVICE_LEVEL
    booked: bool = False
    filters: tuple[str, ...] = ()
    typed: str = ""

    @property
    def subject(self) -> str:
        return self.name.partition(".")[0]

    @property
    def kind(self) -> str:
        return self.name.partition(".")[2]

    @property
    def is_of_some(self) -> bool:
        """Whether it has only people who are filtered or searched for."""
        return bool(self.filters or self.typed)

    @property
    def names_each(self) -> bool:
        """Whether it has only people who are named by their ids, which are few."""
        return bool(self.filters) and all(each.startswith(f"{ID}:") for each in self.filters)

    @property
    def tells_of_people(self) -> bool:
        """Whether making it needs everybody, not only the counters."""
        return self.subject not in _COUNTED

    def places(self, programme: Programme) -> list[str]:
        """Return the places that it has a sheet for."""
        return signed_places(programme) if self.place == EVERYWHERE else [self.place]


def signed_places(programme: Programme) -> list[str]:
    """Return the places that have a signature sheet: the whole day, and each atelier."""
    return [ENTRANCE, *(door.id for door in programme.checkpoints if is_atelier(door.id))]
