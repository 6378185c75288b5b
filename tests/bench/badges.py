"""How fast badges are drawn, beside the QR codes alone that no drawing can do without."""

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from attendance.documents import badge_pdf, qr
from attendance.domain.attendee import Attendee
from infra.programme import file
from tests.bench.report import Figures, p50
from tests.builders import attendee, badge_of
from tests.gateway import ROOT

PEOPLE = 300
ROUNDS = 3
IN_A_ROUND = 40
PROGRAMME = file.read(ROOT / "infra/programme/destins-2022.toml")

# Not `ru_maxrss`, in which Linux counts what the process that started this one held.
ALONE = f"""
from tests.bench import badges
people = badges.crowd({PEOPLE})
{{work}}
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def figures() -> list[Figures]:
    """Return badges a second, and what a PDF of many costs; medians of rounds taken in turns."""
    table = Figures(
        f"Badges drawn in one process (medians of {ROUNDS} rounds), beside their QR codes' modules alone",
        ("drawn", "a second", "modules alone, a second", "ratio", "seconds", "peak MB", "only imported, MB", "KB"),
        "The modules are those that the library finds, with the mask that the standard asks to choose.",
    )
    people = crowd(IN_A_ROUND)
    for name, draw in (("SVG", qr.svg), ("PNG", qr.png)):
        spent, floor = _in_turns(partial(_each, draw, people), people)
        size = len(draw(people[0][0])) / 1000
        table.add(name, *_speeds(spent, floor, IN_A_ROUND), "", "", "", f"{size:.1f}")
    one = people[:1]
    spent, floor = _in_turns(lambda: badge_pdf.one(*one[0], PROGRAMME), one)
    size = len(badge_pdf.one(*one[0], PROGRAMME)) / 1000
    table.add("PDF of one", *_speeds(spent, floor, 1), f"{spent:.2f}", "", "", f"{size:.0f}")
    many = crowd(PEOPLE)
    spent, floor = _in_turns(lambda: badge_pdf.sheet(many, PROGRAMME), many)
    size = len(badge_pdf.sheet(many, PROGRAMME)) / 1000
    peak, idle = _peak("badges.badge_pdf.sheet(people, badges.PROGRAMME)"), _peak("")
    table.add(f"PDF of {PEOPLE}", *_speeds(spent, floor, PEOPLE), f"{spent:.2f}", str(peak), str(idle), f"{size:.0f}")
    drawn, modules, _ = _speeds(spent, floor, PEOPLE)
    table.head(f"badges a second, in a PDF of {PEOPLE}", drawn, floor=f"{modules}, the modules alone")
    return [table]


def crowd(number: int) -> list[tuple[str, Attendee]]:
    """Return people of all kinds who chose everything, with what their QR codes say."""
    kinds = ("participant", "speaker", "facilitator", "exhibitor")
    people = [
        attendee(f"Ada{n}", kind=kinds[n % 4], ateliers=("atelier-4", "atelier-8"), lunch=True, village=True)
        for n in range(number)
    ]
    return [(badge_of(who), who) for who in people]


def _each(draw: Callable[[str], object], people: list[tuple[str, Attendee]]) -> None:
    for text, _ in people:
        draw(text)


def _in_turns(work: Callable[[], object], people: list[tuple[str, Attendee]]) -> tuple[float, float]:
    """Return the processor time of the work, and of the modules of the same people."""
    work()
    spent = [(_time(work), _time(lambda: [qr.matrix(text) for text, _ in people])) for _ in range(ROUNDS)]
    return p50(work for work, _ in spent), p50(floor for _, floor in spent)


def _speeds(spent: float, floor: float, number: int) -> tuple[str, str, str]:
    return f"{number / spent:.0f}", f"{number / floor:.0f}", f"{spent / floor:.2f}"


def _time(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _peak(work: str) -> int:
    """Return the most megabytes that a process of its own held."""
    command = [sys.executable, "-c", ALONE.format(work=work)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return int(done.stdout) // 1024
