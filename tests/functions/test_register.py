"""Someone registers, and has a signed badge at once."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.domain.repeat import FirstSending
from attendance.services import signing_key
from attendance.store import passes, people, programmes
from tests.builders import EVENT_ID
from tests.forum import Forum

ADA = {"given_name": "Ada", "family_name": "Exemple", "email": "ada@example.org", "consent": True}


def test_a_badge_is_signed_so_that_a_phone_can_verify_it(forum: Forum) -> None:
    ada = forum.register()

    read = badge.read(ada["badge"])
    assert read
    r, s = (int.from_bytes(half) for half in (read.signature[:32], read.signature[32:]))
    x, y = (int.from_bytes(half) for half in signing_key.public_point())
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    key.verify(encode_dss_signature(r, s), badge.statement(EVENT_ID, read.attendee_id, read.issue), ec.ECDSA(SHA256()))


def test_badges_are_signed_in_low_form(forum: Forum) -> None:
    # Of as many, one in 65 536 times all would be so by chance.
    badges = [forum.register()["badge"] for _ in range(16)]

    assert badges == [badge.canonical(text) for text in badges]


def test_the_answer_carries_the_code_the_pass_and_a_link_with_the_pass_in_its_fragment(forum: Forum) -> None:
    ada = forum.register()

    assert ada["code"] == ada["attendee_id"][:8]
    assert ada["links"]["badge"] == f"https://forum.example.org/badge#{ada['pass']}"
    assert forum.gateway.call("GET", "/api/registration", secret=ada["pass"]).status == 200


def test_the_same_registration_sent_again_is_the_same_person_with_a_new_pass(forum: Forum) -> None:
    body = {**ADA, "registration_id": "0c8f1bb2-6a60-4b7e-9d3a-0d3d8a6c0f11"}

    first = forum.gateway.call("POST", "/api/registrations", body).body
    again = forum.gateway.call("POST", "/api/registrations", body)

    assert again.status == 201
    assert again.body["attendee_id"] == first["attendee_id"]
    assert again.body["badge"] == first["badge"]
    assert again.body["pass"] != first["pass"]
    assert forum.headcounts(forum.invite())["registered"] == 1


def test_a_sending_that_arrives_between_the_questions_is_the_same_person(
    forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {**ADA, "registration_id": "0c8f1bb2-6a60-4b7e-9d3a-0d3d8a6c0f11"}
    asked = people.registered_before
    first: list[str] = []

    def meanwhile(event_id: str, registration_id: str | None) -> tuple[FirstSending, Attendee] | None:
        if not first:
            first.append("")
            first[0] = forum.gateway.call("POST", "/api/registrations", body).body["attendee_id"]
        return asked(event_id, registration_id)

    monkeypatch.setattr(people, "registered_before", meanwhile)

    answer = forum.gateway.call("POST", "/api/registrations", body)

    assert (answer.status, answer.body.get("attendee_id")) == (201, first[0])


def test_an_address_registers_once_whatever_its_case(forum: Forum) -> None:
    forum.gateway.call("POST", "/api/registrations", ADA)

    again = forum.gateway.call("POST", "/api/registrations", {**ADA, "email": "ADA@Example.org"})

    assert (again.status, again.body["code"]) == (409, "already_registered")


def test_a_full_atelier_is_refused_with_what_is_free(forum: Forum) -> None:
    for name in ("Ada", "Bea", "Cid"):
        forum.register(name, ateliers=["atelier-1"])

    refused = forum.gateway.call("POST", "/api/registrations", {**ADA, "ateliers": ["atelier-1", "atelier-3"]})

    assert refused.status == 409
    assert refused.body["code"] == "atelier_full"
    assert refused.body["atelier"] == "atelier-1"
    assert refused.body["free"] == ["atelier-2"]
    assert forum.headcounts(forum.invite())["registered"] == 3


def test_a_facilitator_has_a_place_in_a_full_atelier(forum: Forum) -> None:
    organiser = forum.invite()
    for name in ("Ada", "Bea", "Cid"):
        forum.register(name, ateliers=["atelier-1"])

    forum.register("Dan", organiser, kind="facilitator", ateliers=["atelier-1"])

    assert forum.headcounts(organiser)["checkpoints"]["atelier-1"]["seats"] == {"capacity": 3, "taken": 4, "waiting": 0}
    ateliers = forum.gateway.call("GET", "/api/programme").body["ateliers"]
    assert ateliers[0]["seats_left"] == 0


def test_a_full_atelier_does_not_tell_whether_an_address_is_registered(forum: Forum) -> None:
    for name in ("Bea", "Cid", "Dan"):
        forum.register(name, ateliers=["atelier-1"])
    forum.register("Ada", email="ada@example.org")

    for email in ("ada@example.org", "nobody@example.org"):
        tried = forum.gateway.call("POST", "/api/registrations", {**ADA, "email": email, "ateliers": ["atelier-1"]})
        assert tried.body["code"] == "atelier_full"


def test_two_ateliers_of_a_series_are_refused(forum: Forum) -> None:
    refused = forum.gateway.call("POST", "/api/registrations", {**ADA, "ateliers": ["atelier-1", "atelier-2"]})

    assert refused.status == 422
    assert refused.body["errors"][0]["field"] == "ateliers"


def test_registrations_close(forum: Forum) -> None:
    forum.set_clock("10:01")

    refused = forum.gateway.call("POST", "/api/registrations", ADA)

    assert (refused.status, refused.body["code"]) == (409, "registrations_closed")


def test_a_walk_in_is_registered_on_the_spot_after_closing_and_without_an_address(forum: Forum) -> None:
    desk = forum.invite("volunteer", "entrance", walk_ins=True)
    forum.set_clock("11:00")

    walk_in = {"given_name": "Zoé", "family_name": "Fictif", "consent": True, "kind": "speaker"}
    answer = forum.gateway.call("POST", "/api/registrations", walk_in, secret=desk)

    assert answer.status == 201
    assert forum.attendee(answer.body["attendee_id"]).email is None


@pytest.mark.parametrize("path", ["/api/registrations", "/api/attendees"])
@pytest.mark.parametrize("kind", ["facilitator", "organiser"])
def test_whom_a_supervisor_or_an_organiser_registers_no_other_volunteer_does(
    forum: Forum, kind: str, path: str
) -> None:
    body = {**ADA, "kind": kind, "ateliers": ["atelier-1"], "registration_id": "a-walk-in-made-offline"}
    desk, supervised = (
        forum.invite("volunteer", "entrance", walk_ins=True, supervisor=supervisor) for supervisor in (False, True)
    )

    refused = forum.gateway.call("POST", path, body, secret=desk)
    mended = forum.gateway.call("POST", path, {**body, "kind": "participant"}, secret=desk)

    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "kind")
    assert mended.status == 201
    for secret, name in ((supervised, "bea"), (forum.invite(), "cid")):
        other = {**body, "email": f"{name}@example.org", "registration_id": f"a-walk-in-of-another-{name}"}
        assert forum.gateway.call("POST", path, other, secret=secret).status == 201


@pytest.mark.parametrize("kind", ["speaker", "exhibitor", "volunteer", "participant"])
def test_anybody_else_is_registered_at_the_welcome_desk(forum: Forum, kind: str) -> None:
    desk = forum.invite("volunteer", "entrance", walk_ins=True)

    assert forum.gateway.call("POST", "/api/attendees", {**ADA, "kind": kind}, secret=desk).status == 201


def test_a_supervisor_who_only_scans_registers_nobody(forum: Forum) -> None:
    door = forum.invite("volunteer", "entrance", supervisor=True)

    assert forum.gateway.call("POST", "/api/attendees", ADA, secret=door).status == 403


def test_a_volunteer_who_only_scans_registers_nobody(forum: Forum) -> None:
    door = forum.invite("volunteer", "entrance")

    assert forum.gateway.call("POST", "/api/registrations", ADA, secret=door).status == 403


def test_a_pass_that_is_given_must_be_valid(forum: Forum) -> None:
    assert forum.gateway.call("POST", "/api/registrations", ADA, secret="nobody's").status == 401


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"given_name": ""}, "given_name"),
        ({"given_name": "   "}, "given_name"),
        ({"given_name": "A" * 81}, "given_name"),
        ({"given_name": "A\u0000a"}, "given_name"),
        ({"given_name": "A\ud800"}, "given_name"),
        # Marks that only turn or join, an accent without its letter, letters that are drawn as nothing.
        ({"given_name": "\u200b\u202e"}, "given_name"),
        ({"given_name": "\u3164"}, "given_name"),
        ({"family_name": "\u0301"}, "family_name"),
        ({"family_name": "\u2066\u2800\u2069"}, "family_name"),
        ({"given_name": "https://example.org"}, "given_name"),
        ({"family_name": "Voir WWW.example.org"}, "family_name"),
        ({"organisation": "Gagnez ici\uff1a\uff0f\uff0fexample.org"}, "organisation"),
        ({"organisation": "w\u200bww\u2060\uff0eexample.org"}, "organisation"),
        ({"organisation": "www\u3002example\u3002org"}, "organisation"),
        ({"kind": "exhibitor", "stand": "ftp://example.org"}, "stand"),
        ({"family_name": None}, "family_name"),
        ({"email": "ada"}, "email"),
        ({"email": "ada@example.org, bea@example.org"}, "email"),
        ({"email": "ada@example"}, "email"),
        # A mail's header would read it as "evil@example.org, b@example.org".
        ({"email": "=?utf-8?q?evil=40example.org=2C_b?=@example.org"}, "email"),
        ({"email": "adèle@example.org"}, "email"),
        ({"email": None}, "email"),
        ({"kind": "speaker"}, "kind"),
        ({"kind": "king"}, "kind"),
        ({"ateliers": ["atelier-99"]}, "ateliers"),
        ({"ateliers": ["atelier-1", "atelier-1"]}, "ateliers"),
        ({"ateliers": "atelier-1"}, "ateliers"),
        ({"lunch": "yes"}, "lunch"),
        ({"diet": "vegan"}, "diet"),
        ({"lunch": True, "diet": "caviar"}, "diet"),
        ({"language": "la"}, "language"),
        ({"consent": False}, "consent"),
        ({"registration_id": "1"}, "registration_id"),
        ({"typo": 1}, "typo"),
    ],
)
def test_what_is_wrong_is_refused_with_the_field_named(forum: Forum, wrong: dict[str, object], field: str) -> None:
    answer = forum.gateway.call("POST", "/api/registrations", {**ADA, **wrong})

    assert answer.status == 422
    assert field in [error["field"].split(".")[0] for error in answer.body["errors"]]


def test_a_choice_that_is_not_offered_comes_before_an_address_that_is_taken(forum: Forum) -> None:
    forum.gateway.call("POST", "/api/registrations", ADA)

    refused = forum.gateway.call("POST", "/api/registrations", {**ADA, "ateliers": ["atelier-99"]})

    assert refused.status == 422


def test_an_address_whose_claim_is_due_to_be_purged_is_free(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    forum.gateway.call("POST", "/api/registrations", ADA)
    later = programmes.purge_at(forum.programme) + 1
    for module in ("table", "mailboxes"):
        monkeypatch.setattr(f"attendance.store.{module}.time.time", lambda: later)

    assert forum.gateway.call("POST", "/api/registrations", ADA).status == 201


def test_a_name_that_folds_to_a_very_long_one_is_stored(forum: Forum) -> None:
    registered = forum.register("Ada", given_name="\ufdfa" * 80, family_name="\ufdfa" * 80)

    assert forum.attendee(registered["attendee_id"]).given_name == "\ufdfa" * 80


@pytest.mark.parametrize("consent", [False, None, 1, 1.0, "true", [True], {}])
def test_consent_is_true_and_nothing_that_resembles_it(forum: Forum, organiser: str, consent: object) -> None:
    body = {"given_name": "Ada", "family_name": "Exemple", "email": "ada@example.org", "consent": consent}

    answer = forum.gateway.call("POST", "/api/registrations", body)
    imported = forum.gateway.call("POST", "/api/attendees/import", {"lines": [], "consent": consent}, secret=organiser)

    assert [error["field"] for error in answer.body["errors"]] == ["consent"]
    assert [error["field"] for error in imported.body["errors"]] == ["consent"]


def test_an_organisation_may_be_called_after_its_site(forum: Forum) -> None:
    registered = forum.register(organisation="Booking.com", given_name="Awww")

    assert forum.attendee(registered["attendee_id"]).organisation == "Booking.com"


def test_an_organisation_that_shows_nothing_is_none(forum: Forum) -> None:
    registered = forum.register(organisation=" \u200f\u3164 ")

    assert forum.attendee(registered["attendee_id"]).organisation == ""


@pytest.mark.parametrize("name", ["X", "d'Aïeul-Ñandú", "Łukasz", "名", "O\u2019Essai", "🦄"])
def test_a_name_is_what_its_bearer_says(forum: Forum, name: str) -> None:
    registered = forum.register("Ada", given_name=name)

    assert forum.attendee(registered["attendee_id"]).given_name == name


def test_only_the_hash_of_a_pass_is_stored(forum: Forum) -> None:
    ada = forum.register()

    stored = passes.find(passes.pass_id(ada["pass"]))
    assert stored
    assert ada["pass"] not in repr(stored)
    assert base64.urlsafe_b64decode(ada["pass"] + "=").hex() not in repr(stored)
