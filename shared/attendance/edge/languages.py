"""The language of an answer: the requested one, else the one that the browser prefers."""

from attendance.domain.attendee import FRENCH, LANGUAGES
from attendance.edge.http import Request


def language_of(request: Request) -> str:
    """Return one of our languages; French if the browser prefers neither."""
    asked = request.query.get("lang", "")
    if asked in LANGUAGES:
        return asked
    preferred = sorted(map(_weighed, request.headers.get("accept-language", "").split(",")), key=lambda one: -one[0])
    return next((name for weight, name in preferred if name in LANGUAGES and weight > 0), FRENCH)


def _weighed(preference: str) -> tuple[float, str]:
    """Return the weight that a browser gives one language, and its name without a region."""
    name, _, weight = preference.strip().lower().partition(";q=")
    return float(weight) if weight.replace(".", "", 1).isdecimal() else 1.0, name.partition("-")[0].strip()
