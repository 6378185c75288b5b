"""Who asked for a file that could not be made is told so."""

import pytest

from tests.forum import Forum
from tests.functions.takeaway import Errands, export, later

pytestmark = pytest.mark.usefixtures("bucket")


def test_who_asks_for_a_file_that_could_not_be_made_is_told_and_may_ask_again(
    forum: Forum, crowd: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(forum, "attendance.csv")
    crowd.fail()

    refused = export(forum, "attendance.csv")

    assert (refused.status, refused.body["code"]) == (409, "not_made")
    assert crowd.sent == []
    later(monkeypatch, minutes=3)
    assert export(forum, "attendance.csv").status == 202
    assert len(crowd.sent) == 1
