"""A file is shown as the list that it is, before anybody on it is registered."""

import gzip
import io
import json
from typing import Any

import pytest
from openpyxl import Workbook

from attendance.documents.lists import columns
from attendance.vocabulary import limits
from tests import builders
from tests.forum import Forum
from tests.functions.imports import CASES, imported, outcomes
from tests.functions.takeaway import day, export, keep_files
from tests.gateway import Response


def shown(forum: Forum, secret: str, content: Any, **more: Any) -> Response:
    return forum.gateway.call("POST", "/api/attendees/import/file", content, secret=secret, **more)


def workbook(*rows: list[Any]) -> bytes:
    made, saved = Workbook(), io.BytesIO()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(saved)
    return saved.getvalue()


CSV = "Nom;Prénom;E-mail;Atelier du matin;Remarque\r\nExemple;Zoé;zoe@example.org;N°1 - Explorer;\r\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CSV.encode("cp1252"), {"format": "csv", "encoding": "Windows-1252", "separator": ";", "sheet": None}),
        (
            workbook(*(line.split(";") for line in CSV.splitlines())),
            {"format": "xlsx", "encoding": None, "sheet": "Sheet"},
        ),
    ],
)
def test_a_file_is_shown_as_columns_and_lines(
    forum: Forum, organiser: str, content: bytes, expected: dict[str, Any]
) -> None:
    body = shown(forum, organiser, content, query={"name": "liste"}).body

    assert body["dialect"] | expected == body["dialect"]
    assert [(c["header"], c["field"]) for c in body["columns"]][:3] == [
        ("Nom", "family_name"),
        ("Prénom", "given_name"),
        ("E-mail", "email"),
    ]
    assert body["lines"][0]["cells"][:3] == ["Exemple", "Zoé", "zoe@example.org"]
    assert {"given_name", "ateliers", "atelier-3"} <= set(body["fields"])


def test_what_is_shown_can_be_sent_as_it_is(forum: Forum, organiser: str) -> None:
    body = shown(forum, organiser, CSV.encode()).body
    fields = [column["field"] for column in body["columns"]]
    (line,) = body["lines"]
    cells = {field: cell for field, cell in zip(fields, line["cells"], strict=True) if field}

    (result,) = imported(forum, organiser, cells)

    assert forum.attendee(result["attendee_id"]).ateliers == ("atelier-1",)


@pytest.mark.parametrize("name", ["attendance.csv", "attendance.xlsx"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_our_own_table_of_attendance_comes_back_as_it_was(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    keep_files(monkeypatch)
    ada = day(forum)
    gone = forum.register("Cid", ateliers=["atelier-3"], secret=organiser, email=None)
    forum.gateway.call("DELETE", f"/api/attendees/{gone['attendee_id']}", secret=organiser)
    before = forum.headcounts(organiser) | {"as_of": None}

    body = shown(forum, organiser, export(forum, name, language=language).content).body
    found = [columns.Column(**column) for column in body["columns"]]
    lines = [columns.cells(line["cells"], found) for line in body["lines"]]
    results = imported(forum, organiser, *lines)

    fields = [column.field for column in found if column.field not in (None, "ateliers")]
    assert sorted(fields) == sorted({*fields} | {"given_name", "family_name", "email", "status", "lunch"})
    assert sorted(outcomes(results)) == ["known", "known", "left_out"]
    assert [result["errors"] for result in results] == [[], [], []]
    assert forum.headcounts(organiser) | {"as_of": None} == before
    assert next(line["ateliers"] for line in lines if line["given_name"] == "Ada") == "Atelier-1"
    assert ada["attendee_id"] in [result["attendee_id"] for result in results]


def test_what_a_workbook_hides_is_told_with_its_columns(forum: Forum, organiser: str) -> None:
    body = shown(forum, organiser, (CASES / "hidden_row.xlsx").read_bytes()).body

    assert [line["line"] for line in body["lines"]] == [2, 4]
    assert body["dialect"]["hidden"] == [{"what": "rows", "count": 1, "where": "3"}]


def test_garbled_letters_are_told_and_repaired_when_that_is_asked_for(forum: Forum, organiser: str) -> None:
    content = CSV.encode().decode("cp1252").encode()

    found, repaired = (shown(forum, organiser, content, query=query).body for query in ({}, {"repair": "1"}))

    assert found["dialect"]["garbled"]["lines"] == 1
    assert {"stands": "ZoÃ©", "reads": "Zoé"} in found["dialect"]["garbled"]["examples"]
    assert found["lines"][0]["cells"][1] == "ZoÃ©"
    assert (repaired["dialect"]["garbled"], repaired["dialect"]["is_repaired"]) == (None, True)
    assert repaired["lines"][0]["cells"][1] == "Zoé"


def test_a_line_with_a_lost_letter_must_not_be_sent(forum: Forum, organiser: str) -> None:
    lines = shown(forum, organiser, (CASES / "cut_letter.csv").read_bytes()).body["lines"]

    assert [[error["code"] for error in line["errors"]] for line in lines] == [[], [], ["letter_lost"]]


def test_a_line_that_must_not_be_sent_says_so(forum: Forum, organiser: str) -> None:
    (line,) = shown(forum, organiser, b"Nom,Email\nExemple, Zoe,zoe@example.org\n").body["lines"]

    assert [error["code"] for error in line["errors"]] == ["too_many_cells"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "not_a_list"),
        (b'Nom;Email\n"Ada;a\n', "quote_unclosed"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_a_file_of_which_no_list_can_be_made_says_why(
    forum: Forum, organiser: str, content: bytes, reason: str
) -> None:
    refused = shown(forum, organiser, content)

    assert (refused.status, refused.body["code"], refused.body["reason"]) == (422, "unreadable_list", reason)
    assert set(refused.body["said"]) == set(builders.programme().languages)
    assert refused.body["detail"] not in refused.body["said"].values()


def test_a_file_that_is_too_large_is_refused(forum: Forum, organiser: str) -> None:
    refused = shown(forum, organiser, b"x" * (limits.FILE_BYTES + 1))

    assert (refused.status, refused.body["code"]) == (413, "payload_too_large")


def test_a_long_list_is_answered_packed(forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (CSV + "Exemple;Zoé;;;\r\n" * 2_000).encode()
    plain = shown(forum, organiser, content)

    # What is packed cannot be held against the contract as it is.
    monkeypatch.setattr("tests.gateway.check_contract", lambda *_: None)
    packed = shown(forum, organiser, content, headers={"accept-encoding": "br, gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content)) == plain.body
    assert len(packed.content) < len(plain.content) / 10
