"""Organisers write to people: whom a text reaches, once, and what is told of it."""

from typing import Any

import pytest

from attendance.store import mails
from tests import mailroom as post
from tests.forum import Forum
from tests.gateway import Response
from tests.mailroom import Mailroom

TEXT = {"message_id": "the-room-has-moved", "subject": "Une salle a changé", "text": "Salle B.\r\n\r\nÀ demain !  "}


def write(forum: Forum, secret: str | None, *people: dict[str, Any], **other: Any) -> Response:
    body = {**TEXT, "attendees": [who["attendee_id"] for who in people], **other}
    return forum.gateway.call("POST", "/api/messages", body, secret=secret)


def written(forum: Forum, organiser: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = forum.gateway.call("GET", "/api/messages", secret=organiser).body["messages"]
    return found


def acts(forum: Forum, organiser: str) -> list[dict[str, Any]]:
    listed = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    return [act for act in listed if act["what"] == "wrote"]


def reasons(forum: Forum, who: dict[str, Any]) -> list[str]:
    return [mail.reason for mail in mails.of(forum.event_id, who["attendee_id"]) if mail.kind == "message"]


@pytest.mark.usefixtures("no_pauses")
def test_a_text_is_mailed_to_each_in_the_frame_of_the_event(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    ada = forum.register("Ada", email="ada@example.org", language="en")
    mailroom.deliver()

    answer = write(forum, organiser, ada)
    mailroom.deliver()

    assert (answer.status, answer.body) == (
        200,
        {"message_id": TEXT["message_id"], "asked": 1, "already": 0, "left_out": []},
    )
    _, mail = mailroom.sent
    assert (mail["To"], mail["Subject"]) == ("ada@example.org", "Une salle a changé – Forum d'essai")
    assert "Salle B.\n\nÀ demain !\n" in post.text(mail)
    assert "Hello Ada" in post.text(mail)
    assert "/badge#" in post.text(mail)


def test_a_text_that_is_sent_again_reaches_nobody_twice_and_goes_on_with_others(forum: Forum, organiser: str) -> None:
    ada, bea, cid = (forum.register(name) for name in ("Ada", "Bea", "Cid"))

    first = write(forum, organiser, ada, bea)
    again = write(forum, organiser, ada, bea)
    more = write(forum, organiser, bea, cid)

    assert [(one.body["asked"], one.body["already"]) for one in (first, again, more)] == [(2, 0), (0, 2), (1, 1)]
    assert [reasons(forum, who) for who in (ada, bea, cid)] == [["message-the-room-has-moved"]] * 3
    (told,) = written(forum, organiser)
    assert (told["subject"], told["text"], told["asked"]) == ("Une salle a changé", "Salle B.\n\nÀ demain !", 3)
    (act,) = acts(forum, organiser)
    assert (act["by"], act["details"]) == (told["by"], {"subject": "Une salle a changé", "count": 3})
    assert act["attendee_id"] is None


def test_more_people_than_one_transaction_takes_are_all_written_to(forum: Forum, organiser: str) -> None:
    people = [forum.register(f"Ada{n}") for n in range(93)]

    assert write(forum, organiser, *people).body["asked"] == 93
    assert acts(forum, organiser)[0]["details"]["count"] == 93
    assert reasons(forum, people[-1]) == ["message-the-room-has-moved"]


def test_who_cannot_be_written_to_is_told_with_the_reason(forum: Forum, organiser: str) -> None:
    ada, bea, cid = (forum.register(name) for name in ("Ada", "Bea", "Cid"))
    dan = forum.gateway.call(
        "POST", "/api/attendees", {"given_name": "Dan", "family_name": "Exemple", "consent": True}, secret=organiser
    ).body
    forum.gateway.call("DELETE", f"/api/attendees/{bea['attendee_id']}", secret=organiser)
    forum.gateway.call("POST", f"/api/attendees/{cid['attendee_id']}/erasure", secret=organiser)

    answer = write(forum, organiser, ada, bea, cid, dan, {"attendee_id": "nobody"})

    assert answer.body["asked"] == 1
    assert [one["code"] for one in answer.body["left_out"]] == [
        "registration_cancelled",
        "registration_cancelled",
        "no_address",
        "not_found",
    ]
    nobody = write(forum, organiser, dan, message_id="another-text-of-ours")
    assert (nobody.body["asked"], len(written(forum, organiser)), len(acts(forum, organiser))) == (0, 1, 1)


@pytest.mark.parametrize("other", [{"text": "Salle C."}, {"subject": "Autre"}])
def test_another_text_needs_an_id_of_its_own(forum: Forum, organiser: str, other: dict[str, str]) -> None:
    ada, bea = forum.register("Ada"), forum.register("Bea")
    write(forum, organiser, ada)

    refused = write(forum, organiser, bea, **other)

    assert (refused.status, refused.body["code"]) == (409, "message_id_reused")
    assert reasons(forum, bea) == []
    assert write(forum, forum.invite(label="Somebody else"), bea).body["code"] == "message_id_reused"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("message_id", "short"),
        ("message_id", "a" * 51),
        ("subject", " "),
        ("subject", "one\ntwo"),
        ("subject", "s" * 101),
        ("text", "\n \n"),
        ("text", "t" * 5001),
        ("text", "bell \x07"),
        ("text", 7),
        ("attendees", []),
        ("attendees", ["same", "same"]),
        ("attendees", [f"id-{n}" for n in range(101)]),
        ("attendees", "somebody"),
        ("cc", "nobody@example.org"),
    ],
)
def test_what_is_wrong_reaches_nobody(forum: Forum, organiser: str, field: str, wrong: Any) -> None:
    ada = forum.register("Ada")

    refused = write(forum, organiser, ada, **{field: wrong})

    assert (refused.status, refused.body["code"]) == (422, "invalid_request")
    assert refused.body["errors"][0]["field"].split(".")[0] in (field, "body")
    assert (reasons(forum, ada), written(forum, organiser)) == ([], [])


def test_only_organisers_write_and_read_what_was_written(forum: Forum) -> None:
    ada = forum.register("Ada")
    volunteer = forum.invite("volunteer", "entrance")

    for secret, status in ((None, 401), (ada["pass"], 403), (volunteer, 403)):
        assert write(forum, secret, ada).status == status
        assert forum.gateway.call("GET", "/api/messages", secret=secret).status == status


@pytest.mark.usefixtures("no_pauses")
def test_who_cancels_before_it_goes_gets_none(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    ada = forum.register("Ada")
    mailroom.deliver()
    write(forum, organiser, ada)
    forum.gateway.call("DELETE", f"/api/attendees/{ada['attendee_id']}", secret=organiser)

    mailroom.deliver()

    assert not [mail for mail in mailroom.sent if TEXT["subject"] in mail["Subject"]]


def test_what_was_written_to_one_person_alone_is_erased_with_them(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    ada, bea = forum.register("Ada"), forum.register("Bea")
    write(forum, organiser, ada, subject="Pour Ada", text="Chère Ada")
    write(forum, organiser, ada, bea, message_id="to-more-than-one")

    for _ in range(2):
        assert (
            forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser).status == 200
        )

    assert "Ada" not in post.everything()
    assert sorted((m["subject"], m["text"], m["asked"]) for m in written(forum, organiser)) == [
        ("", "", 1),
        ("Une salle a changé", "Salle B.\n\nÀ demain !", 2),
    ]
    assert sorted((act["details"]["subject"], act["details"]["count"]) for act in acts(forum, organiser)) == [
        ("", 1),
        ("Une salle a changé", 2),
    ]
    assert write(forum, organiser, bea, subject="Pour Ada", text="Chère Ada").body["code"] == "message_id_reused"
