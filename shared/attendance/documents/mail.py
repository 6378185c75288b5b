"""Mails: what each kind says to a person, in text and in HTML, and the files that it brings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attendance.documents import badge_pdf, calendar, qr
from attendance.documents.language import FRENCH, day, diet, hour, hours, kind
from attendance.documents.templates import environment, words_of
from attendance.domain import badge
from attendance.domain.addresses import LINK_KEPT
from attendance.domain.attendee import EXHIBITOR, PARTICIPANT, Attendee
from attendance.domain.letter import Enclosure, Letter
from attendance.domain.mails import (
    BADGE,
    CANCELLATION,
    CHANGE,
    CONFIRMATION,
    NEW_ADDRESS,
    NOTICES,
    OFFER,
    REMINDER,
    Mail,
)
from attendance.domain.programme import LUNCH, VILLAGE, Programme

_FOLDER = Path(__file__).parent / "mails"
_CONTENT_ID = "badge"
# Shown at 270 pixels, and still sharp on a screen that has two for each.
_MODULE_PIXELS = 12

_WITH_BADGE = (CONFIRMATION, BADGE, REMINDER)
_WITH_PLACE = (CONFIRMATION, REMINDER)
_WITH_CHOICES = (CONFIRMATION, CHANGE, REMINDER)
_WITH_CALENDAR = (*_WITH_CHOICES, BADGE)
_ASKED_BY_SOMEBODY = (CHANGE, CANCELLATION, BADGE)
_WITHOUT_THE_PERSONAL = (CANCELLATION, NEW_ADDRESS, *NOTICES)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of what is told: a term, and what stands for it."""

    term: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Facts that belong together; those that the mail is about come `first`."""

    title: str
    facts: tuple[Fact, ...]
    first: bool = False


@dataclass(frozen=True, slots=True)
class BadgeShown:
    title: str
    content_id: str
    alternative: str
    code_label: str
    code: str


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom something is told, of which event, and in which words."""

    attendee: Attendee
    programme: Programme

    @property
    def language(self) -> str:
        return self.attendee.language

    @property
    def texts(self) -> Mapping[str, Any]:
        return words_of(_FOLDER, self.language)

    def word(self, name: str, **told: object) -> str:
        return str(self.texts["words"][name]).format(**told)

    def answer(self, told: bool) -> str:
        return self.word("yes" if told else "no")


def letter(mail: Mail, attendee: Attendee, programme: Programme, link: str, now: datetime) -> Letter:
    """Return what a mail says to a person as they are now, by the event's clock.

    The link opens their page; the form, once they cancelled. A notice has none, unless to
    take the address back, and no name: who reads its mailbox may be somebody else. An address that was
    never opened may be a stranger's, and gets no words of the person's own.
    """
    told_of = attendee if attendee.opened_at else attendee.in_our_words()
    telling, event = Telling(told_of, programme), programme.event
    texts = telling.texts
    own, is_printed = texts[mail.kind], badge_pdf.refusal(told_of) is None
    told = {
        "event": event.name,
        "day": day(event.date, telling.language),
        "contact": event.contact,
        "given_name": attendee.given_name,
        "name": attendee.name,
        "days": LINK_KEPT.days,
    }
    notes = [texts["if_not_you"]] if mail.kind in _ASKED_BY_SOMEBODY else []
    notes += [texts["unopened"]] if told_of != attendee and mail.kind in _WITH_CALENDAR else []
    notes += [texts["unprintable"]] if mail.kind in _WITH_BADGE and not is_printed else []
    notes += [] if mail.kind in _WITHOUT_THE_PERSONAL else [texts["personal"]]
    notes.append(texts["why_new" if mail.kind == NEW_ADDRESS else "why"])
    paragraphs = own["paragraphs"] if is_printed else own.get("without_paper", own["paragraphs"])
    content = {
        "language": telling.language,
        "event": event.name,
        "subject": own["subject"].format(**told),
        "title": own["title"].format(**told),
        "greeting": texts["greeting_to_a_mailbox" if mail.kind in NOTICES else "greeting"].format(**told),
        "paragraphs": [paragraph.format(**told) for paragraph in paragraphs],
        "parts": tuple(_parts(mail, telling)),
        "badge": _badge_shown(telling) if mail.kind in _WITH_BADGE else None,
        "link": link,
        "link_label": own.get("link"),
        "notes": [note.format(**told) for note in notes],
        "colon": "\N{NO-BREAK SPACE}:" if telling.language == FRENCH else ":",
    }
    return Letter(
        to=mail.to or _own_address(mail, attendee),
        sender=event.name,
        reply_to=event.contact,
        language=telling.language,
        subject=content["subject"],
        text=environment(_FOLDER).get_template("letter.txt").render(content),
        html=environment(_FOLDER).get_template("letter.html").render(content),
        enclosures=tuple(_enclosures(mail, telling, now)),
    )


def _own_address(mail: Mail, attendee: Attendee) -> str:
    email = attendee.pending and attendee.pending.email if mail.kind == NEW_ADDRESS else attendee.email
    return email or ""


def _parts(mail: Mail, telling: Telling) -> Iterator[Part]:
    if mail.kind == OFFER:
        yield Part("", tuple(_offered(telling)), first=True)
    if mail.kind in _WITH_PLACE:
        yield Part(telling.programme.event.name, tuple(_place(telling)))
    if mail.kind in _WITH_CHOICES:
        yield Part(telling.word("registration"), tuple(_choices(telling)), first=mail.kind == CHANGE)


def _place(telling: Telling) -> Iterator[Fact]:
    event, sessions = telling.programme.event, telling.programme.sessions
    when = [day(event.date, telling.language)]
    if sessions:
        begins, ends = min(s.starts_at for s in sessions), max(s.ends_at for s in sessions)
        when.append(hours(begins, ends, event, telling.language))
    yield Fact(telling.word("when"), tuple(when))
    yield Fact(telling.word("where"), (event.venue, event.address))
    if event.access:
        yield Fact(telling.word("access"), event.access)


def _choices(telling: Telling) -> Iterator[Fact]:
    attendee, programme = telling.attendee, telling.programme
    yield Fact(telling.word("name"), (attendee.name or "",))
    if attendee.organisation:
        yield Fact(telling.word("organisation"), (attendee.organisation,))
    if attendee.kind != PARTICIPANT:
        yield Fact(telling.word("kind"), (kind(attendee.kind, telling.language),))
    for slot in programme.slots:
        booked = [_atelier(telling, a) for a in attendee.bookings if programme.group(a) == slot.id]
        yield Fact(slot.title, tuple(line for lines in booked for line in lines) or (telling.word("no_atelier"),))
    if attendee.queues:
        titles = (_title(telling, atelier) for atelier in attendee.queues)
        yield Fact(telling.word("waiting"), tuple(titles))
    yield from _offered(telling)
    if programme.checkpoint(LUNCH):
        eats = (diet(attendee.diet, telling.language),) if attendee.lunch and attendee.diet != "none" else ()
        yield Fact(telling.word("lunch"), (telling.answer(attendee.lunch), *eats))
    if attendee.kind == EXHIBITOR:
        yield Fact(telling.word("stand"), (attendee.stand or telling.word("yes"),))
    elif programme.checkpoint(VILLAGE):
        yield Fact(telling.word("village"), (telling.answer(attendee.village),))
    yield Fact(telling.word("drink"), (telling.answer(attendee.drink),))


def _offered(telling: Telling) -> Iterator[Fact]:
    event = telling.programme.event
    for place in telling.attendee.waiting:
        until = place.offered_until
        if until:
            last_day = day(until.astimezone(ZoneInfo(event.timezone)).date(), telling.language)
            held = telling.word("until", day=last_day, hour=hour(until, event, telling.language))
            yield Fact(telling.word("offered"), (*_atelier(telling, place.atelier), held))


def _atelier(telling: Telling, atelier_id: str) -> Iterator[str]:
    """Yield the title of an atelier, its hours and its room; its id alone, once it has left the programme."""
    programme, atelier = telling.programme, telling.programme.atelier(atelier_id)
    yield _title(telling, atelier_id)
    for slot in programme.slots:
        if atelier and slot.id == atelier.slot:
            yield f"{hours(slot.starts_at, slot.ends_at, programme.event, telling.language)}, {atelier.room}"


def _title(telling: Telling, atelier_id: str) -> str:
    atelier = telling.programme.atelier(atelier_id)
    return telling.word("atelier", number=atelier.number, title=atelier.title) if atelier else atelier_id


def _badge_shown(telling: Telling) -> BadgeShown:
    code = telling.attendee.code
    return BadgeShown(
        telling.word("badge"),
        _CONTENT_ID,
        telling.word("badge_picture", code=code),
        telling.word("code"),
        code,
    )


def _enclosures(mail: Mail, telling: Telling, now: datetime) -> Iterator[Enclosure]:
    attendee, programme = telling.attendee, telling.programme
    if mail.kind in _WITH_BADGE:
        text = badge.of(attendee, programme.event.id)
        picture = qr.png(text, module=_MODULE_PIXELS)
        yield Enclosure("badge.png", "image/png", picture, _CONTENT_ID)
        if badge_pdf.refusal(attendee) is None:
            yield Enclosure("badge.pdf", "application/pdf", badge_pdf.one(text, attendee, programme))
    if mail.kind in _WITH_CALENDAR:
        yield Enclosure("programme.ics", "text/calendar", calendar.one(attendee, programme, now))
