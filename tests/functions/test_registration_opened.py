"""An address is opened when somebody comes in by a link that was mailed to it: nothing else proves its mailbox."""

from typing import Any

import pytest

from attendance.store import people, tallies
from attendance.store.table import Contended
from tests import mailroom as post
from tests.forum import Forum
from tests.mailroom import Mailroom

PATH = "/api/registration"


def opened_at(forum: Forum, who: dict[str, Any], organiser: str) -> str | None:
    """Return when somebody's address was opened, as an organiser is told."""
    day = forum.gateway.call("GET", f"/api/attendees/{who['attendee_id']}", secret=organiser).body
    opened_at: str | None = day["registration"]["opened_at"]
    return opened_at


def mailed(mailroom: Mailroom) -> str:
    """Return the pass in the mail that went last."""
    mailroom.deliver()
    return post.secret(mailroom.sent[-1])


def version(forum: Forum, who: dict[str, Any]) -> int:
    return people.known(forum.event_id, who["attendee_id"]).version


def test_the_pass_that_a_registration_is_answered_opens_no_address(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada = forum.register()
    mailroom.deliver()

    for method, path, body in (("GET", PATH, None), ("GET", f"{PATH}/data", None), ("PATCH", PATH, {"drink": True})):
        assert forum.gateway.call(method, path, body, secret=ada["pass"]).status == 200

    assert opened_at(forum, ada, organiser) is None


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", PATH, None),
        ("GET", f"{PATH}/data", None),
        ("PATCH", PATH, {"drink": True}),
        ("POST", f"{PATH}/badge", {"issue": 1}),
    ],
)
def test_whoever_comes_in_by_a_mail_has_opened_the_address(
    forum: Forum, mailroom: Mailroom, organiser: str, method: str, path: str, body: Any
) -> None:
    ada = forum.register()

    answer = forum.gateway.call(method, path, body, secret=mailed(mailroom))

    assert answer.status == 200, answer.text
    assert opened_at(forum, ada, organiser) is not None


def test_the_link_that_somebody_had_lost_opens_it_too(forum: Forum, mailroom: Mailroom, organiser: str) -> None:
    ada = forum.register(email="ada@example.org")
    mailroom.deliver()
    forum.gateway.call("POST", "/api/links", {"email": "ada@example.org"})
    mailroom.deliver()

    body = forum.gateway.call("GET", PATH, secret=mailed(mailroom)).body

    assert body["opened_at"] == opened_at(forum, ada, organiser) is not None


def test_it_is_noted_once_and_whoever_reads_again_writes_nothing(forum: Forum, mailroom: Mailroom) -> None:
    ada, secret = forum.register(), mailed(Mailroom())
    first = forum.gateway.call("GET", PATH, secret=secret).body
    before = version(forum, ada)

    again = [forum.gateway.call("GET", PATH, secret=held).body for held in (secret, ada["pass"], secret)]

    assert [one["opened_at"] for one in again] == [first["opened_at"]] * 3
    assert version(forum, ada) == before


def test_it_moves_no_number_and_no_roster(forum: Forum, mailroom: Mailroom) -> None:
    forum.register()
    secret = mailed(mailroom)
    before = tallies.registrations(forum.event_id), tallies.board(forum.event_id)

    forum.gateway.call("GET", PATH, secret=secret)

    assert (tallies.registrations(forum.event_id), tallies.board(forum.event_id)) == before


def test_a_scan_that_was_decided_before_it_does_not_wipe_it_out(
    forum: Forum, mailroom: Mailroom, organiser: str, entrance: str
) -> None:
    ada, secret = forum.register(), mailed(Mailroom())
    read = people.known(forum.event_id, ada["attendee_id"])
    assert read.attendee
    forum.gateway.call("GET", PATH, secret=secret)

    with pytest.raises(Contended):
        people.record_opened(forum.event_id, read, read.attendee, forum.now)
    assert forum.scan(entrance, ada, "entrance")["verdict"] == "admitted"

    assert opened_at(forum, ada, organiser) is not None


def test_another_address_begins_unopened_and_another_spelling_does_not(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada = forum.register(email="ada@example.org")
    forum.gateway.call("GET", PATH, secret=mailed(mailroom))
    path = f"/api/attendees/{ada['attendee_id']}"

    forum.gateway.call("PATCH", path, {"email": "ADA@example.org"}, secret=organiser)
    assert opened_at(forum, ada, organiser) is not None
    forum.gateway.call("PATCH", path, {"email": "ada@example.net"}, secret=organiser)
    assert opened_at(forum, ada, organiser) is None

    mailroom.deliver()
    new = next(mail for mail in mailroom.sent if mail["To"] == "ada@example.net")
    forum.gateway.call("GET", PATH, secret=post.secret(new))
    assert opened_at(forum, ada, organiser) is not None


def test_nothing_is_kept_of_it_of_who_was_erased(forum: Forum, mailroom: Mailroom) -> None:
    ada, secret = forum.register(), mailed(Mailroom())
    forum.gateway.call("GET", PATH, secret=secret)

    assert forum.gateway.call("POST", f"{PATH}/erasure", secret=secret).status == 200

    assert forum.attendee(ada["attendee_id"]).opened_at is None
