"""Localised words for days, hours, kinds and diets, in French and English."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attendance.domain import instant
from attendance.domain.programme import ENGLISH as ENGLISH
from attendance.domain.programme import FRENCH as FRENCH
from attendance.domain.programme import Event, Programme
from attendance.domain.texts import Choice, in_language
from attendance.vocabulary import words

LANGUAGES = (FRENCH, ENGLISH)
"""The languages that have words."""

_DAYS = {
    FRENCH: ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    FRENCH: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    ENGLISH: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_UNKNOWN_HOUR = {FRENCH: "heure inconnue", ENGLISH: "time unknown"}


def day(date_shown: date, language: str) -> str:
    """Return a day in full: "mardi 30 août 2022", "Tuesday 30 August 2022"."""
    number = "1er" if language == FRENCH and date_shown.day == 1 else date_shown.day
    return (
        f"{_DAYS[language][date_shown.weekday()]} {number} {_MONTHS[language][date_shown.month - 1]} {date_shown.year}"
    )


def local_day(at: datetime, event: Event, language: str) -> str:
    """Return the event's local day of a moment."""
    return day(_local(at, event).date(), language)


def hour(at: datetime | None, event: Event, language: str) -> str:
    """Return an event's local hour: "9 h 15", "14 h"; "09:15" in English. None becomes words."""
    if at is None:
        return _UNKNOWN_HOUR[language]
    local = _local(at, event)
    if language == ENGLISH:
        return f"{local:%H:%M}"
    # No line may end between the figures and the "h".
    return f"{local.hour}\N{NO-BREAK SPACE}h" + (f"\N{NO-BREAK SPACE}{local:%M}" if local.minute else "")


def hours(starts_at: datetime, ends_at: datetime, event: Event, language: str) -> str:
    """Return two hours with an en dash between them, such as "11 h 05 - 12 h 15"."""
    return f"{hour(starts_at, event, language)}\N{NO-BREAK SPACE}– {hour(ends_at, event, language)}"


def _local(at: datetime, event: Event) -> datetime:
    """Return a moment in the event's time zone; unchanged, at the end of the calendar."""
    return at.astimezone(ZoneInfo(event.timezone)) if instant.is_writable(at) else at


def kind(code: str, programme: Programme, language: str) -> str:
    """Return what the event calls a kind of people, else what we do."""
    return _own(code, programme.kinds, language) or _usual("kinds", language).get(code, code)


def diet(code: str, programme: Programme, language: str) -> str:
    """Return what the event calls a diet, else what we do; of one that nobody knows any more, its id."""
    return _own(code, programme.diets, language) or _usual("diets", language).get(code, code)


def _usual(sort: str, language: str) -> Mapping[str, str]:
    usual: Mapping[str, str] = words.of(language)["common"][sort]
    return usual


def _own(code: str, choices: Iterable[Choice], language: str) -> str:
    return next((in_language(choice.label, language) for choice in choices if choice.id == code), "")
