"""The caterer's own link: what it shows, without names; a second batch, decided once; what was received."""

from contextlib import suppress
from typing import Any

import pytest

from attendance.store import table
from attendance.vocabulary.codes import MailState
from tests import mailroom as post
from tests.forum import Forum
from tests.functions.outgoing import raising
from tests.functions.test_orders import order, orders
from tests.gateway import Response
from tests.mailroom import Mailroom

BATCH = {"batch_id": "the-batch-of-eleven", "meals": {"none": 2, "vegan": 1, "other": 0}}


def invited(forum: Forum, organiser: str) -> dict[str, Any]:
    """Return the caterer's pass, as the organiser who hands out its link is answered."""
    answer = forum.gateway.call("POST", "/api/passes", {"role": "caterer", "label": "Chez Ana"}, secret=organiser)
    assert answer.status == 201
    body: dict[str, Any] = answer.body
    return body


@pytest.fixture
def caterer(forum: Forum, organiser: str) -> str:
    secret: str = invited(forum, organiser)["pass"]
    return secret


def decide(forum: Forum, secret: str, **other: Any) -> Response:
    return forum.gateway.call("POST", "/api/catering/batches", {**BATCH, **other}, secret=secret)


def receive(forum: Forum, secret: str, asked_id: str) -> Response:
    return forum.gateway.call("POST", "/api/catering/receipts", {"id": asked_id}, secret=secret)


def told(forum: Forum, secret: str, **query: str) -> dict[str, Any]:
    body: dict[str, Any] = forum.gateway.call("GET", "/api/catering", secret=secret, query=query).body
    return body


def second_batch(forum: Forum, secret: str) -> dict[str, int]:
    found: dict[str, int] = told(forum, secret, service_level="0.999")["lunch"]["second_batch"]
    return found


def test_a_caterers_link_leads_to_their_page_and_ends_at_once(forum: Forum, organiser: str) -> None:
    issued = invited(forum, organiser)
    listed = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]

    assert issued["link"].startswith("https://forum.example.org/traiteur#")
    assert [(one["role"], one["label"]) for one in listed if one["id"] == issued["id"]] == [("caterer", "Chez Ana")]
    assert forum.gateway.call("GET", "/api/catering", secret=issued["pass"]).status == 200
    forum.gateway.call("DELETE", f"/api/passes/{issued['id']}", secret=organiser)
    assert forum.gateway.call("GET", "/api/catering", secret=issued["pass"]).body["code"] == "pass_revoked"


def test_a_caterers_link_is_mailed_as_what_it_is(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    body = {"role": "caterer", "label": "", "email": "ana@example.org"}
    forum.gateway.call("POST", "/api/passes", body, secret=organiser)

    (mail,) = mailroom.sent
    assert mail["Subject"] == "Vos repas en direct – Forum d'essai"
    assert "les repas par régime" in post.text(mail)
    assert "badges" not in post.text(mail)


def test_a_caterer_reads_the_order_and_nobodys_name(
    forum: Forum, organiser: str, caterer: str, mailroom: Mailroom
) -> None:
    order(forum, organiser)
    decide(forum, organiser)

    (sent,), (batch,) = told(forum, caterer)["orders"], told(forum, caterer)["batches"]
    assert (sent["meals"], sent["by"], sent["email"], sent["contact"]) == (
        {"none": 3, "vegan": 1},
        "",
        "",
        "05 49 00 00 00",
    )
    assert (batch["meals"], batch["by"], batch["role"]) == ({"none": 2, "vegan": 1}, "", "organiser")
    (known,) = told(forum, organiser)["batches"]
    assert (known["by"], orders(forum, organiser)[0]["email"]) == ("Organiser", "traiteur@example.org")


def test_a_second_batch_is_decided_once_however_often_it_is_sent(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    order(forum, organiser)

    first, again = decide(forum, organiser), decide(forum, organiser, meals={"none": 9})

    assert (again.status, again.body) == (200, first.body)
    assert len(told(forum, organiser)["batches"]) == 1
    act, _ = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    assert (act["what"], act["details"]) == ("batch_decided", {"more": 3})
    assert len(mailroom.sent) == 1


def test_of_two_organisers_who_decide_on_the_same_numbers_the_second_is_told_what_stands(
    forum: Forum, organiser: str, caterer: str, mailroom: Mailroom
) -> None:
    order(forum, organiser)
    rests_on = told(forum, organiser)["decided_last"]

    first = decide(forum, organiser, rests_on=rests_on)
    second = decide(forum, caterer, batch_id="the-batch-of-another", rests_on=rests_on)

    assert (first.status, second.status) == (200, 409)
    assert (second.body["code"], second.body["decided_last"]) == ("decided_meanwhile", BATCH["batch_id"])
    assert second.body["meals"] == {"none": 5, "vegan": 2}
    assert decide(forum, organiser, rests_on=rests_on).body == first.body
    again = decide(forum, caterer, batch_id="the-batch-of-another", rests_on=told(forum, caterer)["decided_last"])
    assert again.status == 200


@pytest.mark.parametrize("is_ordered", [False, True])
def test_a_decision_that_somebody_else_is_quicker_with_is_looked_at_again(
    forum: Forum, organiser: str, mailroom: Mailroom, is_ordered: bool
) -> None:
    order(forum, organiser)
    rests_on = told(forum, organiser)["decided_last"]
    events, name = table.client().meta.events, "before-call.dynamodb.TransactWriteItems"

    def quicker(**_: object) -> None:
        events.unregister(name, quicker)
        if is_ordered:
            order(forum, organiser, order_id="the-order-of-tuesday")
        else:
            decide(forum, organiser)

    events.register(name, quicker)
    late = decide(forum, organiser, batch_id="the-batch-of-another", rests_on=rests_on)

    assert (late.status, late.body["code"]) == (409, "decided_meanwhile")
    assert len(told(forum, organiser)["batches"]) == (0 if is_ordered else 1)


def test_what_is_missing_of_the_order_is_told_until_a_batch_brings_it(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    forum.set_clock("5:00")
    order(forum, organiser, meals={"none": 1})
    for name in ("Ada", "Bea", "Cid"):
        forum.register(name, lunch=True)
    forum.register("Dan", lunch=True, diet="vegan")

    short = second_batch(forum, organiser)
    assert short["vegan"] == 1
    decided = decide(forum, organiser, meals={})
    assert (decided.body["meals"], decided.body["short"]) == ({}, 3)
    assert second_batch(forum, organiser) == short
    decide(forum, organiser, batch_id="the-batch-of-midday", meals=short)
    assert second_batch(forum, organiser) == {}


def test_an_order_that_replaces_another_replaces_its_second_batch_too(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    order(forum, organiser)
    decide(forum, organiser)

    forum.pass_hours(0.1)
    order(forum, organiser, order_id="the-order-of-tuesday", meals={"none": 5})

    assert "(7 repas)" in post.text(mailroom.sent[-1])


def test_what_the_caterer_received_is_no_mail_to_see_to_any_more(
    forum: Forum, organiser: str, caterer: str, mailroom: Mailroom
) -> None:
    mailroom.fault(raising(KeyError("MAIL_SENDERS")))
    with suppress(KeyError):
        order(forum, organiser)
    forum.pass_hours(0.1)
    assert orders(forum, organiser)[0]["state"] == MailState.UNSURE
    assert len(forum.gateway.call("GET", "/api/mails", secret=organiser).body["at_once"]) == 1

    first = receive(forum, caterer, "the-order-of-monday")
    forum.pass_hours(0.1)
    again = receive(forum, organiser, "the-order-of-monday")

    assert (first.status, again.body) == (200, first.body)
    assert orders(forum, organiser)[0]["received_at"] == first.body["received_at"]
    assert forum.gateway.call("GET", "/api/mails", secret=organiser).body["at_once"] == []
    act, *_ = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    assert (act["what"], act["by"]) == ("meals_received", "Chez Ana")


def test_a_second_batch_is_received_as_an_order_is(forum: Forum, organiser: str, caterer: str) -> None:
    decide(forum, organiser)

    assert receive(forum, caterer, "the-batch-of-eleven").status == 200
    assert told(forum, organiser)["batches"][0]["received_at"] is not None
    assert receive(forum, caterer, "an-order-of-nobody").status == 404


@pytest.mark.parametrize(
    "wrong",
    [{"meals": {"lunar": 4}}, {"meals": {"none": -1}}, {"meals": None}, {"batch_id": "short"}, {"price": 3}],
)
def test_a_malformed_batch_is_refused_and_nothing_is_stored(
    forum: Forum, organiser: str, wrong: dict[str, object]
) -> None:
    assert decide(forum, organiser, **wrong).status == 422
    assert told(forum, organiser)["batches"] == []


def test_meals_are_told_by_five_minutes_as_they_are_served(forum: Forum, caterer: str) -> None:
    volunteer = forum.invite("volunteer", "lunch")
    guests = {
        hour: forum.register(name, lunch=True) for hour, name in (("10:01", "Ada"), ("10:04", "Bea"), ("10:06", "Cid"))
    }
    for hour, guest in guests.items():
        forum.set_clock(hour)
        forum.scan(volunteer, guest, "lunch")

    servings = told(forum, caterer)["servings"]
    assert [(one["from"][11:16], one["count"]) for one in servings] == [("10:00", 2), ("10:05", 1)]
