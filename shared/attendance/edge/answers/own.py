"""The answer with everything stored about a person, for themselves, without any secret."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypedDict

from attendance.domain import badge
from attendance.domain.journal import Act
from attendance.domain.mails import Mail
from attendance.edge.answers import acts as act_answers
from attendance.edge.answers import people
from attendance.edge.answers.acts import OwnAct
from attendance.usecases.caller import CallAboutPerson


class OwnMail(TypedDict):
    """A mail; `to` is stored only for one to an earlier address, until it is sent."""

    reason: str
    kind: str
    state: str
    asked_at: datetime
    sent_at: datetime | None
    attempts: int
    error: str | None
    message_id: str | None
    to: str | None


class FormerAddress(TypedDict):
    """An address that was given up; its mailbox may restore it until then."""

    email: str
    until: datetime | None


class OwnLink(TypedDict):
    """The link that was used to ask. Of others only a hash is stored, which cannot be found without them."""

    created_at: datetime
    expires_at: datetime


class Stored(TypedDict):
    """Everything stored about a person, for themselves. `badges` are all issues, of which the last is valid.

    `memo` is what the staff noted about them.
    """

    event: str
    registration: people.Registration
    memo: str
    memo_at_doors: bool
    former_addresses: list[FormerAddress]
    badges: list[str]
    brought_by_a_list: bool
    link: OwnLink
    attendance: people.AttendanceShown
    scans: list[people.OwnScan]
    mails: list[OwnMail]
    acts: list[OwnAct]


def stored(found: CallAboutPerson, positions: Mapping[str, int], mails: Iterable[Mail], acts: Iterable[Act]) -> Stored:
    """Tell everything that is stored of whoever asks."""
    (caller, attendee, person), event_id = found, found.event_id
    issues = enumerate(attendee.signatures, badge.FIRST_ISSUE)
    return {
        "event": event_id,
        "registration": people.registration(attendee, caller.programme, positions),
        "memo": attendee.memo,
        "memo_at_doors": attendee.memo_at_doors,
        "former_addresses": [{"email": left.email, "until": left.until} for left in person.former],
        "badges": [badge.text(event_id, attendee.id, issue, signature) for issue, signature in issues],
        "brought_by_a_list": attendee.brought_as is not None,
        "link": {"created_at": caller.holder.created_at, "expires_at": caller.holder.expires_at},
        "attendance": people.attendance_shown(person),
        "scans": [people.scan_shown(scan) for scan in people.in_order(person)],
        "mails": [
            {
                "reason": m.reason,
                "kind": m.kind,
                "state": m.state,
                "asked_at": m.asked_at,
                "sent_at": m.sent_at,
                "attempts": m.attempts,
                "error": m.error,
                "message_id": m.message_id,
                "to": m.to,
            }
            for m in sorted(mails, key=lambda mail: mail.asked_at)
        ],
        "acts": [act_answers.own(act) for act in acts],
    }
