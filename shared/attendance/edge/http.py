"""HTTP of a function: from the gateway's event to a request, and from an answer back."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from attendance.domain import instant
from attendance.domain.frozen import frozen
from attendance.domain.problem import Problem, invalid, several
from attendance.edge.problems import FAULT, attempt
from attendance.edge.problems import ProblemBody as ProblemBody
from attendance.services.log import logger as logger
from attendance.vocabulary.limits import BODY_BYTES

RETRY_AFTER_SECONDS = 2
ID_PATTERN = r"[A-Za-z0-9_-]{1,64}"
# A client may also list an encoding to refuse it, with the weight 0.
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")

# Headers of every answer. The AWS gateway speaks only HTTPS, so its name can be bound to HTTPS for a year;
# of names below it we know nothing. The front door of a local stack leaves this header out.
SECURITY_HEADERS = {"x-content-type-options": "nosniff", "strict-transport-security": "max-age=31536000"}

type Event = Mapping[str, Any]
type Handler = Callable[[Event, Any], dict[str, Any]]


@frozen
class Request:
    """A client's request."""

    route: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    origin: str
    raw_query: str = ""
    raw_body: str = ""
    is_base64: bool = False

    @property
    def secret(self) -> str | None:
        """The pass in the Authorization header, or None without that header."""
        given = self.headers.get("authorization")
        if given is None:
            return None
        scheme, _, secret = given.partition(" ")
        return secret.strip() if scheme.lower() == "bearer" else ""

    @property
    def unpacks_gzip(self) -> bool:
        """Whether the client accepts a packed answer."""
        return bool(GZIP.search(self.headers.get("accept-encoding", "").lower()))

    @property
    def prefers_later(self) -> bool:
        """Whether the client would rather ask again later than wait for this answer, as RFC 7240 lets it say."""
        return "respond-async" in re.split(r"[\s,;]+", self.headers.get("prefer", "").lower())

    def id(self, name: str) -> str:
        """Return an id from the path. Raises Problem for a text that cannot be one of our ids."""
        return _id(self.path[name])

    def query_id(self, name: str) -> str | None:
        """Return an id from the query, if one is given. Raises Problem."""
        return _id(self.query[name]) if name in self.query else None

    def check_query(self, known: Collection[str]) -> None:
        """Raise Problem for any other name in the query: mistyped, it would be ignored, and everybody be meant."""
        if unknown := [name for name in self.query if name not in known]:
            raise several([{"field": name, "message": "is not known here"} for name in unknown])

    def every(self, name: str) -> list[str]:
        """Return all values of a name in the query; the gateway joins them with commas, which a value may hold too."""
        return [value for given, value in parse_qsl(self.raw_query, keep_blank_values=True) if given == name]

    def number(self, name: str, *, otherwise: int, most: int) -> int:
        """Return a number of the query from 1 to `most`. Raises Problem."""
        given = self.query.get(name, str(otherwise))
        if not re.fullmatch(r"[0-9]{1,6}", given, re.ASCII) or not 1 <= int(given) <= most:
            raise invalid(name, f"is a number from 1 to {most}")
        return int(given)

    def flag(self, name: str) -> bool:
        """Return a yes or no of the query; no, unless given. Raises Problem."""
        given = self.query.get(name, "false")
        if given not in ("true", "false"):
            raise invalid(name, "is true or false")
        return given == "true"

    def json(self) -> Any:
        """Return the parsed body. Raises Problem if it is too large, or not JSON."""
        if len(self.raw_body.encode("utf-8", "replace")) > BODY_BYTES:
            raise Problem("payload_too_large", f"A body has at most {BODY_BYTES} bytes.")
        try:
            # The gateway sends a body in base64 unless it knows the content type as text.
            text = base64.b64decode(self.raw_body).decode() if self.is_base64 else self.raw_body
            return json.loads(text, parse_constant=_no_constant)
        except (ValueError, RecursionError, binascii.Error):
            raise invalid("body", "is not JSON") from None


@frozen
class Response:
    """An answer to a client. A body of text or bytes is sent unchanged, any other as JSON."""

    body: Any = None
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def function(
    routes: Mapping[str, Callable[[Request], Response]],
    *,
    shown: Callable[[Request, ProblemBody], Response] | None = None,
) -> Handler:
    """Return the Lambda handler of a function that serves some routes.

    The gateway has matched the route already and names it, so nothing is matched again. For pages,
    `shown` renders a problem for people.
    """

    def handler(event: Event, _context: Any) -> dict[str, Any]:
        request = _request(event)
        # The access log's line of the request has it too, as its `id`.
        logger.set_correlation_id(event["requestContext"].get("requestId"))

        def told(problem: ProblemBody) -> Response:
            return shown(request, problem) if shown else _problem(problem)

        return attempt(
            lambda: _sent(routes[request.route](request)),
            # What makes a page may be what is broken.
            lambda problem: attempt(lambda: _sent(told(problem)), lambda _: _sent(plainly(request, FAULT))),
            route=request.route,
        )

    return logger.inject_lambda_context(handler)


def tagged(request: Request, body: Mapping[str, Any], *, besides: str) -> Response:
    """Return a body with an `ETag` over all members except one; 304 if the client has it."""
    compared = {name: value for name, value in body.items() if name != besides}
    return matched(request, sha256(as_json(compared).encode()).hexdigest()[:32], lambda: body)


def matched(
    request: Request,
    tag: str,
    body: Callable[[], Any],
    *,
    content_type: str = "application/json",
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """Return a body, made only if the client does not have the content of the tag."""
    fields = {**headers, "etag": f'"{tag}"'}
    had = request.headers.get("if-none-match", "")
    if f'"{tag}"' in had:
        return Response(status=304, headers=fields)
    return Response(body(), content_type=content_type, headers=fields)


def plainly(_request: Request, problem: ProblemBody) -> Response:
    """Return a problem for people, in every language, with nothing but its words; an unknown one is a fault."""
    from attendance.vocabulary import words

    known = [words.spoken("welcome.problems", language) for language in words.languages()]
    told = [problems.get(problem["code"], problems["fault"]) for problems in known]
    text = "\n".join(f"{each['heading']}\n{'\n'.join(each['sentences'])}\n" for each in told)
    return Response(text, problem["status"], "text/plain; charset=utf-8")


def as_json(body: Any) -> str:
    """Return an answer's body as the text that is sent."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_text)


def _request(event: Event) -> Request:
    headers = event.get("headers", {})
    return Request(
        route=event["routeKey"],
        path=event.get("pathParameters") or {},
        query=event.get("queryStringParameters") or {},
        headers=headers,
        raw_query=event.get("rawQueryString", ""),
        origin=f"https://{event['requestContext'].get('domainName', '')}",
        raw_body=event.get("body") or "",
        is_base64=event.get("isBase64Encoded", False),
    )


def _sent(answer: Response) -> dict[str, Any]:
    headers = {"cache-control": "no-store", **SECURITY_HEADERS, **answer.headers}
    if answer.status == 503:
        headers["retry-after"] = str(RETRY_AFTER_SECONDS)
    if answer.body is None:
        return {"statusCode": answer.status, "headers": headers}
    headers = {"content-type": answer.content_type, **headers}
    if isinstance(answer.body, bytes):
        # The gateway transports bytes only as base64, and decodes them on the way out.
        packed = base64.b64encode(answer.body).decode()
        return {"statusCode": answer.status, "headers": headers, "body": packed, "isBase64Encoded": True}
    text = answer.body if isinstance(answer.body, str) else as_json(answer.body)
    # Problems quote what a client sent, which may hold half a surrogate pair.
    text = text.encode("utf-8", "replace").decode()
    return {"statusCode": answer.status, "headers": headers, "body": text}


def _problem(problem: ProblemBody) -> Response:
    status = problem["status"]
    headers = {"www-authenticate": "Bearer"} if status == 401 else {}
    return Response(problem, status, "application/problem+json", headers)


def _text(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant.text(value)
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(f"a {type(value).__name__} is not JSON")


def _id(given: str) -> str:
    # DynamoDB answers a key that is too long with an error of its own.
    if not re.fullmatch(ID_PATTERN, given):
        raise Problem("not_found", "No id looks like this.")
    return given


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
