"""The tables and keys of a programme file."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from attendance.domain import instant
from attendance.domain import questions as asked
from attendance.domain.prior import NOTHING_KNOWN, wrong_with
from attendance.domain.programme import DEFAULT_LANGUAGES, DIETS, is_atelier
from attendance.domain.programme_alteration import is_in_order
from attendance.domain.texts import OWN
from attendance.edge.bodies.addresses import Email
from attendance.vocabulary import codes, words

ADDRESS: TypeAdapter[str] = TypeAdapter(Email)


def _one_line(text: str) -> str:
    # Not split(): it would also split at the no-break spaces of French typography.
    return re.sub(r"[ \t\r\n]+", " ", text)


def _ending_with_a_web_address(text: str) -> str:
    if not re.search(r"(^| )https?://\S+$", text):
        raise ValueError("must end with a web address")
    return text


def _a_web_address(text: str) -> str:
    if not re.fullmatch(r"https?://\S+", text):
        raise ValueError("must be one web address, such as https://example.org/plan")
    return text


def _an_address(text: str) -> str:
    try:
        return ADDRESS.validate_python(text)
    except ValidationError:
        raise ValueError("must be one e-mail address, such as forum@example.org") from None


def _numbered(text: str) -> str:
    if "{number}" not in text:
        raise ValueError("must hold {number}, which becomes the number of the atelier")
    return text


def _unreserved(name: str) -> str:
    if not is_atelier(name):
        raise ValueError(f"{name!r} is kept for a checkpoint that every event may have")
    return name


def _distinct(codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(codes)) < len(codes):
        raise ValueError("names a language twice")
    return codes


def _a_kind(name: str) -> str:
    if name not in codes.Kind:
        raise ValueError(f"must be one of {', '.join(codes.Kind)}, not {name!r}")
    return name


def _with_words(code: str) -> str:
    if code not in words.languages():
        raise ValueError(f"there are no words in {code!r}, only in {', '.join(words.languages())}")
    return code


def _by_language(text: object, whole: ValidationInfo) -> object:
    """Return a text by language; what it is in the event's own language, it is for everybody else."""
    if isinstance(text, str):
        return {OWN: text}
    if not text or not isinstance(text, dict) or OWN in text:
        raise ValueError('must be a text in quotes, or one for each language: {fr = "Oui", en = "Yes"}')
    languages = whole.context["languages"] if whole.context else DEFAULT_LANGUAGES
    if unknown := [code for code in text if code not in languages]:
        raise ValueError(f"{unknown[0]!r} is not among the event's languages: {', '.join(languages)}")
    if languages[0] not in text:
        raise ValueError(f"must be given in {languages[0]!r} too, the event's own language")
    return {OWN: text[languages[0]], **text}


def _timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"there is no timezone {name!r}; one is 'Europe/Paris'")
    return name


def _in_the_calendar[Day: (date, time | datetime)](day: Day) -> Day:
    """Refuse a year next to which somebody's calendar ends."""
    first, last = instant.FIRST.year + 1, instant.LAST.year - 1
    if isinstance(day, date) and not first <= day.year <= last:
        raise ValueError(f"must lie in the years {first} to {last}")
    return day


def _hour(value: object) -> time:
    hours, _, minutes = str(value).partition(":")
    try:
        return time(int(hours), int(minutes))
    except (ValueError, OverflowError):
        raise ValueError('must be an hour in quotes, such as "11:05"') from None


def _hour_or_moment(value: object) -> time | datetime:
    day, _, hour = str(value).rpartition(" ")
    try:
        return datetime.combine(date.fromisoformat(day), _hour(hour)) if day else _hour(hour)
    except ValueError:
        raise ValueError('must be in quotes: an hour of the day itself, "12:15", or "2022-08-29 18:00"') from None


def _later_than(start: str) -> Callable[[time, ValidationInfo], time]:
    def later(end: time, fields: ValidationInfo) -> time:
        begin = fields.data.get(start)
        if begin is not None and not is_in_order(begin, end):
            raise ValueError(f"must be later than {start}, {begin:%H:%M}")
        return end

    return later


def _by_hour(value: object) -> object:
    """Return values given by hours, in the order of the hours."""
    if not isinstance(value, dict):
        return value
    shares: dict[time, object] = {}
    for text, share in value.items():
        hour = _hour(text)
        if hour in shares:
            raise ValueError(f"has {hour:%H:%M} twice")
        if type(share) not in (int, float):
            raise ValueError(f"must be a number without quotes at {hour:%H:%M}")
        shares[hour] = share
    return dict(sorted(shares.items()))


def _until_all_have_come(shares: dict[time, float]) -> dict[time, float]:
    if wrong := wrong_with(list(shares.values())):
        raise ValueError(wrong)
    return shares


type Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
# A text in the event's own language, or by language.
type Spoken = Annotated[dict[Language, Text], BeforeValidator(_by_language)]
# TOML has lists only; the programme is made of tuples.
type Texts = Annotated[tuple[Spoken, ...], Field(strict=False)]
type WithAddress = Annotated[Text, AfterValidator(_ending_with_a_web_address)]
type Day = Annotated[date, AfterValidator(_in_the_calendar)]
type Numbered = Annotated[Text, AfterValidator(_numbered)]
type Address = Annotated[str, Field(strict=True), AfterValidator(_an_address)]
type Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
# The name of a question or of an answer to it, by which programs know it.
type Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
type Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}|\*)$")]
# One that is spoken: pages, mails and papers have words in it.
type SpokenLanguage = Annotated[str, AfterValidator(_with_words)]
type Kind = Annotated[str, AfterValidator(_a_kind)]
type EventId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{3,40}$")]
# An atelier's id is also the id of its door, and a slot's id the group of its doors.
type UnreservedId = Annotated[Id, AfterValidator(_unreserved)]
type Hour = Annotated[time, BeforeValidator(_hour)]
type HourOrMoment = Annotated[time | datetime, BeforeValidator(_hour_or_moment), AfterValidator(_in_the_calendar)]
# A weight is a number of people: with thousands, the day itself would count for nothing.
type Weight = Annotated[int, Field(ge=1, le=1_000)]
type Share = Annotated[float, Field(ge=0.01, le=0.99)]
type Minutes = Annotated[int, Field(ge=0, le=240)]


class Table(BaseModel):
    """Shared by all tables of the file: no unknown key, and no value that only resembles the right type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class EventTable(Table):
    id: EventId
    name: Spoken
    date: Day
    timezone: Annotated[Text, AfterValidator(_timezone)]
    venue: Spoken
    address: Spoken
    # Mails ask people to reply to it.
    contact: Address
    theme: Spoken = {}
    tagline: Spoken = {}
    access: Texts = ()
    organisations: Texts = ()
    further_reading: Annotated[dict[Language, WithAddress], BeforeValidator(_by_language)] = {}
    note: Spoken = {}


class HeldTable(Table):
    """Something that begins and ends."""

    id: Id
    title: Spoken
    summary: Spoken = {}
    starts_at: Hour
    ends_at: Annotated[Hour, AfterValidator(_later_than("starts_at"))]


class SessionTable(HeldTable):
    kind: Literal["welcome", "plenary", "cafe", "break", "keynote", "closing"]
    speakers: Texts = ()


class SlotTable(HeldTable):
    id: UnreservedId


class AtelierTable(Table):
    id: UnreservedId
    number: Annotated[int, Field(ge=1, le=999)]
    slot: Id
    title: Spoken
    summary: Spoken = {}
    room: Text
    capacity: Annotated[int, Field(ge=1, le=100_000)]


class CheckpointTable(Table):
    title: Spoken
    room: Text = ""
    opens_at: Hour
    closes_at: Annotated[Hour, AfterValidator(_later_than("opens_at"))]


class CheckpointsTable(Table):
    """The checkpoints that are no atelier's door. Nobody attends without entering the building."""

    entrance: CheckpointTable
    lunch: CheckpointTable | None = None
    village: CheckpointTable | None = None


class DoorsTable(Table):
    """What all doors of ateliers have in common."""

    title: Annotated[dict[Language, Numbered], BeforeValidator(_by_language)]
    opens_minutes_before: Minutes
    closes_minutes_after: Minutes


class UsualTable(Table):
    """Experience from earlier events: who comes, who eats, and when. Nobody is ever sure to come, or sure not to."""

    show_up: Share
    show_up_weight: Weight
    arrivals: Annotated[dict[time, float], BeforeValidator(_by_hour), AfterValidator(_until_all_have_come)]
    arrivals_weight: Weight
    eats: Share = NOTHING_KNOWN.eats
    eats_weight: Weight = NOTHING_KNOWN.eats_weight
    walk_ins: Share = NOTHING_KNOWN.walk_ins
    walk_ins_weight: Weight = NOTHING_KNOWN.walk_ins_weight
    servings: Annotated[dict[time, float], BeforeValidator(_by_hour), AfterValidator(_until_all_have_come)] | None = (
        None
    )
    servings_weight: Weight = NOTHING_KNOWN.servings_weight
    design_effect: Annotated[float, Field(ge=1, le=20)] = NOTHING_KNOWN.design_effect


class AccessibilityTable(Table):
    """What an organiser declares; the three of an audit together, or none of them."""

    organiser: Text
    contact: Address | None = None
    declared_on: Day
    audited_on: Day | None = None
    audited_by: Text | None = None
    share: Annotated[float, Field(ge=0, le=100)] | None = None
    plan: Annotated[Text, AfterValidator(_a_web_address)] | None = None
    inaccessible: Annotated[tuple[Text, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _audited_as_a_whole(self) -> Self:
        audit = {"audited_on": self.audited_on, "audited_by": self.audited_by, "share": self.share}
        missing = [name for name, value in audit.items() if value is None]
        if 0 < len(missing) < len(audit):
            raise ValueError(f"tells of an audit without {' and '.join(missing)}")
        return self


class ChoiceTable(Table):
    id: Code
    label: Spoken


class DietTable(ChoiceTable):
    """A diet of the event's own, or one of the usual ones, of which our words know a label."""

    label: Spoken = {}

    @model_validator(mode="after")
    def _has_a_label(self) -> Self:
        if not self.label and self.id not in DIETS:
            raise ValueError(f"needs a label: only {', '.join(DIETS)} have one already")
        return self


class KindTable(ChoiceTable):
    """What the event calls a kind of people."""

    id: Kind


class QuestionTable(Table):
    """A question of the event's own."""

    id: Code
    type: Literal["text", "long_text", "number", "date", "yes_no", "choice", "choices"]
    label: Spoken
    purpose: Spoken
    help: Spoken = {}
    required: bool = False
    asked_of: Annotated[tuple[Kind, ...], Field(strict=False)] = ()
    choices: Annotated[tuple[ChoiceTable, ...], Field(strict=False)] = ()
    doors: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    counted: bool = False
    told_to: Literal["organisers", "caterer"] = "organisers"
    erased: Literal["lunch_end", "event_end", "retention"] = "retention"

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if self.type in asked.OF_CHOICES and not self.choices:
            raise ValueError(f"a question of type {self.type} needs choices")
        if self.choices and self.type not in asked.OF_CHOICES:
            raise ValueError(f"a question of type {self.type} has no choices")
        if self.counted and self.type not in asked.COUNTABLE:
            raise ValueError(f"answers of type {self.type} cannot be counted: only {', '.join(asked.COUNTABLE)} can")
        return self


class WholeFile(Table):
    registrations_close_at: HourOrMoment
    retention_days: Annotated[int, Field(ge=1, le=365)]
    waiting_list: Literal["by_itself", "by_hand"] = "by_itself"
    offer_hours: Annotated[int, Field(ge=1, le=720)] = 24
    event: EventTable
    sessions: list[SessionTable] = []
    slots: list[SlotTable] = []
    ateliers: list[AtelierTable] = []
    checkpoints: CheckpointsTable
    atelier_doors: DoorsTable | None = None
    usual: UsualTable | None = None
    learn_from: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    questions: list[QuestionTable] = []
    languages: Annotated[tuple[SpokenLanguage, ...], Field(strict=False, min_length=1), AfterValidator(_distinct)] = (
        DEFAULT_LANGUAGES
    )
    diets: list[DietTable] | None = None
    kinds: list[KindTable] = []
    accessibility: AccessibilityTable | None = None
