"""A workbook that a spreadsheet opens is read as a person sees it there; what somebody hid stays out, and is told."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from attendance.documents.lists import markup
from attendance.documents.lists.table import Hidden
from tests.documents.list_files import HEADER, ZOE, book, packed, reason, repacked, table

CASES = Path(__file__).parent.parent / "cases" / "imports"
BEA = ["Béa", "Exemple", "bea@example.org"]

# An Excel workbook with nothing that it can do without. Its second way to say the same is the strict one.
USUAL = "http://schemas.openxmlformats.org/"
STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def excel(
    sheet: str,
    *,
    strings: str = "",
    styles: str = "",
    base: str = USUAL,
    document: str = "xl/workbook.xml",
    sheet_at: str = "worksheets/sheet1.xml",
    before: str = "",
    state: str = "",
) -> bytes:
    """Return a workbook with rows in its XML, and other parts where their relations say."""
    main, kind = f'xmlns="{base}spreadsheetml/main"', f"{base}officeDocument/relationships"
    folder, _, name = document.rpartition("/")
    related = {"worksheet": sheet_at, "sharedStrings": "strings.xml", "styles": "styles.xml"}
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{kind}/{type}" Target="{target}"/>'
        for n, (type, target) in enumerate(related.items())
        if type == "worksheet" or (strings if type == "sharedStrings" else styles)
    )
    at = sheet_at.lstrip("/") if sheet_at.startswith("/") else f"{folder}/{sheet_at}"
    parts = {
        "_rels/.rels": _RELATIONS.format(f'<Relationship Id="a" Type="{kind}/officeDocument" Target="{document}"/>'),
        document: f'<workbook {main} xmlns:r="{kind}"><workbookPr {state}/><sheets><sheet name="S" sheetId="1"'
        ' r:id="r0"/></sheets></workbook>',
        f"{folder}/_rels/{name}.rels": _RELATIONS.format(relations),
        at: f"<worksheet {main}>{before}<sheetData>{sheet}</sheetData></worksheet>",
        f"{folder}/strings.xml": f"<sst {main}>{strings}</sst>",
        f"{folder}/styles.xml": f"<styleSheet {main}>{styles}</styleSheet>",
    }
    return packed(parts)


def row(*cells: str, more: str = "") -> str:
    return f"<row {more}>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


# LibreOffice's workbooks, in its own spelling.
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
_STYLES = (
    '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="ro9"><style:table-row-properties style:row-height="0in"/></style:style>'
    '<style:style style:name="co9"><style:table-column-properties style:column-width="0cm"/></style:style>'
    '<style:style style:name="ro1"><style:table-row-properties style:row-height="0.452cm"/></style:style>'
)


def office(*sheets: str, **parts: str) -> bytes:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content} | parts)


def sheet(*rows: str, name: str = "Feuille1", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def line(*cells: str, more: str = 'table:style-name="ro1"') -> str:
    written = (
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row {more}>{''.join(written)}</table:table-row>"


def given_names(content: bytes) -> list[str]:
    return [line.cells[0] for line in table(content).lines]


# What is hidden.


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
    columns = f"<cols>{''.join(f'<col {told}/>' for told in ranges)}</cols>"
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
    (told,) = table(excel(row(*HEADER) + row(*ZOE, *[""] * 300, "loin"))).lines

    assert told.problem == "too_many_cells"
    assert told.cells[-1] == "loin"


# What Excel opens.


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


# LibreOffice.


def test_a_workbook_of_libreoffice_is_read_as_a_person_sees_it() -> None:
    cells = (
        '<table:table-cell office:value-type="date" office:date-value="2022-08-04"><text:p>04/08/22</text:p>'
        "</table:table-cell>",
        '<table:table-cell office:value-type="date" office:date-value="2022-08-04T09:30:00"/>',
        '<table:table-cell office:value-type="currency" office:value="4.50"><text:p>4,50 €</text:p></table:table-cell>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        '<table:table-cell table:number-columns-repeated="2"/>',
        '<table:table-cell table:formula="of:=[.A2]&amp;&quot;x&quot;" office:value-type="string"/>',
        '<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation>'
        "<text:p>Zo<text:span>é</text:span><text:s/>E<text:tab/>x</text:p><text:p>deux</text:p></table:table-cell>",
        '<table:covered-table-cell office:value-type="string"><text:p>couvert</text:p></table:covered-table-cell>',
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>bis</text:p>'
        "</table:table-cell>",
        '<table:table-cell table:number-columns-repeated="16370"/>',
    )

    read = table(office(sheet(line(*(f"c{n}" for n in range(11))), line(*cells))))

    assert (read.dialect.format, read.dialect.sheet) == ("ods", "Feuille1")
    assert read.lines[0].cells == (
        "04/08/2022",
        "04/08/2022 09:30",
        "4.5",
        "oui",
        "",
        "",
        '=[.A2]&"x"',
        "Zoé E\tx\ndeux",
        "",
        "bis",
        "bis",
    )


def test_libreoffice_hides_rows_columns_and_sheets_in_ways_of_its_own() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        '<table:table-column table:style-name="co9"/><table:table-column table:number-columns-repeated="9"/>'
    )
    secret = ["x", "y", "secret", "caché", "z"]
    rows = (
        line("Prénom", "Nom", "Remarque", "Note", "E-mail"),
        line("Zoé", "Exemple", "r", "n", "zoe@example.org"),
        line(*secret, more='table:visibility="filter"'),
        line(*secret, more='table:visibility="collapse"'),
        line(*secret, more='table:style-name="ro9"'),
        f'<table:table-row-group table:display="false">{line(*secret)}</table:table-row-group>',
        f"<table:table-row-group>{line('Béa', 'Exemple')}</table:table-row-group>",
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>',
    )

    read = table(office(sheet(line("a"), more='table:style-name="ta2"'), sheet(columns, *rows, name="Inscrits")))

    assert read.header == ("Prénom", "Nom", "E-mail")
    assert [(line.number, line.cells[0]) for line in read.lines] == [(2, "Zoé"), (7, "Béa")]
    assert read.dialect.hidden == (
        Hidden("rows", 4, "3–6"),
        Hidden("columns", 2, "C–D"),
        Hidden("sheets", 1, "Feuille1"),
    )


def test_lines_that_libreoffice_tells_once_are_lines_each() -> None:
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    content = office(sheet(blank, line(*HEADER), line(*ZOE, more='table:number-rows-repeated="2"')))

    read = table(content)

    assert (read.dialect.header_line, [line.number for line in read.lines]) == (4, [5, 6])


# What is told instead.


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (office(sheet(line(*HEADER)), **{"META-INF/manifest.xml": "<x><manifest:encryption-data/></x>"}), "protected"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<text/>"}), "not_a_list"),
        (excel(row(*HEADER), document="xl/workbook.bin"), "binary_excel"),
        (excel(row(*HEADER)).replace(b"xl/workbook.xml", b"xl/cahier00.xml"), "damaged"),
        (packed({"_rels/.rels": _RELATIONS.format("")}), "damaged"),
        (packed({"xl/workbook.xml": "<workbook/>"}), "damaged"),
        (packed({"Index/Document.iwa": ""}), "numbers"),
        (packed({"liste.csv": "Nom"}), "not_a_list"),
        (excel(row(*HEADER) + row(*ZOE))[:-200], "damaged"),
        (book(HEADER, ZOE)[:3000], "damaged"),
        (office(sheet()), "empty"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_told_for_what_it_is(content: bytes, expected: str) -> None:
    assert reason(content) == expected


def test_what_repeats_without_an_end_is_refused_at_once() -> None:
    cell = '<table:table-cell table:number-columns-repeated="999999999"><text:p>a</text:p></table:table-cell>'
    endless = 'table:number-rows-repeated="999999999"'

    assert reason(office(sheet(line(*HEADER), line(*ZOE, more=endless)))) == "too_many_lines"
    assert reason(office(sheet(line(cell, more=endless)))) == "too_many_columns"
    hidden = table(office(sheet(line(*HEADER), line(*ZOE), line("a", more=f'table:visibility="filter" {endless}'))))
    assert hidden.dialect.hidden == (Hidden("rows", 1_048_574, "3–1048576"),)


def test_a_workbook_has_no_more_in_it_than_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 1_000)

    assert reason(excel(row(*HEADER) + row(*[""] * 500))) == "too_large_inside"
    assert reason(excel("<x>" * 500 + "</x>" * 500)) == "too_large_inside"


@pytest.mark.parametrize("doctype", ["<!DOCTYPE x>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'])
def test_a_workbook_that_declares_a_kind_of_document_is_not_read(doctype: str) -> None:
    content = office(sheet(line(*HEADER), line(*ZOE)))
    assert reason(packed({"content.xml": f"{doctype}<x/>"})) == "damaged"
    assert reason(repacked(book(HEADER, ZOE), styles=f"{doctype}<styleSheet/>".encode())) == "damaged"
    assert given_names(content) == ["Zoé"]
