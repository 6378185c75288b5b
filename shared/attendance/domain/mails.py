"""The mails that follow from a change of a person, as the totals do."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from attendance.domain.attendee import Attendee
from attendance.domain.person import Change
from attendance.domain.programme import Programme

CONFIRMATION = "confirmation"
CHANGE = "change"
CANCELLATION = "cancellation"
BADGE = "badge"
OFFER = "offer"
REMINDER = "reminder"
LINK = "link"
KINDS = (CONFIRMATION, CHANGE, CANCELLATION, BADGE, OFFER, REMINDER, LINK)

DUE = "due"
SENDING = "sending"
SENT = "sent"
UNSURE = "unsure"
FAILED = "failed"
MOOT = "moot"
PARKED = (UNSURE, FAILED)
UNSENT = (DUE, SENDING, *PARKED)

# Why a mail is parked, or waits for another attempt.
REFUSED = "refused"
THROTTLED = "throttled"
UNREACHABLE = "unreachable"
NO_ANSWER = "no_answer"
INTERRUPTED = "interrupted"
SENDER_NOT_VERIFIED = "sender_not_verified"
SENDING_PAUSED = "sending_paused"
TOO_MANY = "too_many"

MOST_ATTEMPTS = 5
OVERDUE_AFTER = timedelta(minutes=5)
REMINDER_HOUR = time(9)

_TOLD = (
    "given_name",
    "family_name",
    "email",
    "organisation",
    "kind",
    "stand",
    "ateliers",
    "lunch",
    "diet",
    "village",
    "drink",
    "waiting",
)
"""What a mail tells of a registration: another language alone is no news."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to an attendee. Its `reason` is its name among theirs: at most one is sent for each.

    `unsure` is one that may have gone, and is not sent again by itself; `error` says
    why one failed, by a code. One is `moot` when it has nothing left to say. `due_at` is
    when it last became due, `asked_at` when it first did.
    """

    attendee_id: str
    reason: str
    kind: str
    asked_at: datetime
    state: str = DUE
    attempts: int = 0
    error: str | None = None
    due_at: datetime | None = None
    claimed_at: datetime | None = None
    sent_at: datetime | None = None
    message_id: str | None = None

    @property
    def quiet_since(self) -> datetime:
        """When something was last done about it."""
        done_at = self.claimed_at if self.state == SENDING else self.due_at
        return done_at or self.asked_at

    @property
    def pause_seconds(self) -> float:
        """How long to wait before the next attempt: what refused the last one needs time."""
        return float(2 ** (self.attempts - 1)) if self.attempts else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt to send: the state that it leads to, and why."""

    state: str
    error: str | None = None
    message_id: str | None = None


def due(change: Change, now: datetime) -> tuple[Mail, ...]:
    """Return the mails that a change of a person makes due. Who has no address gets none."""
    before = change.before.attendee if change.before else None
    after = change.after.attendee
    if after is None or after.email is None:
        return ()
    version = change.after.version + 1
    return tuple(Mail(after.id, _reason(kind, after, version), kind, now) for kind in _kinds(before, after))


def _kinds(before: Attendee | None, after: Attendee) -> list[str]:
    if before is None:
        return [CONFIRMATION]
    if after.is_cancelled:
        return [] if before.is_cancelled else [CANCELLATION]
    kinds = [BADGE] if after.issue > before.issue else []
    if set(after.offers) - set(before.offers):
        return [*kinds, OFFER]
    if any(getattr(before, name) != getattr(after, name) for name in _TOLD):
        return [*kinds, CHANGE]
    return kinds


def _reason(kind: str, attendee: Attendee, version: int) -> str:
    if kind == CONFIRMATION:
        return kind
    return f"{kind}-{attendee.issue if kind == BADGE else version}"


def attempted(mail: Mail, outcome: Outcome, now: datetime) -> Mail:
    """Return a mail after an attempt. One that surely did not go is due again, a few times."""
    told = replace(mail, state=outcome.state, error=outcome.error, message_id=outcome.message_id)
    if outcome.state == SENT:
        return replace(told, sent_at=now)
    if outcome.state == DUE:
        return replace(told, state=FAILED) if mail.attempts >= MOST_ATTEMPTS else replace(told, due_at=now)
    return told


def is_moot(mail: Mail, attendee: Attendee | None, programme: Programme, now: datetime) -> bool:
    """Whether a mail has nothing to say any more, or nobody to say it to, as things are now."""
    if attendee is None or attendee.email is None:
        return True
    if attendee.is_cancelled:
        return mail.kind != CANCELLATION
    if mail.kind == BADGE:
        return mail.reason != _reason(BADGE, attendee, 0)
    if mail.kind == OFFER:
        return not attendee.offers
    return mail.kind == REMINDER and now >= programme.event.ends_at


def reminders_begin_at(programme: Programme) -> datetime:
    """Return when people are reminded: nine o'clock on the day before, where the event is."""
    event = programme.event
    return datetime.combine(event.date - timedelta(days=1), REMINDER_HOUR, ZoneInfo(event.timezone))


def are_reminders_due(programme: Programme, now: datetime) -> bool:
    return reminders_begin_at(programme) <= now < programme.event.starts_at


def reminder(attendee: Attendee, registered_before: datetime | None, now: datetime) -> Mail | None:
    """Return somebody's reminder, or None: who registers late has just had a confirmation."""
    if attendee.is_cancelled or attendee.email is None:
        return None
    if registered_before and attendee.registered_at >= registered_before:
        return None
    return Mail(attendee.id, REMINDER, REMINDER, now)


def link(attendee: Attendee, asked_at: datetime) -> Mail:
    """Return the mail with somebody's link, for which they asked."""
    return Mail(attendee.id, f"{LINK}-{asked_at:%Y%m%dT%H%M%S%f}", LINK, asked_at)
