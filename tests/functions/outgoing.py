"""Mails as organisers see them, and what may keep one from going."""

from typing import Any

from botocore.awsrequest import AWSResponse

from tests.forum import Forum


def raising(error: BaseException) -> Any:
    def act() -> AWSResponse | None:
        raise error

    return act


def listed(forum: Forum, organiser: str) -> list[dict[str, Any]]:
    mails: list[dict[str, Any]] = forum.gateway.call("GET", "/api/mails", secret=organiser).body["mails"]
    return mails


def sent_again(forum: Forum, organiser: str, who: dict[str, Any], reason: str = "confirmation") -> dict[str, Any]:
    answer = forum.gateway.call("POST", f"/api/attendees/{who['attendee_id']}/mails/{reason}/send", secret=organiser)
    assert answer.status == 200, answer.text
    body: dict[str, Any] = answer.body
    return body
