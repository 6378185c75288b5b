"""Attestations: for who came, in their language, with a code that verifies."""

from typing import Any

import pytest

from attendance.domain import attestation, badge
from attendance.services import signing_key
from tests.documents.pictures import page_text
from tests.forum import Forum
from tests.functions.attested import attended, code_on, is_genuine, of, own


@pytest.fixture
def ada(forum: Forum) -> dict[str, Any]:
    return attended(forum)


def test_an_attendee_has_their_own_and_its_code_verifies(forum: Forum, ada: dict[str, Any]) -> None:
    answer = own(forum, ada)

    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="attestation-forum-essai-')
    assert "Ada Exemple" in page_text(answer.content)
    assert is_genuine(forum, code_on(answer))


def test_an_organiser_has_somebodys(forum: Forum, ada: dict[str, Any], organiser: str) -> None:
    answer = of(forum, ada["attendee_id"], organiser)

    assert "Ada Exemple" in page_text(answer.content)
    assert is_genuine(forum, code_on(answer))


def test_it_speaks_the_language_asked_for(forum: Forum, ada: dict[str, Any]) -> None:
    assert "Attestation de présence" in page_text(own(forum, ada).content)
    assert "Attestation of attendance" in page_text(own(forum, ada, language="en").content)
    assert own(forum, ada, language="de").status == 422


def test_who_did_not_come_has_nothing_to_show(forum: Forum, organiser: str) -> None:
    bea = forum.register("Bea")

    answers = [own(forum, bea), of(forum, bea["attendee_id"], organiser)]

    assert [(answer.status, answer.body["code"]) for answer in answers] == [(409, "nothing_to_attest")] * 2


def test_no_attestation_is_signed_for_a_name_that_paper_cannot_show(
    forum: Forum, ada: dict[str, Any], organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/api/attendees/{ada['attendee_id']}"
    assert forum.gateway.call("PATCH", path, {"given_name": "Ada 𓀀"}, secret=organiser).status == 200
    signed: list[bytes] = []

    def sign(message: bytes) -> bytes:
        signed.append(message)
        return b""

    monkeypatch.setattr(signing_key, "sign", sign)

    answers = [own(forum, ada), of(forum, ada["attendee_id"], organiser)]

    assert [(answer.status, answer.body["code"]) for answer in answers] == [(409, "unprintable")] * 2
    assert {answer.body["characters"] for answer in answers} == {"𓀀"}
    assert signed == []


def test_nobody_elses_attestation_is_to_be_had(forum: Forum, ada: dict[str, Any], entrance: str) -> None:
    answers = [of(forum, ada["attendee_id"], secret) for secret in (entrance, ada["pass"])]

    assert [answer.status for answer in answers] == [403, 403]
    assert of(forum, "NOBODY", forum.invite()).status == 404


def test_a_badge_is_no_attestation(forum: Forum, ada: dict[str, Any]) -> None:
    signature = forum.attendee(ada["attendee_id"]).signatures[-1]
    signed = badge.statement(forum.event_id, ada["attendee_id"], 1)
    digest = bytes(attestation.DIGEST_BYTES)
    unseparated = attestation.nameless(forum.event_id, ada["attendee_id"], digest) + bytes(4)

    assert signing_key.has_signed(signed, signature)
    assert not is_genuine(forum, attestation.code(unseparated, signature))
    assert not is_genuine(forum, attestation.code(unseparated, signing_key.sign(unseparated)))


def test_an_attestation_is_no_badge(forum: Forum, ada: dict[str, Any], entrance: str) -> None:
    signed = attestation.read(code_on(own(forum, ada)))
    assert signed
    forged = badge.text(forum.event_id, ada["attendee_id"], 2, signed.signature)

    result = forum.scan(entrance, {"badge": forged}, "entrance")

    assert result["verdict"] == "forged_badge"


def test_two_papers_that_say_the_same_bear_the_same_digest_and_others_do_not(
    forum: Forum, ada: dict[str, Any], organiser: str
) -> None:
    first, second = (attestation.read(code_on(own(forum, ada))) for _ in range(2))
    forum.scan(organiser, ada, "entrance", direction="out")
    third = attestation.read(code_on(own(forum, ada)))

    assert first
    assert second
    assert third
    assert first.statement == second.statement != third.statement
