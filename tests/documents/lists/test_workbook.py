"""A workbook is read as a person sees it; what cannot be read is told for what it is."""

import pytest

from attendance.documents.lists import markup
from attendance.documents.lists.table import Hidden
from tests.documents.lists.files import HEADER, ZOE, book, packed, reason, repacked, table
from tests.documents.lists.workbooks import _RELATIONS, excel, given_names, line, office, row, sheet


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
