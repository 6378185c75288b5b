"""The attestation of attendance: what was really attended, and no word more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from attendance.documents import attestation, localised
from attendance.domain.attestation import NothingToAttest
from attendance.domain.badge import Unprintable
from attendance.domain.person import Person
from tests.builders import at
from tests.documents.forum import FORUM, read, somebody
from tests.documents.pictures import page_text, pages, printed
from tests.documents.pictures import read as seen

LINK = "https://abc123def4.execute-api.eu-west-3.amazonaws.com/attestation#" + "aZ09_-" * 7 + "b"
AFTER = at("18:00")


def text(who: Person, language: str = "fr") -> str:
    return page_text(attestation.one(who, LINK, FORUM, language, AFTER))


def hours(who: Person, hour: str = "18:00") -> list[tuple[str, str, str]]:
    """Return what somebody attended by an hour, in UTC: the atelier, from when, until when."""
    return [
        (one.atelier, f"{one.begins_at:%H:%M}", f"{one.ends_at:%H:%M}" if one.ends_at else "")
        for one in attestation.attended(who, FORUM, at(hour))
    ]


def test_it_tells_who_attended_which_event_and_when_they_arrived() -> None:
    page = text(somebody("Exemple", read("entrance", "7:10"), organisation="La Fonda"))

    for words in (
        "Attestation de présence",
        "Ada Exemple",
        "La Fonda",
        "mardi 30 août 2022",
        "86000 Poitiers",
        "9 h 10.",
    ):
        assert words in page


@pytest.mark.parametrize("facts", [{"given_name": "𓀀"}, {"organisation": "𓀀"}])
def test_no_attestation_shows_squares(facts: dict[str, str]) -> None:
    with pytest.raises(Unprintable):
        text(somebody("Exemple", read("entrance", "7:10"), **facts))


def test_nobody_whose_name_cannot_be_seen_is_attested_anything() -> None:
    with pytest.raises(Unprintable):
        text(somebody("\u200b", read("entrance", "7:10"), given_name="\u3164"))


def test_the_ateliers_are_those_that_were_entered_not_those_that_were_booked() -> None:
    who = somebody("Exemple", read("atelier-3", "9:02"), ateliers=("atelier-4", "atelier-8"))
    page = text(who)

    assert "Atelier n° 3" in page
    assert "Atelier n° 4" not in page
    assert "Atelier n° 8" not in page


def test_who_came_early_and_was_not_seen_to_leave_attended_all_of_it() -> None:
    assert hours(somebody("Exemple", read("atelier-3", "8:52"))) == [("atelier-3", "09:05", "10:15")]


def test_who_moved_attended_a_part_of_each() -> None:
    who = somebody("Exemple", read("atelier-3", "9:02"), read("atelier-4", "9:20", "moved"))

    assert hours(who) == [("atelier-3", "09:05", "09:20"), ("atelier-4", "09:20", "10:15")]
    assert "Durée totale en atelier : 1 h 10" in text(who)


def test_who_left_the_building_left_the_atelier() -> None:
    who = somebody("Exemple", read("atelier-3", "9:10"), read("entrance", "9:30", "left"))

    assert hours(who) == [("atelier-3", "09:10", "09:30")]
    assert "départ à 11 h 30" in text(who)


def test_who_went_and_came_back_attended_it_once_for_as_long_as_both_stays() -> None:
    scans = [read("atelier-3", "9:05"), read("atelier-3", "9:20", "left"), read("atelier-3", "10:00")]

    (only,) = attestation.attended(somebody("Exemple", *scans), FORUM, AFTER)
    assert (only.begins_at, only.ends_at, only.length) == (at("9:05"), at("10:15"), timedelta(minutes=30))


def test_who_only_looked_in_before_it_began_did_not_attend() -> None:
    assert hours(somebody("Exemple", read("atelier-3", "8:50"), read("atelier-3", "8:55", "left"))) == []


def test_neither_lunch_nor_a_long_way_home_lengthens_an_atelier() -> None:
    who = somebody("Exemple", read("atelier-3", "9:05"), read("lunch", "10:30"), read("atelier-7", "13:20"))

    assert hours(who) == [("atelier-3", "09:05", "10:15"), ("atelier-7", "13:20", "14:30")]


@pytest.mark.parametrize(
    "scan",
    [
        read("atelier-3", "9:05", undone_at=at("9:06")),
        read("atelier-3", "8:00", "too_early"),
        read("atelier-3", "9:05", "not_booked"),
        read("atelier-3", "9:05", "full"),
    ],
)
def test_neither_a_refusal_nor_an_undone_scan_attests_anything(scan: object) -> None:
    who = somebody("Exemple", read("entrance", "7:10"), scan)  # type: ignore[arg-type]

    assert hours(who) == []
    assert "Aucune présence en atelier" in text(who)


def test_during_an_atelier_it_is_under_way_and_before_it_nothing() -> None:
    who = somebody("Exemple", read("atelier-3", "8:52"))

    assert hours(who, "9:30") == [("atelier-3", "09:05", "")]
    assert hours(who, "9:00") == []
    page = page_text(attestation.one(who, LINK, FORUM, "fr", at("9:30")))
    assert "en cours" in page
    assert "Établie pendant l’événement" in page
    assert "Établie pendant" not in text(who)


def test_an_atelier_that_the_programme_dropped_is_not_attested() -> None:
    gone = replace(read("atelier-3", "9:05"), checkpoint="atelier-99")

    assert hours(somebody("Exemple", gone)) == []


@pytest.mark.parametrize(
    "who",
    [
        somebody("Exemple", ateliers=("atelier-3",)),
        somebody("Exemple", read("entrance", "6:00", "too_early")),
        somebody("Exemple", read("entrance", "7:00", undone_at=at("7:01"))),
        somebody("x", read("entrance", "7:00"), given_name=None, family_name=None, erased_at=at("17:00")),
        Person(None, (read("entrance", "7:00"),)),
    ],
)
def test_there_is_none_for_who_was_not_seen_or_has_no_name_any_more(who: Person) -> None:
    assert not attestation.is_due(who)
    with pytest.raises(NothingToAttest):
        attestation.one(who, LINK, FORUM, "fr", AFTER)


def test_somebody_who_cancelled_and_came_all_the_same_is_attested_what_they_did() -> None:
    assert attestation.is_due(somebody("Exemple", read("entrance", "7:00"), cancelled_at=at("6:30")))


def test_the_code_is_the_link_and_the_link_can_be_read_too() -> None:
    pdf = attestation.one(somebody("Exemple", read("entrance", "7:10")), LINK, FORUM, "fr", AFTER)

    assert seen(printed(pdf)) == [LINK]
    assert LINK in "".join(page_text(pdf).split())


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_no_name_is_too_long_for_its_one_page(language: str) -> None:
    scans = [read(f"atelier-{1 + n % 5}", f"9:{10 + n}", "moved") for n in range(40)]
    who = somebody("W" * 80, *scans, given_name="A" * 80, organisation="m" * 120)
    pdf = attestation.one(who, LINK, FORUM, language, AFTER)

    assert pages(pdf) == 1
    assert "W" * 80 in "".join(page_text(pdf).split())
    assert seen(printed(pdf)) == [LINK]


def test_many_are_a_page_each_numbered_alone() -> None:
    people = [(somebody(name, read("entrance", "7:10")), LINK + name) for name in ("Un", "Deux")]
    pdf = attestation.many(people, FORUM, "fr", AFTER)

    assert [seen(printed(pdf, page=page)) for page in range(2)] == [[LINK + "Un"], [LINK + "Deux"]]
    assert all("1 / 1" in page_text(pdf, page) for page in range(2))


DEAD = datetime(1970, 1, 1, 0, 3, tzinfo=UTC)


def test_no_hour_of_a_dead_clock_is_attested_as_one_of_the_event() -> None:
    who = somebody(
        "Exemple", read("entrance", "7:00", at=DEAD), read("atelier-3", "9:00", at=DEAD + timedelta(hours=1))
    )
    page = text(who)

    assert "Arrivée enregistrée à une heure inconnue." in page
    assert "Atelier n° 3" in page
    assert "heure inconnue 12 h 15" in page
    assert "l’horloge du téléphone" in page
    assert "Durée totale" not in page
    assert not [hour for hour in ("1 h 03", "2 h 03", "11 h 05") if hour in page]
    assert "Arrival recorded at an unknown time." in text(who, "en")


def test_an_exit_at_an_impossible_time_is_told_without_its_hour() -> None:
    gone = [read(place, "9:40", "left", conflicts=("clock",)) for place in ("atelier-3", "entrance")]
    who = somebody("Exemple", read("atelier-3", "9:10"), *gone)
    page = text(who)

    assert "Arrivée enregistrée à 11 h 10, départ à une heure inconnue." in page
    assert "11 h 10 heure inconnue" in page
    assert "11 h 40" not in page


def test_what_is_known_of_two_stays_is_told_and_the_length_is_not() -> None:
    scans = [
        read("atelier-3", "9:05"),
        read("atelier-3", "9:20", "left"),
        read("atelier-3", "9:40", conflicts=("clock",)),
    ]

    (only,) = attestation.attended(somebody("Exemple", *scans), FORUM, AFTER)

    assert (only.begins_at, only.ends_at, only.length) == (at("9:05"), at("10:15"), None)


def test_everybody_elses_attestation_says_nothing_of_clocks() -> None:
    assert "horloge" not in text(somebody("Exemple", read("entrance", "7:10"), read("atelier-3", "9:00")))
