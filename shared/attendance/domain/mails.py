"""The mails that a change of a person makes due, derived like the totals."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from attendance.domain.attendee import CHOSEN, Address, Attendee
from attendance.domain.frozen import frozen
from attendance.domain.person import Change
from attendance.domain.programme import Programme
from attendance.domain.refusals import NoAddress, RegistrationCancelled
from attendance.vocabulary.codes import NOTICES, OF_THE_SERVICE, PARKED, MailFault, MailKind, MailState
from attendance.vocabulary.limits import MAIL_OVERDUE_SECONDS

MOST_ATTEMPTS = 5
THROTTLED_FOR = timedelta(hours=1)
"""For so long a service that is only too busy uses up no attempt; after that, it is no matter of its pace any more."""
LONGEST_PAUSE_SECONDS = 45.0
OVERDUE_AFTER = timedelta(seconds=MAIL_OVERDUE_SECONDS)
NOTICE_KEPT = timedelta(days=2)
REMINDER_HOUR = time(9)

_SHOWN = tuple(name for name in CHOSEN if name != "language")
"""The fields that a mail shows: if only the language changed, no mail is due."""


@frozen
class Mail:
    """A mail to an attendee. Its `reason` names it among theirs: at most one is sent for each.

    An `unsure` mail may have been sent, and is not sent again by itself; a `held` one waits until the mail
    service takes mails again, which one that `probes` finds out; `error` is the code of why. A mail is `moot`
    when it has nothing left to say. `asked_at` is when it first became due, `due_at` when it last did.
    `claim` names the attempt that holds it. `to` is the address of a notice, until it is sent; any other mail
    goes to the person's current address, or to their pending one. `number` names the address that its link
    confirms or restores; `ateliers` are those that it tells of, `replaced` what they no longer are, `brings`
    is an organiser's message. `address` is the number of the address that it was last written for.
    """

    attendee_id: str
    reason: str
    kind: str
    asked_at: datetime
    state: str = MailState.DUE
    attempts: int = 0
    error: str | None = None
    due_at: datetime | None = None
    claimed_at: datetime | None = None
    claim: str | None = None
    to: str | None = None
    number: int | None = None
    ateliers: tuple[str, ...] = ()
    brings: str | None = None
    sent_at: datetime | None = None
    message_id: str | None = None
    address: int | None = None
    replaced: Mapping[str, str | int] | None = None
    probes: bool = False

    @property
    def is_under_way(self) -> bool:
        """Whether an attempt holds it, or held it when the attempt died."""
        return self.state in (MailState.WRITING, MailState.SENDING)

    @property
    def quiet_since(self) -> datetime:
        """When something was last done with it."""
        done_at = self.claimed_at if self.is_under_way else self.due_at
        return done_at or self.asked_at

    @property
    def pause_seconds(self) -> float:
        """How long to wait before the next attempt, so that the cause of the last failure can pass."""
        if self.error == MailFault.THROTTLED:
            waited = (self.quiet_since - self.asked_at).total_seconds()
            return min(max(1.0, waited / 4), LONGEST_PAUSE_SECONDS)
        return float(2 ** (self.attempts - 1)) if self.attempts else 0.0


@frozen
class Outcome:
    """The result of an attempt to send: the next state, and why."""

    state: str
    error: str | None = None
    message_id: str | None = None


def due(change: Change, now: datetime, *, notify: bool = True) -> tuple[Mail, ...]:
    """Return the mails that a change of a person makes due. Without an address, only a last notice is.

    Without `notify` only the mailbox that they leave is told: it may be a stranger who takes a registration over.
    """
    before = change.before.attendee if change.before else None
    after = change.after.attendee
    if after is None:
        return ()
    version = change.after.version + 1
    kinds = _kinds(before, after) if after.email else []
    own = [Mail(after.id, _reason(kind, after, version), kind, now) for kind in kinds if notify]
    if notify and after.pending and (before is None or after.pending != before.pending):
        own.append(new_address(after, after.pending, now))
    if before is None or not after.has_left(before):
        return tuple(own)
    number = before.address_number if before.address_number in (left.number for left in change.after.former) else None
    kind = MailKind.ERASURE if after.erased_at else MailKind.ADDRESS if number is None else MailKind.RESTORE
    return (*own, Mail(after.id, _reason(kind, after, version), kind, now, to=before.email, number=number))


def _kinds(before: Attendee | None, after: Attendee) -> list[MailKind]:
    if before is None:
        return [MailKind.CONFIRMATION]
    if after.is_cancelled:
        return [] if before.is_cancelled else [MailKind.CANCELLATION]
    kinds = [MailKind.BADGE] if after.issue > before.issue else []
    if set(after.offers) - set(before.offers):
        return [*kinds, MailKind.OFFER]
    if any(getattr(before, name) != getattr(after, name) for name in _SHOWN):
        return [*kinds, MailKind.CHANGE]
    return kinds


def _reason(kind: str, attendee: Attendee, version: int) -> str:
    if kind == MailKind.CONFIRMATION:
        return kind
    return f"{kind}-{attendee.issue if kind == MailKind.BADGE else version}"


def attempted(mail: Mail, outcome: Outcome, now: datetime) -> Mail:
    """Return a mail after an attempt. One that was certainly not sent is due again, a few times.

    Then it failed, if the fault may be its own. If not, it is held, and will have all of its attempts again.
    """
    is_busy = outcome.error == MailFault.THROTTLED and now < mail.asked_at + THROTTLED_FOR
    attempts, state = mail.attempts - is_busy, outcome.state
    if state == MailState.DUE and attempts >= MOST_ATTEMPTS:
        state = MailState.HELD if outcome.error in OF_THE_SERVICE else MailState.FAILED
    after = replace(
        mail,
        attempts=0 if state == MailState.HELD else attempts,
        state=state,
        error=outcome.error,
        probes=False,
        message_id=outcome.message_id,
        sent_at=now if outcome.state == MailState.SENT else mail.sent_at,
    )
    if after.state in (MailState.DUE, MailState.HELD):
        return replace(after, due_at=now)
    return after if keeps_address(after) else replace(after, to=None)


def keeps_address(mail: Mail) -> bool:
    """Whether a parked notice may be sent again: nothing is kept of an erased person."""
    return mail.kind in (MailKind.ADDRESS, MailKind.RESTORE) and mail.state in PARKED


def is_moot(mail: Mail, attendee: Attendee | None, programme: Programme, now: datetime) -> bool:
    """Whether a mail has nothing left to say, or nobody left to say it to."""
    if mail.kind in NOTICES:
        return mail.to is None
    if mail.kind == MailKind.NEW_ADDRESS:
        return attendee is None or attendee.pending is None or attendee.pending.number != mail.number
    if attendee is None or attendee.email is None:
        return True
    if attendee.is_cancelled:
        return mail.kind != MailKind.CANCELLATION
    if mail.kind == MailKind.BADGE:
        return mail.reason != _reason(MailKind.BADGE, attendee, 0)
    if mail.kind == MailKind.OFFER:
        return not attendee.offers
    if mail.kind == MailKind.MOVED and not set(mail.ateliers) & set(attendee.bookings):
        return True
    return mail.kind in (MailKind.REMINDER, MailKind.MOVED) and now >= programme.event.ends_at


def reminders_begin_at(programme: Programme) -> datetime:
    """Return when reminders begin: nine o'clock on the day before, in the event's time zone."""
    event = programme.event
    return datetime.combine(event.date - timedelta(days=1), REMINDER_HOUR, ZoneInfo(event.timezone))


def are_reminders_due(programme: Programme, now: datetime) -> bool:
    return reminders_begin_at(programme) <= now < programme.event.starts_at


def reminder(attendee: Attendee, registered_before: datetime | None, now: datetime) -> Mail | None:
    """Return somebody's reminder, or None for a late registration, which has just been confirmed."""
    if attendee.is_cancelled or attendee.email is None:
        return None
    if registered_before and attendee.registered_at >= registered_before:
        return None
    return Mail(attendee.id, MailKind.REMINDER, MailKind.REMINDER, now)


def moved(
    attendee: Attendee,
    ateliers: Collection[str],
    revision: int,
    now: datetime,
    was: Mapping[str, str | int] | None = None,
) -> Mail | None:
    """Return the mail to somebody who booked some of the ateliers that are elsewhere, or at another hour."""
    booked = tuple(atelier for atelier in attendee.bookings if atelier in ateliers)
    if attendee.is_cancelled or attendee.email is None or not booked:
        return None
    reason = f"{MailKind.MOVED}-{revision}"
    return Mail(attendee.id, reason, MailKind.MOVED, now, ateliers=booked, replaced=was)


def link(attendee: Attendee, asked_at: datetime) -> Mail:
    """Return the mail with the link that somebody asked for."""
    return Mail(attendee.id, _reason_of(MailKind.LINK, asked_at), MailKind.LINK, asked_at)


def again(attendee: Attendee, mail_id: str, asked_at: datetime) -> Mail:
    """Return the mail that brings somebody their badge and link once more, as an organiser asked under an id.

    Raises RegistrationRefused where nothing can be mailed to them.
    """
    check_mailable(attendee)
    return Mail(attendee.id, f"{MailKind.AGAIN}-{mail_id}", MailKind.AGAIN, asked_at)


def with_message(attendee: Attendee, message_id: str, asked_at: datetime) -> Mail:
    """Return the mail that brings somebody an organiser's message."""
    reason = message_reason(message_id)
    return Mail(attendee.id, reason, MailKind.MESSAGE, asked_at, brings=message_id)


def message_reason(message_id: str) -> str:
    return f"{MailKind.MESSAGE}-{message_id}"


def check_mailable(attendee: Attendee) -> None:
    """Raise RegistrationRefused where nothing can be mailed to somebody."""
    if attendee.is_cancelled:
        raise RegistrationCancelled
    if attendee.email is None:
        raise NoAddress


def new_address(attendee: Attendee, pending: Address, asked_at: datetime) -> Mail:
    """Return the mail that confirms a pending address; it may be asked for again."""
    kind = MailKind.NEW_ADDRESS
    return Mail(attendee.id, _reason_of(kind, asked_at), kind, asked_at, number=pending.number)


def _reason_of(kind: str, asked_at: datetime) -> str:
    return f"{kind}-{asked_at:%Y%m%dT%H%M%S%f}"
