"""A workbook of Excel's is read as a person sees it there, whatever program wrote it."""

from datetime import date, datetime, time, timedelta

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.documents.lists.files import HEADER, ZOE, book, table
from tests.documents.lists.workbooks import CASES, excel, given_names, line, office, row, sheet

STRICT = "http://purl.oclc.org/ooxml/"


@pytest.mark.parametrize(
    "content",
    [
        (CASES / "empty_fill.xlsx").read_bytes(),
        excel(row("Nom", "Prénom", "E-mail") + row("Un", "Ada", "ada11@example.org")),
        excel(row("Nom", "Prénom", "E-mail") + row("Un", "Ada", "ada11@example.org"), base=STRICT),
        excel(row("Nom", "Prénom", "E-mail") + row("Un", "Ada", "ada11@example.org"), document="xl/workbook2.xml"),
        excel(row("Nom", "Prénom", "E-mail") + row("Un", "Ada", "ada11@example.org"), document="office/Book.xml"),
        excel(row("Nom", "Prénom", "E-mail") + row("Un", "Ada", "ada11@example.org"), sheet_at="/xl/feuilles/une.xml"),
        excel(
            row("Nom", "Prénom", "E-mail") + row("Un", "Ada", "ada11@example.org"),
            before='<extLst><ext uri="{1}"><x:unknown xmlns:x="urn:x"><x:f>1</x:f></x:unknown></ext></extLst>',
            styles='<fills><fill/></fills><unknown/><cellXfs><xf numFmtId="9999"/></cellXfs>',
        ),
    ],
)
def test_a_workbook_is_read_whatever_program_wrote_it(content: bytes) -> None:
    read = table(content)

    assert read.header == ("Nom", "Prénom", "E-mail")
    assert [line.cells for line in read.lines] == [("Un", "Ada", "ada11@example.org")]


def test_parts_of_a_workbook_may_be_named_as_windows_names_them() -> None:
    content = excel(row(*HEADER) + row(*ZOE))
    # Names of the same length, so that they can be written over in the packed file.
    assert given_names(content.replace(b"xl/worksheets/sheet1", b"XL\\Worksheets\\sheet1")) == ["Zoé"]


def test_values_mean_what_their_cells_show() -> None:
    when = datetime(2022, 8, 4, 9, 30)  # noqa: DTZ001 - a cell knows no zone
    runs = CellRichText("Zo", TextBlock(InlineFont(b=True), "é"))
    cells = [runs, when, date(2022, 8, 4), time(9, 5), timedelta(hours=30), 1e21, -4, 0.1 + 0.2, "#N/A", False, " x "]

    read = table(book([f"c{n}" for n in range(len(cells))], cells))

    assert read.lines[0].cells == (
        "Zoé",
        "04/08/2022 09:30",
        "04/08/2022",
        "09:05",
        "1 day, 6:00:00",
        "1e+21",
        "-4",
        "0.3",
        "#N/A",
        "non",
        " x ",
    )


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("General", "44777.5"),
        ("0.00", "44777.5"),
        ('"jour "0', "44777.5"),
        ("[Red]0", "44777.5"),
        ("dd/mm/yyyy", "04/08/2022 12:00"),
        ("[$-40C]d mmmm yyyy;@", "04/08/2022 12:00"),
        ("[h]:mm", "44777 days, 12:00:00"),
    ],
)
def test_a_number_is_a_date_where_its_format_shows_one(format: str, shown: str) -> None:
    styles = f"""<numFmts><numFmt numFmtId="200" formatCode='{format}'/></numFmts><cellStyleXfs><xf numFmtId="14"/>
        </cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>"""

    assert given_names(excel(row("a") + '<row><c s="1"><v>44777.5</v></c></row>', styles=styles)) == [shown]


@pytest.mark.parametrize(
    ("value", "more", "shown"),
    [
        ("1", "", "01/01/1900"),
        ("59", "", "28/02/1900"),
        ("61", "", "01/03/1900"),
        ("0", 'date1904="1"', "01/01/1904"),
        ("99999999", "", "99999999"),
    ],
)
def test_days_are_counted_as_excel_counts_them(value: str, more: str, shown: str) -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    content = excel(row("a") + f'<row><c s="1"><v>{value}</v></c></row>', styles=styles, state=more)

    assert given_names(content) == [shown]


def test_shared_texts_are_read_without_how_they_are_pronounced() -> None:
    spoken = "<si><r><t>課</t></r><r><t>長</t></r><rPh sb='0' eb='1'><t>カチョウ</t></rPh></si>"
    strings = f"{spoken}<si><t>a_x000D_b</t></si><si/>"
    cells = "".join(f'<c t="s"><v>{n}</v></c>' for n in range(3))

    read = table(excel(row("a", "b", "c") + f"<row>{cells}</row>", strings=strings))

    assert read.lines[0].cells == ("課長", "a\rb", "")


def test_a_formula_that_was_filled_down_is_one_in_every_cell() -> None:
    rows = "".join(
        f'<row><c><f t="shared" si="0"{" ref='A2:A3'>B2&amp;C2</f>" if n == 0 else "/>"}<v>Zoé</v></c></row>'
        for n in range(2)
    )

    assert given_names(excel(row("a") + rows)) == ["=B2&C2", "=B2&C2"]


def test_a_tick_that_libreoffice_writes_as_a_formula_is_a_tick() -> None:
    ticks = "<row><c><f>TRUE()</f><v>1</v></c></row><row><c><f>FALSE()</f><v>0</v></c></row>"
    spoken = '<table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1"/>'

    assert given_names(excel(row("a") + ticks)) == ["oui", "non"]
    assert given_names(office(sheet(line("a"), line(spoken)))) == ["oui"]
