"""The files of two events, and what is wrong with one."""

from pathlib import Path

import pytest

from infra.programme.file import ProgrammeFileError, read

ROOT = Path(__file__).parent.parent.parent
FORUM = read(ROOT / "infra/programme/destins-2022.toml")
SMALL_EVENT = ROOT / "tests/cases/programmes/tarde-2023.toml"


def edited(folder: Path, *edits: tuple[str, str]) -> Path:
    """Write the small event's file with some of its text replaced, wherever it stands."""
    text = SMALL_EVENT.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, f"the small event does not say {old!r}"
        text = text.replace(old, new)
    path = folder / "programme.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(ProgrammeFileError) as refused:
        read(path)
    return refused.value.problems
