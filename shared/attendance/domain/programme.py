"""What the event is: its sessions, ateliers, checkpoints and hours."""

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from attendance.domain.accessibility import Declaration
from attendance.domain.clock import OURS, Clock
from attendance.domain.frozen import frozen
from attendance.domain.prior import NOTHING_KNOWN, Prior
from attendance.domain.problem import Problem
from attendance.domain.questions import EVENT_END, LUNCH_END, Question
from attendance.domain.texts import Choice
from attendance.vocabulary.codes import CLOSING, NO_DIET, OTHER_DIET, Group

ENTRANCE, LUNCH, VILLAGE = Group
DIETS = (NO_DIET, "vegetarian", "vegan", "gluten_free", "no_pork", OTHER_DIET)
"""The diets of an event that names none of its own."""
FRENCH = "fr"
ENGLISH = "en"
DEFAULT_LANGUAGES = (FRENCH, ENGLISH)
"""The languages of an event that names none; an event's own language comes first."""
# Leaving after midnight still counts for the event.
NIGHT = timedelta(hours=6)
# Beside questions, what is forgotten of everybody at its time. No question's id holds a full stop.
DIET = "lunch.diet"
BY_ITSELF = "by_itself"
BY_HAND = "by_hand"


# A scan asks for it a dozen times.
@lru_cache(maxsize=16)
def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)


@frozen
class Event:
    """The day itself. Texts are the organiser's, shown unchanged."""

    id: str
    name: str
    date: date
    timezone: str
    venue: str
    address: str
    contact: str
    theme: str = ""
    tagline: str = ""
    access: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    further_reading: str = ""
    note: str = ""

    @property
    def starts_at(self) -> datetime:
        """Local midnight, from which arrivals are counted in steps."""
        return _midnight(self.date, self.timezone)

    @property
    def ends_at(self) -> datetime:
        """The next local midnight: 23 or 25 hours later when the clocks change."""
        return _midnight(self.date + timedelta(days=1), self.timezone)

    def includes(self, at: datetime) -> bool:
        """Whether a time belongs to the day, or to the night after it."""
        return self.starts_at <= at < self.ends_at + NIGHT


@frozen
class Session:
    """Something that everybody attends, or a break."""

    id: str
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    speakers: tuple[str, ...] = ()
    summary: str = ""


@frozen
class Slot:
    """A series of ateliers held at the same time: a person may choose one of them."""

    id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    summary: str = ""


@frozen
class Atelier:
    """A workshop. Its id is also the id of the checkpoint at its door."""

    id: str
    number: int
    slot: str
    title: str
    summary: str
    room: str
    capacity: int


@frozen
class Filed:
    """What the programme's file says about an atelier that an organiser changed, as an earlier release noted it."""

    atelier: str
    room: str
    capacity: int


@frozen
class Checkpoint:
    """A place where badges are read, and when it lets people in."""

    id: str
    group: str
    title: str
    room: str
    opens_at: datetime
    closes_at: datetime

    @property
    def is_atelier(self) -> bool:
        return is_atelier(self.group)


@frozen
class Programme:
    """Everything that the rules need to know about an event.

    `clock` gives the hour wherever the event's hour matters. `revision` is raised each time the
    programme is stored. A freed seat is offered for `offer_hours` to the person who has waited longest:
    by itself or by an organiser, as `waiting_list` says. `filed_values` holds what the file says where
    organisers altered it since, by key; `filed`, what an earlier release noted of ateliers; `replaced`,
    what the last alteration replaced. Answers to the questions `forgotten`, and diets if `DIET` is among
    them, are stored no more. `kinds` are those for which the event has labels of its own. `translations`
    are its texts in its other languages, by their keys. Once it is closed, no scan is recorded any more.
    """

    event: Event
    sessions: tuple[Session, ...]
    slots: tuple[Slot, ...]
    ateliers: tuple[Atelier, ...]
    checkpoints: tuple[Checkpoint, ...]
    registrations_close_at: datetime
    retention_days: int
    offer_hours: int = 24
    waiting_list: str = BY_ITSELF
    usual: Prior = NOTHING_KNOWN
    filed: tuple[Filed, ...] = ()
    filed_values: Mapping[str, str | int] = field(default_factory=dict)
    replaced: Mapping[str, str | int] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    forgotten: tuple[str, ...] = ()
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    diets: tuple[Choice, ...] = tuple(map(Choice, DIETS))
    kinds: tuple[Choice, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    accessibility: Declaration = Declaration()
    clock: Clock = OURS
    closed_at: datetime | None = None
    revision: int = 0

    def checkpoint(self, checkpoint_id: str) -> Checkpoint | None:
        return next((c for c in self.checkpoints if c.id == checkpoint_id), None)

    def atelier(self, atelier_id: str) -> Atelier | None:
        return next((a for a in self.ateliers if a.id == atelier_id), None)

    def get_atelier(self, atelier_id: str) -> Atelier:
        """Return an atelier. Raises Problem if there is none of this id."""
        if found := self.atelier(atelier_id):
            return found
        raise Problem("not_found", "There is no such atelier.")

    @property
    def language(self) -> str:
        """The event's own language."""
        return self.languages[0]

    def has(self, part: str) -> bool:
        """Whether the day has what people are asked about: a meal, a village, a session that closes it."""
        if part == CLOSING:
            return any(session.kind == CLOSING for session in self.sessions)
        return self.checkpoint(part) is not None

    def offers_diet(self, diet: str) -> bool:
        return any(diet == offered.id for offered in self.diets) and (diet == NO_DIET or DIET not in self.forgotten)

    def asked_at(self, now: datetime) -> tuple[Question, ...]:
        """Return the questions that are still asked: nobody answers one whose answers are erased already."""
        over = self.over_at(now)
        return tuple(question for question in self.questions if question.id not in over)

    def over_at(self, now: datetime) -> set[str]:
        """Return the questions whose answers are to be erased by now, and `DIET` when the day is over.

        Not when lunch is: a phone without a network may bring its scans in the evening, and they count by diet.
        """
        ending = (question for question in self.questions if question.erased in (LUNCH_END, EVENT_END))
        over = {question.id for question in ending if now >= self.noted_until(question)}
        return over | {DIET} if now >= self.ends_at else over

    def noted_until(self, question: Question) -> datetime:
        """Return when doors forget the answers to a question: as they are erased, at the latest when the event ends."""
        lunch = self.checkpoint(LUNCH)
        return lunch.closes_at if lunch and question.erased == LUNCH_END else self.ends_at

    @property
    def offers_by_itself(self) -> bool:
        """Whether freed seats are offered without an organiser."""
        return self.waiting_list == BY_ITSELF

    def offers_end_at(self, atelier_id: str) -> datetime:
        """Return when offers for an atelier end: no seat is offered or held any more.

        Registrations have closed then, or the atelier begins: a seat that is held for somebody who may come
        must not stay empty in it.
        """
        atelier = self.atelier(atelier_id)
        begins_at = (slot.starts_at for slot in self.slots if atelier and slot.id == atelier.slot)
        return min([self.registrations_close_at, *begins_at])

    @property
    def ends_at(self) -> datetime:
        """When the last session or atelier ends."""
        ends = [session.ends_at for session in self.sessions] + [slot.ends_at for slot in self.slots]
        return max(ends, default=self.event.ends_at)

    def hours(self, atelier: Atelier) -> Slot:
        """Return the slot of an atelier, which has its hours."""
        return next(slot for slot in self.slots if slot.id == atelier.slot)

    def share_arrived(self, at: datetime) -> float:
        """Return the share of all who come that has usually arrived by a time."""
        return self.usual.share_arrived((at - self.opens_at) / timedelta(minutes=1))

    @property
    def opens_at(self) -> datetime:
        """When the entrance opens; usual arrivals are counted from then."""
        entrance = self.checkpoint(ENTRANCE)
        return entrance.opens_at if entrance else self.event.starts_at

    def group(self, checkpoint_id: str) -> str | None:
        """The group of a checkpoint; None if the programme has no such checkpoint."""
        found = self.checkpoint(checkpoint_id)
        return found.group if found else None


def is_atelier(name: str) -> bool:
    """Whether a checkpoint's id or group is an atelier's: all are, except the three that are their own group."""
    return name not in Group
