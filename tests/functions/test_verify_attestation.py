"""Anybody may ask whether a code is genuine and whose name it bears; nobody can forge one or find a name from it."""

import base64
from hashlib import sha256
from typing import Any

import pytest

from attendance.domain import attestation, badge
from attendance.services import signing_key
from tests import builders
from tests.forum import Forum
from tests.functions.attested import attended, code_on, is_genuine, of, own, verified


@pytest.fixture
def ada(forum: Forum) -> dict[str, Any]:
    return attended(forum)


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
    assert is_genuine(forum, attestation.code(signed.statement, builders.twin(signed.signature)))


@pytest.mark.parametrize("code", ["x", "A" * 127, "A" * 128, "A" * 129, "é" * 128, "A" * 127 + "=", "%00", "-" * 4096])
def test_a_text_that_is_no_code_is_not_genuine(forum: Forum, code: str) -> None:
    assert not is_genuine(forum, code)


def test_another_events_code_is_genuine_if_the_same_key_signed_it_and_its_event_is_not_named(
    forum: Forum, ada: dict[str, Any]
) -> None:
    statement = attestation.nameless("autre-forum", ada["attendee_id"], bytes(attestation.DIGEST_BYTES)) + bytes(4)
    code = attestation.code(statement, signing_key.sign(attestation.to_sign(statement)))
    unsigned = attestation.code(statement, bytes(64))

    assert verified(forum, code) == {"genuine": True, "event": None}
    assert verified(forum, unsigned) == {"genuine": False, "event": "Forum d'essai"}
    assert verified(forum, code_on(own(forum, ada))) == {"genuine": True, "event": "Forum d'essai"}


def matches(forum: Forum, code: str, name: str) -> bool | None:
    answer = forum.gateway.call("POST", f"/api/attestations/{code}", {"name": name})
    assert answer.status == 200, answer.text
    assert answer.body["genuine"] == is_genuine(forum, code)
    name_matches: bool | None = answer.body["name_matches"]
    return name_matches


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
    found = attestation.nameless(forum.event_id, ada["attendee_id"], bytes(16))
    older = bytes([attestation.NAMELESS]) + found[1:]
    signature = signing_key.sign(attestation.to_sign(older))

    assert matches(forum, attestation.code(older, signature), "Ada Exemple") is None
    assert matches(forum, attestation.code(found, signature), "Ada Exemple") is None
    assert matches(forum, "x", "Ada Exemple") is None


def test_without_the_key_nobody_finds_the_name_from_its_code(forum: Forum, ada: dict[str, Any]) -> None:
    signed = attestation.read(code_on(own(forum, ada)))
    assert signed
    message = attestation.to_mark(signed.nameless, "Ada Exemple")

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
