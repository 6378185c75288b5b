import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from infra.local.unpacking import unpack_once


def archive(path: Path, **files: str) -> str:
    with zipfile.ZipFile(path, "w") as written:
        for name, text in files.items():
            written.writestr(name, text)
    return str(path)


def unpacked(module: SimpleNamespace, file: str, target: Path) -> Path:
    """Unpack an archive as the emulator does."""
    target.mkdir()
    with module.zipfile.ZipFile(file) as opened:
        opened.extractall(str(target))
    return target


@pytest.fixture
def module(tmp_path: Path) -> SimpleNamespace:
    """The part of the emulator that unpacks."""
    module = SimpleNamespace(zipfile=zipfile)
    (tmp_path / "kept").mkdir()
    unpack_once(module, tmp_path / "kept")
    return module


def test_two_workers_of_one_code_share_what_was_unpacked_once(module: SimpleNamespace, tmp_path: Path) -> None:
    files = [archive(tmp_path / f"{n}.zip", **{"handler.py": "code"}) for n in range(2)]

    first, second = (unpacked(module, file, tmp_path / f"worker-{n}") for n, file in enumerate(files))

    assert (first / "handler.py").read_text() == "code"
    assert first.resolve() == second.resolve()
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_other_code_is_unpacked_elsewhere(module: SimpleNamespace, tmp_path: Path) -> None:
    one = unpacked(module, archive(tmp_path / "1.zip", **{"handler.py": "one"}), tmp_path / "worker-1")
    two = unpacked(module, archive(tmp_path / "2.zip", **{"handler.py": "two"}), tmp_path / "worker-2")

    assert ((one / "handler.py").read_text(), (two / "handler.py").read_text()) == ("one", "two")


def test_nothing_leaves_the_folder_that_it_is_unpacked_in(module: SimpleNamespace, tmp_path: Path) -> None:
    target = unpacked(module, archive(tmp_path / "1.zip", **{"../../out.py": "code"}), tmp_path / "worker")

    assert [path.name for path in target.rglob("*")] == ["out.py"]
    assert not (tmp_path / "out.py").exists()


def test_what_is_no_archive_is_refused_as_before(module: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "1.zip").write_bytes(b"no archive")

    with pytest.raises(module.zipfile.BadZipFile):
        unpacked(module, str(tmp_path / "1.zip"), tmp_path / "worker")

    assert list((tmp_path / "kept").iterdir()) == []
