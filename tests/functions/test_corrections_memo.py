"""What the staff notes about somebody: seen by organisers, by doors if they are to, and by the person who asks."""

from typing import Any

import pytest

from attendance.store import acts, mails
from attendance.vocabulary.limits import MEMO_CHARACTERS
from tests.forum import Forum
from tests.gateway import Response

PAYS = "Paie le repas sur place"


@pytest.fixture
def organiser(forum: Forum) -> str:
    return forum.invite(label="Lola")


def noted(forum: Forum, organiser: str, who: dict[str, Any], **memo: Any) -> Response:
    return forum.gateway.call("PATCH", f"/api/attendees/{who['attendee_id']}", memo, secret=organiser)


def day(forum: Forum, organiser: str, who: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = forum.gateway.call("GET", f"/api/attendees/{who['attendee_id']}", secret=organiser).body
    return body


def at_door(forum: Forum, volunteer: str, who: dict[str, Any]) -> tuple[Any, Any]:
    """Return what a door is told of somebody by its roster, and by the answer to a scan."""
    (listed,) = forum.gateway.call("GET", "/api/roster", secret=volunteer).body["attendees"]
    return listed.get("notes"), forum.scan(volunteer, who, "lunch")["attendee"].get("notes")


def test_a_memo_is_of_organisers_alone_and_mailed_to_nobody(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada", lunch=True)
    forum.register("Bea")

    answer = noted(forum, organiser, ada, memo=f"  {PAYS} ")

    assert answer.status == 200
    assert day(forum, organiser, ada)["memo"] == {"text": PAYS, "at_doors": False}
    query = {"filter": "memo:yes", "columns": "memo"}
    (listed,) = forum.gateway.call("GET", "/api/attendees", secret=organiser, query=query).body["attendees"]
    assert (listed["id"], listed["memo"]) == (ada["attendee_id"], PAYS)
    table = forum.gateway.call("GET", "/api/exports/attendance.csv", secret=organiser).text
    assert [line.rstrip().endswith(PAYS) for line in table.splitlines()] == [False, True, False]
    own = forum.gateway.call("GET", "/api/registration", secret=ada["pass"])
    assert PAYS not in own.text
    assert {mail.kind for mail in mails.of(forum.event_id, ada["attendee_id"])} == {"confirmation"}
    (act,) = acts.of(forum.event_id, ada["attendee_id"])
    assert (act.by, act.what, act.details) == ("Lola", "corrected", {"fields": ["memo"]})


def test_doors_are_told_a_memo_if_an_organiser_says_so(forum: Forum, organiser: str) -> None:
    ada, volunteer = forum.register("Ada", lunch=True), forum.invite("volunteer", "lunch")
    noted(forum, organiser, ada, memo=PAYS)
    silent = at_door(forum, volunteer, ada)

    noted(forum, organiser, ada, memo_at_doors=True)

    assert silent == (None, None)
    assert at_door(forum, volunteer, ada) == ({".memo": PAYS}, {".memo": PAYS})
    (question,) = forum.gateway.call("GET", "/api/roster", secret=volunteer).body["questions"]
    assert (question["id"], question["label"]) == (".memo", "Note de l’équipe")


def test_an_emptied_memo_is_at_no_door(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada")
    noted(forum, organiser, ada, memo=PAYS, memo_at_doors=True)

    noted(forum, organiser, ada, memo="")

    assert day(forum, organiser, ada)["memo"] == {"text": "", "at_doors": False}


def test_a_memo_is_given_to_who_asks_for_their_data_and_erased_with_them(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada")
    noted(forum, organiser, ada, memo=PAYS, memo_at_doors=True)

    given = forum.gateway.call("GET", "/api/registration/data", secret=ada["pass"]).body
    forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)

    assert (given["memo"], given["memo_at_doors"]) == (PAYS, True)
    assert day(forum, organiser, ada)["memo"] == {"text": "", "at_doors": False}
    assert forum.attendee(ada["attendee_id"]).memo == ""


@pytest.mark.parametrize("memo", ["x" * (MEMO_CHARACTERS + 1), "two\nlines", "a\x00", None, 7])
def test_a_memo_is_a_line_that_can_be_read(forum: Forum, organiser: str, memo: object) -> None:
    ada = forum.register("Ada")

    assert noted(forum, organiser, ada, memo=memo).status == 422
    assert day(forum, organiser, ada)["memo"]["text"] == ""


def test_nobody_writes_a_memo_about_themselves(forum: Forum) -> None:
    ada = forum.register("Ada")

    assert forum.gateway.call("PATCH", "/api/registration", {"memo": PAYS}, secret=ada["pass"]).status == 422
