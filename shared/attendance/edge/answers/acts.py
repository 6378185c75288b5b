"""Answers about acts: what the staff did, with the names of the people concerned, unless erased."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict

from attendance.domain.attendee import Attendee
from attendance.domain.journal import Act
from attendance.domain.mails_at_once import told


class OwnAct(TypedDict):
    """An act as the person themselves may see it: without who did it."""

    at: datetime
    what: str
    details: dict[str, Any]


class ActShown(OwnAct):
    """An act. `by` is the label of the pass that did it; `details` depend on the kind of act."""

    id: str
    by: str


class NamedAct(ActShown):
    attendee_id: str | None
    name: str | None


class Acts(TypedDict):
    acts: list[NamedAct]
    next: str | None


def journal(acts: Iterable[Act], attendees: Mapping[str, Attendee], following: str | None, now: datetime) -> Acts:
    return {"acts": [_named(_told(act, now), attendees) for act in acts], "next": following}


def own(act: Act) -> OwnAct:
    return {"at": act.at, "what": act.what, "details": dict(act.details)}


def shown(act: Act) -> ActShown:
    return {**own(act), "id": act.id, "by": act.by}


def _told(act: Act, now: datetime) -> Act:
    if "mail" not in act.details:
        return act
    return replace(act, details={**act.details, "mail": told(act.details["mail"], act.at, now)})


def _named(act: Act, attendees: Mapping[str, Attendee]) -> NamedAct:
    found = attendees.get(act.attendee_id) if act.attendee_id else None
    return {**shown(act), "attendee_id": act.attendee_id, "name": found.name if found else None}
