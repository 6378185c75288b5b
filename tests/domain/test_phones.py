"""The phones in numbers: who is silent, and what is not sent yet."""

from datetime import datetime

from attendance.domain.phones import PhonesCounted, counted
from attendance.domain.scan import PhoneStatus
from tests.builders import at


def phone(device: str, seen_at: datetime, outbox: int = 0) -> PhoneStatus:
    return PhoneStatus("pass", device, seen_at, outbox, 0.0)


def test_a_phone_is_silent_from_five_minutes_on_and_its_scans_are_as_old_at_least() -> None:
    found = [phone("a", at("8:59"), 2), phone("b", at("8:55"), 3), phone("c", at("8:40")), phone("d", at("8:56"))]

    assert counted(found, at("6:00"), at("9:00")) == PhonesCounted(4, 2, 5, 300)


def test_a_phone_that_went_to_another_door_is_one_phone_and_its_last_word_counts() -> None:
    found = [phone("a", at("8:59"), 0), phone("a", at("8:10"), 7)]

    assert counted(found, at("6:00"), at("9:00")) == PhonesCounted(1, 0, 0, 0)


def test_who_trained_the_day_before_is_nobody_today() -> None:
    assert counted([phone("a", at("5:00"), 4)], at("6:00"), at("9:00")) == PhonesCounted()
