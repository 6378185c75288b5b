"""Draw an attendee's own badge, for a screen."""

from attendance.documents import qr
from attendance.domain import badge
from attendance.domain.problem import invalid
from attendance.edge import authority, routes
from attendance.edge.http import Request, Response, function, logger

# The largest picture has 1 800 pixels a side: enough for a poster, and still a small answer.
MOST_PIXELS_A_MODULE = 40


def badge_svg(request: Request) -> Response:
    """The QR code of the valid badge, as a picture that can be drawn at any size."""
    caller, attendee, _ = authority.registered(request)
    logger.info("badge", issue=attendee.issue, kind="svg")
    return _picture(qr.svg(badge.of(attendee, caller.event_id)), "image/svg+xml", f"badge-{caller.event_id}.svg")


def badge_png(request: Request) -> Response:
    """The same in pixels, `module` of them to each of the code's 45 modules a side."""
    caller, attendee, _ = authority.registered(request)
    module = _pixels(request.query.get("module", str(qr.PNG_MODULE_PIXELS)))
    logger.info("badge", issue=attendee.issue, kind="png")
    drawn = qr.png(badge.of(attendee, caller.event_id), module=module)
    return _picture(drawn, "image/png", f"badge-{caller.event_id}.png")


def _pixels(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 3 and 1 <= int(given) <= MOST_PIXELS_A_MODULE):
        raise invalid("module", f"is a number of pixels from 1 to {MOST_PIXELS_A_MODULE}")
    return int(given)


def _picture(drawn: str | bytes, content_type: str, name: str) -> Response:
    return Response(drawn, content_type=content_type, headers={"content-disposition": f'inline; filename="{name}"'})


handler = function(routes.of("badge", badge_svg, badge_png))
