"""What a scan costs with few devices at the doors and with many: their tallies are what headcounts are summed from."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from attendance.domain.headcount import ARRIVALS, EVER, MEALS_INSIDE, PRESENT
from attendance.domain.passes import MOST_DEVICES
from attendance.domain.programme import DIETS, ENTRANCE
from attendance.domain.scan import PhoneStatus, Reader
from attendance.store import keys, programmes, table, tallies
from tests.bench.crowd import Crowd
from tests.bench.handler_cpu import PAIRS, pairs
from tests.bench.report import Figures, milliseconds, p50
from tests.bench.stage import LABEL, Stage, ateliers

FEW, MANY = 6, 600
AIM = 1.1
ARRIVAL_STEPS = 12
FRESH = 2 * (2 * PAIRS + 2)


def figures(stage: Stage, crowd: Crowd) -> list[Figures]:
    """Return a line for few devices and one for many, each with tallies of its own at two checkpoints."""
    shown = Figures(
        "Processor time of the scan function by the number of devices that count, each at two checkpoints",
        ("devices", "median, ms a scan", "bare calls, ms", "ratio", "of the first", "aim", "mean, ms", "slowest, ms"),
        "Beside two bare calls in turns, as the machine has more to do. The slowest scans sum all tallies"
        " for the headcounts in their answers: one in two seconds, which the mean holds.",
    )
    first = 0.0
    for devices in (FEW, MANY):
        with counting(stage, devices):
            scans, bare = pairs(stage, crowd, ENTRANCE)
        ratio = p50(scans) / p50(bare)
        first = first or ratio
        shown.add(
            str(devices),
            milliseconds(p50(scans)),
            milliseconds(p50(bare)),
            f"{ratio:.2f}",
            f"{ratio / first:.2f}",
            shown.aim(ratio / first, AIM),
            milliseconds(sum(scans) / len(scans)),
            milliseconds(max(scans)),
        )
    times, aim = f"{ratio / first:.2f}", shown.aim(ratio / first, AIM)
    shown.head(f"a scan's processor with {MANY} devices, in that with {FEW}", times, floor="1", aim=aim)
    return [shown]


@contextmanager
def counting(stage: Stage, devices: int) -> Iterator[None]:
    """Have as many devices more count an hour's arrivals at the entrance and at an atelier, for a while."""
    made = []
    for number in range(devices):
        reader = Reader(f"{number // MOST_DEVICES:012}", f"device-{number}-".ljust(36, "0"), LABEL)
        status = PhoneStatus(reader.pass_id, reader.device, programmes.now(stage.programme), 0, 0.1, 80)
        for checkpoint in (ENTRANCE, ateliers(stage.programme)[0]):
            write = tallies.moved_by_scan(stage.event_id, checkpoint, reader, _of_an_hour(checkpoint), status)
            table.write(write)
            made.append(keys.tally(stage.event_id, checkpoint, reader.pass_id, reader.device))
    yield
    for key in made:
        table.write(table.delete(key))


def _of_an_hour(checkpoint: str) -> Counter[tuple[str, str]]:
    steps = [f"{ARRIVALS}{number}" for number in range(120, 120 + ARRIVAL_STEPS)]
    meals = [f"{MEALS_INSIDE}{diet}" for diet in DIETS]
    own = Counter({(checkpoint, measure): 1 for measure in (EVER, PRESENT, *steps)})
    return own + Counter({(ENTRANCE, measure): 1 for measure in meals})
