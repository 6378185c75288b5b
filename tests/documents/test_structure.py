"""Papers as they are heard: every paper has its title, headings, tables and pictures, in the order of reading."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pytest

from attendance.documents import attestation, badge_pdf, caterer_sheet, poster, report, signature_sheet, volunteer_cards
from attendance.documents.caterer_sheet import CatererSheet
from attendance.domain import day_summary
from attendance.domain.person import Person
from tests.builders import VOLUNTEER, at, attendee, badge_of
from tests.documents.forum import FORUM, WISHES, crowd, read, somebody
from tests.documents.hearing import heard, texts

LINK = "https://abc123def4.execute-api.eu-west-3.amazonaws.com/attestation#" + "aZ09_-" * 7 + "b"
NOW = at("18:00")
PEOPLE = [
    *crowd(30, read("entrance", "7:10"), read("atelier-3", "9:02")),
    somebody("الأمين", read("entrance", "7:12"), given_name="محمد"),
    somebody("山田", read("entrance", "7:12"), given_name="太郎"),
]
SHEET = CatererSheet(at("9:10"), {"none": 20, "vegan": 3}, "Ada Exemple, 05 49 00 00 00", WISHES)


def attestations(*people: Person) -> bytes:
    lacking = [attendee("Bea")]
    return attestation.many([(person, LINK) for person in people], FORUM, "fr", NOW, lacking)


def signatures(*, recorded: bool = False) -> bytes:
    return signature_sheet.pdf(["entrance", "atelier-3"], PEOPLE, FORUM, "fr", NOW, recorded=recorded)


PAPERS: dict[str, Callable[[], bytes]] = {
    "attestations": lambda: attestations(*PEOPLE),
    "a badge": lambda: badge_pdf.one(badge_of(attendee()), attendee(language="en", ateliers=("atelier-4",)), FORUM),
    "badges": lambda: badge_pdf.sheet([(badge_of(who), who) for who in map(attendee, "ABCDE")], FORUM),
    "signatures": signatures,
    "hours": lambda: signatures(recorded=True),
    "the order": lambda: caterer_sheet.pdf(SHEET, FORUM, "de"),
    "the poster": lambda: poster.pdf(FORUM, "fr"),
    "the report": lambda: report.pdf(day_summary.summary(PEOPLE, FORUM, NOW), FORUM, "fr", NOW),
    "cards": lambda: volunteer_cards.pdf(
        [(replace(VOLUNTEER, label=f"Porte {n}"), LINK) for n in range(9)], FORUM, "fr"
    ),
}


@cache
def made(paper: str) -> bytes:
    return PAPERS[paper]()


@pytest.mark.parametrize("paper", PAPERS)
def test_a_checker_of_pdf_ua_finds_nothing(paper: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(made(paper))

    assert not pdfua.validate(str(file)).findings


@pytest.mark.parametrize("paper", PAPERS)
def test_headings_descend_by_one_and_every_row_of_a_table_has_a_cell_for_each_column(paper: str) -> None:
    elements = heard(made(paper))
    levels = [int(kind[1]) for kind, _ in elements if kind in ("H1", "H2")]
    widths: list[list[int]] = []
    for kind, _ in elements:
        if kind == "Table":
            widths.append([])
        elif kind == "TR":
            widths[-1].append(0)
        elif kind in ("TH", "TD"):
            widths[-1][-1] += 1

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(len(set(rows)) == 1 for rows in widths)


@pytest.mark.parametrize("paper", PAPERS)
def test_fonts_are_in_the_file_and_all_its_objects_can_be_read(paper: str) -> None:
    with pikepdf.open(BytesIO(made(paper))) as document:
        fonts = [font for font in document.objects if isinstance(font, pikepdf.Dictionary) and "/BaseFont" in font]

        assert document.check_pdf_syntax() == []
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_an_attestation_is_heard_from_its_title_to_how_to_verify_it() -> None:
    pdf = attestations(PEOPLE[0])

    assert texts(pdf, "H1", "H2") == [
        "Attestation de présence",
        "Ateliers suivis",
        "Vérifier cette attestation",
        "Sans attestation",
    ]
    assert texts(pdf, "TH", "TD")[:6] == [
        *("Atelier", "Salle", "De", "À", "Durée"),
        "Atelier n° 3 – Favoriser le financement des démarches d’innovation sociale à partir d’un cadre de coopération "
        "avec le secteur lucratif : le cas du CIR social.",
    ]
    assert texts(pdf, "Figure") == ["QR code : lu avec un téléphone, il ouvre le lien"]
    assert "1 / 1" not in texts(pdf)


def test_names_are_heard_as_they_are_spelled_whichever_way_they_are_drawn() -> None:
    said = texts(made("attestations"))

    assert "محمد الأمين" in said
    assert "太郎 山田" in said


def test_a_badge_is_heard_as_who_it_is_and_then_as_a_list_of_the_day() -> None:
    badge = made("a badge")
    elements = heard(badge)
    day = elements.index(("H2", "My day"))

    assert [kind for kind, _ in elements[day + 2 : day + 7]] == ["L", "LI", "LBody", "P", "P"]
    assert texts(badge, "H1") == ["Ada", "Exemple"]
    assert texts(badge, "Figure") == ["QR code of the badge, to be shown at the doors"]
    assert texts(badge, "LBody")[0].startswith("1. Print this page")


def test_on_sheets_each_badge_is_in_its_persons_language() -> None:
    people = [attendee("Ada", language="en"), attendee("Bea", language="de")]
    pdf = badge_pdf.sheet([(badge_of(who), who) for who in people], FORUM)

    with pikepdf.open(BytesIO(pdf)) as document:
        languages = [str(part.Lang) for part in document.Root.StructTreeRoot.K.K]
    assert languages == ["en", "de", "en", "de"]


def test_a_signature_sheet_is_a_table_with_the_titles_once_a_page_and_empty_cells_to_sign() -> None:
    elements = heard(made("signatures"))
    first = elements.index(("TH", "Nom000"))

    assert elements[first - 2 : first + 6] == [
        *(("TR", ""), ("TD", "1"), ("TH", "Nom000"), ("TD", "Ada")),
        *(("TD", ""), ("TD", ""), ("TD", ""), ("TR", "")),
    ]
    assert texts(made("signatures"), "H1") == ["Feuille d’émargement"] * 2


def test_a_curve_is_told_in_numbers_and_bars_in_words() -> None:
    elements = heard(made("the report"))

    (curve,) = [text for kind, text in elements if kind == "Figure"]
    assert curve.startswith("Courbe. Nombre de présents : ")
    assert "32 à 10 h" in curve.replace("\N{NO-BREAK SPACE}", " ")
    bar = next(place for place, (_, text) in enumerate(elements) if text.startswith("Atelier n° 3 –"))
    assert [kind for kind, _ in elements[bar - 2 : bar + 2]] == ["LI", "LBody", "P", "P"]
    assert elements[bar + 1][1] == "30 sur 0"


def test_what_people_wish_for_is_a_list_a_wish() -> None:
    kinds = [kind for kind, _ in heard(made("the order"))]

    assert kinds.count("L") == len(WISHES)
