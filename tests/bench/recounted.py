"""Whether all agrees after the loads: every scan is counted again, beside the counters, seats and attendances."""

from infra.verify import recount
from tests.bench.report import Figures, seconds, thousands
from tests.bench.stage import Stage


def figures(stage: Stage) -> list[Figures]:
    """Return how many numbers differ from a recount. The first that do are named in the note."""
    found = []
    took = seconds(lambda: found.append(recount(stage.event_id)))
    (counted,) = found
    differ = counted.differences
    shown = Figures(
        "A recount after the loads",
        ("people", "scans", "numbers", "that differ", "aim", "s"),
        "\n".join(str(difference) for difference in differ[:3]),
    )
    aim = shown.aim(len(differ), 0)
    numbers = (thousands(each) for each in (counted.people, counted.scans, len(counted.totals)))
    shown.add(*numbers, str(len(differ)), aim, f"{took:.0f}")
    shown.head(f"numbers that differ after {thousands(counted.scans)} scans", str(len(differ)), floor="0", aim=aim)
    return [shown]
