"""What the programme says of its hours and places."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attendance.domain.problem import Problem
from tests.builders import at, programme

FORUM = programme()
MOMENT = timedelta(microseconds=1)


def test_a_day_begins_and_ends_at_midnight_there_and_its_night_is_part_of_it() -> None:
    event = FORUM.event

    assert (event.starts_at, event.ends_at) == (at("0:00") - timedelta(hours=2), at("22:00"))
    told = [event.includes(moment) for moment in (event.starts_at - MOMENT, event.starts_at)]
    assert told == [False, True]
    six = event.ends_at + timedelta(hours=6)
    assert [event.includes(moment) for moment in (six - MOMENT, six)] == [True, False]


def test_the_programme_is_over_with_its_last_session_or_atelier() -> None:
    late = replace(FORUM.sessions[0], ends_at=at("15:00"))

    assert FORUM.ends_at == at("14:00")
    assert replace(FORUM, sessions=(late,)).ends_at == at("15:00")
    assert replace(FORUM, sessions=(), slots=()).ends_at == FORUM.event.ends_at


def test_offers_end_with_the_registrations_or_as_the_atelier_begins() -> None:
    assert FORUM.offers_end_at("atelier-1") == at("9:00")
    assert FORUM.offers_end_at("atelier-3") == FORUM.offers_end_at("atelier-9") == at("10:00")


def test_places_are_found_by_their_names_and_no_other() -> None:
    atelier = FORUM.ateliers[2]

    assert FORUM.atelier("atelier-3") == FORUM.get_atelier("atelier-3") == atelier
    assert FORUM.atelier("atelier-9") is None
    with pytest.raises(Problem, match="no such atelier"):
        FORUM.get_atelier("atelier-9")
    assert FORUM.hours(atelier) == FORUM.slots[1]
    assert (FORUM.group("atelier-3"), FORUM.group("atelier-9")) == ("prospective", None)
    assert FORUM.atelier("atelier-9") is None
    assert FORUM.checkpoint("atelier-9") is None


def test_arrivals_are_counted_from_when_the_entrance_opens() -> None:
    usual = FORUM.usual

    assert FORUM.share_arrived(at("6:45")) == usual.share_arrived(45)
    bare = replace(FORUM, checkpoints=())
    assert bare.share_arrived(at("0:00")) == usual.share_arrived(120)
