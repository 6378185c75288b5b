"""Whatever a file has become on its way, it is read or refused in words: programmes, lists, and what phones saved."""

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest

from attendance.documents.lists import file as lists
from infra import outbox
from infra.local.stack import PROGRAMME
from infra.outbox import OutboxError
from infra.programme import file as programme_file
from infra.programme.file import ProgrammeFileError
from tests.chance import Chance
from tests.gateway import ROOT
from tests.infra.programme_files import SMALL_EVENT

FILES = int(os.environ.get("CASES", "300")) // 3
SEED = int(os.environ.get("SEED", "0"))
LISTS = [*sorted((ROOT / "tests/cases/imports").iterdir()), ROOT / "infra/local/people.csv"]
OUTBOX = ROOT / "tests/releases/2026-11-28-roster/outbox.json"


@pytest.fixture(params=range(SEED, SEED + 5))
def chance(request: pytest.FixtureRequest) -> Chance:
    return Chance(request.param, {})


def test_a_spoilt_programme_file_is_read_or_what_is_wrong_is_named(tmp_path: Path, chance: Chance) -> None:
    path = tmp_path / "programme.toml"
    for _ in range(FILES // 5):
        path.write_bytes(chance.damaged(chance.choice((SMALL_EVENT, PROGRAMME)).read_bytes()))
        with suppress(ProgrammeFileError):
            programme_file.read(path)


def test_a_spoilt_outbox_is_read_or_what_is_wrong_is_named(tmp_path: Path, chance: Chance) -> None:
    path = tmp_path / "outbox.json"
    for _ in range(FILES // 5):
        saved = chance.spoilt(chance.spoilt(json.loads(OUTBOX.read_text())))
        path.write_bytes(chance.damaged(OUTBOX.read_bytes()) if chance.happens(0.3) else json.dumps(saved).encode())
        with suppress(OutboxError):
            outbox.read(path)


def test_a_spoilt_list_is_read_or_why_there_is_none_is_told(chance: Chance) -> None:
    for _ in range(FILES // 5):
        content = chance.damaged(chance.choice(LISTS).read_bytes())
        lists.read(content, lambda name: name.casefold() in ("nom", "email"), repair=chance.happens(0.5))
