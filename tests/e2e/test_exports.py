"""An export of very many people on the stack: made by another function, kept in a bucket, fetched by a link."""

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from attendance.domain.headcount import BOOKED, Totals
from attendance.domain.programme import ENTRANCE
from attendance.store import programmes, table, tallies
from attendance.usecases.exporting import MOST_WAITED_FOR
from tests.doors import Doors, until


@pytest.fixture
def crowd(at_hand: Doors) -> Iterator[None]:
    """Let the counters tell of more people than any gateway waits for."""

    def count(more: int) -> None:
        moves: Totals = Counter({(ENTRANCE, BOOKED): more})
        table.write(tallies.moved_by_registration(at_hand.stack.event_id, "", moves, programmes.real_now()))

    count(MOST_WAITED_FOR)
    yield
    count(-MOST_WAITED_FOR)


def test_very_many_peoples_table_is_told_of_until_it_can_be_fetched_without_a_pass(doors: Doors, crowd: None) -> None:
    ada = doors.register()

    def asked() -> httpx.Response:
        return doors.call("GET", "/api/exports/attendance.csv", secret=doors.organiser)

    first = asked()
    answer = until(lambda: None if (found := asked()).status_code == 202 else found)
    assert answer

    assert first.status_code == 202
    assert answer.status_code == 200, answer.text
    link = answer.json()["url"]
    assert link.startswith(f"{doors.stack.base_url}/")
    fetched = httpx.get(link)
    assert fetched.headers["content-disposition"] == 'attachment; filename="destins-2022-presences.csv"'
    assert ada["attendee_id"] in fetched.text
    assert len(fetched.content) == answer.json()["bytes"]
    tampered = [
        link.replace("X-Amz-Expires=900", "X-Amz-Expires=9000"),
        link.replace("destins-2022-presences.csv", "given"),
        link.replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"),
        link.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
        link.replace("X-Amz-Credential=", "X-Amz-Credential=test"),
        link.replace("/_files/", "/%5ffiles/"),
        link.split("?")[0],
    ]
    assert {httpx.get(other).status_code for other in tampered} <= {400, 403, 404}
