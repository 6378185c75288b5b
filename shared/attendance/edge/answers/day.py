"""The answer with everything that was done and written to one person, for organisers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, TypedDict

from attendance.domain.journal import Act
from attendance.domain.mails import Mail
from attendance.domain.message import Message
from attendance.edge.answers import acts, mails, messages, people
from attendance.edge.answers.acts import ActShown
from attendance.edge.answers.mails import MailShown
from attendance.edge.answers.messages import MessageShown
from attendance.usecases.caller import CallAboutPerson
from attendance.vocabulary.codes import NOTICES, MailKind


class ScanShown(people.OwnScan):
    by: str


class MailTold(MailShown):
    """A mail with what it brought, and the address that it was last written for: null once that is known no more.

    `at` is when it was asked for by the event's clock, which in a rehearsal is not the server's.
    """

    at: datetime
    sent_at: datetime | None
    email: str | None
    ateliers: list[str]
    message: MessageShown | None


class MemoShown(TypedDict):
    """What the staff noted about a person; `at_doors`, the phones there show it too."""

    text: str
    at_doors: bool


class Day(TypedDict):
    """One person's day: what they booked, where they are, all of their scans, the staff's acts, and mails, in order."""

    registration: people.Registration
    attendance: people.AttendanceShown
    scans: list[ScanShown]
    acts: list[ActShown]
    mails: list[MailTold]
    memo: MemoShown


class Told(NamedTuple):
    """What was done and written to somebody."""

    acts: Iterable[Act]
    mails: Iterable[Mail]
    messages: Mapping[str, Message]


def day(found: CallAboutPerson, positions: Mapping[str, int], told: Told) -> Day:
    """Return a person's day, with their `positions` in waiting lists."""
    caller, attendee, person = found
    addresses = {left.number: left.email for left in person.former}
    addresses |= {attendee.pending.number: attendee.pending.email} if attendee.pending else {}
    addresses |= {attendee.address_number: attendee.email} if attendee.email else {}
    return {
        "registration": people.registration(attendee, caller.programme, positions),
        "attendance": people.attendance_shown(person),
        "scans": [{**people.scan_shown(scan), "by": scan.reader.name} for scan in people.in_order(person)],
        "acts": [acts.shown(act) for act in told.acts],
        "mails": [
            _mail(mail, found, addresses, told.messages) for mail in sorted(told.mails, key=lambda m: m.asked_at)
        ],
        "memo": {"text": attendee.memo, "at_doors": attendee.memo_at_doors},
    }


def _mail(mail: Mail, found: CallAboutPerson, addresses: Mapping[int, str], brought: Mapping[str, Message]) -> MailTold:
    message = brought.get(mail.brings or "")
    number = mail.number if mail.kind == MailKind.NEW_ADDRESS else mail.address
    # A notice goes to a mailbox that was left, also of who was erased.
    email = None if mail.kind in NOTICES or number is None else addresses.get(number)
    return {
        **mails.mail(mail, found.attendee),
        "at": found.caller.programme.clock.hour(mail.asked_at),
        "sent_at": mail.sent_at,
        "email": email,
        "ateliers": list(mail.ateliers),
        "message": messages.shown(message) if message else None,
    }
