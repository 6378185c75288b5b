"""Altering the programme by hand: read it as it is this moment, change it, store it with the seats and the act."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from attendance.domain import programme_alteration as rules
from attendance.domain.problem import Problem, several
from attendance.domain.programme import Programme
from attendance.domain.programme_alteration import Key, Remarked, Value
from attendance.store import acts, programmes, tallies
from attendance.store.tallies import Board
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import BLOCKING, ActKind, Remark

_REFUSED = {
    Remark.ENDS_FIRST: "ends later than it begins",
    Remark.ANOTHER_DAY: "is on the day of the event",
}


def atelier(caller: Caller, atelier_id: str, wanted: Mapping[str, Value | None]) -> Programme:
    """Give an atelier another room or capacity; return the programme. Raises Problem and Contended."""
    before = programmes.latest(caller.event_id)
    before.get_atelier(atelier_id)
    given = {("ateliers", atelier_id, name): value for name, value in wanted.items() if value is not None}
    after = rules.altered(before, given)
    told = {a.key[-1]: {"before": a.before, "after": a.after} for a in rules.difference(before, after)}
    return _stored(caller, before, after, ActKind.ATELIER_CHANGED, {"atelier": atelier_id, **told})


def alter(
    caller: Caller, wanted: Mapping[Key, Value], revision: int | None, board: Board
) -> tuple[Programme, Programme]:
    """Alter some values; return the programme before and after. Raises Problem and Contended.

    The same again changes nothing, whoever changed something else since. Anything else rests on the
    revision that the caller saw, if they name one.
    """
    before, after = tried(programmes.latest(caller.event_id), wanted)
    if after == before:
        return before, before
    if revision not in (None, before.revision):
        raise Problem("programme_changed", "Somebody changed the programme meanwhile: look at it again.")
    refused = [r for r in remarks(before, after, board) if r.code in BLOCKING]
    if refused:
        raise several([{"field": f"{r.sort}.{r.id}", "message": _REFUSED[r.code]} for r in refused])
    changes = [
        {"place": list(a.key), "before": rules.as_text(a.before), "after": rules.as_text(a.after)}
        for a in rules.difference(before, after)
    ]
    return before, _stored(caller, before, after, ActKind.PROGRAMME_CORRECTED, {"changes": changes})


def tried(before: Programme, wanted: Mapping[Key, Value]) -> tuple[Programme, Programme]:
    """Return the programme before and after an alteration that is not stored. Raises Problem for what is not there."""
    known = rules.values(before)
    if unknown := [key for key in wanted if key not in known]:
        raise several([{"field": ".".join(key), "message": "is nothing that can be corrected"} for key in unknown])
    return before, rules.altered(before, wanted)


def remarks(before: Programme, after: Programme, board: Board) -> Iterable[Remarked]:
    return rules.remarks(before, after, board.totals, board.seats)


def _stored(caller: Caller, before: Programme, after: Programme, what: ActKind, details: dict[str, Any]) -> Programme:
    if after == before:
        return before
    # As it is this moment: the caller's may be from before the event was closed.
    replace(caller, programme=before).check_open()
    journal = acts.writes(caller.event_id, caller.act(what, **details), programmes.purge_at(before))
    was = {one.id: one.capacity for one in before.ateliers}
    seats = [a for a in after.ateliers if a.capacity != was[a.id]]
    after = replace(after, replaced=rules.replaced(before, after))
    programmes.put(after, [*(tallies.capacity_set(caller.event_id, a.id, a.capacity) for a in seats), *journal])
    return programmes.latest(caller.event_id)
