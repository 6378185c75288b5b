"""What a phone is told that has a roster: who changed since, and nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from attendance.domain.attendee import Attendee
from attendance.domain.questions import LUNCH_END
from attendance.edge import authority
from attendance.edge.answers.roster import roster as told_of
from attendance.services import signing_key
from attendance.store import passes, people, programmes, table, told
from attendance.usecases import cursor, roster_reading
from attendance.usecases.caller import Caller
from infra.reindex import reindex
from tests.builders import EVENT_ID
from tests.forum import Forum, bystander
from tests.functions.test_forget_answers import forget, set_clock
from tests.functions.test_registration_questions import ACCESS
from tests.gateway import Response

HOUR = timedelta(hours=1)


def asked(forum: Forum, secret: str, **query: str) -> Response:
    return forum.gateway.call("GET", "/api/roster", secret=secret, query=query)


def tell(forum: Forum, who: Attendee, ago: timedelta) -> None:
    """Store what is told of somebody as if it had changed some time ago."""
    purge = {"purge_at": programmes.purge_at(forum.programme)}
    table.transact(told.writes(EVENT_ID, None, who, programmes.real_now() - ago, purge))


def settled(forum: Forum, secret: str, ago: timedelta = HOUR) -> str:
    """Return the cursor of a phone that knows everybody; all of them changed some time ago."""
    for who in people.by_name(EVENT_ID):
        tell(forum, who, ago)
    body = asked(forum, secret).body
    assert body["whole"]
    found: str = body["cursor"]
    return found


def changed(forum: Forum, secret: str, after: str) -> list[dict[str, Any]]:
    """Return who changed, and assert that a phone is told of nobody else."""
    body = asked(forum, secret, after=after).body
    assert (body["whole"], body["next"]) == (False, None)
    found: list[dict[str, Any]] = body["attendees"]
    return found


def test_a_phone_is_told_of_nobody_while_nobody_changes(forum: Forum, entrance: str) -> None:
    forum.register("Ada")
    after = settled(forum, entrance)

    body = asked(forum, entrance, after=after).body

    assert body.keys() == {"whole", "cursor", "server_time", "attendees", "next"}
    assert (body["whole"], body["attendees"]) == (False, [])
    assert changed(forum, entrance, body["cursor"]) == []


def test_a_phone_is_told_only_of_who_changed_and_again_what_changed_just_now(forum: Forum, entrance: str) -> None:
    forum.register("Ada")
    bea = forum.register("Bea")
    after = settled(forum, entrance)
    forum.gateway.call("PATCH", "/api/registration", {"organisation": "La Fonda"}, secret=bea["pass"])
    forum.register("Cid")

    first = asked(forum, entrance, after=after).body

    assert [(one["name"], one["organisation"]) for one in first["attendees"]] == [
        ("Bea E.", "La Fonda"),
        ("Cid E.", ""),
    ]
    assert changed(forum, entrance, first["cursor"]) == first["attendees"]


def test_who_cancelled_and_who_was_erased_are_told_of_without_their_names(
    forum: Forum, organiser: str, entrance: str
) -> None:
    ada, bea = forum.register("Ada"), forum.register("Bea")
    after = settled(forum, entrance)
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])
    forum.gateway.call("POST", f"/api/attendees/{bea['attendee_id']}/erasure", secret=organiser)

    found = {one["id"]: (one["name"], one["cancelled"]) for one in changed(forum, entrance, after)}

    assert found == {ada["attendee_id"]: ("Ada E.", True), bea["attendee_id"]: (None, True)}
    items = bystander("dynamodb").scan(TableName="pointage")["Items"]
    assert not [item for item in items if "Bea" in str(item)]


def test_who_registers_again_after_cancelling_is_told_of_beside_who_cancelled(forum: Forum, entrance: str) -> None:
    body = {"email": "ada@example.org"}
    ada = forum.register("Ada", **body)
    after = settled(forum, entrance)
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])
    again = forum.register("Ada", **body)

    found = {one["id"]: one["cancelled"] for one in changed(forum, entrance, after)}

    assert found == {ada["attendee_id"]: True, again["attendee_id"]: False}


def test_what_doors_are_not_told_of_does_not_tell_them_again(forum: Forum, organiser: str, entrance: str) -> None:
    ada = forum.register("Ada")
    after = settled(forum, entrance)
    forum.scan(entrance, ada, "entrance")
    forum.gateway.call("PATCH", "/api/registration", {"language": "en", "drink": True}, secret=ada["pass"])
    path = f"/api/attendees/{ada['attendee_id']}"
    assert forum.gateway.call("PATCH", path, {"email": "neu@example.org"}, secret=organiser).status == 200

    assert changed(forum, entrance, after) == []


def test_answers_whose_time_is_over_are_told_of_as_gone(forum: Forum, entrance: str) -> None:
    forum.change(questions=(replace(ACCESS, doors=("entrance",), erased=LUNCH_END),))
    forum.register("Ada", answers={"acces": ["pmr"]})
    forum.register("Bea")
    set_clock(forum, "lunch")
    after = settled(forum, entrance)
    assert changed(forum, entrance, after) == []
    forget()

    assert [(one["name"], one.get("notes")) for one in changed(forum, entrance, after)] == [("Ada E.", None)]


def test_an_entry_of_the_index_that_comes_late_is_not_missed(forum: Forum, entrance: str) -> None:
    forum.register("Ada")
    late = forum.register("Late")
    after = settled(forum, entrance)
    tell(forum, forum.attendee(late["attendee_id"]), timedelta(seconds=20))

    assert [one["name"] for one in changed(forum, entrance, after)] == ["Late E."]


def test_what_lists_somebody_as_told_otherwise_tells_nothing_of_them(forum: Forum, organiser: str) -> None:
    forum.change(questions=(ACCESS,))
    ada = forum.register("Ada", organisation="La Fonda", diet="vegan", lunch=True, answers={"acces": ["pmr"]})
    path = f"/api/attendees/{ada['attendee_id']}"
    forum.gateway.call("PATCH", path, {"memo": "Arrive à midi"}, secret=organiser)

    (item,) = bystander("dynamodb").query(
        TableName="pointage",
        KeyConditionExpression="PK = :told",
        ExpressionAttributeValues={":told": {"S": f"EVENT#{EVENT_ID}#ATTENDEE#{ada['attendee_id']}#TOLD"}},
    )["Items"]

    keys = {"PK", "SK", "GSI1PK", "GSI1SK", "purge_at"}
    assert item.keys() == {*keys, "type", "told_at", "id", "digest"}


def test_everybody_comes_again_where_the_programme_or_the_pass_has_changed(forum: Forum, organiser: str) -> None:
    forum.register("Ada")
    made = {"role": "volunteer", "label": "Porte A1", "checkpoints": ["entrance"]}
    invited = forum.gateway.call("POST", "/api/passes", made, secret=organiser).body
    door = invited["pass"]
    after = settled(forum, door)
    path = f"/api/passes/{invited['id']}"
    assert forum.gateway.call("PATCH", path, {"checkpoints": ["lunch"]}, secret=organiser).status == 200
    authority._cached.clear()

    body = asked(forum, door, after=after).body
    assert (body["whole"], [one["id"] for one in body["checkpoints"]]) == (True, ["lunch"])
    assert changed(forum, door, body["cursor"]) == []

    forum.change(retention_days=10)
    assert asked(forum, door, after=body["cursor"]).body["whole"]


def test_everybody_comes_again_to_another_pass_and_after_a_day(forum: Forum, organiser: str, entrance: str) -> None:
    forum.register("Ada")
    after = settled(forum, entrance)
    assert asked(forum, organiser, after=after).body["whole"]

    began, scope = (cursor.decoded(after) or "").split(" ")
    for time, is_whole in (("2022-08-30T09:00:00.000Z", True), (began.replace("20", "29", 1), True), (began, False)):
        assert asked(forum, entrance, after=cursor.after(f"{time} {scope}")).body["whole"] == is_whole


@pytest.mark.parametrize("after", ["", "nobody", "é", "a/b", "x" * 3_000, cursor.after("é".encode().hex())])
def test_everybody_comes_where_the_cursor_is_none_of_ours(forum: Forum, entrance: str, after: str) -> None:
    forum.register("Ada")

    body = asked(forum, entrance, after=after).body

    assert (body["whole"], [one["name"] for one in body["attendees"]]) == (True, ["Ada E."])


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_long_reading_comes_in_pages_with_one_cursor(
    forum: Forum, entrance: str, monkeypatch: pytest.MonkeyPatch, is_whole: bool
) -> None:
    monkeypatch.setattr(roster_reading, "PAGE_SIZE", 2)
    after = settled(forum, entrance)
    for name in ("Ada", "Bea", "Cid", "Dan", "Eve"):
        forum.register(name)

    pages = list(all_pages(forum, entrance, {} if is_whole else {"after": after}))

    assert [[one["name"][:3] for one in page["attendees"]] for page in pages] == [
        ["Ada", "Bea"],
        ["Cid", "Dan"],
        ["Eve"],
    ]
    assert {page["whole"] for page in pages} == {is_whole}
    assert len({page["cursor"] for page in pages}) == 1


def all_pages(forum: Forum, secret: str, query: dict[str, str]) -> Iterator[dict[str, Any]]:
    body = asked(forum, secret, **query).body
    yield body
    if body["next"]:
        yield from all_pages(forum, secret, {"page": body["next"]})


def test_a_page_after_somebody_who_was_renamed_is_not_there_as_the_next_ones_would_be_missing(
    forum: Forum, entrance: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_reading, "PAGE_SIZE", 1)
    ada = forum.register("Ada")
    forum.register("Bea")
    following = asked(forum, entrance).body["next"]
    assert asked(forum, entrance, page=following).body["attendees"][0]["name"] == "Bea E."

    forum.gateway.call("PATCH", "/api/registration", {"given_name": "Zoé"}, secret=ada["pass"])

    assert asked(forum, entrance, page=following).status == 404


def test_a_page_of_another_programme_is_not_there(forum: Forum, entrance: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_reading, "PAGE_SIZE", 1)
    forum.register("Ada")
    forum.register("Bea")
    following = asked(forum, entrance).body["next"]

    forum.change(retention_days=10)

    assert asked(forum, entrance, page=following).status == 404


def test_phones_hear_after_a_reindex_of_who_changed_under_a_release_that_did_not_tell(
    forum: Forum, entrance: str
) -> None:
    untold, outdated = forum.register("Ada"), forum.register("Bea")
    forum.register("Cid")
    after = settled(forum, entrance)
    key = {"PK": {"S": f"EVENT#{EVENT_ID}#ATTENDEE#{untold['attendee_id']}#TOLD"}, "SK": {"S": "TOLD"}}
    bystander("dynamodb").delete_item(TableName="pointage", Key=key)
    tell(forum, replace(forum.attendee(outdated["attendee_id"]), organisation="Ailleurs"), HOUR)
    assert changed(forum, entrance, after) == []

    assert reindex(EVENT_ID) == (3, 0, 2)

    assert {one["name"]: one["organisation"] for one in changed(forum, entrance, after)} == {"Ada E.": "", "Bea E.": ""}
    assert reindex(EVENT_ID) == (3, 0, 0)


def test_everything_that_a_roster_says_of_somebody_is_told_when_it_changes(forum: Forum) -> None:
    forum.change(questions=(replace(ACCESS, doors=("entrance",)),))
    registered = forum.register(
        ateliers=["atelier-1"], lunch=True, diet="vegan", organisation="La Fonda", answers={"acces": ["pmr"]}
    )
    who = replace(forum.attendee(registered["attendee_id"]), memo="Fauteuil", memo_at_doors=True)
    secret = forum.invite()
    holder = passes.find(passes.pass_id(secret))
    assert holder
    caller = Caller(holder, forum.programme, forum.now)

    def said(one: Attendee) -> list[Any]:
        return told_of(caller, [one], None, "", signing_key.public_point())["attendees"]

    assert said(who) == said(who.told)
    assert who.told == who.told.told
    assert not [private for private in (who.email, "@") if str(private) in repr(who.told)]


def test_a_change_is_small_and_a_first_load_is_packed(forum: Forum, entrance: str) -> None:
    forum.register("Ada", organisation="La Fonda", ateliers=["atelier-1", "atelier-3"])
    after = settled(forum, entrance)
    forum.register("Bea", organisation="Centre socioculturel des Trois-Cités", ateliers=["atelier-1", "atelier-3"])
    accepted = {"accept-encoding": "gzip, deflate, br"}

    whole = forum.gateway.call("GET", "/api/roster", secret=entrance, headers=accepted)
    few = forum.gateway.call("GET", "/api/roster", secret=entrance, query={"after": after}, headers=accepted)

    assert whole.headers["content-encoding"] == few.headers["content-encoding"] == "gzip"
    assert whole.body["whole"]
    assert len(few.content) < 1_000
