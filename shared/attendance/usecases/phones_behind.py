"""Phones behind: they may hold scans of a door that the server does not know of."""

from datetime import datetime
from typing import TypedDict

from attendance.domain.passes import Pass
from attendance.domain.phones import last_seen
from attendance.domain.problem import Problem
from attendance.domain.scan import PhoneStatus
from attendance.store import passes, tallies
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import Role

MOST_SHOWN = 20


class UnsentPhone(TypedDict):
    """A phone's last status; `pass_id` is the beginning of its pass's id."""

    pass_id: str
    label: str
    device: str
    outbox: int
    last_seen_at: datetime


def check_brought(caller: Caller, checkpoint: str, since: datetime) -> None:
    """Raise Problem if a phone has scans to upload, or was at a door today and has been silent since a time."""
    first = caller.programme.event.starts_at
    phones = [phone for phone in tallies.board(caller.event_id).phones if phone.last_seen_at >= first]
    staff = passes.staff(caller.event_id)
    holders = {p.pass_id: holder for p in phones for holder in staff if holder.id.startswith(p.pass_id)}
    covering = {
        pass_id for pass_id, holder in holders.items() if holder.role == Role.VOLUNTEER and holder.covers(checkpoint)
    }
    here = {phone.device for phone in phones if phone.checkpoint == checkpoint}
    unsent = [
        phone
        for phone in last_seen(phones)
        if (phone.outbox and (phone.pass_id in covering or phone.device in here))
        or (phone.last_seen_at < since and phone.device in here)
    ]
    if unsent:
        raise Problem(
            "phones_unsent",
            "Some phones may hold scans of this door: who is in there may seem absent.",
            phones=[_shown(phone, holders.get(phone.pass_id)) for phone in unsent[:MOST_SHOWN]],
        )


def _shown(phone: PhoneStatus, holder: Pass | None) -> UnsentPhone:
    return {
        "pass_id": phone.pass_id,
        "label": holder.label if holder else "",
        "device": phone.device,
        "outbox": phone.outbox,
        "last_seen_at": phone.last_seen_at,
    }
