"""Organisers order meals of the caterer: what is mailed, once, and what is told of it."""

from contextlib import suppress
from typing import Any

import pytest

from attendance.vocabulary.codes import MailState
from tests import mailroom as post
from tests.documents.pictures import page_text
from tests.forum import Forum
from tests.functions.outgoing import raising
from tests.gateway import Response
from tests.mailroom import Mailroom

ORDER = {
    "order_id": "the-order-of-monday",
    "email": "Traiteur@Example.org",
    "meals": {"none": 3, "vegan": 1, "other": 0},
    "contact": "05 49 00 00 00",
}


def order(forum: Forum, secret: str, **other: Any) -> Response:
    return forum.gateway.call("POST", "/api/catering/orders", {**ORDER, **other}, secret=secret)


def orders(forum: Forum, organiser: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = forum.gateway.call("GET", "/api/catering", secret=organiser).body["orders"]
    return found


def test_an_order_is_mailed_with_the_sheet_and_told_in_the_journal(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    answer = order(forum, organiser)

    assert (answer.status, answer.body["state"]) == (200, MailState.SENT)
    (mail,) = mailroom.sent
    assert (mail["To"], mail["Subject"]) == ("traiteur@example.org", "4 repas à préparer – Forum d'essai")
    assert "3 × Aucun régime particulier" in post.text(mail)
    (sheet,) = post.files(mail).values()
    assert "4 repas à préparer" in page_text(sheet)
    assert "05 49 00 00 00" in page_text(sheet)
    (act,) = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    assert (act["what"], act["details"]) == (
        "meals_ordered",
        {"meals": 4, "to": "traiteur@example.org", "mail": MailState.SENT},
    )
    (told,) = orders(forum, organiser)
    assert told == answer.body
    assert told["meals"] == {"none": 3, "vegan": 1}


def test_an_order_that_is_sent_again_is_mailed_once(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    first, again = order(forum, organiser), order(forum, organiser)

    assert (again.status, again.body) == (200, first.body)
    assert len(mailroom.sent) == 1
    assert len(forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]) == 1
    refused = order(forum, organiser, meals={"none": 5})
    assert (refused.status, refused.body["code"]) == (409, "message_id_reused")


def test_a_later_order_says_what_it_replaces_unless_that_never_went(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    order(forum, organiser)
    mailroom.fault(post.answer(400, "MessageRejected"))
    order(forum, organiser, order_id="the-order-of-tuesday", meals={"none": 9})
    order(forum, organiser, order_id="the-order-of-wednesday", meals={"none": 5})

    first, last = mailroom.sent
    assert "Remplace" not in post.text(first)
    assert "(4 repas)" in post.text(last)
    assert [one["meals"] for one in orders(forum, organiser)][::2] == [{"none": 5}, {"none": 3, "vegan": 1}]


def test_a_mail_that_fails_is_told_and_not_tried_again_by_itself(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    mailroom.fault(post.answer(400, "MessageRejected"))

    assert order(forum, organiser).body["state"] == MailState.FAILED
    assert order(forum, organiser).body["state"] == MailState.FAILED
    assert [one["state"] for one in orders(forum, organiser)] == [MailState.FAILED]
    assert mailroom.sent == []


def test_what_the_same_order_would_be_now_stands_beside_it(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    forum.register("Ada", lunch=True)
    order(forum, organiser, meals={"none": 1})
    forum.register("Bea", lunch=True, diet="vegan")

    (told,) = orders(forum, organiser)
    assert (told["meals"], told["meals_now"]) == ({"none": 1}, {"none": 1, "vegan": 1})


def test_the_plates_of_the_diets_add_up_to_the_order(forum: Forum, organiser: str) -> None:
    for name, diet in (("Ada", "none"), ("Bea", "none"), ("Cid", "vegan"), ("Dan", "vegan"), ("Eve", "none")):
        forum.register(name, lunch=True, diet=diet)

    lunch = forum.gateway.call("GET", "/api/catering", secret=organiser).body["lunch"]
    assert sum(lunch["plates"].values()) == lunch["to_order"]
    assert lunch["plates"]["vegan"] == lunch["diets"]["vegan"]["to_order"]


def test_a_second_batch_is_asked_about_once_an_order_stands_and_until_lunch_is_over(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    for name in ("Ada", "Bea", "Cid"):
        forum.register(name, lunch=True)
    forum.set_clock("9:00")

    def lunch() -> dict[str, Any]:
        told: dict[str, Any] = forum.gateway.call("GET", "/api/catering", secret=organiser).body["lunch"]
        return told

    before = lunch()
    order(forum, organiser, meals={"none": 1})
    short = lunch()
    order(forum, organiser, order_id="the-order-of-tuesday", meals={"none": 9})
    enough = lunch()
    forum.set_clock("12:30")

    assert (before["as_bad_as"], before["second_batch"], lunch()["second_batch"]) == (19, None, None)
    assert short["second_batch"] == {"none": short["to_order"] - 1}
    assert enough["second_batch"] == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "traiteur"},
        {"meals": {}},
        {"meals": {"none": 0}},
        {"meals": {"none": -1}},
        {"meals": {"none": 1.5}},
        {"meals": {"lunar": 4}},
        {"service_level": 1},
        {"order_id": "short"},
        {"language": 7},
        {"contact": "x" * 61},
        {"price": 3},
    ],
)
def test_a_malformed_order_is_refused_and_nothing_is_mailed(
    forum: Forum, organiser: str, mailroom: Mailroom, wrong: dict[str, object]
) -> None:
    assert order(forum, organiser, **wrong).status == 422
    assert (mailroom.sent, orders(forum, organiser)) == ([], [])


def test_only_organisers_order(forum: Forum) -> None:
    assert order(forum, forum.invite("volunteer", "lunch")).status == 403


def test_an_order_of_which_nobody_knows_whether_it_went_is_told_alike_everywhere(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    mailroom.fault(raising(KeyError("MAIL_SENDERS")))
    with suppress(KeyError):
        order(forum, organiser)
    assert states(forum, organiser) == [MailState.SENDING] * 3

    forum.pass_hours(0.02)

    assert order(forum, organiser).body["state"] == MailState.UNSURE
    assert states(forum, organiser) == [MailState.UNSURE] * 3
    assert mailroom.sent == []


def test_the_last_order_alone_has_to_be_seen_to(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    mailroom.fault(post.answer(400, "MessageRejected"))
    order(forum, organiser)
    assert states(forum, organiser) == [MailState.FAILED] * 3

    order(forum, organiser, order_id="the-order-of-tuesday")

    assert forum.gateway.call("GET", "/api/mails", secret=organiser).body["at_once"] == []


def states(forum: Forum, organiser: str) -> list[str]:
    """Return what the meals, the journal and the mails tell of the last order's mail."""
    (act, *_) = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    (mail,) = forum.gateway.call("GET", "/api/mails", secret=organiser).body["at_once"]
    assert (mail["act"], mail["name"]) == ("meals_ordered", "traiteur@example.org")
    return [orders(forum, organiser)[0]["state"], act["details"]["mail"], mail["state"]]
