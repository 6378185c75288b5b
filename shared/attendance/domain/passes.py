"""A pass: the secret in a link, and what its holder may do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.problem import IdReused, Problem, invalid
from attendance.domain.programme import Checkpoint, Programme
from attendance.domain.scan import Reader, Scan, StoredScan
from attendance.vocabulary.codes import SUPERVISED_KINDS, Kind, Role

UPLOAD_GRACE = timedelta(hours=48)
LEAVING = timedelta(minutes=5)
"""How long a phone that is online may take to hear that a door was taken from its pass."""
SHOWN_OF_DEVICE = 8
MOST_DEVICES = 20
"""How many devices of a pass have their own counters; every scan's answer reads all of them."""
_TERMS = ("role", "label", "checkpoints", "supervisor", "walk_ins", "expires_at", "schedule")
PAGES: Mapping[str, str] = {
    Role.ORGANISER: "tableau",
    Role.VOLUNTEER: "scan",
    Role.ATTENDEE: "badge",
    Role.CATERER: "traiteur",
}
"""The page that a role's link opens."""


def link(role: str, secret: str, origin: str) -> str:
    """Return the address of a role's page with a pass: in the fragment, which no server and no log ever sees."""
    return f"{origin}/{PAGES[role]}#{secret}"


class LinkOver(Problem):
    """A link that was revoked is neither changed, nor made or replaced again."""

    code = "link_over"

    def __init__(self) -> None:
        super().__init__(self.code, "This link was revoked: invite anew.")


@frozen
class Shift:
    """Where the holder of a pass is due, from when to when."""

    checkpoint: str
    starts_at: datetime
    ends_at: datetime


@frozen
class LeftDoor:
    """A checkpoint that was taken from a pass, and when."""

    checkpoint: str
    left_at: datetime


@frozen
class Pass:
    """What the secret in a link allows; `id` is the secret's SHA-256 in hexadecimal.

    A volunteer's pass covers `checkpoints`, an attendee's one `attendee_id`. An attendee's `generation`
    must equal that of the profile, so that cancelling ends all passes. A `mailed` pass is known to the
    readers of a mailbox, so a change of address ends it too. `invited_by` is the id of the organiser's
    pass that made it; None if the command made it. `devices` are the first devices that read badges
    with it. `schedule` is for the phone, which proposes the door that is due; it permits nothing.
    `revision` counts the changes; `left` are the doors that these took away. `mail` is the state of the mail
    that brought its link, None where nobody asked for one.
    """

    id: str
    role: str
    event_id: str
    label: str
    created_at: datetime
    expires_at: datetime
    checkpoints: tuple[str, ...] = ()
    attendee_id: str | None = None
    supervisor: bool = False
    walk_ins: bool = False
    generation: int = 0
    mailed: bool = False
    revoked_at: datetime | None = None
    invited_by: str | None = None
    devices: tuple[str, ...] = ()
    schedule: tuple[Shift, ...] = ()
    left: tuple[LeftDoor, ...] = ()
    revision: int = 0
    mail: str | None = None
    mail_error: str | None = None

    @property
    def may_register_others(self) -> bool:
        """Whether its holder may register people on the spot, even without an address."""
        return self.role == Role.ORGANISER or (self.role == Role.VOLUNTEER and self.walk_ins)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of people that its holder may register on the spot."""
        return tuple(kind for kind in Kind if self.may_exceed_seats or kind not in SUPERVISED_KINDS)

    @property
    def may_exceed_seats(self) -> bool:
        return self.role == Role.ORGANISER or self.supervisor

    def covers(self, checkpoint_id: str) -> bool:
        return self.role == Role.ORGANISER or checkpoint_id in self.checkpoints

    def may_scan(self, scan: Scan) -> bool:
        """Whether a scan may be recorded: at a door of the pass, or at one that its phone did not yet know it had lost.

        A phone that is offline goes on reading there, and what a door decided is recorded. Whoever is not
        trusted any more is revoked.
        """
        at = scan.checkpoint.id
        return self.covers(at) or any(
            door.checkpoint == at and (scan.offline is not None or scan.at < door.left_at + LEAVING)
            for door in self.left
        )

    def visible(self, programme: Programme) -> list[Checkpoint]:
        """Return the checkpoints that its holder may see, in the programme's order."""
        return [checkpoint for checkpoint in programme.checkpoints if self.covers(checkpoint.id)]

    def is_expired(self, now: datetime) -> bool:
        return now >= self.expires_at

    def may_upload_late(self, now: datetime) -> bool:
        """Whether the expired pass may still upload scans made before."""
        return self.role == Role.VOLUNTEER and now < self.expires_at + UPLOAD_GRACE

    def reader(self, device: str | None, name: str | None = None) -> Reader:
        """Return this pass as the reader of badges. Without a device's name, the pass itself is the device.

        The name that a holder gives counts only where the organiser gave none, so that nobody takes the
        name of another door. Without either, the beginning of the device's name is shown; the whole of it
        is known to the device alone. A device that is not in `devices` is counted with the pass.
        """
        device = device or self.id
        tally = None if device in (self.id, *self.devices) else self.id
        return Reader(self.id, device, self.label or name or device[:SHOWN_OF_DEVICE], self.may_exceed_seats, tally)

    def has_place_for(self, device: str) -> bool:
        """Whether a device is not in `devices` and could be added."""
        return len(self.devices) < MOST_DEVICES and device not in (self.id, *self.devices)

    def made_before(self, first: "Pass") -> "Pass":
        """Return what was made first of the same invitation, if it still is what is asked for. Raises Problem."""
        if first.revoked_at is not None:
            raise LinkOver
        if first.revision == 0 and self.terms != first.terms:
            raise IdReused
        return first

    @property
    def terms(self) -> dict[str, Any]:
        """What an invitation says of it."""
        return {name: getattr(self, name) for name in _TERMS}

    def may_replace(self, stored: StoredScan, device: str | None) -> bool:
        """Whether a phone's own verdict may replace a stored answer that it never saw.

        Allowed to the phone that asked, whatever its present link, and to an organiser who uploads its
        outbox.
        """
        return self.role == Role.ORGANISER or stored.reader.device == self.reader(device).device


def invitation(
    pass_id: str,
    programme: Programme,
    now: datetime,
    *,
    role: str,
    label: str,
    checkpoints: tuple[str, ...] = (),
    supervisor: bool = False,
    walk_ins: bool = False,
    expires_at: datetime | None = None,
    invited_by: str | None = None,
    schedule: tuple[Shift, ...] = (),
) -> Pass:
    """Return a pass for whom an organiser invites. Without an expiry, it ends with the event. Raises Problem."""
    made = Pass(
        id=pass_id,
        role=role,
        event_id=programme.event.id,
        label=label,
        created_at=now,
        expires_at=expires_at or programme.event.ends_at,
        checkpoints=checkpoints,
        supervisor=supervisor,
        walk_ins=walk_ins,
        invited_by=invited_by,
        schedule=schedule,
    )
    _check(made, programme)
    _check_schedule(made, programme)
    if expires_at and made.is_expired(now):
        raise invalid("expires_at", "is over already")
    return made


def changed(had: Pass, programme: Programme, now: datetime, changes: Mapping[str, Any]) -> Pass:
    """Return a staff pass with other doors, another schedule, name or end. Raises Problem.

    A shift at a door that is taken away goes with it, unless the schedule is given too.
    """
    after = replace(had, **changes)
    _check(after, programme)
    if "schedule" in changes:
        _check_schedule(after, programme)
    else:
        after = replace(after, schedule=tuple(shift for shift in had.schedule if after.covers(shift.checkpoint)))
    if after == had:
        return had
    lost = tuple(LeftDoor(door, now) for door in had.checkpoints if not after.covers(door))
    left = tuple(door for door in had.left if door.checkpoint not in (*after.checkpoints, *had.checkpoints))
    return replace(after, left=left + lost, revision=had.revision + 1)


def _check(holder: Pass, programme: Programme) -> None:
    for checkpoint in holder.checkpoints:
        if programme.checkpoint(checkpoint) is None:
            raise invalid("checkpoints", f"there is no checkpoint {checkpoint!r}")
    if holder.role == Role.VOLUNTEER and not holder.checkpoints:
        raise invalid("checkpoints", "a volunteer's pass needs checkpoints")
    if holder.role == Role.ORGANISER and not holder.label:
        raise invalid("label", "an organiser's pass needs a label: what they settle is signed with it")


def _check_schedule(holder: Pass, programme: Programme) -> None:
    for number, shift in enumerate(holder.schedule):
        if not holder.covers(shift.checkpoint):
            raise invalid(f"schedule.{number}.checkpoint", "is no checkpoint of the pass")
        if shift.ends_at <= shift.starts_at:
            raise invalid(f"schedule.{number}.ends_at", "is not after its beginning")
        # Mails and phones tell of it by the hour alone.
        if not programme.event.includes(shift.starts_at):
            raise invalid(f"schedule.{number}.starts_at", "is not on the day of the event")


def of_attendee(attendee: Attendee, pass_id: str, programme: Programme, now: datetime, *, mailed: bool = False) -> Pass:
    """Return a pass for one's own registration, valid as long as the registration is kept."""
    return Pass(
        id=pass_id,
        role=Role.ATTENDEE,
        event_id=programme.event.id,
        label="",
        created_at=now,
        expires_at=programme.event.ends_at + timedelta(days=programme.retention_days),
        attendee_id=attendee.id,
        generation=attendee.pass_generation,
        mailed=mailed,
    )
