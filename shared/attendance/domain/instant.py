"""Moments as text: ISO 8601 in UTC with milliseconds, so that they sort."""

from datetime import UTC, datetime

# Times that every later reader can write in any time zone: a workbook knows no day before 1900, and a time near
# the end of the calendar is beyond it in other zones. Any hour that a phone's clock may show lies within, 1970 too.
FIRST, LAST = datetime(1900, 1, 2, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)


def text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def is_writable(moment: datetime) -> bool:
    """Whether every reader can write a moment. One that was stored before times were bounded may not be."""
    return FIRST <= moment < LAST


def moment(given: object) -> datetime:
    """Return an ISO 8601 text with an offset as a moment in UTC, cut to milliseconds.

    Raises ValueError for any other text, and for a moment outside the bounds.
    """
    if not isinstance(given, str):
        raise ValueError("a time is text in ISO 8601")  # noqa: TRY004 - one error for all that is no time
    parsed = datetime.fromisoformat(given)
    if parsed.tzinfo is None:
        raise ValueError("a time needs an offset")
    if not is_writable(parsed):
        raise ValueError(f"a time lies between {text(FIRST)} and {text(LAST)}")
    parsed = parsed.astimezone(UTC)
    return parsed.replace(microsecond=parsed.microsecond // 1000 * 1000)
