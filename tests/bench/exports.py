"""What the sheets and tables of organisers cost, each in a process of its own: seconds, and the most memory held."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import httpx

from attendance.documents import attendance_table, attestation, report, scans_table, signature_sheet, tables
from attendance.domain import day_summary
from attendance.domain.attendee import Attendee
from attendance.domain.person import Person
from attendance.domain.scan import StoredScan
from infra.programme import file
from tests.bench.report import Figures, milliseconds, p50, thousands
from tests.bench.stage import Stage
from tests.builders import READER, at, attendee
from tests.gateway import ROOT

FEW, MANY = 300, 30_000
REQUESTS = 5
PROGRAMME = file.read(ROOT / "infra/programme/destins-2022.toml")
NOW = at("18:00")
DOORS = (("entrance", "7:10"), ("atelier-4", "9:02"), ("lunch", "10:20"), ("village", "10:50"), ("atelier-8", "13:16"))
# A Lambda of this size holds any of them, the interpreter and its libraries included.
MOST_MEGABYTES = 512

# Not `ru_maxrss`, in which Linux counts what the process that started this one held.
ALONE = """
from tests.bench import exports
exports.print_cost({name!r}, {number})
"""


def crowd(number: int) -> Iterator[Person]:
    """Return people as they come from the table, one at a time, each of whom did everything."""
    for place in range(number):
        who = attendee(
            f"Ada{place}",
            family_name=f"Exemple-Nom-{place % 977}",
            organisation=f"Structure {place % 61}",
            ateliers=("atelier-4", "atelier-8"),
            lunch=True,
            village=True,
        )
        scans = (_scan(who, door, hour, timedelta(seconds=place % 900)) for door, hour in DOORS)
        yield Person(who, tuple(scans))


def _scan(who: Attendee, checkpoint: str, hour: str, later: timedelta) -> StoredScan:
    door = PROGRAMME.checkpoint(checkpoint)
    assert door
    when = at(hour) + later
    made = StoredScan(f"{who.id}-{checkpoint}", checkpoint, door.group, "in", when, when, READER, "admitted")
    return replace(made, attendee_id=who.id)


def _people(number: int) -> bytes:
    return bytes(sum(1 for _ in crowd(number)) & 0xFF)


def _signed(number: int) -> bytes:
    return signature_sheet.pdf(["entrance"], crowd(number), PROGRAMME, "fr", NOW)


def _recorded(number: int) -> bytes:
    ateliers = [atelier.id for atelier in PROGRAMME.ateliers]
    return signature_sheet.pdf(ateliers, crowd(number), PROGRAMME, "fr", NOW, recorded=True)


def _attendance_csv(number: int) -> bytes:
    return b"".join(tables.csv(attendance_table.table(crowd(number), PROGRAMME, "fr")))


def _attendance_xlsx(number: int) -> bytes:
    return tables.xlsx(attendance_table.table(crowd(number), PROGRAMME, "fr"), NOW)


def _scans_xlsx(number: int) -> bytes:
    scans = ((person.attendee, scan) for person in crowd(number) for scan in person.scans)
    return tables.xlsx(scans_table.table(scans, PROGRAMME, "fr"), NOW)


def _attestations(number: int) -> bytes:
    link = "https://abc123def4.execute-api.eu-west-3.amazonaws.com/attestation#" + "aZ09_-bQ" * 16
    return attestation.many(((person, link) for person in crowd(number)), PROGRAMME, "fr", NOW)


def _report(number: int) -> bytes:
    return report.pdf(day_summary.summary(crowd(number), PROGRAMME, NOW), PROGRAMME, "fr", NOW)


EXPORTS = {
    "people alone": (_people, (FEW, MANY)),
    "signature sheet of the day, PDF": (_signed, (FEW,)),
    "recorded sheets of all ateliers, PDF": (_recorded, (FEW,)),
    "attestations, PDF": (_attestations, (FEW,)),
    "report, PDF": (_report, (FEW, MANY)),
    "attendance, CSV": (_attendance_csv, (FEW, MANY)),
    "attendance, XLSX": (_attendance_xlsx, (FEW, MANY)),
    "scans, XLSX (five a person)": (_scans_xlsx, (FEW, MANY)),
}


def print_cost(name: str, number: int) -> None:
    """Make one export and print the processor's seconds, kilobytes of memory and bytes of file."""
    begun = time.process_time()
    made = EXPORTS[name][0](number)
    spent = time.process_time() - begun
    with open("/proc/self/status") as status:
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    print(spent, peak, len(made))


def figures() -> list[Figures]:
    """Return what each export costs at few and at many people."""
    table = Figures(
        "Exports, each in a fresh process, one for each core at once",
        ("export", "people", "seconds of processor", "peak MB", "aim", "KB"),
        "People are made as they are asked for; that alone is the first lines. Memory includes all libraries.",
    )
    most = 0.0
    made = [(name, number) for name, (_, numbers) in EXPORTS.items() for number in numbers]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (name, number), (spent, peak, size) in zip(made, pool.map(lambda one: _alone(*one), made), strict=True):
            megabytes = peak / 1024
            aim = Figures.aim(megabytes, MOST_MEGABYTES)
            table.add(name, thousands(number), f"{spent:.2f}", f"{megabytes:.0f}", aim, f"{size / 1000:.0f}")
            most = max(most, megabytes)
    table.head("most memory of an export, MB", f"{most:.0f}", aim=table.aim(most, MOST_MEGABYTES))
    return [table]


def fetched(stage: Stage) -> list[Figures]:
    """Return how long an organiser waits for each export of the people on a stack, through the front door."""
    table = Figures(
        "Exports of 300 people, as an organiser waits for them",
        ("export", "p50 ms", "KB"),
        f"Through the front door, {REQUESTS} times after a first one; everybody is read from the table each time.",
    )
    headers = {"authorization": f"Bearer {stage.stack.organiser_pass}"}
    with httpx.Client(base_url=stage.stack.base_url, headers=headers, timeout=60) as client:
        for name in ("attendance.xlsx", "scans.csv", "signatures.pdf", "report.pdf", "order.pdf"):
            seconds, size = [], 0
            for _ in range(1 + REQUESTS):
                begun = time.perf_counter()
                answer = client.get(f"/api/exports/{name}").raise_for_status()
                seconds.append(time.perf_counter() - begun)
                size = len(answer.content)
            table.add(name, milliseconds(p50(seconds[1:])), f"{size / 1000:.0f}")
    return [table]


def _alone(name: str, number: int) -> tuple[float, int, int]:
    command = [sys.executable, "-c", ALONE.format(name=name, number=number)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    spent, peak, size = done.stdout.split()
    return float(spent), int(peak), int(size)
