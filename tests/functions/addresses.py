"""Somebody who changes their address, and what their mails and links lead to."""

from typing import Any

from tests import mailroom as post
from tests.forum import Forum
from tests.gateway import Response
from tests.mailroom import Mailroom

PATH = "/api/registration"
OLD, NEW, THIRD = "ada@example.org", "ada@example.net", "ada@example.com"


def seen(forum: Forum, secret: str) -> str:
    """Return what a link opens: an address, or why it opens nothing."""
    answer = forum.gateway.call("GET", PATH, secret=secret)
    code: str = answer.body["email"] if answer.status == 200 else answer.body["code"]
    return code


def change(forum: Forum, secret: str, **chosen: Any) -> dict[str, Any]:
    answer = forum.gateway.call("PATCH", PATH, chosen, secret=secret)
    assert answer.status == 200, answer.text
    body: dict[str, Any] = answer.body
    return body


def correct(forum: Forum, who: dict[str, Any], organiser: str, **chosen: Any) -> dict[str, Any]:
    answer = forum.gateway.call("PATCH", f"/api/attendees/{who['attendee_id']}", chosen, secret=organiser)
    assert answer.status == 200, answer.text
    body: dict[str, Any] = answer.body
    return body


def mailed(mailroom: Mailroom, to: str, subject: str) -> str:
    """Return the path of the link in the last mail to somebody that is about this."""
    mailroom.deliver()
    return post.address_path(next(m for m in reversed(mailroom.sent) if m["To"] == to and subject in m["Subject"]))


def to_confirm(mailroom: Mailroom, to: str = NEW) -> str:
    return mailed(mailroom, to, "Confirmez cette adresse")


def to_restore(mailroom: Mailroom, to: str = OLD) -> str:
    return mailed(mailroom, to, "Votre adresse a été changée")


def shown(forum: Forum, path: str) -> str:
    """Return what the page of a link is about."""
    return page_of(forum.gateway.call("GET", path))


def pressed(forum: Forum, path: str) -> str:
    """Press the button of a link's page, and return what the page that answers is about."""
    return page_of(forum.gateway.call("POST", path, b"", headers={"content-type": "application/x-www-form-urlencoded"}))


def page_of(answer: Response) -> str:
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in answer.text
    return answer.text.split('data-page="', 1)[1].split('"', 1)[0]


def newest(mailroom: Mailroom, to: str) -> str:
    """Return the pass in the last mail to somebody."""
    mailroom.deliver()
    return post.secret(next(m for m in reversed(mailroom.sent) if m["To"] == to and "#" in post.text(m)))


def confirmed(forum: Forum, mailroom: Mailroom, secret: str, to: str = NEW) -> str:
    """Change somebody's address to the end, and return the pass that the new mailbox got."""
    change(forum, secret, email=to)
    assert pressed(forum, to_confirm(mailroom, to)) == "holds"
    return newest(mailroom, to)


def unopened(forum: Forum, mailroom: Mailroom) -> dict[str, Any]:
    """Return somebody registered whose mail was delivered, and not opened."""
    registered = forum.register(email=OLD)
    mailroom.deliver()
    return registered


def came_in(forum: Forum, mailroom: Mailroom) -> str:
    """Return the pass in the first mail, by which its reader has come in."""
    secret = post.secret(mailroom.sent[0])
    assert seen(forum, secret) == OLD
    return secret
