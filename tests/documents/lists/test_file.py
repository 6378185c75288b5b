"""A file that an organiser brings is a list, whatever wrote it; what is none says so and harms nobody."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from attendance.documents.lists import columns, file, headers, workbook
from attendance.documents.lists.table import MOST_COLUMNS, MOST_LINES, Table, UnreadableList
from attendance.domain.lists import LONGEST_CELL
from tests.documents.lists.files import HEADER, ZOE, book, reason, repacked, table, text


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    organisation = ["Organisation, service ; autre"]

    read = table(text(HEADER + organisation, [*ZOE, "Fonda, Paris ; Lyon"], separator=separator).encode())

    assert read.dialect.separator == separator
    assert read.lines[0].cells == (*ZOE, "Fonda, Paris ; Lyon")


def test_a_separator_that_makes_more_columns_loses_to_the_one_that_makes_known_ones() -> None:
    read = table(b"Nom; Pr\xc3\xa9nom\nDe La, Tour, X; Ada\n")

    assert read.dialect.separator == ";"


def test_excels_own_word_for_the_separator_is_taken() -> None:
    read = table(("sep=|\n" + text(HEADER, ZOE, separator="|", end="\n")).encode())

    assert (read.dialect.header_line, read.lines[0].number) == (2, 3)
    assert read.lines[0].cells == tuple(ZOE)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_has_the_number_that_an_editor_shows(end: str) -> None:
    rows = [HEADER, ["Ada", 'Mot\n"cité"', ""], [], ["", " ", ""], ZOE]
    content = text(*rows, end=end).replace("Mot\n", f"Mot{end}")

    read = table(content.encode())

    assert [line.number for line in read.lines] == [2, 6]
    assert read.lines[0].cells[1] == f'Mot{end}"cité"'


def test_a_file_without_a_last_line_break_is_whole() -> None:
    assert table(text(HEADER, ZOE).rstrip().encode()).lines[0].cells == tuple(ZOE)


def test_lines_may_be_shorter_than_the_header() -> None:
    assert table("Prénom;Nom;E-mail;Structure;;\nZoé;Exemple\n".encode()).lines[0].cells == ("Zoé", "Exemple", "", "")


def test_a_line_with_more_cells_than_columns_is_marked_and_keeps_them() -> None:
    (line,) = table("Prénom,Nom,E-mail\nZoé,Exemple, Paris,zoe@example.org\n".encode()).lines

    assert line.problem == "too_many_cells"
    assert "zoe@example.org" in line.cells


def test_a_cell_beyond_any_text_is_marked() -> None:
    (line,) = table(text(HEADER, ["Z" * (LONGEST_CELL + 1), "Exemple", ""]).encode()).lines

    assert line.problem == "cell_too_long"


def test_what_stands_above_the_header_is_left_out() -> None:
    read = table(text(["Forum : inscrits au 12 juillet"], [], ["Exporté par Lola"], HEADER, ZOE).encode())

    assert (read.header, read.dialect.header_line) == (tuple(HEADER), 4)
    assert [line.number for line in read.lines] == [5]


def test_the_questions_above_their_choices_are_not_the_header() -> None:
    """As Drupal Webform writes it, and Framaforms with it: of two lines that name fields the one without gaps."""
    title = ["Inscription", "", "", "", "", "", ""]
    questions = ["Détails", "", "", "Choix des ateliers", "", "Régime alimentaire", ""]
    header = [*HEADER, "Atelier 1", "Atelier 2", "Végétarien", "Sans gluten"]
    ticks = ["X", "", "", "X"]

    read = table(text(title, questions, header, [*ZOE, *ticks], [*ZOE, *ticks]).encode())

    assert (read.header, read.dialect.header_line, len(read.lines)) == (tuple(header), 3, 2)


def test_a_line_that_reads_like_a_header_below_one_is_a_person() -> None:
    header = ["", "Nom complet", "Structure", "E-mail"]
    person = ["1", "Ada Nom", "Association Mail", "ada@example.org"]
    gaps = ["Nom", "Prénom", "", ""]
    nameless = ["Un", "Ada", "Association A", "Atelier 1"]

    read = table(text(header, person, person).encode())
    other = table(text(gaps, nameless, nameless).encode())

    assert (read.header, len(read.lines)) == (tuple(header), 2)
    assert (other.header, len(other.lines)) == (("Nom", "Prénom"), 2)


@pytest.mark.parametrize("above", [[], [['# Exported subscribers with search filter "forum"']]])
@pytest.mark.parametrize("rows", [[["zoe@example.org", "Zoé Exemple"], ["ada@mail.example", "Ada Un"]], [["z@a.fr"]]])
def test_nobody_is_lost_as_the_header_of_a_list_that_has_none(above: list[list[str]], rows: list[list[str]]) -> None:
    """As Sympa writes the members of a list: addresses, or addresses and names, and nothing above them."""
    read = table(text(*above, *rows, separator="\t").encode())

    assert [list(line.cells) for line in read.lines] == rows
    assert (set(read.header), read.dialect.header_line) == ({""}, 0)
    assert next(c for c in columns.matched(read, ()) if c.column == 0).field == "email"


NEXTCLOUD = ["Submission ID", "User ID", "User display name", "Nom", "Prénom", "Adresse e-mail"]
IDS = ["submission_id", "user_id", "user_display_name", "question-id-11", "question-id-12", "question-id-13"]


def test_a_line_that_names_the_columns_again_is_nobody_and_told() -> None:
    person = ["5", "", "Anonymous user", "Exemple", "Zoé", "zoe@example.org"]

    by_ids = table(text(NEXTCLOUD, IDS, person).encode())
    put_together = table(text(HEADER, ZOE, [], ["PRENOM", "Nom", "E-mail "], ["Bea", "Exemple", ""]).encode())
    in_a_workbook = table(book(HEADER, ZOE, HEADER))

    assert [line.number for line in by_ids.lines] == [3]
    assert [line.number for line in put_together.lines] == [2, 5]
    assert [line.number for line in in_a_workbook.lines] == [2]
    assert [read.dialect.header_again for read in (by_ids, put_together, in_a_workbook)] == [(2,), (4,), (3,)]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (HEADER, ["Prénom", "Exemple", "E-mail"]),
        (HEADER, ["Nom", "Prénom", "n1@example.org"]),
        ([*HEADER, "Repas", "Village"], ["Zoé", "Exemple", "", "Repas", "Village"]),
        (["N°", "Nom", "Repas", "Village"], ["", "", "Repas", "Village"]),
        (["Repas", "Nom"], ["repas", "R2D2"]),
        (["Nom", "Prénom"], ["Nom", "Prénom", "de trop"]),
    ],
)
def test_a_line_that_may_be_somebody_is_not_left_out(header: list[str], cells: list[str]) -> None:
    read = table(text(header, cells).encode())

    assert [line.number for line in read.lines] == [2]
    assert read.dialect.header_again == ()


def test_a_list_of_headers_alone_holds_nobody() -> None:
    assert reason(text(NEXTCLOUD, IDS).encode()) == "empty"


def test_a_list_whose_columns_nobody_knows_has_its_first_line_as_header() -> None:
    assert table(b"Alpha;Beta\n1;2\n").header == ("Alpha", "Beta")


def test_a_list_of_one_column_is_a_list() -> None:
    assert table(b"Nom complet\nZoe EXEMPLE\n").lines[0].cells == ("Zoe EXEMPLE",)


@pytest.mark.parametrize("content", [b"", b"\n\n", "\ufeff".encode(), b"Nom;E-mail\n", b";;\n ; ;\n"])
def test_an_empty_file_says_so(content: bytes) -> None:
    assert reason(content) == "empty"


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    content = text(HEADER, ZOE) + '"Ada;Exemple;ada@example.org\n' + text(*[ZOE] * 50)

    read = file.read(content.encode(), headers.is_known)

    assert isinstance(read, UnreadableList)
    assert (read.reason, read.more) == ("quote_unclosed", {"line": 3})


def test_a_quote_that_is_never_closed_in_a_long_file_is_told_too() -> None:
    assert reason((text(HEADER, ZOE) + '"Ada;Exemple\n' + text(*[ZOE] * 9_000)).encode()) == "quote_unclosed"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n", "not_a_list"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_a_list"),
        (b"PK\x03\x04 cut short", "damaged"),
        (b"MZ\x90\0\x03\0\0\0", "not_a_list"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00", "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (b"\xff\xfeN\0o\0m\0;", "encoding"),
    ],
)
def test_what_is_no_list_says_what_it_is(content: bytes, expected: str) -> None:
    assert reason(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<!DOCTYPE html><table><tr><td>Nom</td></tr></table>", "web_page"),
        ("\n<!-- export --> <HTML xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", "web_page"),
        ("<table border=1><tr><th>Nom</th></tr></table>", "web_page"),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><table>", "web_page"),
        ("MIME-Version: 1.0\r\nContent-Type: multipart/related", "web_page"),
        ("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "xml"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_that_a_program_calls_a_workbook_is_told_as_a_page(content: str, expected: str, codec: str) -> None:
    assert reason((content + "é").encode(codec)) == expected


def test_a_list_may_begin_like_a_packed_file_or_a_page() -> None:
    assert table(b"PK;Nom;Email\n1;Exemple;a@example.org\n").header == ("PK", "Nom", "Email")
    assert table(b"<Nom>;<Email>\nExemple;a@example.org\n").header == ("<Nom>", "<Email>")


def test_a_list_has_no_more_lines_than_a_forum_has_people() -> None:
    assert reason(text(HEADER, *[ZOE] * (MOST_LINES + 1)).encode()) == "too_many_lines"


def test_a_list_has_no_more_columns_than_a_form_has_questions() -> None:
    assert reason(text(HEADER + ["x"] * MOST_COLUMNS, ZOE).encode()) == "too_many_columns"


# Workbooks.


def test_a_workbook_is_read_as_a_person_sees_it() -> None:
    seen = ["Zoé", 4, 4.0, 4.5, True, date(2022, 8, 4), None, "06 00 00"]

    read = table(book(["Prénom", "Nom", "a", "b", "c", "d", "e", "f"], seen))

    assert read.lines[0].cells == ("Zoé", "4", "4", "4.5", "oui", "04/08/2022", "", "06 00 00")
    assert (read.dialect.format, read.dialect.sheet) == ("xlsx", "Sheet")


def test_a_formula_is_its_text_and_is_not_run() -> None:
    read = table(book(HEADER, ["Zoé", '=HYPERLINK("http://example.org","Exemple")', ArrayFormula("C2", "=A2:A3")]))

    assert read.lines[0].cells[1:] == ('=HYPERLINK("http://example.org","Exemple")', "=A2:A3")


def test_lines_of_a_workbook_have_the_numbers_that_it_shows() -> None:
    read = table(book([], ["Forum"], HEADER, ZOE, [], [None, " "], ZOE))

    assert (read.dialect.header_line, [line.number for line in read.lines]) == (3, [4, 7])


def test_the_first_sheet_that_holds_anything_is_read_and_the_others_are_named() -> None:
    def sheets(made: Workbook) -> None:
        made.worksheets[0].sheet_state = "hidden"
        made.create_sheet("Vide")
        made.create_sheet("Inscrits").append(HEADER)
        made["Inscrits"].append(ZOE)

    read = table(book(["secret"], change=sheets))

    assert (read.dialect.sheet, read.dialect.sheets) == ("Inscrits", ("Vide", "Inscrits"))


def test_an_empty_workbook_says_so() -> None:
    assert reason(book()) == "empty"


def test_a_workbook_that_unpacks_to_more_than_a_list_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(book(HEADER, ZOE), sheet1=b" " * (workbook.MOST_BYTES_INSIDE + 1))

    assert len(bomb) < 200_000
    assert reason(bomb) == "too_large_inside"


def test_a_workbook_that_lies_about_its_size_unpacks_to_no_more_than_it_says() -> None:
    content = bytearray(repacked(book(HEADER, ZOE), sheet1=b"<x>" + b" " * 30_000_000 + b"</x>"))
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")

    assert reason(bytes(content)) == "damaged"


def test_a_workbook_of_too_many_parts_is_refused() -> None:
    packed = io.BytesIO(book(HEADER, ZOE))
    with zipfile.ZipFile(packed, "a") as added:
        for n in range(workbook.MOST_PARTS):
            added.writestr(f"xl/media/{n}", b"")

    assert reason(packed.getvalue()) == "too_large_inside"


def test_entities_that_multiply_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    cell = '<c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    laughs = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>{sheet}{cell}'

    assert reason(repacked(book(HEADER, ZOE), sheet1=laughs.encode())) == "damaged"


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing() -> None:
    def far(made: Workbook) -> None:
        made.worksheets[0].cell(1_048_576, 1, " ")
        made.worksheets[0].cell(2, 16_384, " ")

    assert [line.number for line in table(book(HEADER, ZOE, change=far)).lines] == [2]


@pytest.mark.parametrize("part", ["workbook", "sheet1", "sharedStrings", "styles"])
@pytest.mark.parametrize("broken", [b"", b"<x", b"<x></x>", b"\0\xff"])
def test_a_broken_workbook_is_told_as_such(part: str, broken: bytes) -> None:
    read = file.read(repacked(book(HEADER, ZOE), **{part: broken}), headers.is_known)

    assert isinstance(read, Table) or read.reason in ("damaged", "not_a_list", "empty")
