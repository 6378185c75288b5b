"""What organisers take home when it is too large for an answer, or takes too long: as a link, or later."""

from datetime import timedelta

import boto3
import httpx
import pytest

from attendance.edge import downloads
from attendance.usecases import exporting
from tests.forum import Forum
from tests.functions.takeaway import BUCKET, Errands, day, export, later
from tests.gateway import Response

pytestmark = pytest.mark.usefixtures("bucket")


def test_a_file_that_no_answer_can_hold_is_fetched_by_a_link(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    day(forum)
    monkeypatch.setattr(downloads, "LARGEST_ANSWER_BYTES", 100)

    answer = export(forum, "attendance.csv")

    assert answer.status == 200
    assert "content-disposition" not in answer.headers
    assert answer.body["name"] == "forum-essai-presences.csv"
    kept = boto3.client("s3").get_object(Bucket=BUCKET, Key=key_in(answer))
    content = kept["Body"].read()
    assert len(content) == answer.body["bytes"]
    assert kept["ContentDisposition"] == 'attachment; filename="forum-essai-presences.csv"'
    assert b"Ada" in content


def test_a_link_ends_after_a_quarter_of_an_hour(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    day(forum)
    monkeypatch.setattr(downloads, "LARGEST_ANSWER_BYTES", 100)

    query = httpx.URL(export(forum, "attendance.csv").body["url"]).params

    assert query["X-Amz-Expires"] == "900"
    assert query["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"


def test_an_errand_that_could_not_be_sent_is_sent_for_the_next_who_asks(
    forum: Forum, crowd: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(crowd, "invoke", lambda **_: 1 / 0)
        assert export(forum, "attendance.csv").body["code"] == "fault"

    assert export(forum, "attendance.csv").status == 202
    assert len(crowd.sent) == 1


def test_some_of_very_many_people_are_a_file_of_their_own_and_named_ones_at_once(forum: Forum, crowd: Errands) -> None:
    bea = forum.register("Bea", forum.invite(), organisation="Ellyx")
    assert export(forum, "attendance.csv", filter="organisation:ellyx").status == 202
    crowd.run()

    made = export(forum, "attendance.csv", filter="organisation:ellyx")

    content = boto3.client("s3").get_object(Bucket=BUCKET, Key=key_in(made))["Body"].read()
    assert b"Bea" in content
    assert b"Ada" not in content
    assert export(forum, "attendance.csv").status == 202
    named = export(forum, "attendance.csv", filter=f"id:{bea['attendee_id']}")
    assert (named.status, b"Bea" in named.content) == (200, True)


def test_who_would_rather_ask_again_than_wait_has_a_link_whatever_the_size(forum: Forum, errands: Errands) -> None:
    day(forum)

    def asked() -> Response:
        ways = {"prefer": "wait=1, respond-async"}
        return forum.gateway.call("GET", "/api/exports/statistics.json", secret=forum.invite(), headers=ways)

    assert asked().status == 202
    errands.run()

    assert key_in(asked()).endswith("/forum-essai-statistiques.json")


def test_an_export_of_very_many_people_is_made_by_another_function(forum: Forum, crowd: Errands) -> None:
    first = export(forum, "attendance.csv")
    second = export(forum, "attendance.csv")
    assert len(crowd.sent) == 1
    crowd.run()
    third = export(forum, "attendance.csv")

    assert [answer.status for answer in (first, second, third)] == [202, 202, 200]
    assert first.headers["retry-after"] == "5"
    assert first.body == {"name": "forum-essai-presences.csv", "asked_at": first.body["asked_at"]}
    assert third.body["name"] == "forum-essai-presences.csv"
    content = boto3.client("s3").get_object(Bucket=BUCKET, Key=key_in(third))["Body"].read()
    assert b"Ada" in content


def test_attestations_of_very_many_people_bear_links_that_verify(forum: Forum, crowd: Errands) -> None:
    export(forum, "attestations.pdf")
    crowd.run()

    answer = export(forum, "attestations.pdf")

    assert answer.body["name"] == "forum-essai-attestations.pdf"
    assert answer.body["bytes"] > 1000


def test_another_wish_is_another_file(forum: Forum, crowd: Errands) -> None:
    export(forum, "attendance.csv")
    crowd.run()

    answer = export(forum, "attendance.csv", language="en")

    assert answer.status == 202
    assert len(crowd.sent) == 1


def test_once_the_event_is_closed_no_file_of_before_is_given(forum: Forum, crowd: Errands) -> None:
    export(forum, "attendance.csv")
    crowd.run()
    forum.change(closed_at=forum.now)

    answer = export(forum, "attendance.csv")

    assert answer.status == 202


def test_a_file_is_made_anew_once_it_is_old(forum: Forum, crowd: Errands, monkeypatch: pytest.MonkeyPatch) -> None:
    export(forum, "attendance.csv")
    crowd.run()
    later(monkeypatch, minutes=3)

    answer = export(forum, "attendance.csv")

    assert answer.status == 202
    assert len(crowd.sent) == 1


def test_a_file_that_was_never_made_is_asked_for_again_when_nobody_can_be_at_it(
    forum: Forum, crowd: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(forum, "attendance.csv")
    later(monkeypatch, minutes=14)
    export(forum, "attendance.csv")
    assert len(crowd.sent) == 1
    later(monkeypatch, minutes=16)

    answer = export(forum, "attendance.csv")

    assert answer.status == 202
    assert len(crowd.sent) == 2


def test_a_file_is_given_again_while_nobody_changes_anything(
    forum: Forum, crowd: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "LAG", timedelta(minutes=-5))
    export(forum, "attendance.csv")
    crowd.run()

    assert [export(forum, "attendance.csv").status for _ in range(3)] == [200, 200, 200]


def test_who_waited_is_given_the_file_and_who_asks_after_a_change_another(forum: Forum, crowd: Errands) -> None:
    export(forum, "attendance.csv")
    forum.register("Cid", forum.invite())
    crowd.run()

    waited, after = export(forum, "attendance.csv"), export(forum, "attendance.csv")

    assert (waited.status, after.status) == (200, 202)
    assert len(crowd.sent) == 1


def test_more_attestations_than_a_function_has_time_for_are_refused(
    forum: Forum, crowd: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_ATTESTED", 0)

    answer = export(forum, "attestations.pdf")

    assert (answer.status, answer.body["code"]) == (413, "payload_too_large")
    assert crowd.sent == []
    assert export(forum, "signatures.pdf").status == 202


@pytest.mark.parametrize(
    ("name", "status"), [("attendance.csv", 200), ("signatures.pdf", 202), ("attestations.pdf", 202)]
)
def test_what_is_drawn_person_by_person_takes_long_sooner(
    forum: Forum, errands: Errands, monkeypatch: pytest.MonkeyPatch, name: str, status: int
) -> None:
    day(forum)
    monkeypatch.setattr(exporting, "MOST_DRAWN", 1)

    assert export(forum, name).status == status


@pytest.mark.parametrize("name", ["order.pdf", "statistics.csv"])
def test_what_is_only_counted_never_takes_long(forum: Forum, crowd: Errands, name: str) -> None:
    assert "content-disposition" in export(forum, name).headers
    assert crowd.sent == []


def test_nobody_waits_for_attestations_of_nobody(
    forum: Forum, errands: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Bea", "Cid"):
        forum.register(name)
    monkeypatch.setattr(exporting, "MOST_DRAWN", 1)

    answer = export(forum, "attestations.pdf")

    assert answer.status == 409
    assert errands.sent == []


def key_in(answer: Response) -> str:
    """Return what a link is to, whichever way it spells the bucket."""
    path = httpx.URL(answer.body["url"]).path.lstrip("/")
    return path.removeprefix(f"{BUCKET}/")
