import pytest

from attendance.domain.attendee import Attendee
from attendance.store import people, table
from infra import restore, verify
from tests.builders import EVENT_ID
from tests.forum import Forum, forum, table_properties

__all__ = ["forum"]
BEFORE = "pointage-at-ten"


def restored_beside() -> None:
    """Have the table as it is now under another name, as AWS does."""
    table.client().create_table(**{**table_properties(), "TableName": BEFORE})
    for item in table.client().scan(TableName=table.name())["Items"]:
        table.client().put_item(TableName=BEFORE, Item=item)


def lose(attendee_id: str) -> None:
    for item in table.client().scan(TableName=table.name())["Items"]:
        if attendee_id in item["PK"]["S"]:
            table.client().delete_item(TableName=table.name(), Key={name: item[name] for name in ("PK", "SK")})


def known(attendee_id: str) -> Attendee | None:
    return people.known(EVENT_ID, attendee_id).attendee


def test_somebody_who_was_lost_is_there_again_and_what_changed_since_stays(
    forum: Forum, capsys: pytest.CaptureFixture[str]
) -> None:
    ada, bruno = forum.register("Ada"), forum.register("Bruno")
    restored_beside()
    lose(ada["attendee_id"])
    forum.gateway.call("PATCH", "/api/registration", {"lunch": "no"}, secret=bruno["pass"])
    changed = known(bruno["attendee_id"])

    assert known(ada["attendee_id"]) is None
    assert restore.main([BEFORE]) == 0

    assert known(ada["attendee_id"])
    assert known(bruno["attendee_id"]) == changed
    assert verify.recount(EVENT_ID).people == 2
    assert "profile" in capsys.readouterr().out


def test_what_changed_since_is_put_back_if_one_says_so(forum: Forum) -> None:
    bruno = forum.register("Bruno")
    as_it_was = known(bruno["attendee_id"])
    restored_beside()
    forum.gateway.call("DELETE", "/api/registration", secret=bruno["pass"])

    restore.main([BEFORE, "--replace"])

    assert known(bruno["attendee_id"]) == as_it_was
