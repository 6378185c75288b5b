"""The sheet that proves who attended: everybody on it once, in order, with totals that add up."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from attendance.documents import localised, signature_sheet
from attendance.domain.person import Person
from tests.builders import at
from tests.documents.forum import FORUM, crowd, read, somebody
from tests.documents.pictures import page_text, pages, printed


def sheet(place: str, people: Iterable[Person], language: str = "fr", **facts: Any) -> bytes:
    return signature_sheet.pdf([place], people, FORUM, language, at("16:00"), **facts)


def whole(pdf: bytes) -> str:
    return " ".join(page_text(pdf, page) for page in range(pages(pdf)))


def test_the_header_tells_event_place_room_day_and_hours_on_every_page() -> None:
    pdf = sheet("atelier-4", crowd(40, ateliers=("atelier-4",)))

    assert pages(pdf) == 3
    for page in range(3):
        text = page_text(pdf, page)
        for words in (
            "Forum participatif",
            "Atelier n° 4 – Comment",
            "Salle A1-104",
            "mardi 30 août",
            "11 h 05 – 12 h 15",
        ):
            assert words in text
        assert f"{page + 1} / 3" in text
        assert "Prénom" in text


def test_the_facilitators_of_an_atelier_are_named_and_sign_too() -> None:
    leader = somebody("Meneur", kind="facilitator", ateliers=("atelier-4",))
    text = whole(sheet("atelier-4", [leader, somebody("Autre", kind="facilitator", ateliers=("atelier-5",))]))

    assert "Animation : Ada Meneur" in text
    assert text.count("Meneur") == 2
    assert "Autre" not in text


def test_people_stand_in_the_order_of_the_alphabet_whatever_their_accents() -> None:
    people = [somebody(name, ateliers=("atelier-4",)) for name in ("Zürn", "Étienne", "durand", "Eluard", "DE LA TOUR")]
    text = whole(sheet("atelier-4", people))

    places = [text.index(name) for name in ("DE LA TOUR", "durand", "Eluard", "Étienne", "Zürn")]
    assert places == sorted(places)


def test_neither_who_cancelled_nor_who_chose_another_atelier_is_on_the_sheet() -> None:
    gone = somebody("Parti", ateliers=("atelier-4",), cancelled_at=at("6:30"))
    text = whole(sheet("atelier-4", [gone, somebody("Ailleurs", ateliers=("atelier-5",)), Person(None)]))

    assert "Parti" not in text
    assert "Ailleurs" not in text


def test_each_page_counts_its_people_and_those_so_far() -> None:
    text = whole(sheet("entrance", crowd(50)))

    counted = [tuple(map(int, found)) for found in re.findall(r"page : (\d+) · jusqu’ici : (\d+) sur (\d+)", text)]
    assert [(here, running) for here, running, _ in counted] == [(21, 21), (21, 42), (8, 50)]
    assert {of for _, _, of in counted} == {50}


@pytest.mark.parametrize("number", [0, 16, 17])
def test_there_are_always_empty_lines_for_who_comes_without_a_booking(number: int) -> None:
    text = whole(sheet("atelier-4", crowd(number, ateliers=("atelier-4",))))

    assert ("42 " in text) == (number + signature_sheet.SPARE_LINES > 21)
    assert "21 " in text


def test_the_whole_day_is_signed_twice() -> None:
    text = page_text(sheet("entrance", crowd(1)))

    assert "Journée entière" in text
    assert "Signature, matin Signature, après-midi" in text
    assert "9 h 15 – 17 h" in text


def test_what_was_recorded_stands_in_the_place_of_the_signature() -> None:
    came = somebody("Venue", read("atelier-4", "9:03"), ateliers=("atelier-4",))
    left_early = somebody(
        "Partie", read("atelier-4", "9:04"), read("atelier-4", "9:40", "left"), ateliers=("atelier-4",)
    )
    text = whole(sheet("atelier-4", [came, left_early, somebody("Absente", ateliers=("atelier-4",))], recorded=True))

    assert re.search(r"Venue Ada 11 h 03 ", text)
    assert re.search(r"Partie Ada 11 h 04 11 h 40", text)
    assert re.search(r"Absente Ada –", text)
    assert "Présents sur cette page : 2 · jusqu’ici : 2 · en tout : 2" in text
    assert "Signature" not in text.replace("Signatures", "")


def test_an_exit_at_or_after_the_end_is_no_early_one() -> None:
    stayed = somebody("Restée", read("atelier-4", "9:03"), read("atelier-6", "13:20"), ateliers=("atelier-4",))

    assert "15 h 20" not in whole(sheet("atelier-4", [stayed], recorded=True)).replace("11 h 05 – 12 h 15", "")


@pytest.mark.parametrize("recorded", [True, False])
def test_whose_seat_was_given_back_is_on_the_sheet_and_marked_come_or_not(recorded: bool) -> None:
    absent = somebody("Absente", released=("atelier-4",))
    late = somebody("Tardive", read("atelier-4", "9:40", walk_in=True), released=("atelier-4",))
    text = whole(sheet("atelier-4", [absent, late], recorded=recorded))

    assert text.count("place libérée") == 2
    assert "sans réservation" not in text
    assert not recorded or re.search(r"Absente Ada place libérée –.*Tardive Ada place libérée 11 h 40", text)
    assert recorded or "Personnes sur cette page : 2" in text


def test_whose_seat_was_given_back_and_who_cancelled_is_on_no_sheet() -> None:
    gone = somebody("Partie", released=("atelier-4",), cancelled_at=at("9:30"))

    assert "Partie" not in whole(sheet("atelier-4", [gone]))
    assert "place libérée" not in whole(sheet("entrance", [somebody("Absente", released=("atelier-4",))]))


def test_who_entered_without_a_booking_is_on_the_sheet_and_marked() -> None:
    walk_in = somebody("Surprise", read("atelier-4", "9:03"), ateliers=("atelier-5",))

    assert "sans réservation" in whole(sheet("atelier-4", [walk_in], recorded=True))
    assert "Surprise" in whole(sheet("atelier-4", [walk_in]))


def test_an_undone_or_refused_scan_is_no_presence() -> None:
    undone = read("atelier-4", "9:03", undone_at=at("9:04"))
    who = somebody("Doute", undone, read("atelier-4", "8:00", "too_early"), ateliers=("atelier-4",))

    assert re.search("Doute Ada –", whole(sheet("atelier-4", [who], recorded=True)))


def test_several_places_are_one_file_each_with_pages_of_its_own() -> None:
    people = crowd(30, ateliers=("atelier-4", "atelier-6"))
    pdf = signature_sheet.pdf(["atelier-4", "atelier-6"], people, FORUM, "fr", at("16:00"))

    assert [re.findall(r"(\d) / (\d)", page_text(pdf, page)) for page in range(4)] == [[("1", "2")], [("2", "2")]] * 2


@pytest.mark.parametrize(
    "name", ["A" * 80, "Ana Lucía Fernández de Córdoba y Álvarez de Toledo y Mendoza", "محمد", "🎉", "\ud800", ""]
)
def test_no_name_is_too_long_or_too_strange(name: str) -> None:
    who = somebody("x", family_name=name, given_name=name, organisation=name * 2, ateliers=("atelier-4",))
    text = "".join(whole(sheet("atelier-4", [who])).split())

    assert name == "\ud800" or name == "🎉" or "".join(name.split()) in text


def test_an_erased_person_is_a_line_with_the_badges_code() -> None:
    erased = somebody("x", given_name=None, family_name=None, email=None)

    assert erased.attendee
    assert erased.attendee.code in whole(sheet("entrance", [erased]))


def test_nothing_is_printed_where_printers_leave_white() -> None:
    picture = printed(sheet("atelier-4", crowd(40, ateliers=("atelier-4",), organisation="m" * 120)), 50)

    dots = round(10 / 25.4 * 50)
    for edge in (
        (0, 0, dots, picture.height),
        (picture.width - dots, 0, picture.width, picture.height),
        (0, 0, picture.width, dots),
        (0, picture.height - dots, picture.width, picture.height),
    ):
        assert picture.crop(edge).getextrema() == (255, 255)


@pytest.mark.parametrize("language", localised.SPOKEN)
@pytest.mark.parametrize("recorded", [True, False])
def test_the_same_people_make_the_same_file_in_either_language(language: str, recorded: bool) -> None:
    people = crowd(3, read("entrance", "7:00"))

    first = sheet("entrance", people, language, recorded=recorded)
    assert first == sheet("entrance", list(reversed(people)), language, recorded=recorded)


def test_an_event_without_any_hours_has_a_sheet_too() -> None:
    bare = replace(FORUM, sessions=(), slots=(), ateliers=())

    assert "Journée entière" in page_text(signature_sheet.pdf(["entrance"], crowd(1), bare, "fr", at("16:00")))


def test_an_hour_that_no_right_clock_told_is_recorded_in_words() -> None:
    dead = read("atelier-3", "9:00", at=datetime(1970, 1, 1, 0, 3, tzinfo=UTC))
    ahead = read("atelier-3", "9:50", "left", conflicts=("clock",))

    text = whole(sheet("atelier-3", [somebody("Exemple", dead, ahead)], recorded=True))

    assert text.count("heure inconnue") == 2
    assert "1 h 03" not in text
    assert "Présents sur cette page : 1" in text
