"""Answers about mails: those that an organiser has to see."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TypedDict, cast

from attendance.domain.attendee import Attendee
from attendance.domain.mails import Mail
from attendance.domain.mails_at_once import MailAtOnce


class MailShown(TypedDict):
    attendee_id: str
    name: str | None
    reason: str
    kind: str
    state: str
    asked_at: datetime
    attempts: int
    error: str | None


class MailAtOnceShown(TypedDict):
    """The mail of an `act`: an order, named by the caterer's address, or a link for the staff, by its label."""

    act: str
    id: str
    name: str
    asked_at: datetime
    state: str
    error: str | None


class Mails(TypedDict):
    """The mails to attendees, and those `at_once` to others that did not go, or may not have."""

    mails: list[MailShown]
    at_once: list[MailAtOnceShown]


def mails(unsent: Iterable[Mail], attendees: Mapping[str, Attendee], at_once: Iterable[MailAtOnce]) -> Mails:
    return {
        "mails": [mail(one, attendees.get(one.attendee_id)) for one in unsent],
        "at_once": [cast(MailAtOnceShown, asdict(one)) for one in at_once],
    }


def mail(shown: Mail, attendee: Attendee | None) -> MailShown:
    return {
        "attendee_id": shown.attendee_id,
        "name": attendee.name if attendee else None,
        "reason": shown.reason,
        "kind": shown.kind,
        "state": shown.state,
        "asked_at": shown.asked_at,
        "attempts": shown.attempts,
        "error": shown.error,
    }
