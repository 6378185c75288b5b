"""In which language a person is answered: the one they asked for, else the one their browser prefers."""

from attendance.domain.attendee import FRENCH, LANGUAGES
from attendance.edge.http import Request


def language_of(request: Request) -> str:
    """Return one of our languages; French where the browser prefers neither."""
    asked = request.query.get("lang", "")
    if asked in LANGUAGES:
        return asked
    preferred = sorted(map(_weighed, request.headers.get("accept-language", "").split(",")), key=lambda told: -told[0])
    return next((name for weight, name in preferred if name in LANGUAGES and weight > 0), FRENCH)


def _weighed(told: str) -> tuple[float, str]:
    """Return what a browser says of one language: how much it is wanted, and its name without a region."""
    name, _, weight = told.strip().lower().partition(";q=")
    return float(weight) if weight.replace(".", "", 1).isdecimal() else 1.0, name.partition("-")[0].strip()
