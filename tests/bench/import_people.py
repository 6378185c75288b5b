"""How long a list of people takes to read, to check, to import and to import again."""

import csv
import io
import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import httpx
from openpyxl import Workbook

from attendance.documents.lists import columns, file, headers
from attendance.documents.lists.table import Table
from infra.import_client import ImportClient
from infra.server import Server
from tests.bench.report import Figures, thousands
from tests.bench.stage import ROOMY, Stage, ateliers

LINES = 2_000
ONE_BY_ONE = 100
HEADER = [
    "Nom",
    "Prénom",
    "Adresse e-mail",
    "Structure",
    "Atelier du matin",
    "Déjeuner (oui/non)",
    "Régime alimentaire",
]


def figures(stage: Stage) -> list[Figures]:
    """Return a line for each step of importing a list, and for what the same registrations cost by themselves."""
    table = Figures(
        f"Import of {thousands(LINES)} lines, at most 100 a call",
        ("step", "lines", "seconds", "lines a second"),
        "The steps after reading go through the front door, as the command and the page send them. One by one: the same"
        " registrations as requests of their own, without a list; it is the floor that importing stands on.",
    )
    rows = list(_people(stage, LINES))
    written = _csv(rows)
    read, seconds = _timed(lambda: _table(written))
    _add(table, "read a CSV file", LINES, seconds)
    book = _workbook(rows)
    _add(table, "read an Excel workbook", LINES, _timed(lambda: _table(book))[1])
    with Server(stage.stack.base_url, stage.stack.organiser_pass) as server:
        first, again = (_client(server, read) for _ in range(2))
        _add(table, "check every line", LINES, _timed(lambda: sum(first.rehearse()))[1])
        registering = _timed(lambda: sum(first.register()))[1]
        _add(table, "register every line", first.count("registered"), registering)
        _add(table, "the same list again", again.count("known") or LINES, _timed(lambda: sum(again.rehearse()))[1])
    one_by_one = _timed(lambda: _one_by_one(stage))[1]
    _add(table, "one by one", ONE_BY_ONE, one_by_one)
    table.head(
        "lines registered a second, from a list",
        thousands(round(first.registered / registering)),
        floor=f"{thousands(round(ONE_BY_ONE / one_by_one))}, one by one",
    )
    if (first.registered, again.count("known")) != (LINES, LINES):
        raise RuntimeError(f"{first.registered} were registered and {again.count('known')} were known then.")
    return [table]


def _people(stage: Stage, number: int) -> Iterator[list[str]]:
    tag = uuid4().hex[:8]
    # The first atelier of a series has room for everybody; see the stage.
    chosen = ateliers(stage.programme)[0].removeprefix("atelier-")
    assert number <= ROOMY
    for n in range(number):
        yield [f"Exemple-{n}", "Zoé", f"{tag}-{n}@example.org", "La Fonda", f"N°{chosen} - …", "oui", "Végétarien"]


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([HEADER, *rows])
    return text.getvalue().encode("cp1252", "replace")


def _workbook(rows: list[list[str]]) -> bytes:
    book, saved = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Inscrits")
    for row in (HEADER, *rows):
        sheet.append(row)
    book.save(saved)
    return saved.getvalue()


def _table(content: bytes) -> Table:
    read = file.read(content, headers.is_known)
    if not isinstance(read, Table):
        raise read
    return read


def _client(server: Server, table: Table) -> ImportClient:
    made = ImportClient(server, table, notify=False)
    made.columns = columns.matched(table, made.ateliers)
    return made


def _one_by_one(stage: Stage) -> None:
    secret = {"authorization": f"Bearer {stage.stack.organiser_pass}"}
    with httpx.Client(base_url=stage.stack.base_url, headers=secret, timeout=30) as client:
        for family, given, email, organisation, *_ in _people(stage, ONE_BY_ONE):
            body = {"given_name": given, "family_name": family, "email": email, "organisation": organisation}
            chosen = {"ateliers": ateliers(stage.programme)[:1], "lunch": True, "diet": "vegetarian", "consent": True}
            client.post("/api/registrations", json=body | chosen).raise_for_status()


def _timed[T](act: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    done = act()
    return done, time.perf_counter() - begun


def _add(table: Figures, step: str, lines: int, seconds: float) -> None:
    table.add(
        step,
        thousands(lines),
        f"{seconds:.1f}" if seconds >= 1 else f"{seconds:.2f}",
        thousands(round(lines / seconds)),
    )
