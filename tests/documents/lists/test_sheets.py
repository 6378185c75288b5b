"""What somebody hid in a workbook stays out, and is told."""

import pytest
from openpyxl import Workbook

from attendance.documents.lists.table import Hidden
from tests.documents.lists.files import HEADER, ZOE, book, reason, table
from tests.documents.lists.workbooks import BEA, CASES, excel, line, office, row, sheet


def test_a_row_that_a_filter_hides_is_left_out_and_told() -> None:
    read = table((CASES / "hidden_row.xlsx").read_bytes())

    assert [line.cells[1] for line in read.lines] == ["Ada", "Cléo"]
    assert [line.number for line in read.lines] == [2, 4]
    assert read.dialect.hidden == (Hidden("rows", 1, "3"),)


@pytest.mark.parametrize("hiding", ['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"', 'ht="0.0"'])
def test_a_row_is_hidden_in_every_way_that_excel_hides_it(hiding: str) -> None:
    read = table(excel(row(*HEADER) + row(*BEA, more=hiding) + row(*ZOE, more='hidden="0" ht="15"')))

    assert [line.cells[0] for line in read.lines] == ["Zoé"]
    assert read.dialect.hidden == (Hidden("rows", 1, "2"),)


@pytest.mark.parametrize("hiding", ['hidden="1"', 'width="0" customWidth="1"'])
def test_columns_that_are_hidden_by_ranges_are_left_out_and_told(hiding: str) -> None:
    ranges = ('min="1" max="1" width="9"', f'min="2" max="4" {hiding}', 'min="6" max="16384" hidden="1"')
    columns = f"<cols>{''.join(f'<col {one}/>' for one in ranges)}</cols>"
    header, zoe = (["Prénom", "Nom", "x", "", "E-mail", "y"], ["Zoé", "Exemple", "", "", "z@example.org", ""])

    read = table(excel(row(*header) + row(*zoe), before=columns))

    assert (read.header, read.lines[0].cells) == (("Prénom", "E-mail"), ("Zoé", "z@example.org"))
    assert read.dialect.hidden == (Hidden("columns", 3, "B–C, F"),)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_left_out_and_told(state: str) -> None:
    def sheets(made: Workbook) -> None:
        made.worksheets[0].sheet_state = state
        made.create_sheet("Inscrits").append(HEADER)
        made["Inscrits"].append(ZOE)

    read = table(book(["secret"], change=sheets))

    assert (read.dialect.sheet, read.dialect.sheets) == ("Inscrits", ("Inscrits",))
    assert read.dialect.hidden == (Hidden("sheets", 1, "Sheet"),)


@pytest.mark.parametrize(
    "content",
    [
        excel(row(*HEADER) + row(*ZOE, more='hidden="1"')),
        excel(row(*HEADER, more='hidden="1"') + row(*ZOE, more='hidden="1"')),
        excel(row(*HEADER) + row(*ZOE), before='<cols><col min="1" max="16384" hidden="1"/></cols>'),
        office(sheet(line(*HEADER), line(*ZOE), more='table:style-name="ta2"')),
        office(sheet(line(*HEADER), line(*ZOE, more='table:visibility="filter"')), sheet(line("a"), line("b"))),
    ],
)
def test_a_list_of_which_nothing_is_to_be_seen_says_so_and_no_other_sheet_is_taken_for_it(content: bytes) -> None:
    assert reason(content) == "all_hidden"


def test_many_hidden_rows_are_told_in_ranges_and_not_without_an_end() -> None:
    every_third = "".join(row(*ZOE, more="" if n % 3 else 'hidden="1"') for n in range(200))

    (hidden,) = table(excel(row(*HEADER) + every_third)).dialect.hidden

    assert hidden.count == 67
    assert hidden.where.startswith("2, 5, 8, ")
    assert hidden.where.endswith(", …")


def test_hidden_rows_that_hold_nothing_are_not_told() -> None:
    content = excel(row(*HEADER) + row(*ZOE) + row(" ", more='hidden="1"') + '<row r="900" hidden="1"/>')

    assert table(content).dialect.hidden == ()


def test_columns_beyond_any_list_come_back_once_those_before_them_are_hidden() -> None:
    header, zoe = [*HEADER[:2], *["x"] * 300, HEADER[2]], [*ZOE[:2], *["y"] * 300, ZOE[2]]
    hidden = '<cols><col min="3" max="302" hidden="1"/></cols>'

    assert table(excel(row(*header) + row(*zoe), before=hidden)).lines[0].cells == tuple(ZOE)
    assert reason(excel(row(*header) + row(*zoe))) == "too_many_columns"


def test_a_cell_beyond_the_header_is_told_however_far_it_lies() -> None:
    (list_read,) = table(excel(row(*HEADER) + row(*ZOE, *[""] * 300, "loin"))).lines

    assert list_read.problem == "too_many_cells"
    assert list_read.cells[-1] == "loin"
