"""Localised words for days, hours, kinds and diets."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attendance.domain import instant
from attendance.domain.programme import FRENCH as FRENCH
from attendance.domain.programme import Event, Programme
from attendance.domain.texts import Choice, in_language
from attendance.vocabulary.words import filled, languages, spoken

SPOKEN = languages()
"""The languages that have words."""


def day(date_shown: date, language: str) -> str:
    """Return a day in full: "mardi 30 août 2022", "Tuesday 30 August 2022"."""
    words = spoken("language", language)
    return filled(
        words["day"],
        language,
        weekday=words["weekdays"][date_shown.weekday()],
        day=date_shown.day,
        month=words["months"][date_shown.month - 1],
        year=str(date_shown.year),
    )


def local_day(at: datetime, event: Event, language: str) -> str:
    """Return the day of a moment at the event in full, as `day` does."""
    return day(_local(at, event).date(), language)


def hour(at: datetime | None, event: Event, language: str) -> str:
    """Return an event's local hour: "9 h 15", "14 h"; "09:15" in English. None becomes words."""
    if at is None:
        return str(spoken("papers.table", language)["unknown_hour"])
    local = _local(at, event)
    form = spoken("language", language)["hour"]
    return filled(form, language, hour=local.hour, padded=f"{local:%H}", minute=f"{local:%M}")


def hours(starts_at: datetime, ends_at: datetime, event: Event, language: str) -> str:
    """Return two hours with an en dash between them, such as "11 h 05" and "12 h 15"."""
    return f"{hour(starts_at, event, language)}\N{NO-BREAK SPACE}– {hour(ends_at, event, language)}"


def _local(at: datetime, event: Event) -> datetime:
    """Return a moment in the event's time zone; unchanged, at the end of the calendar."""
    return at.astimezone(ZoneInfo(event.timezone)) if instant.is_writable(at) else at


def kind(code: str, programme: Programme, language: str) -> str:
    """Return what the event calls a kind of people, else what we do."""
    return _own(code, programme.kinds, language) or spoken("common.kinds", language).get(code, code)


def diet(code: str, programme: Programme, language: str) -> str:
    """Return what the event calls a diet, else what we do; of one that nobody knows any more, its id."""
    return _own(code, programme.diets, language) or spoken("common.diets", language).get(code, code)


def choice(name: str, code: str, language: str) -> str:
    """Return what one of the choices of a field is called that are the same at every event."""
    return str(spoken("common.choices", language)[name].get(code, code))


def _own(code: str, choices: Iterable[Choice], language: str) -> str:
    return next((in_language(choice.label, language) for choice in choices if choice.id == code), "")
