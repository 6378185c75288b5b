"""What is called by the clock before there is an event, and after: it finds nothing to do, and nothing went wrong."""

from datetime import timedelta

import pytest

from tests.forum import Forum, bystander, forum
from tests.gateway import ROOT, Context, handler_module, template

__all__ = ["forum"]

CALLED = sorted(
    one["Properties"]["CodeUri"]
    for one in template()["Resources"].values()
    if one["Type"] == "AWS::Serverless::Function"
    and any(event["Type"] == "Schedule" for event in one["Properties"].get("Events", {}).values())
)


def call(folder: str) -> None:
    handler_module(ROOT / folder / "handler.py").handler({"source": "aws.events"}, Context())


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize("folder", CALLED)
def test_before_a_programme_is_loaded_there_is_nothing_to_do(
    forum: Forum, folder: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("EVENT_ID", "forum-a-venir")

    call(folder)

    assert logged(caplog) == []


@pytest.mark.parametrize("folder", CALLED)
def test_once_everything_of_an_event_is_purged_there_is_nothing_to_do(
    forum: Forum, folder: str, caplog: pytest.LogCaptureFixture
) -> None:
    until = forum.programme.event.ends_at + timedelta(days=forum.programme.retention_days)
    forum.pass_hours((until - forum.now).total_seconds() / 3_600 + 1)

    call(folder)

    assert logged(caplog) == []


@pytest.mark.parametrize("folder", CALLED)
def test_on_the_day_there_is(forum: Forum, folder: str, caplog: pytest.LogCaptureFixture) -> None:
    call(folder)

    assert logged(caplog) != []


@pytest.mark.parametrize("folder", CALLED)
def test_a_fault_is_raised_so_that_the_call_is_repeated(forum: Forum, folder: str) -> None:
    bystander("dynamodb").delete_table(TableName="pointage")

    with pytest.raises(Exception, match="ResourceNotFound"):
        call(folder)
