"""Mails: the content of each kind for a person, in text and HTML, and the attached files."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from attendance.documents import badge_pdf, letters, moves, qr
from attendance.documents.localised import day, diet, hour, hours, kind
from attendance.domain import badge
from attendance.domain.addresses import LINK_KEPT
from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.letter import Detail, Enclosure, Letter, Part
from attendance.domain.mails import Mail
from attendance.domain.message import Message
from attendance.domain.programme import LUNCH, VILLAGE, Programme
from attendance.domain.programme_alteration import as_it_was
from attendance.domain.translation import in_language
from attendance.vocabulary import words
from attendance.vocabulary.codes import NO_DIET, NOTICES, Kind, MailKind
from attendance.vocabulary.fields import FIELDS, TICK

_CONTENT_ID = "badge"
# Shown at 270 pixels, and still sharp on a screen of double density.
_MODULE_PIXELS = 12

_WITH_PLACE = (MailKind.CONFIRMATION, MailKind.AGAIN, MailKind.REMINDER)
_WITH_BADGE = (*_WITH_PLACE, MailKind.BADGE)
_WITH_CHOICES = (*_WITH_PLACE, MailKind.CHANGE)
_WITH_CALENDAR = (*_WITH_CHOICES, MailKind.BADGE, MailKind.MOVED)
_ASKED_BY_SOMEBODY = (MailKind.CHANGE, MailKind.CANCELLATION, MailKind.BADGE)
_WITHOUT_THE_PERSONAL = (MailKind.CANCELLATION, MailKind.NEW_ADDRESS, *NOTICES)


@frozen
class BadgeShown:
    title: str
    content_id: str
    alternative: str
    code_label: str
    code: str


@frozen
class Recipient:
    """The recipient of a mail, with the event and the words of their language."""

    attendee: Attendee
    programme: Programme

    @property
    def language(self) -> str:
        return self.attendee.language

    @property
    def texts(self) -> Mapping[str, Any]:
        return words.spoken("mails", self.language)

    def word(self, name: str, **values: object) -> str:
        spoken = {**words.spoken("attendee", self.language), **words.labelled("mails.words", self.language)}
        return words.filled(spoken[name], self.language, **values)

    def answer(self, is_so: bool) -> str:
        return str(words.spoken("common", self.language)["answerYes" if is_so else "answerNo"])


def letter(
    mail: Mail, attendee: Attendee, programme: Programme, link: str, now: datetime, message: Message | None = None
) -> Letter:
    """Return a mail's content for a person as they are now, by the event's clock.

    The link opens their page, or the form after a cancellation. A notice has no link, except to restore
    an address, and no name: others may read its mailbox. An address that was never opened may be a
    stranger's, and gets no words of the person's own. A mail that brings a message has its text.
    """
    shown = attendee if attendee.opened_at else attendee.in_our_words()
    programme = in_language(programme, attendee.language)
    recipient, event, before = Recipient(shown, programme), programme.event, as_it_was(programme, mail.replaced or {})
    texts = recipient.texts
    own, is_printed = texts[mail.kind], badge_pdf.refusal(shown) is None
    said = partial(
        words.filled,
        language=recipient.language,
        event=event.name,
        day=day(event.date, recipient.language),
        contact=event.contact,
        given_name=attendee.given_name,
        name=attendee.name,
        days=LINK_KEPT.days,
        about=message.subject if message else "",
        what=moves.summary(_told(mail, recipient), programme, before, recipient.language),
    )
    footnotes = [texts["if_not_you"]] if mail.kind in _ASKED_BY_SOMEBODY else []
    footnotes += [texts["unopened"]] if shown != attendee and mail.kind in _WITH_CALENDAR else []
    footnotes += [texts["unprintable"]] if mail.kind in _WITH_BADGE and not is_printed else []
    footnotes += [] if mail.kind in _WITHOUT_THE_PERSONAL else [texts["personal"]]
    footnotes.append(texts["why_new" if mail.kind == MailKind.NEW_ADDRESS else "why"])
    paragraphs = own["paragraphs"] if is_printed else own.get("without_paper", own["paragraphs"])
    content = {
        "subject": said(own["subject"]),
        "title": said(own["title"]),
        "greeting": said(texts["greeting_to_a_mailbox" if mail.kind in NOTICES else "greeting"]),
        "paragraphs": [*(said(paragraph) for paragraph in paragraphs), *(message.paragraphs if message else ())],
        "parts": tuple(_parts(mail, recipient)),
        "badge": _badge_shown(recipient) if mail.kind in _WITH_BADGE else None,
        "link": link,
        "link_label": own.get("link"),
        "footnotes": [said(footnote) for footnote in footnotes],
    }
    to, enclosures = mail.to or _own_address(mail, attendee), _enclosures(mail, recipient, now)
    return letters.letter(to, content, programme, recipient.language, enclosures)


def _own_address(mail: Mail, attendee: Attendee) -> str:
    email = attendee.pending and attendee.pending.email if mail.kind == MailKind.NEW_ADDRESS else attendee.email
    return email or ""


def _parts(mail: Mail, recipient: Recipient) -> Iterator[Part]:
    if mail.kind == MailKind.OFFER:
        yield Part("", tuple(_offered(recipient)), first=True)
    if mail.kind == MailKind.MOVED:
        yield Part("", tuple(_moved(mail, recipient)), first=True)
    if mail.kind in _WITH_PLACE:
        yield Part(recipient.programme.event.name, tuple(_place(recipient)))
    if mail.kind in _WITH_CHOICES:
        yield Part(recipient.word("registration"), tuple(_choices(recipient)), first=mail.kind == MailKind.CHANGE)


def _place(recipient: Recipient) -> Iterator[Detail]:
    event, sessions = recipient.programme.event, recipient.programme.sessions
    when = [day(event.date, recipient.language)]
    if sessions:
        begins, ends = min(s.starts_at for s in sessions), max(s.ends_at for s in sessions)
        when.append(hours(begins, ends, event, recipient.language))
    yield Detail(recipient.word("when"), tuple(when))
    yield Detail(recipient.word("where"), (event.venue, event.address))
    if event.access:
        yield Detail(recipient.word("access"), event.access)


def _choices(recipient: Recipient) -> Iterator[Detail]:
    attendee, programme, none = recipient.attendee, recipient.programme, recipient.word("noAtelierChosen")
    yield Detail(recipient.word("name"), (attendee.name or "",))
    if attendee.organisation:
        yield Detail(recipient.word("organisation"), (attendee.organisation,))
    if attendee.kind != Kind.PARTICIPANT:
        asked = words.spoken("attendee.asked", recipient.language)
        yield Detail(str(asked["kind"]), (kind(attendee.kind, programme, recipient.language),))
    for slot in programme.slots:
        booked = [_atelier(recipient, a) for a in attendee.bookings if programme.group(a) == slot.id]
        yield Detail(slot.title, tuple(line for lines in booked for line in lines) or (none,))
    if attendee.queues:
        titles = (_title(recipient, atelier) for atelier in attendee.queues)
        yield Detail(recipient.word("waitingList"), tuple(titles))
    yield from _offered(recipient)
    for field in FIELDS:
        if field.name == VILLAGE and attendee.kind == Kind.EXHIBITOR:
            yield Detail(recipient.word("stand"), (attendee.stand or recipient.answer(True),))
        elif field.type == TICK and (field.offered_with is None or programme.has(field.offered_with)):
            yield Detail(recipient.word(field.name), tuple(_ticked(recipient, field.name)))


def _ticked(recipient: Recipient, name: str) -> Iterator[str]:
    attendee = recipient.attendee
    yield recipient.answer(getattr(attendee, name))
    if name == LUNCH and attendee.lunch and attendee.diet != NO_DIET:
        yield diet(attendee.diet, recipient.programme, recipient.language)


def _offered(recipient: Recipient) -> Iterator[Detail]:
    event = recipient.programme.event
    for place in recipient.attendee.waiting:
        until = place.offered_until
        if until:
            last_day = day(until.astimezone(ZoneInfo(event.timezone)).date(), recipient.language)
            held = recipient.word("until", day=last_day, hour=hour(until, event, recipient.language))
            yield Detail(recipient.word("offered"), (*_atelier(recipient, place.atelier), held))


def _atelier(recipient: Recipient, atelier_id: str) -> Iterator[str]:
    """Yield an atelier's title, hours and room; only its id, after it has left the programme."""
    programme, atelier = recipient.programme, recipient.programme.atelier(atelier_id)
    yield _title(recipient, atelier_id)
    for slot in programme.slots:
        if atelier and slot.id == atelier.slot:
            yield f"{hours(slot.starts_at, slot.ends_at, programme.event, recipient.language)}, {atelier.room}"


def _moved(mail: Mail, recipient: Recipient) -> Iterator[Detail]:
    programme = recipient.programme
    before = as_it_was(programme, mail.replaced or {})
    for atelier in _told(mail, recipient):
        yield Detail(recipient.word("moved"), tuple(_atelier(recipient, atelier)))
        if gone := moves.no_more(atelier, programme, before, recipient.language):
            yield Detail(recipient.word("no_more"), (gone,))


def _told(mail: Mail, recipient: Recipient) -> list[str]:
    return [atelier for atelier in mail.ateliers if atelier in recipient.attendee.bookings]


def _title(recipient: Recipient, atelier_id: str) -> str:
    atelier = recipient.programme.atelier(atelier_id)
    form = words.spoken("common", recipient.language)["atelierTitle"]
    return words.filled(form, recipient.language, number=atelier.number, title=atelier.title) if atelier else atelier_id


def _badge_shown(recipient: Recipient) -> BadgeShown:
    code = recipient.attendee.code
    return BadgeShown(
        recipient.word("yourBadge"),
        _CONTENT_ID,
        recipient.word("badge_picture", code=code),
        recipient.word("code"),
        code,
    )


def _enclosures(mail: Mail, recipient: Recipient, now: datetime) -> Iterator[Enclosure]:
    attendee, programme = recipient.attendee, recipient.programme
    if mail.kind in _WITH_BADGE:
        text = badge.of(attendee, programme.event.id)
        picture = qr.png(text, module=_MODULE_PIXELS)
        yield Enclosure("badge.png", "image/png", picture, _CONTENT_ID)
        if badge_pdf.refusal(attendee) is None:
            yield Enclosure("badge.pdf", "application/pdf", badge_pdf.one(text, attendee, programme))
    if mail.kind in _WITH_CALENDAR:
        # Not at the top: a message, an offer or a link goes out without one.
        from attendance.documents import calendar

        yield Enclosure("programme.ics", "text/calendar", calendar.one(attendee, programme, now))
