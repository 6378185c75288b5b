"""What a site is called, by what an audit found of it."""

import pytest

from attendance.domain.accessibility import Declaration


@pytest.mark.parametrize(
    ("share", "state"), [(None, "none"), (49.9, "none"), (50, "partial"), (99.9, "partial"), (100, "full")]
)
def test_a_site_is_called_by_the_share_of_criteria_that_it_meets(share: float | None, state: str) -> None:
    assert Declaration(share=share).state == state
