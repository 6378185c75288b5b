"""Exports over HTTP: what a query asks for, and a file as the answer, as a link, or later."""

import re
from collections.abc import Callable
from typing import Any

from attendance.domain import catering, exports
from attendance.domain.attendee import LANGUAGES
from attendance.domain.exports import Wish
from attendance.domain.problem import Problem, invalid, several
from attendance.domain.programme import Programme
from attendance.edge.http import Answer, Request
from attendance.edge.large_bodies import LARGEST_ANSWER_BYTES
from attendance.usecases import exporting

RETRY_SECONDS = 5

type Reader = Callable[[Request, str], Any]


def wish(request: Request, programme: Programme) -> Wish:
    """Return what is asked for. Raises Problem: no such export, or a query that does not go with it."""
    name = request.path["name"]
    if name not in exports.NAMES:
        raise Problem("not_found", "There is no such export.")
    named = Wish(name)
    read: dict[str, Reader] = {"language": language}
    if named.kind == exports.CSV:
        read["plain"] = Request.flag
    if named.subject == exports.SIGNATURES:
        read |= {"place": lambda request, field: _door(request, field, programme), "recorded": Request.flag}
    if named.subject in (exports.ORDER, exports.REPORT):
        read["service_level"] = service_level
    if unknown := [field for field in request.query if field not in read]:
        raise several([{"field": field, "message": f"does not go with {name}"} for field in unknown])
    return Wish(name, **{field: reader(request, field) for field, reader in read.items() if field in request.query})


def service_level(request: Request, field: str = "service_level") -> float:
    """Return the probability asked for. A plain decimal: `float` takes "nan", "1e-1" and "0_9" as well."""
    least, most = catering.LEAST_SERVICE_LEVEL, catering.MOST_SERVICE_LEVEL
    given = request.query.get(field)
    if given is None:
        return catering.SERVICE_LEVEL
    if not re.fullmatch(r"0\.[0-9]{1,20}", given, re.ASCII) or not least <= float(given) <= most:
        raise invalid(field, f"is a share from {least} to {most}")
    return float(given)


def language(request: Request, field: str = "language") -> str | None:
    """Return the language asked for; None where none is. Raises Problem."""
    given = request.query.get(field)
    if given is not None and given not in LANGUAGES:
        raise invalid(field, "is fr or en")
    return given


def _door(request: Request, field: str, programme: Programme) -> str:
    known = [exports.EVERYWHERE, *exports.signed_places(programme)]
    if request.query[field] not in known:
        raise invalid(field, f"is one of {', '.join(known)}")
    return request.query[field]


def handed_over(content: bytes, wish: Wish, name: str, programme: Programme) -> Answer:
    """Return a file, or where it is to be fetched if no function can answer it."""
    if len(content) > LARGEST_ANSWER_BYTES:
        return Answer(exporting.as_link(content, wish, name, programme))
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Answer(content, content_type=wish.content_type, headers=headers)


def left_to_maker(wish: Wish, name: str, programme: Programme, origin: str) -> Answer:
    """Return where a file is, or that it is being made. Raises Problem for one that has just failed."""
    told = exporting.left_to_maker(wish, name, programme, origin)
    if "url" in told:
        return Answer(told)
    return Answer(told, 202, headers={"retry-after": str(RETRY_SECONDS)})
