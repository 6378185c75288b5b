"""Count how the phones at the doors stand, for whoever watches over the stack."""

from attendance.domain import phones
from attendance.domain.programme import Programme
from attendance.edge.http import logger
from attendance.edge.schedule import function
from attendance.store import programmes, tallies


def watch(programme: Programme) -> None:
    """Look at what the phones last said, on the day itself: what organisers see by name is only a number here."""
    since, now = programme.event.starts_at, programmes.now(programme)
    if now < since:
        return
    found = phones.counted(tallies.board(programme.event.id).phones, since, now)
    logger.info(
        "phones", count=found.count, silent=found.silent, unsent=found.unsent, unsent_seconds=found.unsent_seconds
    )


handler = function(watch, after_the_event=False)
