"""Draw an attendee's own badge."""

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

from attendance.edge import authority
from attendance.edge.answers.people import badge_text
from attendance.edge.http import Answer, Request, function, logger

# Exactly what 122 alphanumeric characters need: a larger symbol has smaller modules.
QR_VERSION = 5
QUIET_ZONE_MODULES = 4


def badge_svg(request: Request) -> Answer:
    """The QR code of the valid badge, as a picture that can be drawn at any size."""
    caller, attendee, _ = authority.registered(request)
    logger.info("badge", issue=attendee.issue)
    return Answer(drawn(badge_text(attendee, caller.event_id)), content_type="image/svg+xml")


def drawn(text: str) -> str:
    """Return a text as a QR code in SVG."""
    qr = QRCode(QR_VERSION, ERROR_CORRECT_M, border=QUIET_ZONE_MODULES, image_factory=SvgPathImage)
    qr.add_data(text, optimize=0)
    qr.make(fit=False)
    svg: str = qr.make_image().to_string(encoding="unicode")
    return svg


handler = function({"GET /api/badge.svg": badge_svg})
