"""The report of the day, on paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from attendance.documents import localised, report
from attendance.domain import day_summary
from attendance.domain.catering import Expected
from attendance.domain.forecast_replay import LunchForecast, Shares
from attendance.domain.person import Person
from attendance.vocabulary.codes import Verdict
from tests.builders import at
from tests.documents.forum import FORUM, crowd, read, somebody
from tests.documents.pictures import page_text, pages, printed

NOW = at("18:00")
PEOPLE = [
    *crowd(6, read("entrance", "7:10"), read("lunch", "10:10"), lunch=True, organisation="La Fonda"),
    somebody("Un", read("atelier-3", "9:02"), ateliers=("atelier-3",)),
    somebody("Deux", read("atelier-4", "9:12", "moved", moved_from="atelier-3"), ateliers=("atelier-3",), lunch=True),
    somebody("Trois", ateliers=("atelier-3",)),
]


def pdf(
    people: Sequence[Person] = PEOPLE, language: str = "fr", foreseen: Sequence[LunchForecast] = (), now: datetime = NOW
) -> bytes:
    return report.pdf(day_summary.summary(people, FORUM, now), FORUM, language, now, foreseen)


def text(*given: bytes) -> str:
    return " ".join(page_text(one, page) for one in given or (pdf(),) for page in range(pages(one)))


def test_it_tells_who_came_the_peak_and_each_kind_and_organisation() -> None:
    page = text()

    for words in (
        "Venus : 8 sur 9 inscrits (88,9 %)",
        "Au plus 8 en même temps, à 11 h 12",
        "Participant·e 9 8 88,9 %",
    ):
        assert words in page
    assert "La Fonda 6 6 100 %" in page


def test_it_tells_how_each_atelier_was_filled_and_who_moved() -> None:
    page = text()

    assert "Atelier n° 3 36 3 1 0 33,3 % 1 à 11 h 02" in page
    assert "Atelier n° 4 30 0 1 1 1 à 11 h 12" in page
    assert "Atelier n° 3 Atelier n° 4 1" in page


def test_what_was_foreseen_stands_beside_what_was_served() -> None:
    foreseen = [LunchForecast(at("8:00"), Expected(6.4, 5, 7), 7), LunchForecast(at("9:00"), Expected(4.0, 3, 5), 5)]
    page = text(pdf(foreseen=foreseen))

    assert "Servis : 6, dont 0 sans réservation. Réservés : 7, dont 1 non pris." in page
    assert "10 h 6,4 5 à 7 7 −0,4 oui oui" in page
    assert "11 h 4 3 à 5 5 +2 non non" in page


@pytest.mark.parametrize(
    ("rested_on", "said"),
    [
        (Shares(3.0, 0.9, 0.0), "surtout parce que 7 personnes avec une réservation sont venues, et non 3"),
        (Shares(7.0, 0.5, 0.0), "surtout parce que 86 % de ces personnes ont mangé, et non 50 %"),
        (Shares(7.0, 0.86, -3.0), "surtout parce que 0 repas ont été servis sans réservation"),
    ],
)
def test_a_forecast_that_missed_says_what_it_was_wrong_about(rested_on: Shares, said: str) -> None:
    page = text(pdf(foreseen=[LunchForecast(at("8:00"), Expected(3.0, 2, 4), 4, rested_on)]))

    assert said in page.replace("\N{NO-BREAK SPACE}", " ")


def test_before_lunch_is_over_no_forecast_is_held_against_what_was_served_so_far() -> None:
    page = text(pdf(foreseen=[LunchForecast(at("8:00"), Expected(6.4, 5, 7), 7)], now=at("11:00")))

    assert "Servis jusqu’ici : 6, dont 0 sans réservation. Réservés : 7, dont 1 pas encore pris." in page
    assert "10 h 6,4 5 à 7 7 Prévisions recalculées" in page
    assert "Le déjeuner n’est pas terminé" in page
    assert "non pris" not in page


def test_before_the_first_hour_there_is_no_forecast_to_tell() -> None:
    assert "Pas encore de prévision" in text()


def test_who_cancelled_or_was_erased_since_is_told_apart_from_who_came_all_the_same() -> None:
    came = read("entrance", "7:10")
    since = somebody("Un", came, cancelled_at=at("12:00"))
    before = somebody("Deux", came, cancelled_at=at("6:30"))

    assert "Venus, inscription annulée ou effacée depuis : 1" in text(pdf([since]))
    assert "bien qu’ils aient annulé" not in text(pdf([since]))
    both = text(pdf([since, before, before]))
    assert "Venus bien qu’ils aient annulé : 2" in both
    assert "annulée ou effacée depuis : 1" in both


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_no_note_runs_over_a_footer_wherever_a_page_ends(language: str) -> None:
    scans = [read("entrance", f"7:{10 + n}", verdict) for n, verdict in enumerate(sorted(Verdict))]
    for moves in range(0, 24, 3):
        ways = [
            read(f"atelier-{1 + n % 4}", "9:12", "moved", moved_from=f"atelier-{2 + n % 3}", scan_id=str(n))
            for n in range(moves)
        ]
        foreseen = [LunchForecast(at("8:00"), Expected(6.4, 5, 7), 7)] * moves
        made = pdf([somebody("Un", *scans, *ways)], language, foreseen, at("11:00"))

        for page in range(pages(made)):
            picture = printed(made, 50, page)
            # Between the lowest line and the footer nothing is printed.
            assert picture.crop((0, round(275 / 25.4 * 50), picture.width, round(277.5 / 25.4 * 50))).getextrema() == (
                255,
                255,
            )


def test_more_ateliers_than_a_page_has_room_for_go_on_the_next() -> None:
    first, door = FORUM.ateliers[0], FORUM.checkpoint("atelier-1")
    assert door
    many = [replace(first, id=f"atelier-{n}", title="Un titre") for n in range(1, 61)]
    doors = [replace(door, id=a.id, title=f"Atelier n° {a.id[8:]}") for a in many]
    fair = replace(FORUM, ateliers=tuple(many), checkpoints=(*FORUM.checkpoints[:1], *doors))
    page = text(report.pdf(day_summary.summary([], fair, NOW), fair, "fr", NOW))

    assert page.count("Atelier n° 60 – Un titre") == 1


def test_no_person_is_named() -> None:
    page = text()

    for name in ("Ada", "Nom001", "Trois", "example.org"):
        assert name not in page


def test_small_organisations_are_summed_up_and_nobody_is_lost() -> None:
    people = [somebody(f"N{n}", read("entrance", "7:10"), organisation=f"Structure {n:03}") for n in range(60)]
    page = text(pdf(people))

    assert "20 autres organisations 20 20 100 %" in page
    assert "Structure 039" in page
    assert "Structure 040" not in page


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_a_day_that_nobody_came_to_has_a_report(language: str) -> None:
    page = text(pdf([], language))

    nobody = {"fr": "Personne n’est venu.", "en": "Nobody came.", "de": "Niemand ist gekommen."}
    assert nobody[language] in page
    assert "()" not in page


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_every_refusal_has_a_word_and_the_longest_names_fit(language: str) -> None:
    scans = [read("entrance", f"7:{10 + n}", verdict) for n, verdict in enumerate(sorted(Verdict))]
    made = pdf([somebody("Un", *scans, organisation="m" * 120)], language)

    assert "m" * 120 in "".join(text(made).split())
    # The footer is the lowest that anything reaches.
    picture = printed(made, 50, page=0)
    assert picture.crop((0, picture.height - 20, picture.width, picture.height)).getextrema() == (255, 255)


def test_the_curve_and_the_bars_are_lines_not_pictures() -> None:
    assert b"/Subtype /Image" not in pdf()


def test_an_event_without_ateliers_has_no_bars() -> None:
    bare = replace(FORUM, slots=(), ateliers=(), checkpoints=FORUM.checkpoints[:1])
    day = day_summary.summary([somebody("Un", read("entrance", "7:10"))], bare, NOW)

    assert "Les ateliers" not in text(report.pdf(day, bare, "fr", NOW))


def test_an_event_without_lunch_or_village_tells_of_none() -> None:
    bare = replace(FORUM, checkpoints=FORUM.checkpoints[:1])
    page = text(report.pdf(day_summary.summary([], bare, NOW), bare, "fr", NOW))

    assert "déjeuner" not in page
    assert "village" not in page


def test_the_same_day_makes_the_same_file() -> None:
    assert pdf() == pdf(list(reversed(PEOPLE)))
