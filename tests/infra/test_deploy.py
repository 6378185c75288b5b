from pathlib import Path

import pytest

from infra import pages
from infra.local import deploy

DECODER = next(iter(pages.DECODER.values()))


def folder(tmp_path: Path, content: str) -> dict[str, Path]:
    folder = tmp_path / "folder"
    folder.mkdir(exist_ok=True)
    (folder / "handler.py").write_text(content)
    return {"ScanFunction": folder}


def test_what_has_not_changed_is_packed_once(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = deploy.packed(folder(tmp_path, "one"), kept)
    (archive,) = kept.iterdir()
    made_at = archive.stat().st_mtime_ns

    assert deploy.packed(folder(tmp_path, "one"), kept) == first
    assert archive.stat().st_mtime_ns == made_at


def test_what_has_changed_is_packed_anew_and_the_old_forgotten(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = deploy.packed(folder(tmp_path, "one"), kept)

    assert deploy.packed(folder(tmp_path, "two"), kept) != first
    assert len(list(kept.iterdir())) == 1


def test_a_renamed_file_is_a_change(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    folders = folder(tmp_path, "one")
    first = deploy.packed(folders, kept)
    (tmp_path / "folder" / "handler.py").rename(tmp_path / "folder" / "other.py")

    assert deploy.packed(folders, kept) != first


@pytest.mark.parametrize(
    "source",
    ["template.yaml", "shared/attendance/rules.py", "functions/scan/requirements.txt", f"node_modules/{DECODER}"],
)
def test_whatever_a_build_is_made_of_is_a_change(tmp_path: Path, source: str) -> None:
    first = deploy.sources_digest(tmp_path)
    path = tmp_path / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("one")
    second = deploy.sources_digest(tmp_path)
    path.write_text("two")

    assert len({first, second, deploy.sources_digest(tmp_path)}) == 3


def test_byte_code_that_a_test_leaves_is_no_change(tmp_path: Path) -> None:
    first = deploy.sources_digest(tmp_path)
    (tmp_path / "shared" / "__pycache__").mkdir(parents=True)
    (tmp_path / "shared" / "__pycache__" / "rules.pyc").write_bytes(b"code")

    assert deploy.sources_digest(tmp_path) == first
