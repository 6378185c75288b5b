"""Exports over HTTP: the query, and a file as the answer, as a link, or later."""

import re
from collections.abc import Callable
from typing import Any

from attendance.domain import catering, exports
from attendance.domain.exports import Export
from attendance.domain.problem import Problem, invalid
from attendance.domain.programme import Programme
from attendance.edge.http import Request, Response
from attendance.edge.languages import chosen
from attendance.edge.large_bodies import LARGEST_ANSWER_BYTES
from attendance.services.files import CONTENT_TYPES
from attendance.usecases import exporting
from attendance.vocabulary.codes import UNDER_WAY
from attendance.vocabulary.limits import ASK_AGAIN_SECONDS, SERVICE_LEVEL

# What the query calls otherwise.
_FIELDS = {"filter": "filters", "q": "typed"}

type Reader = Callable[[Request, str], Any]


def export(request: Request, programme: Programme) -> Export:
    """Return the requested export. Raises Problem for an unknown name, or a query that does not fit it."""
    name = request.path["name"]
    if name not in exports.NAMES:
        raise Problem("not_found", "There is no such export.")
    named = Export(name)
    read: dict[str, Reader] = {"language": lambda request, _: language(request, programme)}
    if named.kind == exports.CSV:
        read["plain"] = Request.flag
    if named.subject == exports.ATTENDANCE:
        read |= {
            "filter": lambda request, field: tuple(request.every(field)),
            "q": lambda request, _: request.query["q"],
        }
    if named.subject == exports.SIGNATURES:
        read |= {"place": lambda request, field: _door(request, field, programme), "recorded": Request.flag}
    if named.subject in (exports.ORDER, exports.REPORT):
        read["service_level"] = service_level
    if named.subject == exports.ORDER and named.kind == exports.PDF:
        read["booked"] = Request.flag
    request.check_query(read)
    given = {field: reader(request, field) for field, reader in read.items() if field in request.query}
    return Export(name, **{"language": programme.language, **{_FIELDS.get(n, n): value for n, value in given.items()}})


def service_level(request: Request, field: str = "service_level") -> float:
    """Return the probability in the query. A plain decimal: `float` accepts "nan", "1e-1" and "0_9" as well."""
    least, most = catering.LEAST_SERVICE_LEVEL, catering.MOST_SERVICE_LEVEL
    given = request.query.get(field)
    if given is None:
        return SERVICE_LEVEL
    if not re.fullmatch(r"0\.[0-9]{1,20}", given, re.ASCII) or not least <= float(given) <= most:
        raise invalid(field, f"is a share from {least} to {most}")
    return float(given)


def language(request: Request, programme: Programme) -> str | None:
    """Return the language in the query; None without one. Raises Problem."""
    return chosen(request.query.get("language"), programme)


def _door(request: Request, field: str, programme: Programme) -> str:
    known = [exports.EVERYWHERE, *exports.signed_places(programme)]
    if request.query[field] not in known:
        raise invalid(field, f"is one of {', '.join(known)}")
    return request.query[field]


def handed_over(content: bytes, export: Export, name: str, programme: Programme) -> Response:
    """Return a file, or its link if it is too large for an answer."""
    if len(content) > LARGEST_ANSWER_BYTES:
        return Response(exporting.as_link(content, export, name, programme))
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=CONTENT_TYPES[export.kind], headers=headers)


def left_to_maker(export: Export, name: str, programme: Programme, origin: str) -> Response:
    """Return a file's link, or that it is being made. Raises Problem for one that has just failed."""
    body = exporting.left_to_maker(export, name, programme, origin)
    if "url" in body:
        return Response(body)
    return Response(body, UNDER_WAY, headers={"retry-after": str(ASK_AGAIN_SECONDS)})
