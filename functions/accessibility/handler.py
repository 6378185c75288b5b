"""Declare how accessible the pages are, as the organiser filled it in."""

from pathlib import Path

from attendance.documents import numerals, templates
from attendance.domain.translation import in_language
from attendance.edge import authority, policy
from attendance.edge.http import Request, Response, function, logger, plainly
from attendance.edge.languages import language_of
from attendance.edge.packing import packed

FOLDER = Path(__file__).parent


def declare(request: Request) -> Response:
    """The declaration that public bodies in France owe, in one of the event's languages."""
    programme = authority.public_programme()
    language = language_of(request, programme.languages)
    facts = {"programme": in_language(programme, language), "percent": numerals.percent}
    page = templates.filled(FOLDER, "accessibility.html", "accessibility", language, **facts)
    logger.info("declared", state=programme.accessibility.state)
    return packed(request, Response(page, 200, "text/html; charset=utf-8", policy.headers(policy.FORM)))


handler = function({"GET /accessibilite": declare}, shown=plainly)
