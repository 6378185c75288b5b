"""Answers about alterations of the programme: what may be altered, what changes, and whom it concerns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NotRequired, TypedDict, cast

from attendance.domain.headcount import BOOKED
from attendance.domain.programme import Programme
from attendance.domain.programme_alteration import (
    Alteration,
    Remarked,
    Value,
    as_text,
    difference,
    filed,
    moved,
    values,
)
from attendance.store.tallies import Board
from attendance.usecases.in_batches import Swept
from attendance.vocabulary.codes import BLOCKING


class Alterable(TypedDict):
    """A thing of the programme as it would be. `filed` is what the file says where organisers altered it."""

    sort: str
    id: str
    starts_at: NotRequired[datetime]
    ends_at: NotRequired[datetime]
    opens_at: NotRequired[datetime]
    closes_at: NotRequired[datetime]
    room: NotRequired[str]
    capacity: NotRequired[int]
    filed: dict[str, str | int]


class AlterationShown(TypedDict):
    """A value before and after; hours as text, as they are sent."""

    sort: str
    id: str
    what: str
    before: str | int
    after: str | int


class RemarkShown(TypedDict):
    """What an alteration comes up against, with `others` of its sort; if it `blocks`, the alteration is refused."""

    code: str
    sort: str
    id: str
    count: int
    others: list[str]
    blocks: bool


class ProgrammeAltered(TypedDict):
    """The programme as it would be, or is from now on.

    `moved` are the ateliers that are elsewhere or at another hour; they were booked `bookings` times.
    """

    revision: int
    things: list[Alterable]
    changes: list[AlterationShown]
    remarks: list[RemarkShown]
    moved: list[str]
    bookings: int


class MoveTold(TypedDict):
    """How many people a call mailed who had not been mailed about this; `next` is the `page` to go on with."""

    asked: int
    next: str | None


def altered(before: Programme, after: Programme, found: Iterable[Remarked], board: Board) -> ProgrammeAltered:
    ateliers = moved(before, after)
    return {
        "revision": after.revision,
        "things": list(_things(after)),
        "changes": [change(each) for each in difference(before, after)],
        "remarks": [_remark(each) for each in found],
        "moved": list(ateliers),
        "bookings": sum(board.totals[atelier, BOOKED] for atelier in ateliers),
    }


def _remark(found: Remarked) -> RemarkShown:
    others, blocks = list(found.others), found.code in BLOCKING
    return {
        "code": found.code,
        "sort": found.sort,
        "id": found.id,
        "count": found.count,
        "others": others,
        "blocks": blocks,
    }


def change(alteration: Alteration) -> AlterationShown:
    sort, thing, what = alteration.key
    return {
        "sort": sort,
        "id": thing,
        "what": what,
        "before": as_text(alteration.before),
        "after": as_text(alteration.after),
    }


def _things(programme: Programme) -> Iterator[Alterable]:
    said, things = filed(programme), defaultdict[tuple[str, str], dict[str, Value]](dict)
    for (sort, thing, name), value in values(programme).items():
        things[sort, thing][name] = value
    for (sort, thing), own in things.items():
        told = {name: as_text(value) for (s, t, name), value in said.items() if (s, t) == (sort, thing)}
        yield cast(Alterable, {"sort": sort, "id": thing, **own, "filed": told})


def told(swept: Swept) -> MoveTold:
    return {"asked": swept.changed, "next": swept.next}
