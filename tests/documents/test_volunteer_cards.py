"""Cards for volunteers: the code is the link, and the words say what it opens."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from attendance.documents import localised, volunteer_cards
from attendance.domain.passes import Pass
from tests.builders import ORGANISER, VOLUNTEER
from tests.documents.forum import FORUM
from tests.documents.pictures import page_text, pages, printed, read

LINK = "https://abc123def4.execute-api.eu-west-3.amazonaws.com/scan#"


def card(opening: Pass = VOLUNTEER, language: str = "fr", **facts: Any) -> str:
    return page_text(volunteer_cards.pdf([(replace(opening, **facts), LINK)], FORUM, language))


def test_every_code_of_a_page_reads_as_its_link() -> None:
    links = [LINK + letter * 43 for letter in "abcdefgh"]

    assert sorted(read(printed(volunteer_cards.pdf([(VOLUNTEER, link) for link in links], FORUM, "fr")))) == links


def test_a_card_tells_the_label_the_door_and_until_when() -> None:
    text = card()

    for words in ("Porte A1", "Entrée A1", "Jusqu’au mardi 30 août 2022, 20 h"):
        assert words in text


def test_a_whole_slot_goes_by_its_name_and_a_part_of_it_by_its_doors() -> None:
    prospective = tuple(f"atelier-{n}" for n in range(6, 10))

    assert "Ateliers prospectifs" in card(checkpoints=prospective)
    assert "Atelier n° 6, Atelier n° 7" in card(checkpoints=prospective[:2])


def test_what_a_pass_allows_beyond_scanning_is_told() -> None:
    assert "dépasser les places" not in card()
    assert "inscrire sur place" not in card()
    text = card(supervisor=True, walk_ins=True)
    assert "dépasser les places" in text
    assert "inscrire sur place" in text


def test_an_organisers_card_opens_everything() -> None:
    assert "tout l’événement" in card(ORGANISER)


def test_the_link_itself_is_not_printed_for_all_to_read() -> None:
    assert "https" not in card()


@pytest.mark.parametrize(("number", "expected"), [(0, 1), (1, 1), (8, 1), (9, 2)])
def test_there_are_eight_a_page(number: int, expected: int) -> None:
    assert pages(volunteer_cards.pdf([(VOLUNTEER, LINK)] * number, FORUM, "fr")) == expected


@pytest.mark.parametrize("language", localised.SPOKEN)
@pytest.mark.parametrize("label", ["M" * 80, "", "🎉", "محمد", "Équipe volante du matin et de l'après-midi"])
def test_any_label_leaves_the_code_readable(label: str, language: str) -> None:
    doors = tuple(door.id for door in FORUM.checkpoints[:-1])
    opening = replace(VOLUNTEER, label=label, checkpoints=doors, supervisor=True, walk_ins=True)

    assert read(printed(volunteer_cards.pdf([(opening, LINK)], FORUM, language))) == [LINK]


def test_a_door_that_the_programme_dropped_is_not_promised() -> None:
    assert "atelier-99" not in card(checkpoints=("entrance", "atelier-99"))


@pytest.mark.parametrize("language", localised.SPOKEN)
@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:00:00Z"])
def test_a_pass_that_was_made_to_end_with_the_calendar_has_a_card_too(at: str, language: str) -> None:
    expires_at = datetime.fromisoformat(at)

    assert str(expires_at.year) in card(language=language, expires_at=expires_at)
