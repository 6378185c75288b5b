"""An organiser's list, imported by the command on the running stack: once, however often and however interrupted."""

import csv
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from infra.local import stack
from tests.browser.street import Street
from tests.doors import Doors, until

PEOPLE = 240
HEADER = ["Nom", "Prénom", "Adresse e-mail", "Structure", "Déjeuner (oui/non)", "Régime alimentaire"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A suite that a shell runs in the background ignores the signal of Ctrl-C, and so would the commands it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def street(doors: Doors) -> Iterator[Street]:
    street = Street(doors.stack.base_url)
    yield street
    street.leave()


def person(n: int, tag: str = "liste") -> list[str]:
    diet = "Végétarien" if n % 5 == 0 else ""
    return [f"Exemple-{n}", "Zoé", f"{tag}-{n}@example.org", "L'Université de Poitiers", "oui", diet]


def command(origin: str, doors: Doors, path: Path) -> subprocess.Popen[str]:
    environment = {"POINTAGE_URL": origin, "POINTAGE_PASS": doors.organiser, "PYTHONPATH": "shared:."}
    return subprocess.Popen(
        [str(stack.EMULATOR), "-m", "infra.import_people", str(path), "--yes"],
        cwd=stack.ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def imported(doors: Doors, path: Path) -> tuple[int, str]:
    process = command(doors.stack.base_url, doors, path)
    output, wrong = process.communicate()
    assert wrong == ""
    return process.returncode, output


def registered(doors: Doors) -> int:
    return int(doors.headcounts()["registered"])


@pytest.mark.usefixtures("interruptible")
def test_a_list_is_imported_once_after_an_interruption_and_a_second_run(
    doors: Doors, street: Street, tmp_path: Path
) -> None:
    path, before = tmp_path / "liste.csv", registered(doors)
    bad = ["Exemple", "", "sans arobase", '=HYPERLINK("http://example.org")', "peut-être", "halal"]
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADER, *(person(n) for n in range(PEOPLE)), bad])

    # The first hundred are answered; the command is stopped while it waits for the answer to those that follow.
    street.hold("POST", saying=b'"dry_run": false', after=1)
    process = command(street.origin, doors, path)
    until(lambda: street.held)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    after = registered(doors)
    first = imported(doors, path)
    second = imported(doors, path)

    assert (process.returncode, said) == (2, "Interrompu : recommencez, personne ne sera inscrit deux fois.\n")
    assert before < after < before + PEOPLE
    assert registered(doors) == before + PEOPLE
    assert [first[0], second[0]] == [1, 1]
    assert f"À inscrire : 0. Déjà inscrites : {PEOPLE}. À corriger : 1." in second[1]
    mended = path.with_name("liste.csv.a-corriger.csv").read_text("utf-8-sig")
    assert "'=HYPERLINK" in mended
    assert "sans arobase" in mended


def test_a_workbook_is_read_and_imported_through_the_gateway(doors: Doors, tmp_path: Path) -> None:
    book, path = Workbook(), tmp_path / "liste.xlsx"
    for row in (HEADER, *(person(n, "classeur") for n in range(3))):
        book.worksheets[0].append(row)
    book.save(path)
    sent = {"content-type": "application/octet-stream", "accept-encoding": "gzip"}

    shown = doors.post_file("/api/attendees/import/file?name=liste.xlsx", path.read_bytes(), sent)
    assert shown.status_code == 200, shown.text
    body = shown.json()
    fields = [column["field"] for column in body["columns"]]
    cells = [dict(zip(fields, line["cells"], strict=True)) for line in body["lines"]]
    lines = [{"line": line["line"], "cells": each} for line, each in zip(body["lines"], cells, strict=True)]
    answer = doors.call("POST", "/api/attendees/import", {"lines": lines, "consent": True}, doors.organiser)

    assert shown.headers["content-encoding"] == "gzip"
    assert [result["outcome"] for result in answer.json()["results"]] == ["registered"] * 3
