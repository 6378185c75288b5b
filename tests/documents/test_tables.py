"""Tables as files: every cell comes back as what it was, and no spreadsheet runs any of them."""

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from attendance.documents import tables
from attendance.documents.lists.inert import original
from attendance.documents.tables import DAY, HOUR, MOMENT, NUMBER, SHARE, YES_NO, Cell, Column, Table
from tests.builders import at, programme

EVENT = programme().event
NOW = datetime(2022, 8, 30, 18, 0, tzinfo=UTC)
KINDS = (
    Column("Nom"),
    Column("Repas", NUMBER),
    Column("Part", SHARE),
    Column("Heure", HOUR),
    Column("Jour", DAY),
    Column("Moment", MOMENT),
    Column("Venu", YES_NO),
)
ROW = ("Zoë", 1234, 0.825, at("7:15"), at("22:30"), at("7:15"), True)
STRANGE = ["=1+1", "+33 6", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "l'été", '"a";b,c', "a\nb", "🎉", "محمد"]


def table(*rows: Sequence[Cell], columns: Sequence[Column] = KINDS, language: str = "fr", name: str = "Essai") -> Table:
    return Table(name, columns, rows, EVENT, language)


def of_texts(*texts: str) -> Table:
    return table(*([text] for text in texts), columns=[Column("Nom")])


def for_excel(table: Table) -> list[list[str]]:
    text = b"".join(tables.csv(table)).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def for_programs(table: Table) -> list[list[str]]:
    text = b"".join(tables.csv(table, excel=False)).decode()
    return list(csv.reader(StringIO(text, newline="")))


def sheet(table: Table) -> Any:
    return load_workbook(BytesIO(tables.xlsx(table, NOW))).active


def test_excel_in_france_gets_its_marks_commas_words_and_the_events_hours() -> None:
    expected = ["Zoë", "1234", "82,5 %", "09:15:00", "31/08/2022", "30/08/2022 09:15:00", "oui"]

    assert for_excel(table(ROW)) == [[column.title for column in KINDS], expected]


def test_programs_get_plain_numbers_and_moments_in_utc() -> None:
    text = b"".join(tables.csv(table(ROW), excel=False))

    assert not text.startswith(b"\xef\xbb\xbf")
    night, morning = "2022-08-30T22:30:00.000Z", "2022-08-30T07:15:00.000Z"
    assert for_programs(table(ROW))[1] == ["Zoë", "1234", "0.8250", morning, night, morning, "true"]


def test_a_workbook_has_types() -> None:
    cells = next(sheet(table(ROW)).iter_rows(min_row=2))

    values = [str(cell.value) for cell in cells]
    assert values == [
        "Zoë",
        "1234",
        "0.825",
        "2022-08-30 09:15:00",
        "2022-08-31 00:30:00",
        "2022-08-30 09:15:00",
        "oui",
    ]
    assert [cell.data_type for cell in cells] == ["s", "n", "n", "d", "d", "d", "s"]
    forms = ["General", "General", "0.0%", "hh:mm:ss", "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "General"]
    assert [cell.number_format for cell in cells] == forms


def test_a_workbooks_header_is_bold_and_frozen_and_every_column_has_a_filter_and_its_width() -> None:
    made = sheet(table(ROW, ROW, columns=[*KINDS[:-1], Column("Venu", YES_NO, 30)]))

    assert made.freeze_panes == "A2"
    assert made.auto_filter.ref == "A1:G3"
    assert made["A1"].font.bold
    assert not made["A2"].font.bold
    assert round(made.column_dimensions["G"].width) == 31


def test_a_table_of_nobody_is_a_file_with_a_header() -> None:
    assert for_excel(table()) == [[column.title for column in KINDS]]
    assert sheet(table()).auto_filter.ref == "A1:G1"


@pytest.mark.parametrize("text", STRANGE)
def test_every_text_comes_back_from_both_files_as_it_was(text: str) -> None:
    assert original(for_excel(of_texts(text))[1][0]) == text
    assert original(for_programs(of_texts(text))[1][0]) == text
    assert sheet(of_texts(text))["A2"].value == text


@pytest.mark.parametrize("text", STRANGE[:7])
def test_what_looks_like_a_formula_is_never_one(text: str) -> None:
    assert for_excel(of_texts(text))[1][0] == f"'{text}"
    assert for_programs(of_texts(text))[1][0] == f"'{text}"
    cell = sheet(of_texts(text))["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize("text", ["x\x00y", "\ud800", "a\x0bb", "\uffff"])
def test_no_text_is_too_strange_to_write(text: str) -> None:
    assert "\N{REPLACEMENT CHARACTER}" in for_excel(of_texts(text))[1][0]
    assert "\N{REPLACEMENT CHARACTER}" in sheet(of_texts(text))["A2"].value


def test_a_text_that_no_cell_can_hold_is_cut_not_lost() -> None:
    assert len(sheet(of_texts("é" * 40_000))["A2"].value) == 32_767


@pytest.mark.parametrize("name", ["Atelier [1]: qui ? / où * \\", "'", "", "x" * 60])
def test_any_name_becomes_one_that_a_sheet_may_have(name: str) -> None:
    assert sheet(table(ROW, name=name)).title


def test_nothing_is_written_where_nothing_is_known() -> None:
    nothing = (None,) * len(KINDS)

    assert for_excel(table(nothing))[1] == [""] * len(KINDS)
    assert for_programs(table(nothing))[1] == [""] * len(KINDS)
    assert [cell.value for cell in sheet(table(ROW, nothing))[3]] == [None] * len(KINDS)


def test_numbers_have_no_decimals_that_say_nothing() -> None:
    columns = [Column("Repas", NUMBER)]

    assert [row[0] for row in for_excel(table([186.4], [2.0], [0], [1 / 3], columns=columns))[1:]] == [
        "186,4",
        "2",
        "0",
        "0,33",
    ]


def test_yes_and_no_are_words_of_the_reader() -> None:
    columns = [Column("Came", YES_NO)]

    assert [row[0] for row in for_excel(table([True], [False], columns=columns, language="en"))[1:]] == ["yes", "no"]


def test_the_same_table_is_the_same_file() -> None:
    assert tables.xlsx(table(ROW), NOW) == tables.xlsx(table(ROW), NOW)


def test_rows_are_asked_for_as_they_are_written() -> None:
    asked = []

    def rows() -> Iterator[Sequence[Cell]]:
        for number in range(2_000):
            asked.append(number)
            yield [number]

    pieces = tables.csv(Table("Essai", [Column("N", NUMBER)], rows(), EVENT, "fr"))
    next(pieces)

    assert len(asked) < 1_000
    assert b"".join(pieces).count(b"\r\n") == 1_500


def test_a_row_that_does_not_fit_the_columns_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        for_excel(table(ROW[:-1]))
    with pytest.raises(ValueError, match="zip"):
        sheet(table(ROW[:-1]))


@pytest.mark.parametrize("year", ["0001-01-01T00", "1899-12-31T00", "9999-12-31T23"])
def test_a_moment_that_no_spreadsheet_knows_says_so_in_its_own_cell(year: str) -> None:
    text = f"{year}:00:00.000Z"
    cell, row = datetime.fromisoformat(text), ("Zoë", 1, 0.5, at("7:15"), at("7:15"))

    assert for_excel(table((*row, cell, True), ROW))[1][5] == f"hors du calendrier : {text}"
    assert for_programs(table((*row, cell, True)))[1][5] == text
    first, second = sheet(table((*row, cell, True), ROW, language="en")).iter_rows(min_row=2, values_only=True)
    assert first[5] == f"beyond the calendar: {text}"
    assert isinstance(second[5], datetime)


@pytest.mark.parametrize(("number", "sheets"), [(0, [0]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_rows_that_no_sheet_holds_go_on_on_another(
    monkeypatch: pytest.MonkeyPatch, number: int, sheets: list[int]
) -> None:
    monkeypatch.setattr(tables, "_MOST_ROWS", 4)
    book = load_workbook(BytesIO(tables.xlsx(of_texts(*(f"Nom {n}" for n in range(number))), NOW)))

    assert book.sheetnames == ["Essai", "Essai 2", "Essai 3"][: len(sheets)]
    assert [sheet.max_row - 1 for sheet in book.worksheets] == sheets
    assert all(sheet["A1"].value == "Nom" for sheet in book.worksheets)
    assert [cell.value for sheet in book.worksheets for (cell,) in sheet.iter_rows(min_row=2)] == [
        f"Nom {n}" for n in range(number)
    ]
