"""Mails: what arrives, in whose language, and of whom nothing is written any more."""

from io import BytesIO

import pytest
from PIL import Image

from attendance.store import programmes
from attendance.store.mailboxes import MOST_MAILS_AN_HOUR
from tests import mailroom as post
from tests.documents import pictures
from tests.forum import Forum
from tests.functions.outgoing import listed, raising, sent_again
from tests.mailroom import Mailroom

pytestmark = pytest.mark.usefixtures("no_pauses")


def test_a_registration_is_confirmed_with_the_badge(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register(ateliers=["atelier-1"], lunch=True, email="ada@example.org")

    mailroom.deliver()

    (mail,) = mailroom.sent
    assert mail["To"] == "ada@example.org"
    assert mail["From"] == "Forum d'essai <forum@example.org>"
    assert mail["Reply-To"] == "essai@example.org"
    assert mail["Subject"] == "Votre inscription – Forum d'essai"
    assert mail["Content-Language"] == "fr"
    assert "Atelier 1" in post.text(mail)
    assert "Atelier 1" in post.page(mail)
    brought = post.files(mail)
    assert sorted(brought) == ["badge.pdf", "badge.png", "programme.ics"]
    assert pictures.read(Image.open(BytesIO(brought["badge.png"]))) == [ada["badge"]]
    assert pictures.read(pictures.printed(brought["badge.pdf"])) == [ada["badge"]]
    assert b"Atelier 1" in brought["programme.ics"]


@pytest.mark.parametrize(("language", "said"), [("fr", "est pas joint"), ("en", "is not attached")])
def test_a_name_that_paper_cannot_show_is_confirmed_without_a_badge_to_print(
    forum: Forum, mailroom: Mailroom, language: str, said: str
) -> None:
    ada = forum.register("Ada 𓀀", email="ada@example.org", language=language)

    mailroom.deliver()

    (mail,) = mailroom.sent
    brought = post.files(mail)
    assert sorted(brought) == ["badge.png", "programme.ics"]
    assert pictures.read(Image.open(BytesIO(brought["badge.png"]))) == [ada["badge"]]
    assert said in post.text(mail)
    assert not any(one in post.text(mail) for one in ("fichier joint", "attached file"))


def test_the_picture_of_the_badge_is_the_one_that_the_page_shows(forum: Forum, mailroom: Mailroom) -> None:
    forum.register()

    mailroom.deliver()

    (mail,) = mailroom.sent
    (shown,) = [part for part in mail.walk() if part["Content-ID"]]
    assert f'src="cid:{shown["Content-ID"].strip("<>")}"' in post.page(mail)
    assert shown["Content-Disposition"].startswith("inline")


def test_the_link_in_a_mail_opens_the_registration_and_leaves_earlier_links_alone(
    forum: Forum, mailroom: Mailroom
) -> None:
    ada = forum.register()

    mailroom.deliver()

    (mail,) = mailroom.sent
    assert "https://forum.example.org/badge#" in post.page(mail)
    for secret in (post.secret(mail), ada["pass"]):
        assert forum.gateway.call("GET", "/api/registration", secret=secret).body["badge"] == ada["badge"]


def test_who_chose_english_is_written_to_in_english(forum: Forum, mailroom: Mailroom) -> None:
    forum.register(language="en")

    mailroom.deliver()

    (mail,) = mailroom.sent
    assert mail["Subject"] == "Your registration – Forum d'essai"
    assert '<html lang="en">' in post.page(mail)


def test_a_sent_mail_is_no_longer_listed(forum: Forum, mailroom: Mailroom, organiser: str) -> None:
    ada = forum.register()
    (before,) = listed(forum, organiser)

    mailroom.deliver()

    assert (before["name"], before["reason"], before["state"]) == ("Ada Exemple", "confirmation", "due")
    assert listed(forum, organiser) == []
    assert mailroom.stored(ada["attendee_id"])["message_id"]


def test_a_change_is_told_as_it_stands_when_it_is_sent(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register(ateliers=["atelier-1"])
    mailroom.deliver()
    forum.gateway.call("PATCH", "/api/registration", {"ateliers": ["atelier-2"]}, secret=ada["pass"])

    mailroom.deliver()

    _, mail = mailroom.sent
    assert mail["Subject"].startswith("Votre inscription est modifiée")
    assert "Salle 2" in post.text(mail)
    assert "Salle 1" not in post.text(mail)
    assert b"Salle 2" in post.files(mail)["programme.ics"]


def test_who_cancels_gets_that_and_no_stale_confirmation(forum: Forum, mailroom: Mailroom, organiser: str) -> None:
    ada = forum.register()
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    mailroom.deliver()

    (mail,) = mailroom.sent
    assert mail["Subject"].startswith("Votre inscription est annulée")
    assert "https://forum.example.org/\n" in post.text(mail)
    assert "#" not in post.text(mail)
    assert post.files(mail) == {}
    assert mailroom.stored(ada["attendee_id"])["state"] == "moot"
    assert listed(forum, organiser) == []
    assert sent_again(forum, organiser, ada)["state"] == "moot"


def test_cancelling_ends_the_links_in_mails_too(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    mailroom.deliver()
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    answer = forum.gateway.call("GET", "/api/registration", secret=post.secret(mailroom.sent[0]))

    assert (answer.status, answer.body["code"]) == (401, "pass_revoked")


def test_of_two_new_badges_only_the_valid_one_is_sent(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    mailroom.deliver()
    for _ in range(2):
        last = forum.gateway.call("POST", "/api/registration/badge", secret=ada["pass"]).body

    mailroom.deliver()

    _, mail = mailroom.sent
    assert mail["Subject"].startswith("Votre nouveau badge")
    assert pictures.read(Image.open(BytesIO(post.files(mail)["badge.png"]))) == [last["badge"]]
    assert mailroom.stored(ada["attendee_id"], "badge-2")["state"] == "moot"


def test_whoever_was_erased_is_told_that_and_no_more(forum: Forum, mailroom: Mailroom, organiser: str) -> None:
    ada = forum.register(email="ada@example.org")
    forum.gateway.call("POST", "/api/registration/erasure", secret=ada["pass"])

    records = mailroom.records()
    mailroom.deliver(records)
    mailroom.deliver(records)

    (mail,) = mailroom.sent
    assert (mail["To"], mail["Subject"]) == ("ada@example.org", "Vos données sont effacées – Forum d'essai")
    assert "Ada" not in post.text(mail)
    assert listed(forum, organiser) == []
    assert "ada@example.org" not in post.everything()


def test_an_address_that_only_a_last_mail_holds_is_gone_whatever_becomes_of_it(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada = forum.register(email="ada@example.org")
    mailroom.deliver()
    forum.gateway.call("POST", "/api/registration/erasure", secret=ada["pass"])
    (record,) = mailroom.records()
    purge_at = int(record["dynamodb"]["NewImage"]["purge_at"]["N"])
    mailroom.fault(post.answer(400, "MessageRejected"))

    mailroom.deliver()

    assert purge_at < programmes.real_now().timestamp() + 3 * 24 * 3600
    (only,) = listed(forum, organiser)
    assert (only["kind"], only["state"], only["name"]) == ("erasure", "failed", None)
    assert "ada@example.org" not in post.everything()
    sent_again(forum, organiser, ada, only["reason"])
    mailroom.deliver()
    assert listed(forum, organiser) == []


def test_whoever_has_no_address_gets_no_mail(forum: Forum, mailroom: Mailroom, organiser: str) -> None:
    answer = forum.gateway.call(
        "POST", "/api/registrations", {"given_name": "Ada", "family_name": "Exemple", "consent": True}, secret=organiser
    )

    assert answer.status == 201
    assert mailroom.records() == []


def test_the_log_tells_of_mails_without_an_address_or_a_name(
    forum: Forum, mailroom: Mailroom, caplog: pytest.LogCaptureFixture
) -> None:
    forum.register(email="ada.secret@example.org")
    mailroom.fault(post.answer(400, "MessageRejected"))
    mailroom.deliver()
    forum.register("Bea")
    mailroom.fault(raising(ValueError("bea@example.org")))
    mailroom.deliver()

    logged = str([vars(record) for record in caplog.records])
    assert "'kind': 'confirmation'" in logged
    assert "'fault': 'ValueError'" in logged
    for personal in ("example.org", "Ada", "Bea", "Exemple"):
        assert personal not in logged.replace("forum.example.org", "")


@pytest.mark.parametrize(
    "address",
    ["ada@exämple.org", "a@b.c"],
)
def test_an_odd_address_is_the_posts_to_refuse_and_never_a_fault(
    forum: Forum, mailroom: Mailroom, address: str
) -> None:
    forum.register(email=address)

    assert mailroom.deliver() == []

    assert len(mailroom.sent) == 1


def test_nobody_is_buried_in_mails_by_whoever_types_their_address(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada = forum.register(email="ada@example.org")
    for drinks in [True, False] * 8:
        forum.gateway.call("PATCH", "/api/registration", {"drink": drinks}, secret=ada["pass"])
    bea = forum.register("Bea", email="bea@example.org")

    mailroom.deliver()

    assert [mail["To"] for mail in mailroom.sent].count("ada@example.org") == MOST_MAILS_AN_HOUR
    assert [mail["To"] for mail in mailroom.sent].count("bea@example.org") == 1
    assert {(mail["state"], mail["error"]) for mail in listed(forum, organiser)} == {("failed", "too_many")}
    assert bea["attendee_id"] not in {mail["attendee_id"] for mail in listed(forum, organiser)}


def test_a_name_that_looks_like_markup_is_inert(forum: Forum, mailroom: Mailroom) -> None:
    forum.register(email="ada@example.org", given_name="<img src=x> {{ 7 * 7 }} {event}")

    mailroom.deliver()

    (mail,) = mailroom.sent
    assert "&lt;img src=x&gt;" in post.page(mail)
    assert "<img src=x>" not in post.page(mail)
    assert "{{ 7 * 7 }} {event}" in post.text(mail)
