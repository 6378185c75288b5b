"""The day in numbers, without names, as a table and as JSON: kept after people are erased."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from attendance.documents import localised, places
from attendance.documents.tables import DAY, MOMENT, NUMBER, Cell, Column, Table
from attendance.domain import headcount, instant
from attendance.domain.headcount import (
    ALREADY,
    ARRIVAL_STEP,
    ARRIVALS,
    BOOKED,
    CANCELLED,
    DRINKS,
    EVER,
    EXHIBITORS,
    MEALS,
    MEALS_OF,
    REFUSED,
    RELEASED,
    SERVED,
    SERVED_OF,
    TICKED,
    VISIT_STEP,
    VISITS,
    WALK_INS,
    Totals,
)
from attendance.domain.programme import LUNCH, Checkpoint, Programme
from attendance.vocabulary.codes import Kind
from attendance.vocabulary.words import spoken

_PLAIN = (BOOKED, RELEASED, CANCELLED, EVER, WALK_INS, ALREADY, EXHIBITORS, DRINKS)
_SPLIT = (MEALS, MEALS_OF, SERVED, SERVED_OF, REFUSED, TICKED)
_STEPPED = {ARRIVALS: ARRIVAL_STEP, VISITS: VISIT_STEP}
# Names for programs, of measures whose own names are short because they are stored.
_NAMES = {
    MEALS: "meals_by_diet",
    MEALS_OF: "meals_by_kind",
    SERVED: "served_by_diet",
    SERVED_OF: "served_by_kind",
    REFUSED: "refused",
    TICKED: "ticked",
    ARRIVALS: "arrivals",
    VISITS: "visits",
}


def table(summed: Totals, programme: Programme, language: str) -> Table:
    """Return every number on its own line: where, what, of which part or from what time on."""
    words = spoken("papers.statistics", language)
    titles = words["columns"]
    kinds, widths = ("text", "text", "text", "text", MOMENT, NUMBER), (14, 26, 34, 26, 20, 10)
    columns = [Column(titles[0], DAY, 12)]
    columns += [Column(*column) for column in zip(titles[1:], kinds, widths, strict=True)]
    return Table(words["name"], columns, _rows(summed, programme, language), programme.event, language)


def as_json(summed: Totals, programme: Programme, now: datetime) -> bytes:
    """Return the same numbers for programs, by checkpoint."""
    event = programme.event
    document = {
        "event": event.id,
        "name": event.name,
        "date": event.date.isoformat(),
        "timezone": event.timezone,
        "as_of": instant.text(now),
        "checkpoints": [_checkpoint(door, summed, programme) for door in programme.checkpoints],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _rows(summed: Totals, programme: Programme, language: str) -> Iterator[list[Cell]]:
    words, midnight = spoken("papers.measures", language), programme.event.starts_at
    for door in programme.checkpoints:
        for measure, detail, starts_at, count in _numbers(door.id, summed, programme):
            part = _detail(measure, detail, programme, language)
            place = places.title(door.id, programme)
            yield [midnight, door.id, place, words[measure], part, starts_at, count]


def _numbers(
    checkpoint_id: str, summed: Totals, programme: Programme
) -> Iterator[tuple[str, str, datetime | None, int]]:
    """Return the non-zero numbers of a checkpoint: measure, part, from when, count."""
    for measure in _PLAIN:
        if summed[checkpoint_id, measure]:
            yield measure, "", None, summed[checkpoint_id, measure]
    for measure in _SPLIT:
        for part, count in _parts(summed, checkpoint_id, measure, programme).items():
            yield measure, part, None, count
    for measure, length in _STEPPED.items():
        for starts_at, count in _steps(summed, checkpoint_id, measure, length, programme).items():
            yield measure, "", starts_at, count


def _parts(summed: Totals, checkpoint_id: str, measure: str, programme: Programme) -> dict[str, int]:
    """Return the parts of a measure, those that have an order in it first."""
    if measure not in (REFUSED, TICKED) and checkpoint_id != LUNCH:
        # Elsewhere, the name of another measure begins so.
        return {}
    found, diets = headcount.parts(summed, checkpoint_id, measure), [diet.id for diet in programme.diets]
    ordered = {MEALS: diets, SERVED: diets, MEALS_OF: [*Kind], SERVED_OF: [*Kind]}.get(measure, [])
    return {part: found[part] for part in dict.fromkeys([*ordered, *found]) if part in found}


def _steps(
    summed: Totals, checkpoint_id: str, measure: str, length: timedelta, programme: Programme
) -> dict[datetime, int]:
    return headcount.steps(summed, checkpoint_id, measure, length, programme.event)


def _detail(measure: str, detail: str, programme: Programme, language: str) -> str:
    if not detail:
        return ""
    if measure == REFUSED:
        return str(spoken("common.recorded", language).get(detail, detail))
    if measure == TICKED:
        return str(spoken("common.fields", language)[detail])
    label_of = localised.kind if measure in (MEALS_OF, SERVED_OF) else localised.diet
    return label_of(detail, programme, language)


def _checkpoint(door: Checkpoint, summed: Totals, programme: Programme) -> dict[str, object]:
    numbers: dict[str, object] = {"id": door.id, "group": door.group, "title": door.title}
    numbers |= {measure: summed[door.id, measure] for measure in _PLAIN if summed[door.id, measure]}
    for measure in _SPLIT:
        if parts := _parts(summed, door.id, measure, programme):
            numbers[_NAMES[measure]] = parts
    for measure, length in _STEPPED.items():
        if steps := _steps(summed, door.id, measure, length, programme):
            numbers[_NAMES[measure]] = [{"from": instant.text(at), "count": count} for at, count in steps.items()]
    return numbers
