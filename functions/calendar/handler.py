"""Give an attendee their day for their calendar."""

from attendance.documents import calendar
from attendance.edge import authority, routes
from attendance.edge.http import Request, Response, function, logger


def badge_ics(request: Request) -> Response:
    """The sessions, the chosen ateliers, and lunch, as an iCalendar file."""
    caller, attendee, _ = authority.registered(request)
    logger.info("calendar", ateliers=len(attendee.ateliers))
    return Response(
        calendar.one(attendee, caller.programme, caller.now),
        content_type="text/calendar; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{caller.event_id}.ics"'},
    )


handler = function(routes.of("calendar", badge_ics))
