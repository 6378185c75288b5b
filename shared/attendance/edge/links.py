"""Links that carry a pass: in the fragment, which no server and no log ever sees."""

import os

from attendance.domain.attendee import Attendee
from attendance.domain.passes import ATTENDEE, PAGES, of_attendee
from attendance.domain.programme import Programme
from attendance.edge.http import Request, logger
from attendance.store import links, passes, programmes
from attendance.store.table import Write


def note_lost(programme: Programme, email: str) -> None:
    """Note that somebody lost their link: the same work whoever has the address. The mail is another function's."""
    links.ask(programme.event.id, email, programmes.real_now())
    logger.info("link_asked")


def mailed_page(attendee: Attendee, programme: Programme) -> tuple[str, list[Write]]:
    """Return where a mail leads, and what stores the pass in it: each has its own, since only hashes are kept.

    Nobody asked us anything, so it is on our public origin; the form, for who has cancelled.
    """
    origin = os.environ["PUBLIC_URL"]
    if attendee.is_cancelled:
        return f"{origin}/", []
    secret = passes.new_secret()
    own_pass = of_attendee(attendee, passes.pass_id(secret), programme, programmes.now(programme))
    return f"{origin}/{PAGES[ATTENDEE]}#{secret}", [passes.write(own_pass, programmes.purge_at(programme))]


def link(request: Request, role: str, secret: str) -> str:
    """Return the address of a role's page with a pass, on our public origin or the one that was asked."""
    origin = os.environ["PUBLIC_URL"] or request.origin
    return f"{origin}/{PAGES[role]}#{secret}"
