"""Answers about passes: without their secrets, with the phones that hold them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from attendance.domain.mails_at_once import told
from attendance.domain.passes import Pass
from attendance.domain.scan import PhoneStatus
from attendance.usecases.caller import Caller


class Phone(TypedDict):
    device: str
    last_seen_at: datetime
    outbox: int
    clock_skew_seconds: float
    battery: int | None


class ShiftShown(TypedDict):
    checkpoint: str
    starts_at: datetime
    ends_at: datetime


class PassShown(TypedDict):
    """A pass. `outbox` is the sum of its phones'; `clock_skew_seconds` is that of the phone seen last.

    `invited_by` is the id of the pass that made it. `own` is true for the pass that asks. `mailed` is the state of
    the mail with its link, null where none was asked for; `mail_error` says why it did not go.
    """

    id: str
    role: str
    label: str
    checkpoints: list[str]
    schedule: list[ShiftShown]
    supervisor: bool
    walk_ins: bool
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    invited_by: str | None
    own: bool
    mailed: str | None
    mail_error: str | None
    last_seen_at: datetime | None
    outbox: int
    clock_skew_seconds: float | None
    devices: list[Phone]


class Passes(TypedDict):
    passes: list[PassShown]


_Secret = TypedDict("_Secret", {"pass": str, "link": str})


class PassIssued(PassShown, _Secret):
    """A new pass; only this answer has its secret."""


def shown(holder: Pass, asking: Caller, phones: Iterable[PhoneStatus] = ()) -> PassShown:
    """Return a pass with its phones; a phone that reads at several doors is listed once, as it was seen last."""
    latest: dict[str, PhoneStatus] = {}
    for phone in sorted(phones, key=lambda p: p.last_seen_at):
        if holder.id.startswith(phone.pass_id):
            latest[phone.device] = phone
    seen = sorted(latest.values(), key=lambda p: p.last_seen_at, reverse=True)
    return {
        "id": holder.id,
        "role": holder.role,
        "label": holder.label,
        "checkpoints": list(holder.checkpoints),
        "schedule": schedule(holder),
        "supervisor": holder.supervisor,
        "walk_ins": holder.walk_ins,
        "created_at": holder.created_at,
        "expires_at": holder.expires_at,
        "revoked_at": holder.revoked_at,
        "invited_by": holder.invited_by,
        "mailed": holder.mail and told(holder.mail, holder.created_at, asking.now),
        "mail_error": holder.mail_error or None,
        "own": holder.id == asking.holder.id,
        "last_seen_at": seen[0].last_seen_at if seen else None,
        "outbox": sum(phone.outbox for phone in seen),
        "clock_skew_seconds": seen[0].clock_skew_seconds if seen else None,
        "devices": [_phone(phone) for phone in seen],
    }


def issued(holder: Pass, asking: Caller, secret: str, link: str) -> PassIssued:
    return {**shown(holder, asking), "pass": secret, "link": link}


def schedule(holder: Pass) -> list[ShiftShown]:
    return [
        {"checkpoint": shift.checkpoint, "starts_at": shift.starts_at, "ends_at": shift.ends_at}
        for shift in holder.schedule
    ]


def _phone(phone: PhoneStatus) -> Phone:
    return {
        "device": phone.device,
        "last_seen_at": phone.last_seen_at,
        "outbox": phone.outbox,
        "clock_skew_seconds": phone.clock_skew_seconds,
        "battery": phone.battery,
    }
