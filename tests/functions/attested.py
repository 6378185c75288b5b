"""Somebody's attestation, the code on it, and what is told of that."""

from typing import Any

from tests.documents.pictures import printed, read
from tests.forum import Forum
from tests.gateway import Response


def own(forum: Forum, who: dict[str, Any], **query: str) -> Response:
    return forum.gateway.call("GET", "/api/attestation.pdf", secret=who["pass"], query=query)


def of(forum: Forum, attendee_id: str, secret: str) -> Response:
    return forum.gateway.call("GET", f"/api/attendees/{attendee_id}/attestation.pdf", secret=secret)


def code_on(answer: Response) -> str:
    """Return the code that a phone reads from the paper."""
    (link,) = read(printed(answer.content, 200))
    address, _, code = link.partition("#")
    assert address == "https://forum.example.org/attestation"
    return code


def verified(forum: Forum, code: str) -> dict[str, Any]:
    answer = forum.gateway.call("GET", f"/api/attestations/{code}")
    assert answer.status == 200
    body: dict[str, Any] = answer.body
    return body


def is_genuine(forum: Forum, code: str) -> bool:
    genuine: bool = verified(forum, code)["genuine"]
    return genuine


def attended(forum: Forum) -> dict[str, Any]:
    """Return somebody who has been to an atelier until its end."""
    who = forum.register("Ada", ateliers=["atelier-1"])
    forum.set_clock("9:00")
    forum.scan(forum.invite(), who, "atelier-1")
    forum.set_clock("11:00")
    return who
