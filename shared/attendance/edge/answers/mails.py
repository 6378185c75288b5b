"""Answers about mails: those that an organiser has to see."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypedDict

from attendance.domain.attendee import Attendee
from attendance.domain.mails import Mail


class MailShown(TypedDict):
    attendee_id: str
    name: str | None
    reason: str
    kind: str
    state: str
    asked_at: datetime
    attempts: int
    error: str | None


class Mails(TypedDict):
    mails: list[MailShown]


def mails(unsent: Iterable[Mail], attendees: Mapping[str, Attendee]) -> Mails:
    return {"mails": [mail(one, attendees.get(one.attendee_id)) for one in unsent]}


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
