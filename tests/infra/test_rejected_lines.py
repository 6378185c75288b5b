"""What could not be registered comes back in a file, to be mended and imported again."""

import pytest

from tests.infra.lists import CASES, HEADER, Desk, line, read


def test_a_cut_letter_is_a_line_to_mend_and_the_others_are_registered_with_their_letters(desk: Desk) -> None:
    desk.path = desk.path.with_name("coupee.csv")
    desk.path.write_bytes((CASES / "cut_letter.csv").read_bytes())

    assert desk.bring("--yes") == 1

    assert desk.registered == 2
    assert "ligne 4, une lettre n’a pas pu être lue" in desk.said
    names = {line["cells"]["given_name"] for call in desk.calls for line in call["lines"]}
    assert names == {"Zoé", "François"}
    assert read(desk.mended()).lines[0].cells[1] == "Chatel\ufffd"


@pytest.mark.parametrize("answer", ["o", "OUI", "yes"])
def test_good_lines_go_in_and_bad_ones_come_back_in_a_file(desk: Desk, answer: str) -> None:
    desk.save(line(1), line(2, email="ada"), line(3))
    desk.answers = [answer]

    assert desk.bring() == 1

    assert desk.registered == 2
    assert "Inscrites : 2. Déjà inscrites : 0." in desk.said
    table = read(desk.mended())
    assert table.header == ("À corriger", *HEADER.split(";"))
    assert table.lines[0].cells[0].startswith("Ligne 3 : e-mail : ce n’est pas une adresse")
    assert table.lines[0].cells[3] == "ada"


def test_a_list_without_problems_leaves_no_file(desk: Desk) -> None:
    desk.save(line(1), line(2))

    assert desk.bring("--yes") == 0

    assert desk.registered == 2
    assert [path.name for path in desk.path.parent.iterdir()] == ["liste.csv"]


def test_a_mended_file_is_imported_as_it_is(desk: Desk) -> None:
    desk.save(line(1), line(2, email="ada", organisation="=A1"))
    desk.bring("--yes")
    # As a spreadsheet saves it.
    mended = desk.mended().read_text("utf-8-sig").replace(";ada;'=A1;", ";ada@example.org;+A1;")
    desk.mended().write_text(mended, "cp1252")

    assert desk.bring("--yes", path=desk.mended()) == 0
    assert desk.registered == 2


def test_what_was_mended_is_never_overwritten(desk: Desk) -> None:
    desk.save(line(1, email="ada"))
    desk.bring("--yes")
    desk.mended().write_text("what an organiser has typed for an hour")

    desk.bring("--yes")

    assert desk.mended().read_text() == "what an organiser has typed for an hour"
    assert read(desk.mended("-2")).lines[0].cells[3] == "ada"


def test_bad_lines_of_a_mended_file_come_back_beside_it(desk: Desk) -> None:
    desk.save(line(1, email="ada"))
    desk.bring("--yes")

    desk.bring("--yes", path=desk.mended())

    assert desk.mended("-2").exists()


@pytest.mark.parametrize("text", ['=HYPERLINK("http://example.org")', "+33 6", "-", "@x", "'=1", "\t=1", "l'Essai"])
def test_what_comes_back_is_inert_and_reads_as_it_was(desk: Desk, text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    desk.save(f"Ada;Exemple;ada;{quoted};;")
    original = read(desk.path).lines[0].cells

    desk.bring("--yes")

    (row,) = read(desk.mended()).lines
    assert row.cells[1:] == original
    assert ";=" not in desk.mended().read_text()


def test_a_line_with_too_many_cells_is_not_sent_and_is_no_better_when_it_comes_back(desk: Desk) -> None:
    desk.save("Ada;Exemple; la suite;ada@example.org;;;;Fonda")

    assert desk.bring("--yes") == 1

    assert desk.calls == []
    assert (desk.bring("--yes", path=desk.mended()), desk.registered) == (1, 0)
