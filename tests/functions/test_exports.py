"""What organisers take home: each table and sheet as a file; and nobody else's."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from attendance.domain.exports import KINDS, NAMES
from tests.documents.pictures import page_text, pages
from tests.forum import Forum
from tests.functions.takeaway import day, export
from tests.gateway import Response

pytestmark = pytest.mark.usefixtures("bucket")


def rows(answer: Response, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=separator))


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
    assert (ada[2], ada[state], bea[2], bea[state]) == ("Ada", "In the building", "Bea", "Not seen")


def test_a_table_of_some_has_those_whom_filters_are_about(forum: Forum) -> None:
    day(forum)
    bea = forum.register("Bea", forum.invite(), organisation="Ellyx, Poitiers")
    organiser, path = forum.invite(), "/api/exports/attendance.csv"

    def names(**query: str | list[str]) -> list[str]:
        answer = forum.gateway.call("GET", path, secret=organiser, query=query)
        return [row[2] for row in rows(answer)[1:]]

    assert names(filter=["organisation:Ellyx, Poitiers", "came:no"]) == ["Bea"]
    assert names(filter=[f"id:{bea['attendee_id']}"]) == ["Bea"]
    assert names(q="ellyx") == ["Bea"]
    assert forum.gateway.call("GET", path, secret=organiser, query={"filter": "kind:king"}).status == 422
    assert "Ada" in names(filter="came:yes")


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
        ("", "Not a badge"),
    ]


def test_the_poster_for_the_doors_is_a_file_in_an_events_language(forum: Forum) -> None:
    answer = export(forum, "poster.pdf", language="en")

    assert answer.headers["content-disposition"].endswith('-poster.pdf"')
    assert "At the door, in a minute" in page_text(answer.content)


def test_a_signature_sheet_is_of_one_place_or_of_all(forum: Forum) -> None:
    day(forum)

    one = export(forum, "signatures.pdf", place="atelier-1", recorded="true")
    every = export(forum, "signatures.pdf")

    assert one.headers["content-disposition"] == 'attachment; filename="forum-essai-emargement-atelier-1.pdf"'
    assert "Atelier-1" in page_text(one.content)
    assert (pages(one.content), pages(every.content)) == (1, 4)


def test_the_order_follows_the_level_of_service(forum: Forum) -> None:
    for name in ("Ada", "Bea", "Cid", "Dan"):
        forum.register(name, lunch=True)
    forum.set_clock("5:00")

    orders = [rows(export(forum, "order.csv", service_level=level))[1][-1] for level in ("0.5", "0.95")]

    # One more than are booked: some eat who never booked.
    assert orders == ["3", "5"]


def test_attestations_are_of_those_who_came(forum: Forum) -> None:
    day(forum)

    text = page_text(export(forum, "attestations.pdf").content)

    assert "Ada Exemple" in text
    assert "Bea" not in text


def test_whose_name_paper_cannot_show_is_told_on_the_last_page_of_the_attestations(forum: Forum) -> None:
    forum.set_clock("8:30")
    organiser, people = (
        forum.invite(),
        [forum.register(name, email=f"{name[:3]}@example.org") for name in ("Ada 𓀀", "Bea")],
    )
    for who in people:
        forum.scan(organiser, who, "entrance")

    paper = export(forum, "attestations.pdf").content

    assert pages(paper) == 2
    assert "Bea Exemple" in page_text(paper)
    last = page_text(paper, 1)
    assert "Sans attestation" in last
    assert people[0]["code"] in last
    assert people[1]["code"] not in last


def test_nobody_who_came_leaves_nothing_to_attest(forum: Forum) -> None:
    forum.register("Bea")

    answer = export(forum, "attestations.pdf")

    assert (answer.status, answer.body["code"]) == (409, "nothing_to_attest")


def test_the_report_says_what_was_foreseen_and_that_it_was_made_anew(forum: Forum) -> None:
    day(forum)

    text = page_text(export(forum, "report.pdf").content)

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
