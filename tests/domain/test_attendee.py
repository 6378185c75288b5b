"""An attendee: what they booked, and how little of them is shown or mailed."""

from dataclasses import replace

import pytest

from attendance.domain.attendee import Attendee, is_same_mailbox
from tests.builders import at, attendee, programme

ADA = attendee(ateliers=("atelier-1",), lunch=True)


@pytest.mark.parametrize(
    ("who", "booked"),
    [
        (ADA, {"entrance", "village", "lunch", "atelier-1"}),
        (replace(ADA, lunch=False, ateliers=()), {"entrance", "village"}),
        (replace(ADA, kind="speaker"), {"entrance", "village", "lunch", "atelier-1", "atelier-2", "atelier-3"}),
        (replace(ADA, cancelled_at=at("7:00")), set()),
    ],
)
def test_people_are_booked_where_they_chose_and_speakers_in_every_atelier(who: Attendee, booked: set[str]) -> None:
    doors = {checkpoint.id for checkpoint in programme().checkpoints}

    assert {door for door in doors if who.is_booked(door)} == booked
    by_booking = {"lunch", "atelier-1", "atelier-2", "atelier-3"}
    assert {door for door in doors if who.would_walk_in(door)} == by_booking - booked


def test_at_a_wrong_door_they_are_sent_to_what_they_booked_in_the_same_series() -> None:
    doors = {checkpoint.id: checkpoint for checkpoint in programme().checkpoints}
    both = replace(ADA, ateliers=("atelier-1", "atelier-3"))

    assert both.booked_in_slot(doors["atelier-2"], programme()) == ("atelier-1",)
    assert both.booked_in_slot(doors["atelier-3"], programme()) == ("atelier-3",)
    assert both.booked_in_slot(doors["lunch"], programme()) == ()


def test_a_stranger_gets_no_mail_with_words_that_somebody_typed() -> None:
    typed = replace(ADA, organisation="https://example.org", stand="https://example.org", kind="exhibitor")

    assert typed.in_our_words() == replace(typed, organisation="", stand="")


@pytest.mark.parametrize(
    ("now", "before", "left"),
    [
        ("b@example.org", "ada@example.org", True),
        (None, "ada@example.org", True),
        ("ADA@example.org", "ada@example.org", False),
        ("ada@example.org", None, False),
        (None, None, False),
    ],
)
def test_a_mailbox_is_left_with_its_address_whatever_its_case(now: str | None, before: str | None, left: bool) -> None:
    assert replace(ADA, email=now).has_left(replace(ADA, email=before)) is left
    assert not is_same_mailbox(None, None)


@pytest.mark.parametrize(
    ("facts", "short", "whole"),
    [
        ({}, "Ada E.", "Ada Exemple"),
        ({"family_name": "élan"}, "Ada É.", "Ada élan"),
        ({"family_name": ""}, "Ada .", "Ada"),
        ({"given_name": None}, None, None),
        ({"family_name": None}, None, None),
    ],
)
def test_a_door_shows_a_first_name_and_an_initial(
    facts: dict[str, str | None], short: str | None, whole: str | None
) -> None:
    who = replace(ADA, **facts)  # type: ignore[arg-type]

    assert (who.short_name, who.name) == (short, whole)


@pytest.mark.parametrize(
    ("facts", "unconfirmed"),
    [
        ({}, True),
        ({"opened_at": at("7:00")}, False),
        ({"brought_as": "line-1"}, False),
        ({"cancelled_at": at("7:00")}, False),
        ({"email": None}, False),
    ],
)
def test_an_address_is_unconfirmed_until_a_mail_is_opened_unless_a_list_brought_it(
    facts: dict[str, object], unconfirmed: bool
) -> None:
    assert replace(ADA, **facts).is_unconfirmed is unconfirmed  # type: ignore[arg-type]
