"""The language of an answer: the requested one, else the one that the browser prefers, of those that the event has."""

from collections.abc import Sequence

from attendance.domain.problem import invalid
from attendance.domain.programme import Programme
from attendance.edge.http import Request


def language_of(request: Request, languages: Sequence[str]) -> str:
    """Return one of the event's languages; its own if the browser prefers none of them."""
    asked = request.query.get("lang", "")
    if asked in languages:
        return asked
    preferred = sorted(map(_weighed, request.headers.get("accept-language", "").split(",")), key=lambda one: -one[0])
    return next((name for weight, name in preferred if name in languages and weight > 0), languages[0])


def chosen(language: str | None, programme: Programme, field: str = "language") -> str | None:
    """Return a language that was chosen, if any. Raises Problem for one that the event does not have."""
    if language is not None and language not in programme.languages:
        raise invalid(field, f"is one of {', '.join(programme.languages)}")
    return language


def _weighed(preference: str) -> tuple[float, str]:
    """Return the weight that a browser gives one language, and its name without a region."""
    name, _, weight = preference.strip().lower().partition(";q=")
    return float(weight) if weight.replace(".", "", 1).isdecimal() else 1.0, name.partition("-")[0].strip()
