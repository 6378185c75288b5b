"""What `make opinions` tells of what other checkers find."""

from tests.opinions.__main__ import told
from tests.opinions.reasons import REASONS

FOUND = [(who, what, "somewhere") for who, what in REASONS]


def test_what_has_a_reason_is_not_told() -> None:
    assert told(FOUND, REASONS, whole=True) == []


def test_what_has_none_is_told_once_with_its_place() -> None:
    fresh = ("vnu", "Stray end tag", "front.html")

    assert told([*FOUND, fresh, fresh], REASONS, whole=True) == ["vnu: Stray end tag: front.html"]


def test_a_reason_that_nothing_needs_is_told_where_everybody_was_asked() -> None:
    who, what = next(iter(REASONS))

    assert told(FOUND[1:], REASONS, whole=True) == [f"{who}: {what}: nothing needs this reason any more"]
    assert told([], REASONS, whole=False) == []
