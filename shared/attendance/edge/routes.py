"""Every route for programs: which function serves it, and the roles that may call it.

Nothing is imported here that a scan could do without: each handler and the check of passes import
this.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from attendance.vocabulary.codes import STAFF, Role

ANYBODY = ()
NOBODY = "nobody"
"""Stands in a list of roles for callers without a pass."""


class Route(NamedTuple):
    """The folder of a function, its handler's name, and the permitted roles; without any, everybody."""

    function: str
    answers: str
    who: tuple[str, ...]


ROUTES: Mapping[str, Route] = {
    "GET /api/programme": Route("programme", "programme", ANYBODY),
    "POST /api/registrations": Route("register", "register", (NOBODY, *STAFF)),
    "POST /api/attendees": Route("register", "register_on_the_spot", STAFF),
    "GET /api/registration": Route("registration", "show", (Role.ATTENDEE,)),
    "PATCH /api/registration": Route("registration", "amend", (Role.ATTENDEE,)),
    "DELETE /api/registration": Route("registration", "cancel", (Role.ATTENDEE,)),
    "GET /api/registration/data": Route("registration", "stored", (Role.ATTENDEE,)),
    "POST /api/registration/badge": Route("registration", "reissue", (Role.ATTENDEE,)),
    "POST /api/registration/erasure": Route("registration", "erase", (Role.ATTENDEE,)),
    "GET /api/badge.svg": Route("badge", "badge_svg", (Role.ATTENDEE,)),
    "GET /api/badge.png": Route("badge", "badge_png", (Role.ATTENDEE,)),
    "GET /api/badge.pdf": Route("badges", "own", (Role.ATTENDEE,)),
    "GET /api/badge.ics": Route("calendar", "badge_ics", (Role.ATTENDEE,)),
    "GET /api/badges.pdf": Route("badges", "everybody", (Role.ORGANISER,)),
    "GET /api/attendees/{attendee_id}/badge.pdf": Route("badges", "again", (Role.ORGANISER,)),
    "GET /api/exports/{name}": Route("exports", "export", (Role.ORGANISER,)),
    "GET /api/attestation.pdf": Route("attestations", "own", (Role.ATTENDEE,)),
    "GET /api/attendees/{attendee_id}/attestation.pdf": Route("attestations", "of_somebody", (Role.ORGANISER,)),
    "GET /api/attestations/{code}": Route("verify_attestation", "verify_attestation", ANYBODY),
    "POST /api/attestations/{code}": Route("verify_attestation", "verify_name", ANYBODY),
    "POST /api/scans": Route("scan", "scan", STAFF),
    "POST /api/attendees/{attendee_id}/scans/{scan_id}/undo": Route("undo", "undo", STAFF),
    "GET /api/roster": Route("roster", "roster", STAFF),
    "GET /api/headcounts": Route("headcounts", "headcounts", STAFF),
    "GET /api/catering": Route("catering", "catering", (Role.ORGANISER, Role.CATERER)),
    "POST /api/catering/orders": Route("orders", "order_meals", (Role.ORGANISER,)),
    "POST /api/catering/batches": Route("kitchen", "decide", (Role.ORGANISER, Role.CATERER)),
    "POST /api/catering/receipts": Route("kitchen", "receive", (Role.ORGANISER, Role.CATERER)),
    "GET /api/attendees": Route("attendees", "search", (Role.ORGANISER,)),
    "GET /api/attendees/{attendee_id}": Route("attendees", "day", (Role.ORGANISER,)),
    "PATCH /api/attendees/{attendee_id}": Route("corrections", "correct", (Role.ORGANISER,)),
    "DELETE /api/attendees/{attendee_id}": Route("corrections", "cancel", (Role.ORGANISER,)),
    "POST /api/attendees/{attendee_id}/mail": Route("corrections", "mail_again", (Role.ORGANISER,)),
    "POST /api/attendees/{attendee_id}/badge": Route("corrections", "reissue", (Role.ORGANISER,)),
    "POST /api/attendees/{attendee_id}/erasure": Route("corrections", "erase", (Role.ORGANISER,)),
    "POST /api/attendees/import": Route("import_attendees", "bring", (Role.ORGANISER,)),
    "POST /api/attendees/import/file": Route("import_attendees", "show", (Role.ORGANISER,)),
    "GET /api/passes": Route("passes", "listed", (Role.ORGANISER,)),
    "POST /api/passes": Route("passes", "invite", (Role.ORGANISER,)),
    "PATCH /api/passes/{pass_id}": Route("passes", "change", (Role.ORGANISER,)),
    "DELETE /api/passes/{pass_id}": Route("passes", "revoke", (Role.ORGANISER,)),
    "GET /api/conflicts": Route("conflicts", "listed", (Role.ORGANISER,)),
    "POST /api/attendees/{attendee_id}/scans/{scan_id}/settle": Route("conflicts", "settle", (Role.ORGANISER,)),
    "GET /api/waiting": Route("offers", "listed", (Role.ORGANISER,)),
    "POST /api/ateliers/{atelier_id}/offers": Route("offers", "offer", (Role.ORGANISER,)),
    "POST /api/links": Route("links", "ask", ANYBODY),
    "GET /api/messages": Route("messages", "listed", (Role.ORGANISER,)),
    "POST /api/messages": Route("messages", "write", (Role.ORGANISER,)),
    "GET /api/mails": Route("mails", "listed", (Role.ORGANISER,)),
    "POST /api/attendees/{attendee_id}/mails/{reason}/send": Route("mails", "again", (Role.ORGANISER,)),
    "GET /api/openapi.json": Route("openapi", "openapi", ANYBODY),
    "PATCH /api/ateliers/{atelier_id}": Route("ateliers", "change", (Role.ORGANISER,)),
    "PATCH /api/programme": Route("ateliers", "alter", (Role.ORGANISER,)),
    "POST /api/programme/preview": Route("ateliers", "preview", (Role.ORGANISER,)),
    "POST /api/programme/mails": Route("ateliers", "tell", (Role.ORGANISER,)),
    "POST /api/ateliers/{atelier_id}/release": Route("release_seats", "release", (Role.ORGANISER,)),
    "POST /api/day/end": Route("end_day", "end", (Role.ORGANISER,)),
    "POST /api/passes/cards.pdf": Route("badges", "cards", (Role.ORGANISER,)),
    "POST /api/passes/{pass_id}/undo-scans": Route("undo_scans", "undo_scans", (Role.ORGANISER,)),
    "GET /api/acts": Route("acts", "listed", (Role.ORGANISER,)),
}


def of[Answers: Callable[..., Any]](function: str, *answering: Answers) -> dict[str, Answers]:
    """Return the routes of a function with their handlers, which must match the table exactly."""
    named = {each.__name__: each for each in answering}
    own = {key: route.answers for key, route in ROUTES.items() if route.function == function}
    if named.keys() != set(own.values()):
        raise LookupError(f"{function} has {sorted(own.values())}, not {sorted(named)}")
    return {key: named[name] for key, name in own.items()}
