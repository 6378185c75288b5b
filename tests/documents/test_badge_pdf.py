"""Badges on paper: what a door reads, what a neighbour reads, and nothing cut off."""

from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from attendance.documents import badge_pdf, localised
from attendance.domain.attendee import Attendee
from attendance.domain.badge import Unprintable
from attendance.domain.programme import Programme
from attendance.vocabulary.codes import Kind
from infra.programme import file
from tests.builders import attendee, badge_of
from tests.documents.pictures import page_text, pages, printed, read
from tests.gateway import ROOT

FORUM = file.read(ROOT / "infra/programme/destins-2022.toml")
LONGEST = {"given_name": "A" * 80, "family_name": "W" * 80, "organisation": "m" * 120, "stand": "M" * 80}


def one(who: Attendee, programme: Programme = FORUM) -> bytes:
    return badge_pdf.one(badge_of(who), who, programme)


def sheet(*people: Attendee, **facts: Any) -> bytes:
    return badge_pdf.sheet([(badge_of(who), who) for who in people], FORUM, **facts)


def crowd(number: int) -> list[Attendee]:
    return [attendee(f"Ada{n:03}") for n in range(number)]


@pytest.mark.parametrize("dots_an_inch", [150, 300])
def test_the_printed_badge_reads_as_the_badge(dots_an_inch: int) -> None:
    ada = attendee()

    assert read(printed(one(ada), dots_an_inch)) == [badge_of(ada)]


def test_a_badge_that_ends_with_a_space_is_printed_with_it() -> None:
    ada = attendee()
    text = f" {badge_of(ada)[1:-1]} "

    assert read(printed(badge_pdf.one(text, ada, FORUM))) == [text]


def test_it_is_one_page_of_a4_that_tells_its_title_and_language() -> None:
    document = pypdfium2.PdfDocument(one(attendee(language="en")))

    assert len(document) == 1
    assert [round(points / 72 * 25.4) for points in document[0].get_size()] == [210, 297]
    assert document.get_metadata_dict()["Title"] == "Badge – Forum participatif Destins 2022"
    document.close()
    assert b"/Lang (en)" in one(attendee(language="en"))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", localised.SPOKEN)
def test_the_kind_is_told_in_a_word_on_a_band_of_its_colour(kind: str, language: str) -> None:
    pdf = one(attendee(kind=kind, language=language))

    assert localised.kind(kind, FORUM, language) in page_text(pdf)
    # The band begins 8 millimetres from the middle of the page and from its edge.
    shade: Any = printed(pdf, 25).getpixel((int(114 / 25.4 * 25), int(10 / 25.4 * 25)))
    assert shade < 120


def test_the_front_tells_who_and_from_where_and_an_exhibitors_stand() -> None:
    text = page_text(one(attendee("Zoë", kind="exhibitor", organisation="La Fonda", stand="Les Jardins")))

    for words in ("Zoë", "Exemple", "La Fonda", "Stand : Les Jardins", attendee("Zoë").code, "mardi 30 août 2022"):
        assert words in text


def test_the_back_tells_the_ateliers_with_room_and_hours_and_lunch() -> None:
    text = page_text(one(attendee(ateliers=("atelier-4", "atelier-8"), lunch=True)))

    for words in ("Atelier n° 4 – Comment explorer", "Salle A1-104", "Salle A1-103", "Déjeuner", "Gare Léon Blum"):
        assert words in text
    assert text.count("11 h 05 – 12 h 15") == 1
    assert "Aucun atelier choisi" not in text


def test_read_aloud_the_badge_begins_with_the_person_and_goes_through_the_day_in_order() -> None:
    text = page_text(one(attendee(ateliers=("atelier-4",))))

    wanted = ("Participant·e", "Ada", "Ma journée", "Accueil", "Atelier n° 4", "Mot de clôture", "Pour venir", "Plier")
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)


def test_no_diet_and_no_address_is_printed() -> None:
    text = page_text(one(attendee(lunch=True, diet="no_pork", email="ada@example.org")))

    assert "porc" not in text
    assert "ada@" not in text


def test_who_chose_nothing_is_told_so() -> None:
    assert page_text(one(attendee(language="en"))).count("No atelier chosen") == 2
    assert "No atelier chosen" not in page_text(one(attendee(language="en", kind="speaker")))


@pytest.mark.parametrize(
    "name",
    [
        ("محمد", "الأمين"),
        ("שרה", "כהן-לוי"),
        ("Ελένη", "Παπαδοπούλου"),
        ("Дмитрий", "Щербаков"),
        ("Nguyễn", "Thị Ánh"),
        ("太郎", "山田"),
        ("민수", "김"),
        ("สมชาย", "ใจดี"),
        ("გიორგი", "ბერიძე"),
        ("Ada山田", "Łódź"),
    ],
)
def test_names_in_other_scripts_are_text_that_can_be_selected(name: tuple[str, str]) -> None:
    text = page_text(one(attendee(given_name=name[0], family_name=name[1])))

    assert name[0] in text
    assert name[1] in text


@pytest.mark.parametrize("name", ["x\x00y", "(", "<b>&amp;</b>", "\ufdfa", "{}"])
def test_no_name_is_too_strange_to_print(name: str) -> None:
    who = attendee("Ada", given_name=name, family_name=name, organisation=name)

    assert read(printed(one(who))) == [badge_of(who)]


@pytest.mark.parametrize("name", ["𓀀", "\u202e\u200b", "\U0010fffd", "", None])
def test_no_badge_is_printed_of_a_name_that_paper_cannot_show(name: str | None) -> None:
    who = attendee(given_name=name, family_name=name)

    with pytest.raises(Unprintable):
        one(who)
    with pytest.raises(Unprintable):
        sheet(attendee("Bea"), who)


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_the_longest_names_there_may_be_are_printed_whole(language: str) -> None:
    who = attendee(kind="exhibitor", ateliers=("atelier-3", "atelier-6"), lunch=True, language=language, **LONGEST)
    pdf = one(who)

    text = "".join(page_text(pdf).split())
    for whole in LONGEST.values():
        assert whole in text
    assert "Salle A1-101".replace(" ", "") in text
    assert read(printed(pdf)) == [badge_of(who)]


def test_nothing_is_printed_where_printers_leave_white() -> None:
    who = attendee(kind="exhibitor", ateliers=("atelier-3", "atelier-6"), lunch=True, **LONGEST)
    picture = printed(one(who), 100)

    dots = round(6 / 25.4 * 100)
    right = picture.crop((picture.width - dots, 0, picture.width, picture.height // 2 - dots))
    assert right.getextrema() == (255, 255)


def test_a_programme_of_many_sessions_still_fits() -> None:
    many = [replace(s, id=f"{s.id}-{n}", title=s.title * 2) for s in FORUM.sessions for n in range(6)]
    crowded = replace(FORUM, sessions=tuple(many))
    ada = attendee(ateliers=("atelier-4",))

    text = page_text(one(ada, crowded))
    assert text.count("Mot de clôture") == 12
    assert read(printed(one(ada, crowded))) == [badge_of(ada)]


def test_an_event_without_lunch_village_and_sessions_has_badges_too() -> None:
    bare = replace(FORUM, sessions=(), slots=(), ateliers=(), checkpoints=FORUM.checkpoints[:1])
    ada = attendee(lunch=True, village=True)

    assert read(printed(one(ada, bare))) == [badge_of(ada)]


def test_a_sheet_has_four_badges_and_all_of_them_read() -> None:
    people = crowd(4)

    assert sorted(read(printed(sheet(*people)))) == sorted(map(badge_of, people))


@pytest.mark.parametrize(("number", "expected"), [(1, 2), (4, 2), (5, 4), (9, 6)])
def test_each_page_of_fronts_is_followed_by_its_backs(number: int, expected: int) -> None:
    assert pages(sheet(*crowd(number))) == expected
    assert pages(sheet(*crowd(number), both_sides=False)) == expected / 2


def test_a_back_lies_behind_its_front() -> None:
    ada, bea = attendee("Ada"), attendee("Bea")
    pdf = sheet(ada, *crowd(2), bea)

    document = pypdfium2.PdfDocument(pdf)
    width, height = document[1].get_size()
    halves = {
        "left": document[1].get_textpage().get_text_bounded(0, height / 2, width / 2, height),
        "right": document[1].get_textpage().get_text_bounded(width / 2, height / 2, width, height),
    }
    document.close()
    assert ada.code in halves["right"]
    assert ada.code not in halves["left"]


def test_cut_in_one_stack_the_piles_are_in_order() -> None:
    people = crowd(8)
    pdf = sheet(*people, both_sides=False)

    first, second = page_text(pdf, 0), page_text(pdf, 1)
    assert [who.code in first for who in people] == [True, False] * 4
    assert [who.code in second for who in people] == [False, True] * 4


def test_each_badge_of_a_sheet_is_in_its_holders_language() -> None:
    text = page_text(sheet(attendee("Ada", language="en"), attendee("Bea", kind="speaker")))

    assert "Participant" in text
    assert "Tuesday 30 August 2022" in text
    assert "Intervenant·e" in text


def test_five_hundred_badges_fit_in_one_answer() -> None:
    few = len(sheet(*crowd(8)))
    more = len(sheet(*crowd(48)))

    a_person = (more - few) / 40
    assert (few + 500 * a_person) * 4 / 3 < 6_000_000 / 2


def test_the_typeface_is_in_the_file_and_only_what_is_used_of_it() -> None:
    pdf = one(attendee())

    assert b"/FontFile2" in pdf
    assert len(pdf) < 80_000
