"""What reading all headcounts costs: the number of phones and doors, not that of people."""

from collections.abc import Sequence
from dataclasses import dataclass

from attendance.domain.scan import PhoneStatus
from attendance.store import programmes, tallies
from tests.bench.crowd import PHONES_A_DOOR, phone
from tests.bench.door import Door
from tests.bench.meter import Call, Meter, kinds
from tests.bench.report import Figures, milliseconds, p50, p95
from tests.bench.stage import HEADCOUNTS, Stage

REQUESTS = 80


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of the headcounts cost, and how long many took."""

    name: str
    calls: list[Call]
    items: int
    seconds: list[float]


def open_doors(stage: Stage) -> None:
    """Have every phone of every checkpoint show a sign of life, as when the day begins."""
    for checkpoint in stage.programme.checkpoints:
        for number in range(PHONES_A_DOOR):
            now = programmes.now(stage.programme)
            status = PhoneStatus(stage.pass_id, phone(checkpoint.id, number), now, 0, 0.1, 80)
            tallies.record_status(stage.event_id, checkpoint.id, status)


def measured(stage: Stage, name: str) -> Reading:
    """Return what the headcounts cost as things are, under a name for that."""
    stage.call(HEADCOUNTS)
    with Meter(stage.event_id) as meter:
        stage.call(HEADCOUNTS)
    door = Door(stage.stack.base_url, stage.secret)
    door.warm_up(HEADCOUNTS, 1)
    answers = [door.ask(HEADCOUNTS) for _ in range(REQUESTS)]
    return Reading(name, meter.calls, len(answers[0].text), [answer.seconds for answer in answers])


def figures(readings: Sequence[Reading]) -> Figures:
    """Return a line for each reading."""
    table = Figures(
        "Headcounts (latency through the front door)",
        ("attendees", "calls", "of these kinds", "items' bytes", "read units", "answer's bytes", "p50 ms", "p95 ms"),
        "Two phones a checkpoint. With more people a count has more digits, and nothing else may differ. Full counters:"
        " one more phone a checkpoint, which counted all that it can (see the fullest tallies).",
    )
    for reading in readings:
        table.add(
            reading.name,
            str(len(reading.calls)),
            kinds(reading.calls),
            str(sum(call.read_bytes for call in reading.calls)),
            f"{sum(call.read_units for call in reading.calls):g}",
            str(reading.items),
            milliseconds(p50(reading.seconds)),
            milliseconds(p95(reading.seconds)),
        )
    return table
