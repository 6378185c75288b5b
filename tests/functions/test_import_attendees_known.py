"""Who is on a list and registered already, cancelled or erased is known as the same person."""

import pytest

from tests import mailroom
from tests.forum import Forum
from tests.functions.imports import ADA, BEA, NOBODY, codes, imported, outcomes


def test_the_same_list_again_changes_nothing(forum: Forum, organiser: str) -> None:
    first = imported(forum, organiser, ADA, BEA, NOBODY)
    before = forum.headcounts(organiser) | {"as_of": None}

    again = imported(forum, organiser, ADA, BEA, NOBODY)

    assert outcomes(again) == ["known"] * 3
    assert [r["attendee_id"] for r in again] == [r["attendee_id"] for r in first]
    assert forum.headcounts(organiser) | {"as_of": None} == before


def test_somebody_who_registered_by_themselves_is_known_by_their_address(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada", email="Ada@Example.org")

    (result,) = imported(forum, organiser, {**ADA, "given_name": "ADA", "ateliers": "2"})

    assert (result["outcome"], result["attendee_id"]) == ("known", ada["attendee_id"])
    assert forum.attendee(ada["attendee_id"]).ateliers == ()


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_address_of_somebody_else_is_refused(forum: Forum, organiser: str, dry_run: bool) -> None:
    forum.register("Zoé", email="ada@example.org")

    (result,) = imported(forum, organiser, ADA, dry_run=dry_run)

    assert codes(result) == [("email", "already_registered")]


def test_who_has_no_address_is_known_by_name_organisation_and_kind(forum: Forum, organiser: str) -> None:
    walk_in = {"given_name": "Cid", "family_name": "Fictif", "organisation": "la fonda", "consent": True}
    cid = forum.gateway.call("POST", "/api/registrations", walk_in, secret=organiser).body

    results = imported(forum, organiser, NOBODY, {**NOBODY, "organisation": "Ailleurs"}, {**NOBODY, "kind": "bénévole"})

    assert outcomes(results) == ["known", "registered", "registered"]
    assert results[0]["attendee_id"] == cid["attendee_id"]


def test_who_changed_their_name_or_address_since_is_still_known(forum: Forum, organiser: str) -> None:
    ada, cid = imported(forum, organiser, ADA, NOBODY)
    for result, change in ((ada, {"family_name": "Autre", "email": "autre@example.org"}), (cid, {"given_name": "C."})):
        path = f"/api/attendees/{result['attendee_id']}"
        assert forum.gateway.call("PATCH", path, change, secret=organiser).status == 200

    assert outcomes(imported(forum, organiser, ADA, NOBODY)) == ["known", "known"]
    assert forum.headcounts(organiser)["registered"] == 2


@pytest.mark.parametrize("line", [ADA, NOBODY])
def test_who_was_erased_since_is_not_brought_back_and_the_organiser_is_told(
    forum: Forum, organiser: str, line: dict[str, str]
) -> None:
    (before,) = imported(forum, organiser, line)
    forum.gateway.call("POST", f"/api/attendees/{before['attendee_id']}/erasure", secret=organiser)

    for dry_run in (True, False):
        (again,) = imported(forum, organiser, line, dry_run=dry_run)
        assert (again["outcome"], again["attendee_id"]) == ("known", None)
        assert [note["code"] for note in again["notes"]] == ["erased"]
    assert forum.headcounts(organiser)["registered"] == 0


def test_nothing_leads_from_a_list_to_what_is_left_of_who_was_erased(forum: Forum, organiser: str) -> None:
    (ada,) = imported(forum, organiser, ADA)
    forum.gateway.call("PATCH", f"/api/attendees/{ada['attendee_id']}", {"email": "a@example.org"}, secret=organiser)
    forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)

    (kept,) = [item for item in mailroom.items() if item["type"] == {"S": "registration"}]

    assert kept.keys() == {"PK", "SK", "type", "purge_at"}
    assert forum.attendee(ada["attendee_id"]).brought_as is None


def test_who_was_erased_and_registered_anew_is_known_by_the_address(forum: Forum, organiser: str) -> None:
    (before,) = imported(forum, organiser, ADA)
    forum.gateway.call("POST", f"/api/attendees/{before['attendee_id']}/erasure", secret=organiser)
    anew = forum.register("Ada", email="ada@example.org")

    (again,) = imported(forum, organiser, ADA)

    assert (again["outcome"], again["attendee_id"], again["notes"]) == ("known", anew["attendee_id"], [])


def test_who_cancelled_since_is_not_registered_again(forum: Forum, organiser: str) -> None:
    (ada,) = imported(forum, organiser, ADA)
    forum.gateway.call("DELETE", f"/api/attendees/{ada['attendee_id']}", secret=organiser)

    (again,) = imported(forum, organiser, ADA)

    assert (again["outcome"], [note["code"] for note in again["notes"]]) == ("known", ["cancelled"])
    assert forum.headcounts(organiser)["registered"] == 0


@pytest.mark.parametrize("dry_run", [True, False])
def test_somebody_twice_on_a_list_is_told_with_the_other_line(forum: Forum, organiser: str, dry_run: bool) -> None:
    again = {**ADA, "given_name": "ÂDA ", "email": "ADA@example.org"}

    results = imported(forum, organiser, ADA, again, NOBODY, NOBODY, dry_run=dry_run)

    assert outcomes(results) == ["registered", "refused", "registered", "refused"]
    assert [(e["code"], e["about"]) for r in results for e in r["errors"]] == [("twice", "2"), ("twice", "4")]
    assert results[0]["who"] == results[1]["who"] != results[2]["who"]


def test_namesakes_with_two_addresses_are_registered_with_a_note(forum: Forum, organiser: str) -> None:
    results = imported(forum, organiser, ADA, {**ADA, "email": "ada.exemple@example.org"})

    assert outcomes(results) == ["registered", "registered"]
    assert [(note["code"], note["about"]) for note in results[1]["notes"]] == [("namesake", "2")]


def test_nobody_gets_a_pass_of_somebody_on_a_list_by_guessing_how_they_were_registered(
    forum: Forum, organiser: str
) -> None:
    (ada,) = imported(forum, organiser, ADA)
    body = {"given_name": "Ada", "family_name": "Exemple", "email": "ada@example.org", "consent": True}

    for guess in (ada["who"], f"import:{ada['who']}"):
        answer = forum.gateway.call("POST", "/api/registrations", body | {"registration_id": guess})
        assert answer.status in (409, 422)
