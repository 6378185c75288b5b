"""What the staff did is told: who, when, what, and never a personal value."""

from typing import Any

import pytest

from attendance.store import keys, passes, people, programmes, table
from attendance.usecases.caller import Caller
from infra import verify
from tests.builders import EVENT_ID
from tests.forum import Forum
from tests.gateway import Response, handler_module, routes


def journal(forum: Forum, before: str | None = None) -> dict[str, Any]:
    query = {"before": before} if before else None
    answer = forum.gateway.call("GET", "/api/acts", secret=forum.invite(), query=query)
    assert answer.status == 200, answer.text
    body: dict[str, Any] = answer.body
    return body


def whats(forum: Forum) -> list[str]:
    """Return what was done, in the order of time."""
    return [act["what"] for act in reversed(journal(forum)["acts"])]


def of(forum: Forum, who: dict[str, Any]) -> list[dict[str, Any]]:
    path = f"/api/attendees/{who['attendee_id']}"
    acts: list[dict[str, Any]] = forum.gateway.call("GET", path, secret=forum.invite()).body["acts"]
    return acts


def correct(forum: Forum, who: dict[str, Any], label: str = "Organisation", **chosen: Any) -> Response:
    path = f"/api/attendees/{who['attendee_id']}"
    return forum.gateway.call("PATCH", path, chosen, secret=forum.invite(label=label))


def test_a_correction_tells_who_when_and_which_fields_but_not_what_was_in_them(forum: Forum) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"])

    correct(forum, ada, "Bureau 2", family_name="Lovelace", ateliers=["atelier-2"])

    (act,) = journal(forum)["acts"]
    assert (act["what"], act["by"], act["attendee_id"]) == ("corrected", "Bureau 2", ada["attendee_id"])
    assert act["details"] == {
        "fields": ["family_name", "ateliers"],
        "ateliers": {"before": ["atelier-1"], "after": ["atelier-2"]},
    }
    assert act["name"] == "Ada Lovelace"
    assert of(forum, ada) == [{name: act[name] for name in ("id", "at", "by", "what", "details")}]


def test_a_field_that_follows_from_another_is_told_with_it(forum: Forum) -> None:
    ada = forum.register("Ada", lunch=True, diet="vegan")

    correct(forum, ada, lunch=False)

    assert of(forum, ada)[0]["details"] == {"fields": ["lunch", "diet"]}


def test_everything_that_is_done_to_a_person_is_an_act(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register("Ada")
    path = f"/api/attendees/{ada['attendee_id']}"

    correct(forum, ada, village=True)
    forum.gateway.call("POST", f"{path}/badge", secret=organiser)
    forum.gateway.call("DELETE", path, secret=organiser)
    forum.gateway.call("POST", f"{path}/erasure", secret=organiser)

    assert whats(forum) == ["corrected", "reissued", "cancelled", "erased"]
    assert of(forum, ada)[1]["details"] == {"issue": 2}
    assert verify.recount(EVENT_ID).differences == []


def test_erasing_leaves_what_was_done_and_no_name(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register("Adalbertine", organisation="La Fonda")
    correct(forum, ada, organisation="Les Saprophytes", email="adalbertine.autre@example.org")

    forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)

    answer = forum.gateway.call("GET", "/api/acts", secret=organiser)
    assert [(act["what"], act["name"]) for act in answer.body["acts"]] == [("erased", None), ("corrected", None)]
    stored = str(table.partition(keys.attendee(EVENT_ID, ada["attendee_id"]), prefix=keys.ACT)).lower()
    for personal in ("adalbertine", "saprophytes", "fonda"):
        assert personal not in answer.text.lower()
        assert personal not in stored


def test_what_people_do_themselves_is_no_act_of_the_staff(forum: Forum) -> None:
    ada = forum.register("Ada")
    forum.gateway.call("PATCH", "/api/registration", {"village": True}, secret=ada["pass"])
    forum.gateway.call("POST", "/api/registration/badge", secret=ada["pass"])
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])
    forum.gateway.call("POST", "/api/registration/erasure", secret=ada["pass"])

    assert journal(forum) == {"acts": [], "next": None}


def test_a_repeat_that_changes_nothing_leaves_no_act(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register("Ada")
    path = f"/api/attendees/{ada['attendee_id']}"

    for _ in range(2):
        correct(forum, ada, village=True)
        forum.gateway.call("POST", f"{path}/badge", {"issue": 1}, secret=organiser)
    for _ in range(2):
        forum.gateway.call("DELETE", path, secret=organiser)
    for _ in range(2):
        forum.gateway.call("POST", f"{path}/erasure", secret=organiser)

    assert whats(forum) == ["corrected", "reissued", "cancelled", "erased"]


def test_what_was_refused_leaves_no_act(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register("Ada")
    path = f"/api/attendees/{ada['attendee_id']}"

    assert correct(forum, ada, ateliers=["atelier-9"]).status == 422
    forum.gateway.call("DELETE", path, secret=organiser)
    assert correct(forum, ada, village=True).status == 409

    assert whats(forum) == ["cancelled"]


def test_of_two_acts_decided_at_once_the_one_that_failed_leaves_none(
    forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = forum.register("Ada")
    commit, tries = people.commit, []

    def contended_once(*given: Any, **named: Any) -> None:
        tries.append(named["act"].id)
        if len(tries) == 1:
            correct(forum, ada, "Autre", drink=True)
        commit(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(people, "commit", contended_once)
        correct(forum, ada, "Une", village=True)

    assert [(act["by"], act["details"]["fields"]) for act in of(forum, ada)] == [
        ("Autre", ["drink"]),
        ("Une", ["village"]),
    ]


def test_an_offer_by_hand_is_an_act_and_one_that_is_sent_again_the_same(forum: Forum) -> None:
    organiser = forum.invite()
    forum.set_clock("6:00")
    booked = [forum.register(name, ateliers=["atelier-1"]) for name in ("Un", "Deux", "Trois")]
    ada = forum.register("Ada", waiting=["atelier-1"])
    forum.gateway.call("DELETE", "/api/registration", secret=booked[0]["pass"])

    for _ in range(2):
        wanted = {"offer_id": "offer-0123456789ab"}
        assert forum.gateway.call("POST", "/api/ateliers/atelier-1/offers", wanted, secret=organiser).status == 200

    assert [(act["what"], act["details"]) for act in of(forum, ada)] == [("offered", {"atelier": "atelier-1"})]


def test_inviting_and_revoking_are_acts_and_tell_no_secret(forum: Forum) -> None:
    organiser = forum.invite()
    wanted = {"role": "volunteer", "label": "Porte A1", "checkpoints": ["entrance"]}
    invited = forum.gateway.call("POST", "/api/passes", wanted, secret=organiser).body
    for _ in range(2):
        forum.gateway.call("DELETE", f"/api/passes/{invited['id']}", secret=organiser)

    answer = forum.gateway.call("GET", "/api/acts", secret=organiser)

    revoked, first = answer.body["acts"]
    assert (first["what"], revoked["what"]) == ("invited", "revoked")
    assert first["details"] == {"role": "volunteer", "label": "Porte A1", "checkpoints": ["entrance"]}
    assert first["attendee_id"] is None
    assert invited["pass"] not in answer.text
    assert invited["id"] not in answer.text


def test_of_two_organisers_who_revoke_a_pass_at_once_one_did_it(forum: Forum) -> None:
    organiser, volunteer = forum.invite(), forum.invite("volunteer", "entrance", label="Porte A1")
    pass_id = passes.pass_id(volunteer)
    stale = passes.find(pass_id)
    assert stale
    forum.gateway.call("DELETE", f"/api/passes/{pass_id}", secret=organiser)

    act = Caller(stale, forum.programme, forum.now).act("revoked")
    with pytest.raises(table.Contended):
        passes.revoke(stale, forum.now, act, programmes.purge_at(forum.programme))

    assert whats(forum) == ["revoked"]


def test_acts_are_purged_with_everything_else_of_an_event(forum: Forum) -> None:
    ada = forum.register("Ada")
    correct(forum, ada, village=True)

    (stored,) = table.partition(keys.attendee(EVENT_ID, ada["attendee_id"]), prefix=keys.ACT)

    assert abs(stored["purge_at"] - programmes.purge_at(forum.programme)) < 60


def test_who_registered_somebody_on_the_spot_is_told(forum: Forum) -> None:
    desk = forum.invite("volunteer", "entrance", label="Accueil", walk_ins=True)
    again = {"registration_id": "sent-twice-0123456789"}
    eve, _ = (forum.register("Eve", desk, email="eve@example.org", **again) for _ in range(2))

    assert [(act["what"], act["by"]) for act in of(forum, eve)] == [("registered", "Accueil")]


def test_everybody_on_a_list_was_brought_by_somebody(forum: Forum) -> None:
    organiser = forum.invite(label="Secrétariat")
    cells = {"given_name": "Ada", "family_name": "Exemple", "email": "ada@example.org"}
    body = {"lines": [{"line": 2, "cells": cells}], "consent": True}

    for dry_run in (True, False, False):
        answer = forum.gateway.call("POST", "/api/attendees/import", body | {"dry_run": dry_run}, secret=organiser)
        assert answer.status == 200, answer.text

    (act,) = journal(forum)["acts"]
    assert (act["what"], act["by"], act["name"], act["details"]) == ("imported", "Secrétariat", "Ada Exemple", {})


def test_a_scan_an_undo_and_a_settlement_are_no_acts(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register("Ada")
    scan_id = forum.scan(organiser, ada, "entrance")["scan_id"]

    forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/scans/{scan_id}/undo", secret=organiser)

    assert journal(forum)["acts"] == []


def test_a_long_journal_comes_in_pages_the_newest_first(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handler_module(routes()["GET /api/acts"]), "PAGE_SIZE", 2)
    ada = forum.register("Ada")
    for n in range(5):
        correct(forum, ada, organisation=f"Bureau {n}")

    pages, before = [], None
    while True:
        found = journal(forum, before)
        pages.append([act["at"] for act in found["acts"]])
        before = found["next"]
        if before is None:
            break

    times = [at for page in pages for at in page]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == 5


def test_a_journal_that_fills_its_page_exactly_ends_there(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handler_module(routes()["GET /api/acts"]), "PAGE_SIZE", 2)
    ada = forum.register("Ada")
    for n in range(2):
        correct(forum, ada, organisation=f"Bureau {n}")

    assert journal(forum)["next"] is None


@pytest.mark.parametrize("before", ["a", "a/b", "é", "x" * 65, "____"])
def test_a_page_that_is_no_page_is_not_found(forum: Forum, before: str) -> None:
    answer = forum.gateway.call("GET", "/api/acts", secret=forum.invite(), query={"before": before})

    assert (answer.status, answer.body["code"]) == (404, "not_found")


def test_one_is_told_what_was_done_to_oneself_but_not_by_whom(forum: Forum) -> None:
    ada = forum.register("Ada")
    correct(forum, ada, "Bureau de Bea Bénévole", village=True)

    answer = forum.gateway.call("GET", "/api/registration/data", secret=ada["pass"])

    assert [(act["what"], act["details"]) for act in answer.body["acts"]] == [("corrected", {"fields": ["village"]})]
    assert "Bénévole" not in answer.text


def test_only_organisers_read_the_journal(forum: Forum, entrance: str) -> None:
    ada = forum.register("Ada")

    for secret, status in ((None, 401), ("nobody's", 401), (entrance, 403), (ada["pass"], 403)):
        assert forum.gateway.call("GET", "/api/acts", secret=secret).status == status
