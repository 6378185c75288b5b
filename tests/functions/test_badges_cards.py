"""The staff's links as cards to cut out: from their secrets, which nobody keeps."""

import logging
from typing import Any

import pytest

from attendance.domain.passes import Shift
from attendance.store import passes, programmes
from attendance.usecases.caller import Caller
from tests.builders import at
from tests.documents.pictures import page_text, printed, read
from tests.forum import Forum
from tests.gateway import Response

UNKNOWN = "A" * 43


def cards(forum: Forum, secrets: Any, asking: str | None = None, **more: Any) -> Response:
    secret = forum.invite() if asking is None else asking
    return forum.gateway.call("POST", "/api/passes/cards.pdf", {"passes": secrets, **more}, secret=secret)


def test_each_card_holds_its_link_and_says_what_it_opens(forum: Forum) -> None:
    secrets = [forum.invite("volunteer", "lunch", label="Porte du repas"), forum.invite(label="Bureau")]

    answer = cards(forum, secrets)

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    links = [f"https://forum.example.org/scan#{secrets[0]}", f"https://forum.example.org/tableau#{secrets[1]}"]
    assert sorted(read(printed(answer.content))) == sorted(links)
    assert "Porte du repas" in page_text(answer.content)


def test_cards_are_told_in_the_language_that_was_asked_for(forum: Forum) -> None:
    secret = forum.invite("volunteer", "lunch", label="Porte")

    in_french, in_english = (page_text(cards(forum, [secret], language=name).content) for name in ("fr", "en"))

    assert in_french != in_english


def test_no_secret_is_logged(
    forum: Forum, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    secret, asking = forum.invite("volunteer", "lunch"), forum.invite()

    for wanted in ([secret], [secret, UNKNOWN], [secret, secret], [secret, "kaputt"]):
        answer = cards(forum, wanted, asking)
        if answer.status != 200:
            assert secret not in answer.text
            assert UNKNOWN not in answer.text

    assert secret not in caplog.text + capsys.readouterr().out


def test_only_the_staffs_passes_of_this_event_that_are_valid_are_drawn(forum: Forum) -> None:
    good, revoked = forum.invite("volunteer", "lunch"), forum.invite("volunteer", "lunch")
    expired = forum.invite("volunteer", "lunch", expires_at=at("8:00"))
    foreign = forum.invite("volunteer", "lunch", event_id="autre-forum")
    found = passes.find(passes.pass_id(revoked))
    assert found
    act = Caller(found, forum.programme, forum.now).act("revoked")
    passes.revoke(found, forum.now, act, programmes.purge_at(forum.programme))
    attendees = forum.register("Ada")["pass"]

    answer = cards(forum, [good, revoked, expired, foreign, attendees, UNKNOWN])

    assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert [error["field"] for error in answer.body["errors"]] == [f"passes.{n}" for n in range(1, 6)]


def test_a_malformed_wish_draws_nothing(forum: Forum) -> None:
    good, asking = forum.invite("volunteer", "lunch"), forum.invite()

    for wrong in ([], [good, good], [UNKNOWN[:-1]], [UNKNOWN + "A"], ["é" * 43], [7], good, None):
        assert cards(forum, wrong, asking).status == 422
    assert cards(forum, [f"{n:043}" for n in range(101)], asking).status == 422
    assert cards(forum, [good], asking, language="de").status == 422
    assert cards(forum, [good], asking, label="x").status == 422


def test_only_organisers_print_links(forum: Forum, entrance: str) -> None:
    ada = forum.register("Ada")

    for secret, status in (("nobody's", 401), (entrance, 403), (ada["pass"], 403)):
        assert cards(forum, [entrance], secret).status == status


def test_a_card_says_where_its_holder_is_due_and_when(forum: Forum) -> None:
    shifts = (Shift("entrance", at("8:00"), at("11:00")), Shift("lunch", at("12:00"), at("14:00")))
    lola = forum.invite("volunteer", "entrance", "lunch", "atelier-1", label="Lola", schedule=shifts)

    text = page_text(cards(forum, [lola], language="fr").content).replace("\u00a0", " ")

    assert "10 h – 13 h" in text
    assert "14 h – 16 h" in text
