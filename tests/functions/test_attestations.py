"""Attestations: for who came, in their language, with a code that anybody can verify and nobody can forge."""

import base64
from hashlib import sha256
from typing import Any

import pytest

from attendance.domain import attestation, badge
from attendance.services import signing_key
from tests import builders
from tests.documents.pictures import printed, read, told
from tests.forum import Forum
from tests.gateway import Response


@pytest.fixture
def ada(forum: Forum) -> dict[str, Any]:
    """Somebody who has been to an atelier until its end."""
    who = forum.register("Ada", ateliers=["atelier-1"])
    forum.set_clock("9:00")
    forum.scan(forum.invite(), who, "atelier-1")
    forum.set_clock("11:00")
    return who


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


def test_an_attendee_has_their_own_and_its_code_verifies(forum: Forum, ada: dict[str, Any]) -> None:
    answer = own(forum, ada)

    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="attestation-forum-essai-')
    assert "Ada Exemple" in told(answer.content)
    assert is_genuine(forum, code_on(answer))


def test_an_organiser_has_somebodys(forum: Forum, ada: dict[str, Any], organiser: str) -> None:
    answer = of(forum, ada["attendee_id"], organiser)

    assert "Ada Exemple" in told(answer.content)
    assert is_genuine(forum, code_on(answer))


def test_it_speaks_the_language_asked_for(forum: Forum, ada: dict[str, Any]) -> None:
    assert "Attestation de présence" in told(own(forum, ada).content)
    assert "Attestation of attendance" in told(own(forum, ada, language="en").content)
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


def test_what_is_genuine_stays_so_once_the_person_is_erased(forum: Forum, ada: dict[str, Any], organiser: str) -> None:
    code = code_on(own(forum, ada))
    forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)

    assert is_genuine(forum, code)
    assert of(forum, ada["attendee_id"], organiser).status == 409


def test_a_code_with_any_byte_changed_is_not_genuine(forum: Forum, ada: dict[str, Any]) -> None:
    raw = base64.urlsafe_b64decode(code_on(own(forum, ada)))

    for place in range(len(raw)):
        forged = bytes([*raw[:place], raw[place] ^ 1, *raw[place + 1 :]])
        assert not is_genuine(forum, base64.urlsafe_b64encode(forged).decode()), place


def test_a_code_in_the_other_form_of_its_signature_is_genuine_too(forum: Forum, ada: dict[str, Any]) -> None:
    signed = attestation.read(code_on(own(forum, ada)))
    assert signed

    assert signed.signature == badge.low_form(builders.twin(signed.signature))
    assert is_genuine(forum, attestation.code(signed.claim, builders.twin(signed.signature)))


@pytest.mark.parametrize("code", ["x", "A" * 127, "A" * 128, "A" * 129, "é" * 128, "A" * 127 + "=", "%00", "-" * 4096])
def test_a_text_that_is_no_code_is_not_genuine(forum: Forum, code: str) -> None:
    assert not is_genuine(forum, code)


def test_another_events_code_is_genuine_if_the_same_key_signed_it_and_its_event_is_not_named(
    forum: Forum, ada: dict[str, Any]
) -> None:
    claim = attestation.unnamed_claim("autre-forum", ada["attendee_id"], bytes(attestation.DIGEST_BYTES)) + bytes(4)
    code = attestation.code(claim, signing_key.sign(attestation.message(claim)))
    unsigned = attestation.code(claim, bytes(64))

    assert verified(forum, code) == {"genuine": True, "event": None}
    assert verified(forum, unsigned) == {"genuine": False, "event": "Forum d'essai"}
    assert verified(forum, code_on(own(forum, ada))) == {"genuine": True, "event": "Forum d'essai"}


def matches(forum: Forum, code: str, name: str) -> bool | None:
    answer = forum.gateway.call("POST", f"/api/attestations/{code}", {"name": name})
    assert answer.status == 200, answer.text
    assert answer.body["genuine"] == is_genuine(forum, code)
    told: bool | None = answer.body["name_matches"]
    return told


NAMES = ["Zoé Exemple", "zoe exemple", "EXEMPLE Zoé", " Exemple,  Zoe\u0301 ", "ＺＯÉ\u00a0Exemple"]


def test_whoever_types_the_name_on_the_paper_is_told_whether_it_is_the_one(forum: Forum) -> None:
    zoe = forum.register("Zoé", ateliers=["atelier-1"])
    forum.set_clock("9:00")
    forum.scan(forum.invite(), zoe, "atelier-1")
    code = code_on(own(forum, zoe))

    assert [matches(forum, code, name) for name in NAMES] == [True] * len(NAMES)
    for other in ("Bea Exemple", "Zoé", "Zoé Exemples", "Zo Exemple", "Zoé Zoé Exemple", "-"):
        assert matches(forum, code, other) is False


def test_a_code_that_was_copied_to_another_paper_is_not_of_the_name_there(forum: Forum, ada: dict[str, Any]) -> None:
    code = code_on(own(forum, ada))

    assert is_genuine(forum, code)
    assert matches(forum, code, "Mallory Exemple") is False


def test_the_name_can_be_compared_when_nothing_is_kept_of_the_person(
    forum: Forum, ada: dict[str, Any], organiser: str
) -> None:
    code = code_on(own(forum, ada))
    forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)

    assert matches(forum, code, "Exemple Ada") is True


def test_of_a_code_that_is_not_genuine_or_older_than_names_no_name_is_told(forum: Forum, ada: dict[str, Any]) -> None:
    told = attestation.unnamed_claim(forum.event_id, ada["attendee_id"], bytes(16))
    older = bytes([attestation.NAMELESS]) + told[1:]
    signature = signing_key.sign(attestation.message(older))

    assert matches(forum, attestation.code(older, signature), "Ada Exemple") is None
    assert matches(forum, attestation.code(told, signature), "Ada Exemple") is None
    assert matches(forum, "x", "Ada Exemple") is None


def test_without_the_key_nobody_finds_the_name_from_its_code(forum: Forum, ada: dict[str, Any]) -> None:
    signed = attestation.read(code_on(own(forum, ada)))
    assert signed
    message = attestation.name_message(signed.unnamed_claim, "Ada Exemple")

    assert message
    assert signed.name_mark not in (sha256(message).digest()[:4], sha256(message[-32:]).digest()[:4], message[-32:][:4])


def test_the_name_that_was_typed_is_in_no_log(
    forum: Forum, ada: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    code = code_on(own(forum, ada))

    matches(forum, code, "Mallory Exemple")
    for wrong in ({"name": ""}, {"name": "Mallory" * 40}, {"name": "Mallory", "more": 1}, {}, "Mallory"):
        assert forum.gateway.call("POST", f"/api/attestations/{code}", wrong).status == 422

    logged = str([record.__dict__ for record in caplog.records])
    assert "name_matches" in logged
    assert "Mallory" not in logged


def test_a_badge_is_no_attestation(forum: Forum, ada: dict[str, Any]) -> None:
    signature = forum.attendee(ada["attendee_id"]).signatures[-1]
    signed = badge.claim(forum.event_id, ada["attendee_id"], 1)
    digest = bytes(attestation.DIGEST_BYTES)
    unseparated = attestation.unnamed_claim(forum.event_id, ada["attendee_id"], digest) + bytes(4)

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
    assert first.claim == second.claim != third.claim
