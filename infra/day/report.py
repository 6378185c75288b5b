"""The day in tables: ateliers, arrivals, catering, the village, verdicts, conflicts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from attendance.domain.programme import Programme
from infra.day.run import DayResult
from infra.day.tally import ENTRANCE

# The width that the widest table's numbers leave for titles, and the most that a title needs.
NUMBERS_WIDTH = 62
TITLE_WIDTHS = 18, 60
BAR_WIDTH = 40
MOST_PEOPLE = 40
MOST_REPEATED = 10


def show(result: DayResult, programme: Programme, console: Console) -> None:
    """Print every table."""
    zone = ZoneInfo(programme.event.timezone)
    least, most = TITLE_WIDTHS
    console.print(ateliers(result, programme, min(max(console.width - NUMBERS_WIDTH, least), most)))
    arrivals = result.headcounts["checkpoints"][ENTRANCE]["arrivals"]
    console.print(bars("Arrivals at the entrance", "from", _hours(arrivals, zone)))
    console.print(catering(result))
    console.print(foreseen(result, zone))
    console.print(bars("Visits to the village", "from", _hours(result.catering["village"]["visits"], zone)))
    console.print(bars("Verdicts", "verdict", result.verdicts.most_common()))
    console.print(bars("Conflicts", "conflict", result.conflicts.most_common()))


def ateliers(result: DayResult, programme: Programme, title_width: int) -> Table:
    """Return the nine ateliers, with who sat in them at the end of their slot."""
    table = Table(title="Ateliers", title_justify="left")
    table.add_column("", no_wrap=True)
    for name in ("booked", "at end", "ever", "walk-ins", "refused", "seats"):
        table.add_column(name, justify="right", no_wrap=True)
    titles = {slot.id: slot.title for slot in programme.slots}
    for atelier in programme.ateliers:
        count = result.headcounts["checkpoints"][atelier.id]
        then = result.at_end_of[titles[atelier.slot]]["checkpoints"][atelier.id]
        seats = f"{count['seats']['taken']}/{count['seats']['capacity']}"
        numbers = (count["booked"], then["present"], count["ever"], count["walk_ins"], count["refused"])
        table.add_row(
            escape(f"{atelier.number}. {_shortened(atelier.title, title_width)}"),
            *(str(number) for number in numbers),
            seats,
        )
    return table


def catering(result: DayResult) -> Table:
    """Return the meals by diet, and below them the visitors of the village and the closing drink."""
    lunch, village, drink = (result.catering[part] for part in ("lunch", "village", "drink"))
    table = Table(title="Catering", title_justify="left")
    for name in ("", "booked", "inside", "served"):
        table.add_column(name, justify="right" if name else "left")
    for name, meals in {**lunch["diets"], "all meals": lunch}.items():
        table.add_row(name, *(str(meals[part]) for part in ("booked", "booked_inside", "served")))
    table.add_row("  not booked", "", "", str(lunch["served_not_booked"]), end_section=True)
    table.add_row("exhibitors", str(village["exhibitors_booked"]), str(village["exhibitors_inside"]), "")
    table.add_row("village: visitors", str(village["announced"]), "", str(village["visitors"]))
    table.add_row("closing drink", str(drink["announced"]), str(drink["announced_inside"]), "")
    return table


def foreseen(result: DayResult, zone: ZoneInfo) -> Table:
    """Return what was foreseen of lunch at each hour, and whether its interval held what was served."""
    table, served = Table(title="Lunch as it was foreseen", title_justify="left"), result.catering["lunch"]["served"]
    for name in ("at", "meals", "interval", "to order", "served", "inside"):
        table.add_column(name, justify="left" if name == "at" else "right")
    for one in result.foreseen:
        low, high = one.expected.low, one.expected.high
        numbers = (f"{one.expected.mean:.1f}", f"{low}-{high}", str(one.to_order), str(served))
        table.add_row(f"{one.as_of.astimezone(zone):%H:%M}", *numbers, "yes" if low <= served <= high else "no")
    return table


def bars(title: str, first: str, rows: Iterable[tuple[str, int]]) -> Table:
    """Return counts as bars."""
    counted = list(rows)
    table = Table(title=title, title_justify="left")
    table.add_column(first)
    table.add_column("", justify="right")
    table.add_column("")
    most = max((count for _, count in counted), default=1)
    for name, count in counted:
        table.add_row(name, str(count), Text("█" * max(1, round(BAR_WIDTH * count / most)), style="cyan"))
    return table


def differences(result: DayResult, console: Console) -> None:
    """Print every difference, with the people that make up the expected number."""
    for difference in result.differences:
        what = f"{difference.what}: expected {difference.expected}, found {difference.found}"
        console.print(what, style="bold red", markup=False, highlight=False)
        for line in _at_most(difference.people, MOST_PEOPLE):
            console.print(f"    {line}", markup=False, highlight=False)


def repeated(result: DayResult, console: Console) -> None:
    """Print the requests that were repeated because the stack was busy: no error, but worth knowing."""
    for request in _at_most(result.repeated, MOST_REPEATED):
        console.print(f"sent again: {request}", style="yellow", markup=False, highlight=False)


def last_line(result: DayResult, seconds: float) -> str:
    """Return the day in one sentence."""
    wrong = len(result.differences)
    verdict = f"{wrong} differ" if wrong else "all agree"
    return (
        f"{result.registered} registered, {_thousands(result.scans)} scans"
        f" ({result.uploaded / result.scan_seconds:.0f} a second), {_thousands(result.compared)} numbers and answers"
        f" compared, {verdict}. {seconds:.0f} seconds."
    )


def _hours(steps: Sequence[dict[str, object]], zone: ZoneInfo) -> list[tuple[str, int]]:
    return [
        (f"{datetime.fromisoformat(str(step['from'])).astimezone(zone):%H:%M}", int(str(step["count"])))
        for step in steps
    ]


def _shortened(title: str, width: int) -> str:
    return title if len(title) <= width else f"{title[: width - 1].rstrip()}…"


def _at_most(lines: Sequence[str], most: int) -> list[str]:
    return list(lines[:most]) + ([f"and {len(lines) - most} more"] if len(lines) > most else [])


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")
