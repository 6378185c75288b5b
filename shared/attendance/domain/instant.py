"""Moments as text: ISO 8601 in UTC with milliseconds, so that they sort."""

from datetime import UTC, datetime


def text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(given: object) -> datetime:
    """Return an ISO 8601 text with an offset as a moment in UTC, cut to milliseconds.

    Raises ValueError for anything else, and for a moment that UTC cannot express.
    """
    if not isinstance(given, str):
        raise ValueError("a time is text in ISO 8601")  # noqa: TRY004 - one error for all that is no time
    parsed = datetime.fromisoformat(given)
    if parsed.tzinfo is None:
        raise ValueError("a time needs an offset")
    try:
        parsed = parsed.astimezone(UTC)
    except OverflowError:
        raise ValueError("a time must lie within the years 1 to 9999") from None
    return parsed.replace(microsecond=parsed.microsecond // 1000 * 1000)
