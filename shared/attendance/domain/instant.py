"""Moments as text: ISO 8601 in UTC with milliseconds, so that they sort."""

from datetime import UTC, datetime


def text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """Return an ISO 8601 text with an offset as a moment in UTC, cut to milliseconds.

    Raises ValueError for a text without an offset, or one that UTC cannot express.
    """
    parsed = datetime.fromisoformat(text)
    if parsed.tzinfo is None:
        raise ValueError("a time needs an offset")
    try:
        parsed = parsed.astimezone(UTC)
    except OverflowError:
        raise ValueError("a time must lie within the years 1 to 9999") from None
    return parsed.replace(microsecond=parsed.microsecond // 1000 * 1000)
