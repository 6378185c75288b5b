"""What reading all headcounts costs: the number of phones and doors, not that of people."""

from collections.abc import Sequence
from dataclasses import dataclass

from attendance.domain.scan import PhoneStatus
from attendance.store import programmes, table, tallies
from tests.bench.crowd import PHONES_A_DOOR, Crowd, phone
from tests.bench.door import Door
from tests.bench.meter import Call, Meter, kinds
from tests.bench.report import Figures, milliseconds, p50, p95, seconds, thousands
from tests.bench.scan_costs import worn_phones
from tests.bench.stage import HEADCOUNTS, Stage

REQUESTS = 40
AIM_MS = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of the headcounts cost, how long many took, and the query of the tallies alone."""

    name: str
    calls: list[Call]
    items: int
    seconds: list[float]
    floor: list[float]


def open_doors(stage: Stage) -> None:
    """Have every phone of every checkpoint show a sign of life, as when the day begins."""
    for checkpoint in stage.programme.checkpoints:
        for number in range(PHONES_A_DOOR):
            now = programmes.now(stage.programme)
            status = PhoneStatus(stage.pass_id, phone(checkpoint.id, number), now, 0, 0.1, 80)
            tallies.record_status(stage.event_id, checkpoint.id, status)


def measured(stage: Stage, crowd: Crowd) -> list[Reading]:
    """Return what the headcounts cost as things are, and with counters that are full."""
    people = f"{thousands(crowd.size)} attendees"
    plain = _read(stage, people)
    with worn_phones(stage):
        return [plain, _read(stage, f"{people}, full counters")]


def _read(stage: Stage, name: str) -> Reading:
    stage.call(HEADCOUNTS)
    with Meter(stage.event_id) as meter:
        stage.call(HEADCOUNTS)
    door = Door(stage.stack.base_url, stage.secret)
    door.warm_up(HEADCOUNTS, 1)
    answers = [door.ask(HEADCOUNTS) for _ in range(REQUESTS)]
    (call,) = meter.of_headcounts
    floor = [seconds(lambda: table.client().query(**call.parameters)) for _ in range(REQUESTS)]
    return Reading(name, meter.calls, len(answers[0].text), [answer.seconds for answer in answers], floor)


def figures(_: Stage, few: Sequence[Reading], many: Sequence[Reading]) -> list[Figures]:
    """Return a line for each reading."""
    shown = Figures(
        "Headcounts (latency through the front door)",
        (
            *("attendees", "calls", "of these kinds", "items' bytes", "read units", "answer's bytes"),
            *("p50 ms", "the query alone, p50 ms", "aim", "p95 ms"),
        ),
        "Two phones a checkpoint. With more people a count has more digits, and nothing else may differ. Full counters:"
        " one more phone a checkpoint, which counted all that it can (see the fullest tallies).",
    )
    for reading in (*few, *many):
        p50_ms = p50(reading.seconds) * 1000
        shown.add(
            reading.name,
            str(len(reading.calls)),
            kinds(reading.calls),
            str(sum(call.read_bytes for call in reading.calls)),
            f"{sum(call.read_units for call in reading.calls):g}",
            str(reading.items),
            milliseconds(p50(reading.seconds)),
            milliseconds(p50(reading.floor)),
            shown.aim(p50_ms, AIM_MS),
            milliseconds(p95(reading.seconds)),
        )
    plain = many[0]
    shown.head(
        f"headcounts, {plain.name}, p50 ms",
        milliseconds(p50(plain.seconds)),
        floor=f"{milliseconds(p50(plain.floor))}, the query alone",
        aim=shown.aim(p50(plain.seconds) * 1000, AIM_MS),
    )
    return [shown]
