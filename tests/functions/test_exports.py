"""What organisers take home: each table and sheet as a file, as a link, or later; and nobody else's."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import boto3
import httpx
import pytest
from openpyxl import load_workbook

from attendance.domain.exports import KINDS, NAMES
from attendance.edge import exporting
from attendance.store import aws, programmes
from tests.conftest import Forum
from tests.documents.pictures import pages, told
from tests.gateway import ROOT, Context, Response, handler_module

MAKER = ROOT / "functions/make_export/handler.py"


class Errands:
    """The service that starts a function: here, once the test says so. No simulation of it runs ours."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def invoke(self, **asked: Any) -> None:
        assert (asked["FunctionName"], asked["InvocationType"]) == ("make-export", "Event")
        self.sent.append(json.loads(asked["Payload"]))

    def run(self) -> None:
        """Do what was sent, twice: Lambda promises once at least."""
        for told_ in self.sent * 2:
            handler_module(MAKER).handler(told_, Context())
        self.sent.clear()


@pytest.fixture(autouse=True)
def bucket(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> str:
    name = "pointage-files"
    boto3.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    monkeypatch.setenv("FILES_BUCKET", name)
    return name


@pytest.fixture
def errands(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> Iterator[Errands]:
    service, others = Errands(), aws.client
    with monkeypatch.context() as patch:
        patch.setenv("MAKE_EXPORT_FUNCTION", "make-export")
        patch.setattr(aws, "client", lambda name, **more: service if name == "lambda" else others(name, **more))
        yield service


def export(forum: Forum, name: str, **query: str) -> Response:
    return forum.gateway.call("GET", f"/api/exports/{name}", secret=forum.invite(), query=query)


def rows(answer: Response, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=separator))


def day(forum: Forum) -> dict[str, Any]:
    """Let Ada come and go to an atelier, Bea stay away, and a stranger be refused."""
    forum.set_clock("8:30")
    ada = forum.register("Ada", ateliers=["atelier-1"], lunch=True, organisation="La Fonda")
    forum.register("Bea", ateliers=["atelier-1"])
    door = forum.invite()
    forum.set_clock("9:00")
    forum.scan(door, ada, "atelier-1")
    forum.scan(door, {"badge": "no badge at all"}, "entrance")
    forum.set_clock("18:00")
    return ada


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_export_is_a_file_with_a_speaking_name(forum: Forum, name: str) -> None:
    day(forum)

    answer = export(forum, name)

    subject, _, kind = name.partition(".")
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="forum-essai-')
    assert answer.headers["content-disposition"].endswith(f'.{kind}"')
    assert answer.headers["cache-control"] == "no-store"
    assert kind in KINDS[subject]
    assert answer.content.startswith({"pdf": b"%PDF", "xlsx": b"PK", "csv": b"\xef\xbb\xbf", "json": b"{"}[kind])


def test_the_name_of_a_file_is_in_the_language_asked_for(forum: Forum) -> None:
    day(forum)

    names = [
        export(forum, name, language=language).headers["content-disposition"].split('"')[1]
        for name, language in (("attendance.csv", "fr"), ("attendance.csv", "en"), ("order.csv", "fr"))
    ]

    assert names == ["forum-essai-presences.csv", "forum-essai-attendance.csv", "forum-essai-commande-repas.csv"]


def test_the_attendance_tells_of_everybody_whether_they_came_or_not(forum: Forum) -> None:
    day(forum)

    header, ada, bea = rows(export(forum, "attendance.csv", language="en"))

    state = header.index("State")
    assert (ada[2], ada[state], bea[2], bea[state]) == ("Ada", "Inside", "Bea", "Not seen")


def test_a_plain_table_is_for_programs(forum: Forum) -> None:
    day(forum)

    answer = export(forum, "attendance.csv", plain="true")

    _, ada, _ = rows(answer, ",")
    assert not answer.content.startswith(b"\xef\xbb\xbf")
    assert "true" in ada
    assert any(cell.endswith("Z") for cell in ada)


def test_a_workbook_holds_what_the_table_does(forum: Forum) -> None:
    day(forum)

    book = load_workbook(BytesIO(export(forum, "attendance.xlsx").content))

    names = [row[2].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert names == ["Ada", "Bea"]


def test_the_log_tells_strangers_and_who_was_refused_in_the_order_of_the_day(forum: Forum) -> None:
    ada = day(forum)
    door = forum.invite()
    early = forum.sent(ada, "entrance", at="2022-08-30T08:00:00Z", offline="admitted")
    forged = forum.sent({"badge": "nor this"}, "entrance", at="2022-08-30T08:10:00Z", offline="admitted")
    forum.scanned(door, early, forged)

    _, *scans = rows(export(forum, "scans.csv", language="en"))

    assert [(scan[4], scan[5]) for scan in scans] == [
        ("Ada Exemple", "Admitted"),
        ("", "Admitted"),
        ("Ada Exemple", "Admitted"),
        ("", "Unreadable"),
    ]


def test_a_signature_sheet_is_of_one_place_or_of_all(forum: Forum) -> None:
    day(forum)

    one = export(forum, "signatures.pdf", place="atelier-1", recorded="true")
    every = export(forum, "signatures.pdf")

    assert one.headers["content-disposition"] == 'attachment; filename="forum-essai-emargement-atelier-1.pdf"'
    assert "Atelier-1" in told(one.content)
    assert (pages(one.content), pages(every.content)) == (1, 4)


def test_the_order_follows_the_level_of_service(forum: Forum) -> None:
    for name in ("Ada", "Bea", "Cid", "Dan"):
        forum.register(name, lunch=True)
    forum.set_clock("5:00")

    orders = [rows(export(forum, "order.csv", service_level=level))[1][-1] for level in ("0.5", "0.95")]

    assert orders == ["3", "4"]


def test_attestations_are_of_those_who_came(forum: Forum) -> None:
    day(forum)

    text = told(export(forum, "attestations.pdf").content)

    assert "Ada Exemple" in text
    assert "Bea" not in text


def test_nobody_who_came_leaves_nothing_to_attest(forum: Forum) -> None:
    forum.register("Bea")

    answer = export(forum, "attestations.pdf")

    assert (answer.status, answer.body["code"]) == (409, "nothing_to_attest")


def test_the_report_says_what_was_foreseen_and_that_it_was_made_anew(forum: Forum) -> None:
    day(forum)

    text = told(export(forum, "report.pdf").content)

    assert "recalculées" in text


def test_the_statistics_name_nobody(forum: Forum) -> None:
    day(forum)

    answer = export(forum, "statistics.json")

    assert "Ada" not in answer.text
    assert "content-disposition" in answer.headers
    assert answer.body["checkpoints"][0]["booked"] == 2


@pytest.mark.parametrize(
    "name", ["attendance.pdf", "people.csv", "attendance", ".csv", "report.pdf.pdf", "ATTENDANCE.CSV"]
)
def test_there_is_no_other_export(forum: Forum, name: str) -> None:
    answer = export(forum, name)

    assert (answer.status, answer.body["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("attendance.csv", {"language": "de"}),
        ("attendance.csv", {"plain": "yes"}),
        ("attendance.xlsx", {"plain": "true"}),
        ("attendance.csv", {"place": "entrance"}),
        ("attendance.csv", {"typo": "1"}),
        ("signatures.pdf", {"place": "atelier-99"}),
        ("signatures.pdf", {"place": "lunch"}),
        ("signatures.pdf", {"recorded": "1"}),
        ("order.pdf", {"service_level": "1"}),
        ("order.pdf", {"service_level": "nan"}),
        ("statistics.json", {"service_level": "0.9"}),
    ],
)
def test_a_query_that_does_not_go_with_an_export_is_refused(forum: Forum, name: str, query: dict[str, str]) -> None:
    answer = export(forum, name, **query)

    assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert answer.body["errors"][0]["field"] in query


def test_only_organisers_take_anything_home(forum: Forum, entrance: str) -> None:
    ada = forum.register("Ada")

    answers = [
        forum.gateway.call("GET", "/api/exports/attendance.csv", secret=secret)
        for secret in (None, entrance, ada["pass"], "nonsense")
    ]

    assert [answer.status for answer in answers] == [401, 403, 403, 401]


def test_a_file_that_no_answer_can_hold_is_fetched_by_a_link(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    day(forum)
    monkeypatch.setattr(exporting, "LARGEST_ANSWER_BYTES", 100)

    answer = export(forum, "attendance.csv")

    assert answer.status == 200
    assert "content-disposition" not in answer.headers
    assert answer.body["name"] == "forum-essai-presences.csv"
    kept = boto3.client("s3").get_object(Bucket="pointage-files", Key=key_in(answer))
    content = kept["Body"].read()
    assert len(content) == answer.body["bytes"]
    assert kept["ContentDisposition"] == 'attachment; filename="forum-essai-presences.csv"'
    assert b"Ada" in content


def test_a_link_ends_after_a_quarter_of_an_hour(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    day(forum)
    monkeypatch.setattr(exporting, "LARGEST_ANSWER_BYTES", 100)

    query = httpx.URL(export(forum, "attendance.csv").body["url"]).params

    assert query["X-Amz-Expires"] == "900"
    assert query["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"


@pytest.fixture
def crowd(forum: Forum, errands: Errands, monkeypatch: pytest.MonkeyPatch) -> Errands:
    """As many people as no gateway waits for."""
    day(forum)
    monkeypatch.setattr(exporting, "MOST_WAITED_FOR", 1)
    monkeypatch.setattr(exporting, "MOST_DRAWN", 1)
    return errands


def test_an_errand_that_could_not_be_sent_is_sent_for_the_next_who_asks(
    forum: Forum, crowd: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(crowd, "invoke", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            export(forum, "attendance.csv")

    assert export(forum, "attendance.csv").status == 202
    assert len(crowd.sent) == 1


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
    content = boto3.client("s3").get_object(Bucket="pointage-files", Key=key_in(third))["Body"].read()
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
    return path.removeprefix("pointage-files/")


def later(monkeypatch: pytest.MonkeyPatch, *, minutes: float) -> None:
    real: Callable[[], Any] = programmes.real_now
    now = real()
    monkeypatch.setattr(programmes, "real_now", lambda: now + timedelta(minutes=minutes))
