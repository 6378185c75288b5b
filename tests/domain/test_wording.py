"""What people write differently and mean the same."""

import pytest

from attendance.domain.wording import comparable, one_line


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Participant·e", "participant"),
        ("PARTICIPANT·E", "participant"),
        ("participant.e.s", "participant"),
        ("animateur(rice)", "animateur"),
        ("Exposant-e-s", "exposant"),
        ("un·e invité·e", "un invite"),
        ("Saint-Étienne", "saint etienne"),
    ],
)
def test_an_inclusive_ending_belongs_to_its_word(written: str, meant: str) -> None:
    assert comparable(written) == meant


def test_a_name_is_on_one_line_whatever_was_pasted() -> None:
    assert one_line("\ufeff Ada\u00a0 \t de\r\nLove\u200blace ") == "Ada de Lovelace"
